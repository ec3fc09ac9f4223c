"""From how far a board can be read, computed from the same geometry that draws it.

Sources: number and counter of the call need 11 mm of capital height for each metre (110 mm at 10 m, ADA 703.5.5; the
0.7 degrees of EN 301 549 for low vision would be 12.2 mm). The recent calls need 4 mm for each metre (40 to 50 mm at
10 m, the board numbers of the house). Everything else is for who stands nearer: it has no least height, and the
distance from which it is read is told by the same 4 mm for each metre. That is 13.8 minutes of arc; a person with 20/20
vision resolves letters of 5 minutes, so it leaves room for tired eyes and for who sits at an angle. The call above a
announcement and those that share the large place in a burst are told by their 11 mm and have no least height
either: they stand so for a while only.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QSize

from display.board_texts import BoardTexts, Names
from display.current_call_geometry import CurrentCallGeometry, shared_rects
from display.geometry import (
    COLUMN_LAYOUTS,
    BoardGeometry,
    board_geometry,
    capitals_mm,
    cell_rect,
    readable_mm,
    recent_cell,
)
from display.parts.announcement import announcement_texts
from display.parts.counter_list import list_px, list_rooms
from display.parts.counter_overview import overview_px, overview_room
from display.parts.current_call_texts import CurrentCallTexts, current_call_texts, inside_of
from display.parts.header import CLOCK_PX
from display.parts.part import fit_px
from display.parts.recent import cell_px, cell_rooms, list_width, row_px, row_rooms, row_step
from display.parts.ticker import TEXT_PX
from display.parts.waits import WAITS_PX, WaitLine, name_px, text_room
from hall.estimating.shown import Kind, Shown
from hall.estimating.wording import wait_brief
from hall.structure import BoardSetup, Zone
from hall.translator import INDONESIAN, Translator
from hall.views import BoardCall

_log = logging.getLogger(__name__)

MM_PER_M_CALL = readable_mm(1.0)
MM_PER_M_TEXT = 4.0

_WAIT = Shown(Kind.RANGE, 9, 100, 120)
"""The widest."""
_TITLE = "Layanan terhenti: jaringan pusat"
_LINES = ("Nomor dan giliran Anda tetap berlaku.", "Kabar berikutnya pukul 11.00.")


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of text on the board: its size, its capitals on the screen, and from how many metres they are read.

    ``needed_mm`` is 0 for what has no least height; ``ok`` is False only where there is one and it is missed.
    """

    what: str
    text: str
    px: int
    capitals_mm: float
    needed_mm: float
    readable_m: float
    ok: bool


@dataclass(frozen=True, slots=True)
class _Sample:
    """A call as the board may have to show it."""

    code: str
    counter_label: str
    zone: Zone
    agency_name: str
    service_name: str


@dataclass(frozen=True, slots=True)
class _Size:
    """A text in pixels. ``mm_per_m`` tells from where it is read; ``must``: the farthest seat has to."""

    what: str
    text: str
    px: float
    mm_per_m: float = MM_PER_M_TEXT
    must: bool = False


def readability(
    size: QSize,
    setup: BoardSetup,
    diagonal_inch: float,
    distance_m: float,
    texts: BoardTexts | None = None,
    translate: Translator = INDONESIAN,
) -> tuple[Reading, ...]:
    """What stands how large on a board of ``size`` pixels and ``diagonal_inch`` that must show ``texts``.

    Needs a QGuiApplication, because text is measured with the board's own font.
    """
    texts = texts if texts is not None else BoardTexts()
    waits = setup.waits or setup.waits_held
    places = board_geometry(size, texts.counters, ticker=texts.ticker, layout=setup.layout, waits=waits)
    found = [*_call(places, texts, translate), *_lists(places, texts), *_names(places, texts, translate)]
    found += _waits(places, texts, translate)
    found.append(_Size("clock", "10.42", CLOCK_PX * places.unit))
    if texts.ticker:
        found.append(_Size("running text", "", TEXT_PX * places.unit))
    found += _shared(places, texts, translate)
    announced = board_geometry(size, texts.counters, ticker=texts.ticker, layout=setup.layout, announcement=True)
    found += _beside_announcement(announced, texts, translate)
    return tuple(_reading(one, size, diagonal_inch, distance_m) for one in found)


