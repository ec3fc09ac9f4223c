"""An agency on the first page: its icon, name and queue; with one service, also what that service needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import inf
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.estimating.wording import wait_spoken
from hall.opening import Opening
from hall.translator import Translator
from hall.views import AgencyView, ServiceView
from hall.wording import NO_NAMES, BothNames, in_language
from kiosk.attendance import nobody_serves, served_now
from kiosk.hours import has_one_reason
from kiosk.widgets.card import (
    QUEUE_ICON,
    CardBase,
    StateLine,
    absent_line,
    caution_line,
    fitted_state,
    outage_line,
    paint_squeezed,
    paint_state,
    soon_line,
    state_line,
    state_width,
    wait_state,
    with_wait,
)
from kiosk.widgets.pen import NAME, REQUIREMENT, STATE, Pen, Type, least_name_px, requirement_fit
from kiosk.widgets.tile import paint_icon_tile, tile_colour
from qtkit.announce import listed
from qtkit.paint import Fitted
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours
from qtkit.widgets.pressable import TouchGuard


def _outage_of(services: Sequence[ServiceView]) -> BothNames | None:
    """Why all of these services are stopped, without a reason where they have several; None when one is not."""
    if not all(service.outage for service in services):
        return None
    reasons = {service.outage_why for service in services}
    return reasons.pop() if len(reasons) == 1 else NO_NAMES


def _ends(opening: Opening) -> float:
    """Seconds until it closes."""
    return inf if opening.next_change is None else (opening.next_change - opening.at).total_seconds()


_ROW = 116.0
"""A lower card, in reference pixels, has all in one row."""
_LARGE_ROW = 160.0
"""The same in large text: a card of two lines."""
_LOW_STATE, _LARGE_NAME, _LARGE_STATE = Type(24, 27), Type(30, 34, 700), Type(30, 34)
_ROW_STATE = 0.46
"""So much of a low card is for how the queue is."""
_ROOMY = 470.0
"""Below that width, in reference pixels, the tile is small: a long word of a name needs the room."""


class _Lines(NamedTuple):
    """Lines below a name, in their type; ``waits``: the wait is among them."""

    lines: tuple[StateLine, ...]
    type_: Type
    waits: bool = False


class AgencyCard(CardBase):
    """Shows one ``AgencyView``; ``clicked`` is the intent."""

    def __init__(self, agency: AgencyView, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(guard, parent)
        self._translate = translate
        self.agency = agency
        self._shown: tuple[object, ...] = ()
        self.show_agency(agency)

    def show_agency(self, agency: AgencyView) -> None:
        """Shows the agency as it is now; repaints only when it looks another way: each read has a time of its own."""
        self.agency = agency
        self.closed = not agency.opening.gives_numbers
        caution = caution_line(self._only, self._translate) if self._only else None
        state = self._state()
        wait = self._wait()
        estimate = wait_spoken(agency.wait, self._translate) if agency.wait is not None and wait is not None else ""
        spoken = listed(self.title(), (caution or state).text, estimate, self._single_line())
        shown = agency.id, agency.icon, agency.colour, self.closed, spoken, state, wait
        if shown != self._shown:
            self._shown = shown
            self.setObjectName(f"agency-{agency.id}")
            self.setAccessibleName(spoken)
            self.update()

    def title(self) -> str:
        """The agency's name in the language of the screen."""
        return in_language(self._translate.language, self.agency.name, self.agency.name_en)

    @property
    def _only(self) -> ServiceView | None:
        """The service of an agency that has one: its card goes straight to the number."""
        return self.agency.services[0] if len(self.agency.services) == 1 else None

    def _state(self) -> StateLine:
        """The queue; for an agency with one service, whose number comes with this touch, first what to know before."""
        giving = [service for service in self.agency.services if service.opening.gives_numbers]
        outage = _outage_of(giving or self.agency.services)
        if giving and outage is not None:
            return outage_line(outage, self._translate)
        if nobody_serves(self.agency):
            return absent_line(giving, self._translate)
        if self._only and (caution := caution_line(self._only, self._translate)):
            return caution
        if giving and (part := self._part_line(giving)):
            return part
        brief = state_line(self.agency.opening, self.agency.waiting, self._translate, brief=True, outage=outage)
        if not self.closed or not has_one_reason(self.agency):
            return brief
        whole = state_line(self.agency.opening, self.agency.waiting, self._translate, outage=outage)
        return replace(whole, short=brief.text) if whole.text != brief.text else whole

    def _wait(self) -> StateLine | None:
        """The wait, where it is that of everything that this agency gives numbers for, and somebody waits."""
        return wait_state(self.agency.wait, self._translate) if self._state().icon == QUEUE_ICON else None

    def _part_line(self, giving: Sequence[ServiceView]) -> StateLine | None:
        """The queue is no promise for all services that are ``giving`` numbers; or nobody waits, and some give none or
        close soon. None: it says how it is, whatever is chosen."""
        waiting = self.agency.waiting
        served = [service for service in giving if served_now(service)]
        if len(served) < len(giving) or (not waiting and len(served) < len(self.agency.services)):
            counts = {"n": len(served), "count": len(self.agency.services)}
            text = self._translate("kiosk.card.part", **counts)
            colour = Colours.INK2 if len(served) == len(giving) else Colours.AMBER_INK
            if not waiting:
                return StateLine("account-clock", text, colour)
            said, brief = (self._translate(f"kiosk.queue.{key}", n=waiting) for key in ("waiting", "people"))
            short = f"{self._translate('kiosk.card.part_brief', **counts)}, {brief}"
            return StateLine("account-clock", f"{text}, {said}", colour, short)
        return None if waiting else soon_line(max((one.opening for one in giving), key=_ends), self._translate)

    def _brief_state(self) -> StateLine:
        """The queue in two words; in large text also that the touch makes a number."""
        line = self._state()
        if line.icon == QUEUE_ICON:
            line = replace(line, text=self._translate("kiosk.queue.people", n=self.agency.waiting))
        return self._with_direct(line) if Typeface.least_px else line

    def _with_direct(self, line: StateLine) -> StateLine:
        """``line``, and where the touch makes a number, that it does."""
        if self._only is None or self.closed:
            return line
        direct = self._translate("kiosk.card.direct")
        return replace(line, text=f"{line.text} · {direct}", short=f"{line.short or line.text} · {direct}")

    def _requirement(self) -> str:
        """What to bring for the only service of this agency."""
        service = self._only
        if service is None or self.closed:
            return ""
        return in_language(self._translate.language, service.requirement, service.requirement_en)

    def _single_line(self) -> str:
        """What the only service of this agency needs."""
        if self._only is None or self.closed:
            return ""
        return self._requirement() or self._translate("kiosk.card.direct")

    def _tries(self, pen: Pen, rect: QRectF) -> Iterator[tuple[_Lines, Fitted | None]]:
        """What stands below the name, the best first: the wait gives way, then what the only service needs, then the
        size of the state, then the reason in it."""
        line, more = self._state(), self._single_line()
        if Typeface.least_px:
            line, more = self._with_direct(line), self._requirement()
        fitted = requirement_fit(pen, more, rect.width(), lines=2)
        for extra in dict.fromkeys((fitted, None)):
            yield from ((lines, extra) for lines in self._with_wait(pen, line, rect.width()))
        yield _Lines((line,), STATE), fitted
        for text in filter(None, (line.text, line.short)):
            shown = replace(line, text=text, short="") if text == line.short else line
            yield from ((_Lines((shown,), type_), None) for type_ in (STATE, _LOW_STATE))

    def _with_wait(self, pen: Pen, line: StateLine, width: float) -> Iterator[_Lines]:
        """The queue above its wait, or beside it in one line."""
        wait = self._wait()
        if wait is None:
            return
        yield _Lines((line, wait), STATE, waits=True)
        joined = with_wait(self._state(), self.agency.waiting, self.agency.wait, self._translate)
        if not Typeface.least_px and state_width(pen, joined, _LOW_STATE) <= width:
            yield _Lines((joined,), _LOW_STATE, waits=True)

    def _paint_text(self, pen: Pen, rect: QRectF) -> None:
        unit, least = self.unit, least_name_px(self.unit)
        whole = rect.height() + 2 * unit  # above capitals a line has room to spare
        usual = pen.block(self.title(), NAME, QSizeF(rect.width(), whole - STATE.line * unit), lines=3)
        for lines, fitted in self._tries(pen, rect):
            heights = [
                pen.height(fitted_state(pen, line, rect.width(), lines.type_), lines.type_) for line in lines.lines
            ]
            extra_height = pen.height(fitted, REQUIREMENT) if fitted else 0.0
            room = whole - sum(heights) - extra_height
            name = pen.block(self.title(), NAME, QSizeF(rect.width(), room), lines=3)
            small = usual.found.font.pixelSize() if lines.waits else least
            if name.found.font.pixelSize() >= small and name.height <= room:
                break
        gap = max(0.0, min(6 * unit, room - name.height))
        used = name.height + gap + sum(heights) + extra_height
        y = rect.center().y() - used / 2 - (3 * unit if fitted else 0.0)
        pen.place(QRectF(rect.left(), y, rect.width(), name.height), name.found, name.type_)
        y += name.height + gap
        for line, height in zip(lines.lines, heights, strict=True):
            paint_state(pen, QRectF(rect.left(), y, rect.width(), height), line, lines.type_)
            y += height
        if fitted:
            pen.place(QRectF(rect.left(), y, rect.width(), extra_height), fitted, REQUIREMENT, colour=Colours.INK2)

    def _paint_large(self, pen: Pen) -> None:
        """Name above state, in letters of the least size: first with the tile, then without."""
        unit, said = self.unit, self._brief_state()
        lines = (said, replace(said, text=said.short)) if said.short else (said,)
        if wait := self._wait():
            lines = (replace(said, text=f"{said.text} · {wait.text}"), *lines)
        room = QRectF(14 * unit, 4 * unit, self.width() - 28 * unit, self.height() - 8 * unit)
        side = min(64 * unit, room.height())
        rooms = (room.adjusted(side + 12 * unit, 0, 0, 0), room)
        for line, place, type_ in product(lines, rooms, (NAME, _LARGE_NAME)):
            name = pen.fitted(self.title(), type_, place.width(), lines=2)
            state = fitted_state(pen, line, place.width(), _LARGE_STATE)
            height = pen.height(name, type_) + pen.height(state, _LARGE_STATE)
            least = min(name.font.pixelSize(), state.font.pixelSize())
            if height <= place.height() and least >= int(Typeface.least_px):
                break
        else:
            paint_squeezed(pen, room, self.title(), said)
            return
        if place is rooms[0]:
            square = QRectF(room.left(), room.center().y() - side / 2, side, side)
            paint_icon_tile(pen, square, self.agency.icon, tile_colour(self.agency.colour, closed=self.closed))
        y = place.center().y() - height / 2
        pen.place(QRectF(place.left(), y, place.width(), pen.height(name, type_)), name, type_)
        y += pen.height(name, type_)
        paint_state(pen, QRectF(place.left(), y, place.width(), pen.height(state, _LARGE_STATE)), line, _LARGE_STATE)

    def _fits_in_row(self, pen: Pen) -> bool:
        """Whether name and state have room beside each other in large letters."""
        width, least = self.width() - 108 * self.unit, int(Typeface.least_px)
        state = fitted_state(pen, replace(self._brief_state(), short=""), width * 0.46)
        name = pen.fitted(self.title(), NAME, width - pen.width(state) - 60 * self.unit, lines=2)
        one = len(state.lines) == 1 and pen.height(name, NAME) <= self.height() - 8 * self.unit
        return one and min(name.font.pixelSize(), state.font.pixelSize()) >= least

    def _paint_row(self, pen: Pen) -> None:
        """Name at the left, how the queue is at the right: a low card."""
        unit, height = self.unit, float(self.height())
        side, line = min(64 * unit, height - 16 * unit), self._brief_state()
        square = QRectF(14 * unit, (height - side) / 2, side, side)
        paint_icon_tile(pen, square, self.agency.icon, tile_colour(self.agency.colour, closed=self.closed))
        left, right = square.right() + 14 * unit, self.width() - 16 * unit
        if self.busy:
            self.paint_dots(pen, right)
            right -= 80 * unit
        if (wait := self._wait()) is not None:
            joined = replace(line, text=f"{line.text} · {wait.text}")
            line = joined if state_width(pen, joined) <= (right - left) * _ROW_STATE else line
        state = fitted_state(pen, line, (right - left) * _ROW_STATE)
        wide = pen.width(state) + 42 * unit
        if self.busy and pen.height(state, STATE) > height - 8 * unit:
            wide = 0.0  # the dots say enough
        else:
            paint_state(pen, QRectF(right - wide, 0, wide + 2 * unit, height), line)
        room = QRectF(left, 4 * unit, right - wide - 18 * unit - left, height - 8 * unit)
        name = pen.block(self.title(), NAME, QSizeF(room.width(), room.height()), lines=2)
        pen.place(room, name.found, name.type_)

    def paintEvent(self, _event: QPaintEvent) -> None:
        pen = self.paint_body(QPainter(self))
        unit = self.unit
        if self.height() < (_LARGE_ROW if Typeface.least_px else _ROW) * unit:
            if not self.busy and Typeface.least_px and not self._fits_in_row(pen):
                self._paint_large(pen)
            else:
                self._paint_row(pen)
            return
        padding, tile = 22 * unit, (86 if self.width() >= _ROOMY * unit else 62) * unit
        square = QRectF(padding, (self.height() - tile) / 2, tile, tile)
        paint_icon_tile(pen, square, self.agency.icon, tile_colour(self.agency.colour, closed=self.closed))
        left = square.right() + 18 * unit
        right = self.width() - 14 * unit
        if self.busy:
            self.paint_dots(pen, right)
            right -= 80 * unit
        self._paint_text(pen, QRectF(left, 8 * unit, right - left, self.height() - 16 * unit))
