"""A service on the second page: prefix, name, promise and requirement, people waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto
from itertools import product
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.estimating.shown import Kind, Shown
from hall.estimating.wording import wait_spoken
from hall.translator import Translator
from hall.views import ServiceView
from hall.wording import in_language
from kiosk.waits import wait_before
from kiosk.widgets.card import (
    CardBase,
    StateLine,
    caution_line,
    fitted_state,
    paint_squeezed,
    paint_state,
    state_line,
    with_wait,
)
from kiosk.widgets.pen import NAME, REQUIREMENT, STATE, Block, Pen, Type, least_name_px, requirement_fit
from kiosk.widgets.row_figure import FIGURE_COLUMN, NARROW_FIGURES, WAIT_COLUMN, paint_figure
from kiosk.widgets.tile import paint_prefix_tile, tile_colour
from qtkit.announce import listed
from qtkit.icons import paint_icon
from qtkit.paint import Fitted
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import TouchGuard

_STATE_LEAST = 0.88
"""Below this share of its size the second line gets shorter."""
_LOW_STATE = Type(24, 27)
CHEVRON = 52.0
PADDING, _CLOSE = 24.0, 14.0
_ROOMY = 440.0
"""Below that width, in reference pixels, the tile is small: a name needs the room."""
WIDE = 800.0
"""From that width on, in reference pixels, the wait, or else the people, have a column of their own."""


class Column(Enum):
    """What the column of the figure says."""

    NOTHING = auto()
    PEOPLE = auto()
    WAIT = auto()


class _Block(NamedTuple):
    """What a row says as it fits: its name, the second line and the last one with their heights in pixels; ``whole``:
    the last one in its full size; ``over``: all of it is higher than the row."""

    name: Block
    second: StateLine | None
    second_type: Type
    second_height: float
    third: Fitted | None
    third_height: float
    whole: bool
    over: bool


class ServiceRow(CardBase):
    """Shows one ``ServiceView`` in its agency's accent; ``clicked`` is the intent. A row narrower than 800
    reference pixels (in landscape) puts wait and people below the name instead of a column of their own. Without a
    ``chevron`` there is room for a key beside the row."""

    counts_below = False
    """Whether the people stand below the wait, for the second line says something else."""
    keeps_second = False
    """Whether the second line stays beside a long name though it says no state."""
    leads_on = False
    """Whether a touch leads somewhere while no numbers are given."""

    def __init__(
        self,
        service: ServiceView,
        colour: str,
        translate: Translator,
        guard: TouchGuard,
        parent: QWidget,
        *,
        chevron: bool = True,
    ) -> None:
        super().__init__(guard, parent)
        self._translate = translate
        self._chevron = chevron
        self.service = service
        self._colour = colour
        self._shown: tuple[object, ...] = ()
        self.show_service(service, colour)

    def show_service(self, service: ServiceView, colour: str) -> None:
        """Shows the service as it is now; repaints only when it looks another way: each read has a time of its own."""
        self.service = service
        self._colour = colour
        self.closed = not service.opening.gives_numbers
        caution = self._caution()
        queue = self._queue()
        state = "" if self._unserved() else queue.text
        said = caution.text if caution else ""
        wait = self.wait
        estimate = wait_spoken(wait, self._translate) if wait is not None and wait.kind is not Kind.UNKNOWN else ""
        spoken = listed(service.prefix, self.title(), self._where(), state, estimate, said, self._requirement())
        shown = service.id, colour, self.closed, self._unserved(), spoken, caution, queue, self._promise(), wait
        if shown != self._shown:
            self._shown = shown
            self.setObjectName(f"service-{service.id}")
            self.setAccessibleName(spoken)
            self.update()

    def title(self) -> str:
        """The service's name in the language of the screen."""
        return in_language(self._translate.language, self.service.name, self.service.name_en)

    def _where(self) -> str:
        """Whose service it is, for a row among those of several agencies."""
        return ""

    def _requirement(self) -> str:
        return in_language(self._translate.language, self.service.requirement, self.service.requirement_en)

    def _thirds(self) -> tuple[str, ...]:
        """The last line, the best first: what to bring, also the next time."""
        return (self._requirement(),)

    @property
    def counts(self) -> bool:
        """Whether it says how many wait."""
        return not self.closed and not self._unserved()

    @property
    def wait(self) -> Shown | None:
        """The wait that it shows; None where it shows none: where nobody serves, a range tells that a break ends."""
        wait = None if self.closed else wait_before(self.service)
        known = wait is not None and wait.kind not in (Kind.UNKNOWN, Kind.AT_ONCE)
        return wait if known or not self._unserved() else None

    def _unserved(self) -> bool:
        """Whether nobody waits because nobody serves: then the queue is not shown next to it, which would say that
        one is served at once."""
        served = self.service.attended and not self.service.outage
        return not self.closed and not served and not self.service.waiting

    def _caution(self) -> StateLine | None:
        return caution_line(self.service, self._translate)

    def _queue(self) -> StateLine:
        service, brief = self.service, bool(Typeface.least_px) and self.width() < WIDE * self.unit
        outage = service.outage_why if service.outage else None
        return state_line(service.opening, service.waiting, self._translate, brief=brief, outage=outage)

    def second_line(self, column: Column) -> StateLine:
        """What to know before, or the queue; what the ``column`` does not say follows."""
        caution, queue = self._caution(), self._queue()
        if column is Column.NOTHING:
            queue = with_wait(queue, self.service.waiting, self.wait, self._translate)
        if caution is None:
            return queue
        said_there = column is Column.PEOPLE or (column is Column.WAIT and self.counts_below)
        if said_there or not self.service.waiting:
            return caution
        return replace(caution, text=f"{caution.text} · {queue.text}", short=caution.text)

    def _promise(self) -> StateLine | None:
        minutes = self.service.promised_minutes
        if minutes <= 0:
            return None
        return StateLine("clock-outline", self._translate("kiosk.row.promise", n=minutes), Colours.INK2)

    def _block(self, pen: Pen, rect: QRectF, second: StateLine | None, *, state: bool) -> _Block:
        """Name, second line and requirement as they fit. The name has its size: what to bring and the second line give
        way."""
        unit, least = self.unit, least_name_px(self.unit)
        reason = self.service.opening.message(self._translate, brief=True) if self.closed else ""
        seconds = tuple(_seconds(second, self._caution(), reason, state=state))
        *better, last = self._thirds()
        fuller = tuple(filter(None, (requirement_fit(pen, text, rect.width(), lines=3) for text in better)))
        thirds = (*fuller, *_requirements(pen, last, rect.width()))
        types = (STATE,) if Typeface.least_px else (STATE, _LOW_STATE)
        tries = [(shown, third, type_) for third, shown, type_ in product(thirds, seconds, types)]
        if self.width() < WIDE * unit:  # what to bring stands behind the key beside the row
            tries = [(shown, third, type_) for shown, type_, third in product(seconds, types, thirds)]
        for shown, third, type_ in tries:
            fitted = fitted_state(pen, shown, rect.width(), type_) if shown else None
            second_height = pen.height(fitted, type_) if fitted else 0.0
            third_height = pen.height(third, REQUIREMENT) if third else 0.0
            spare = -unit if third else 2 * unit  # above capitals there is some, below the last letters none
            left = rect.height() + spare - second_height - third_height
            name = pen.block(self.title(), NAME, QSizeF(rect.width(), left), lines=3)
            small = max(int(_STATE_LEAST * type_.px * unit), int(Typeface.least_px))
            readable = fitted is None or fitted.font.pixelSize() >= small
            holds = name.height <= left and name.found.font.pixelSize() >= least and readable
            if holds:
                break
        whole = holds and any(third is one for one in thirds[: len(fuller) + 1])
        return _Block(name, shown, type_, second_height, third, third_height, whole, name.height > left)

    def _paint_text(self, pen: Pen, rect: QRectF, block: _Block) -> None:
        unit, name, shown, third = self.unit, block.name, block.second, block.third
        if shown and block.over:
            paint_squeezed(pen, rect, self.title(), shown)
            return
        used = name.height + block.second_height + block.third_height
        gap = max(0.0, min(4 * unit, (rect.height() - used) / 2))
        y = rect.center().y() - (used + gap * (bool(shown) + bool(third))) / 2
        up = 3 * unit if third else 0.0  # above capitals a line has room to spare, below its letters none
        y = min(y, rect.bottom() - used - gap) - up
        line = QRectF(rect.left(), y, rect.width(), name.height)
        self._paint_marks(pen, line, name)
        pen.place(line, name.found, name.type_)
        y += name.height + gap
        if shown:
            paint_state(pen, QRectF(rect.left(), y, rect.width(), block.second_height), shown, block.second_type)
            y += block.second_height + gap
        if third:
            place = QRectF(rect.left(), y, rect.width(), block.third_height)
            pen.place(place, third, REQUIREMENT, colour=Colours.INK2)

    def _paint_marks(self, pen: Pen, rect: QRectF, name: Block) -> None:
        """What stands out in the name, before it is written; rows that were searched for override it."""

    def _lines(self, *, wide: bool) -> tuple[Column, StateLine | None, bool]:
        """What the column of the figure says, the second line beside it, and whether that says a state."""
        if not wide or self.closed:
            return Column.NOTHING, self.second_line(Column.NOTHING), True
        column = Column.PEOPLE if self.wait is None else Column.WAIT
        if self._caution() is None and (column is Column.PEOPLE or self.counts_below):
            return column, self._promise(), self.keeps_second
        return column, self.second_line(column), True

    def _paint_beside(self, pen: Pen, text: QRectF, right: float, second: StateLine | None, *, state: bool) -> bool:
        """Paints the figure and the words beside it; False where these need its room."""
        people = FIGURE_COLUMN if self._chevron else NARROW_FIGURES
        widths = (people,) if self.wait is None else (WAIT_COLUMN, NARROW_FIGURES)
        for room in widths:
            column = QRectF(right - room * self.unit, 0, room * self.unit, self.height())
            beside = text.adjusted(0, 0, -(room + 12) * self.unit, 0)
            block = self._block(pen, beside, second, state=state)
            if block.whole:
                break
        if not block.whole and self._caution() is not None:
            return False
        paint_figure(pen, column, self.service, self.wait, self._queue(), self._translate, counts=self.counts_below)
        self._paint_text(pen, beside, block)
        return True

    def _paint_end(self, pen: Pen, right: float, *, wide: bool) -> float:
        """At the right end dots while it is busy, or the chevron; where the room left of them ends."""
        unit = self.unit
        if self.busy:
            self.paint_dots(pen, right - 8 * unit)
            return right - (CHEVRON + 30) * unit
        if (self.closed and not self.leads_on) or not self._chevron:
            return right
        chevron = QRectF(right - CHEVRON * unit + 10 * unit, (self.height() - 48 * unit) / 2, 48 * unit, 48 * unit)
        paint_icon(pen.painter, chevron, "chevron-right", Colours.TELUK700)
        return chevron.left() - (22 if wide else 6) * unit

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        pen = self.paint_body(painter)
        unit = self.unit
        wide = self.width() >= WIDE * unit
        close = not wide and self.width() < _ROOMY * unit
        padding = (_CLOSE if close else PADDING) * unit
        tile = (96 if wide else 88 if self.width() >= _ROOMY * unit else 60) * unit
        square = QRectF(padding, (self.height() - tile) / 2, tile, tile)
        waits = self.busy and not wide and not Typeface.least_px
        if waits:  # in the place of the tile: the name keeps its room
            self.paint_dots(pen, square.right())
        elif wide or not Typeface.least_px:
            paint_prefix_tile(pen, square, self.service.prefix, tile_colour(self._colour, closed=self.closed))
        else:  # large words need the room
            square.setRight(square.left() - 8 * unit)
        right = self._paint_end(pen, self.width() - padding, wide=wide) if not waits else self.width() - padding
        left = square.right() + (24 if wide else 12 if close else 18) * unit
        text = QRectF(left, 8 * unit, right - left, self.height() - 16 * unit)
        column, second, state = self._lines(wide=wide)
        silent = self._unserved() and self.wait is None
        if column is not Column.NOTHING and not self.busy and not silent:
            if self._paint_beside(pen, text, right, second, state=state):
                return
            second = self.second_line(Column.NOTHING)  # the words need the room of the figure
        self._paint_text(pen, text, self._block(pen, text, second, state=state))


def _requirements(pen: Pen, text: str, width: float) -> tuple[Fitted | None, ...]:
    """What to bring: in its full size, for a very long name in smaller and smaller ones, and at last not at all."""
    if not text:
        return (None,)
    least = int(0.8 * REQUIREMENT.px * pen.unit)
    smaller = tuple(pen.fitted(text, REQUIREMENT, width, lines=lines) for lines in (2, 1))
    smaller = tuple(found for found in smaller if found.font.pixelSize() >= least)
    whole = requirement_fit(pen, text, width, lines=3)
    if Typeface.least_px:
        return (whole, None)
    return (whole, *smaller, None) if whole else (*smaller, None)


def _seconds(
    second: StateLine | None, caution: StateLine | None, reason: str, *, state: bool
) -> Iterator[StateLine | None]:
    """The second line, and what stands there where it has no room. One that says the ``state`` gets shorter; the
    promise gives way."""
    if second is None:
        yield None
        return
    texts = (second.text, second.short, caution.short if caution else "", reason)
    yield from (replace(second, text=text, short="") for text in dict.fromkeys(filter(None, texts)))
    if not state:
        yield None