def too_small(
    size: QSize, setup: BoardSetup, diagonal_inch: float, distance_m: float, texts: BoardTexts, translate: Translator
) -> bool:
    """Whether ``--check`` would fail this board; unknown reach: no."""
    if diagonal_inch <= 0 or distance_m <= 0 or size.isEmpty():
        return False
    return not all(one.ok for one in readability(size, setup, diagonal_inch, distance_m, texts, translate))


class Reach:
    """The farthest seat before this screen; logs each size of a call that cannot be read from there, once."""

    def __init__(self, diagonal_inch: float = 0.0, distance_m: float = 0.0) -> None:
        self.diagonal_inch, self.distance_m = diagonal_inch, distance_m
        self._warned: set[tuple[int, QSize]] = set()

    def check(self, call: BoardCall, number_px: int, counter_px: int, size: QSize) -> None:
        """Tells the log that ``call`` stands too small, when it does."""
        if self.diagonal_inch <= 0 or self.distance_m <= 0:
            return
        needed = readable_mm(self.distance_m)
        for what, text, px in (("number", call.code, number_px), ("counter", call.counter_label, counter_px)):
            found = capitals_mm(px, size, self.diagonal_inch)
            if found < needed and (px, size) not in self._warned:
                self._warned.add((px, size))
                _log.warning(
                    '%s "%s" stands %.0f mm high on %.0f inch; %.0f mm are read from %.1f m',
                    what, text, found, self.diagonal_inch, needed, self.distance_m,
                )  # fmt: skip


def _current_call(
    places: BoardGeometry,
    texts: BoardTexts,
    translate: Translator,
    *,
    code: str = "",
    label: str = "",
    names: Names | None = None,
    zone: Zone | None = None,
) -> CurrentCallTexts:
    """The current call with these texts, by default the usual ones."""
    sample = _Sample(
        code or texts.codes[0], label or texts.labels[0], zone or texts.zones[0], *(names or texts.names[0])
    )
    inside = inside_of(places.current_call.size(), places.unit, sample, column=places.layout in COLUMN_LAYOUTS)
    return _smallest(sample, inside, places.unit, translate, texts)


def _smallest(
    sample: _Sample, inside: CurrentCallGeometry, unit: float, translate: Translator, texts: BoardTexts
) -> CurrentCallTexts:
    """The current call with its counter as small as it gets, whether an arrow takes room from the words of the way or
    not."""
    if not texts.whole_hall:
        return current_call_texts(sample, inside, unit, translate)
    both = (
        current_call_texts(sample, inside, unit, translate, directions=True, pointed=pointed)
        for pointed in (True, False)
    )
    return min(both, key=lambda made: made.block.counter_px)


def _call(places: BoardGeometry, texts: BoardTexts, translate: Translator) -> Iterator[_Size]:
    """Number and counter of the call, each at its smallest: long names and the way to a zone take some of them."""
    for code in texts.codes:
        px = min(_current_call(places, texts, translate, code=code, names=names).number_px for names in texts.names)
        yield _Size("number called", code, px, MM_PER_M_CALL, must=True)
    for label in texts.labels:
        px = min(
            _current_call(places, texts, translate, label=label, zone=zone).block.counter_px for zone in texts.zones
        )
        yield _Size("its counter", label, px, MM_PER_M_CALL, must=True)


def _names(places: BoardGeometry, texts: BoardTexts, translate: Translator) -> Iterator[_Size]:
    """The smallest of agency and service; the zone next to the widest counter, and the smallest way to one."""
    named = [(_current_call(places, texts, translate, names=names).agency, names) for names in texts.names]
    shown = [(agency.font.pixelSize(), names) for agency, names in named if agency.lines]
    if shown:
        px, names = min(shown)
        yield _Size("agency, service", ", ".join(names), px)
    blocks = [_current_call(places, texts, translate, label=texts.labels[-1], zone=zone).block for zone in texts.zones]
    for what, lines in (("zone", [one.zone for one in blocks]), ("directions", [one.directions for one in blocks])):
        smallest = min((one for one in lines if one.lines), key=lambda one: one.font.pixelSize(), default=None)
        if smallest is not None:
            yield _Size(what, " ".join(smallest.lines), smallest.font.pixelSize())


