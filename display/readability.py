"""From how far a board can be read, computed from the same geometry that draws it.

Sources: number and counter of the call need 11 mm of capital height for each metre (110 mm at 10 m, ADA 703.5.5; the
0.7 degrees of EN 301 549 for low vision would be 12.2 mm). The recent calls need 4 mm for each metre (40 to 50 mm at
10 m, the board numbers of the house). Everything else is for who stands nearer: it has no least height, and the
distance from which it is read is told by the same 4 mm for each metre. That is 13.8 minutes of arc; a person with 20/20
vision resolves letters of 5 minutes, so it leaves room for tired eyes and for who sits at an angle.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QSize

from display.geometry import (
    COLUMN_LAYOUTS,
    BoardGeometry,
    board_geometry,
    capitals_mm,
    cell_rect,
    readable_mm,
    recent_cell,
)
from display.parts.counter_list import list_px, list_rooms
from display.parts.header import CLOCK_PX
from display.parts.hero_texts import HeroTexts, hero_texts, inside_of
from display.parts.part import fit_px
from display.parts.recent import cell_px, cell_rooms, list_width, row_px, row_rooms, row_step
from display.parts.strip import strip_px, strip_room
from display.parts.ticker import TEXT_PX
from hall.structure import BoardSetup, Zone
from hall.views import BoardCall
from qtkit.words import Words

_log = logging.getLogger(__name__)

MM_PER_M_CALL = readable_mm(1.0)
MM_PER_M_TEXT = 4.0

USUAL_CODE = "A-042"
USUAL_COUNTER = "7"

_ZONE = Zone("podium", "Podium", "podium")


@dataclass(frozen=True, slots=True)
class Reading:
    """One kind of text on the board: its size, its capitals on the glass, and from how many metres they are read.

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
    """A call of the usual kind, with names of the usual length."""

    code: str
    counter_label: str
    zone: Zone = _ZONE
    agency_name: str = "Disdukcapil"
    service_name: str = "Perekaman KTP-el"


def readability(
    size: QSize,
    setup: BoardSetup,
    counters: int,
    diagonal_inch: float,
    distance_m: float,
    *,
    codes: Sequence[str] = (USUAL_CODE,),
    labels: Sequence[str] = (USUAL_COUNTER,),
    ticker: bool = True,
    whole_hall: bool = False,
    words: Words | None = None,
) -> tuple[Reading, ...]:
    """What stands how large on a board of ``size`` pixels and ``diagonal_inch`` with ``counters`` cells.

    ``codes`` and ``labels`` are the numbers and counters to try; lists show their longest in one size for all; those of
    the ``whole_hall`` tell zones too.
    Needs a QGuiApplication, because text is measured with the board's own font.
    """
    words = words if words is not None else Words()
    places = board_geometry(size, counters, ticker=ticker, layout=setup.layout)
    found: list[tuple[str, str, float, float]] = []
    texts: HeroTexts | None = None
    for code in codes:
        texts = _hero(places, code, labels[0], words)
        found.append(("number called", code, texts.number_px, MM_PER_M_CALL))
    for label in labels:
        texts = _hero(places, codes[0], label, words)
        found.append(("its counter", label, texts.counter_px, MM_PER_M_CALL))
    found += _lists(places, max(codes, key=len), max(labels, key=len), whole_hall=whole_hall)
    if texts is not None and texts.agency.lines:
        found.append(("agency, service", texts.agency.lines[0], texts.agency.font.pixelSize(), 0.0))
    found.append(("clock", "10.42", CLOCK_PX * places.unit, 0.0))
    if ticker:
        found.append(("running text", "", TEXT_PX * places.unit, 0.0))
    return tuple(_reading(*one, size, diagonal_inch, distance_m) for one in found)


@lru_cache(maxsize=8)
def too_small(
    size: QSize,
    setup: BoardSetup,
    counters: int,
    diagonal_inch: float,
    distance_m: float,
    *,
    labels: tuple[str, ...] = (USUAL_COUNTER,),
    ticker: bool = True,
) -> bool:
    """Whether a usual number, or one of the counters, cannot be read from the farthest seat; unknown reach: no."""
    if diagonal_inch <= 0 or distance_m <= 0 or size.isEmpty():
        return False
    places = board_geometry(size, counters, ticker=ticker, layout=setup.layout)
    needed, words = readable_mm(distance_m), Words()
    texts = _hero(places, USUAL_CODE, max(labels, key=len, default=USUAL_COUNTER), words)
    return min(capitals_mm(px, size, diagonal_inch) for px in (texts.number_px, texts.counter_px)) < needed


class Reach:
    """The farthest seat before this glass; logs each size of a call that cannot be read from there, once."""

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


def _hero(places: BoardGeometry, code: str, label: str, words: Words) -> HeroTexts:
    sample = _Sample(code, label)
    column = places.layout in COLUMN_LAYOUTS
    inside = inside_of(places.hero.size(), places.unit, sample, column=column)
    return hero_texts(sample, inside, places.unit, words)


def _lists(places: BoardGeometry, code: str, label: str, *, whole_hall: bool) -> list[tuple[str, str, float, float]]:
    """The recent calls and the counters, where the layout has them."""
    unit = places.unit
    found: list[tuple[str, str, float, float]] = []
    if not places.recent.isEmpty():
        px = min(_recent(places, code, label, whole_hall=whole_hall))
        found.append(("recent calls", f"{code} {label}", px, MM_PER_M_TEXT))
    if not places.strip.isEmpty():
        box = cell_rect(places.plan, 0, float(places.strip.width()), unit)
        found.append(("counters", code, fit_px(code, strip_room(box, unit), strip_px(places.plan, unit)), 0.0))
    if not places.counters.isEmpty():
        rooms = list_rooms(cell_rect(places.plan, 0, float(places.counters.width()), unit), unit)
        largest = list_px(places.plan.cell, unit)
        px = min(fit_px(code, rooms[0], largest), fit_px(label, rooms[1], largest))
        found.append(("counters", f"{label} {code}", px, MM_PER_M_TEXT))
    return found


def _recent(places: BoardGeometry, code: str, label: str, *, whole_hall: bool) -> tuple[int, int]:
    unit, size = places.unit, places.recent.size()
    if places.layout == "media":
        box = recent_cell(0, size, unit)
        rooms, largest = cell_rooms(box, unit, zones=whole_hall), cell_px(box)
    else:
        width = list_width(float(size.width()), unit)
        rooms, largest = row_rooms(width, unit), row_px(width, row_step(float(size.height()), unit), unit)
    return fit_px(code, rooms[0], largest), fit_px(label, rooms[1], largest)


def _reading(
    what: str, text: str, px: float, mm_per_m: float, size: QSize, diagonal_inch: float, distance_m: float
) -> Reading:
    found = capitals_mm(int(px), size, diagonal_inch)
    needed = mm_per_m * distance_m
    return Reading(what, text, int(px), found, needed, found / (mm_per_m or MM_PER_M_TEXT), found >= needed)