def _shared(places: BoardGeometry, texts: BoardTexts, translate: Translator) -> Iterator[_Size]:
    """Calls that share the large place in a burst, for as long as it lasts."""
    label = texts.labels[-1]
    for count in (2, 3):
        size = shared_rects(places.current_call, count, places.unit)[0].size()
        sizes = []
        for code in texts.codes:
            sample = _Sample(code, label, texts.zones[0], *texts.names[0])
            column = places.layout in COLUMN_LAYOUTS
            inside = inside_of(
                size, places.unit, sample, column=column, shared=(sample,) * count, labelled=texts.whole_hall
            )
            made = _smallest(sample, inside, places.unit, translate, texts)
            sizes.append(min(made.number_px, made.block.counter_px))
        yield _Size(f"{count} calls at once", f"{texts.codes[-1]} {label}", min(sizes), MM_PER_M_CALL)


def _beside_announcement(places: BoardGeometry, texts: BoardTexts, translate: Translator) -> Iterator[_Size]:
    """An announcement, and the call above it for as long as it stands."""
    current_call = [
        _current_call(places, texts, translate, code=code, label=label)
        for code in texts.codes
        for label in texts.labels
    ]
    px = min(min(one.number_px, one.block.counter_px) for one in current_call)
    yield _Size("call above a word", f"{texts.codes[-1]} {texts.labels[-1]}", px, MM_PER_M_CALL)
    width, height = float(places.announcement.width()), float(places.announcement.height())
    title = announcement_texts(_TITLE, _LINES, width - 96 * places.unit, height - 80 * places.unit, places.unit).title
    yield _Size("word of the staff", _TITLE, title.font.pixelSize())


def _lists(places: BoardGeometry, texts: BoardTexts) -> Iterator[_Size]:
    """The recent calls and the counters, where the layout has them; one size for all, that of the widest."""
    unit, code, label = places.unit, texts.codes[-1], texts.labels[-1]
    if not places.recent.isEmpty():
        yield _Size("recent calls", f"{code} {label}", min(_recent(places, texts)), MM_PER_M_TEXT, must=True)
    if not places.overview.isEmpty():
        box = cell_rect(places.plan, 0, float(places.overview.width()), unit)
        px = _fitting(texts.codes, overview_room(box, unit), overview_px(places.plan, unit))
        yield _Size("counters", code, px)
    if not places.counters.isEmpty():
        rooms = list_rooms(cell_rect(places.plan, 0, float(places.counters.width()), unit), unit)
        largest = list_px(places.plan.cell, unit)
        px = min(_fitting(texts.codes, rooms[0], largest), _fitting(texts.labels, rooms[1], largest))
        yield _Size("counters", f"{label} {code}", px, MM_PER_M_TEXT, must=True)


def _waits(places: BoardGeometry, texts: BoardTexts, translate: Translator) -> Iterator[_Size]:
    """The waits, and the smallest name of an agency beside one."""
    if places.waits.isEmpty():
        return
    px = WAITS_PX * places.unit
    wait = wait_brief(_WAIT, translate)
    yield _Size("estimated wait", wait, px, MM_PER_M_TEXT, must=True)
    room = text_room(float(places.waits.width()), places.unit, stacked=places.portrait)
    lines = (WaitLine(agency, wait) for agency, _ in texts.names)
    px, name = min((name_px(line, room, px, stacked=places.portrait), line.name) for line in lines)
    yield _Size("agency of a wait", name, px)


def _recent(places: BoardGeometry, texts: BoardTexts) -> tuple[int, int]:
    unit, size = places.unit, places.recent.size()
    if places.layout == "media":
        box = recent_cell(0, size, unit)
        rooms, largest = cell_rooms(box, unit, zones=texts.whole_hall), cell_px(box)
    else:
        width = list_width(float(size.width()), unit)
        rooms, largest = row_rooms(width, unit), row_px(width, row_step(float(size.height()), unit), unit)
    return _fitting(texts.codes, rooms[0], largest), _fitting(texts.labels, rooms[1], largest)


def _fitting(texts: tuple[str, ...], room: float, largest: float) -> int:
    return min(fit_px(text, room, largest) for text in texts)


def _reading(one: _Size, size: QSize, diagonal_inch: float, distance_m: float) -> Reading:
    found = capitals_mm(int(one.px), size, diagonal_inch)
    needed = one.mm_per_m * distance_m if one.must else 0.0
    return Reading(one.what, one.text, int(one.px), found, needed, found / one.mm_per_m, found >= needed)
