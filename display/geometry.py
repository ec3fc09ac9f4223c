"""Where everything on the board stands: pure functions of its size, one geometry for every resolution.

Lengths in the code are those of the reference picture, 1920 x 1080 on 55 inch; ``unit`` is one of its pixels on this
board. A board that is not 16:9 stretches its panels, never its letters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QRect, QRectF, QSize

from qtkit.theme.fonts import CAPITALS

_MARGIN = 48.0
_GAP = 24.0
_OVERVIEW_GAP = 20.0
_TICKER = 84.0
_FOOT = 38.0
_NOTICE, _PORTRAIT_NOTICE = 92.0, 108.0  # from its upper edge to the lower one of the board
_STAFF, _STAFF_EDGE = 30.0, 4.0  # the foot is 38 high
_PORTRAIT_FOOT = 62.0  # the notice is higher than the running text, and the dots stay free of it
_CELL_GAP = 14.0
_CELL = 128.0
_DENSE_CELL = 104.0
_MM_PER_INCH = 25.4
_READABLE_MM_PER_M = 11.0  # 110 mm at 10 m: ADA 703.5.5, see context.md
_LANDSCAPE = QSize(1920, 1080)
_PORTRAIT = QSize(1080, 1920)
_CURRENT_CALL_SHARE = 1180 / 1800
_PORTRAIT_CURRENT_CALL = 0.5
_PORTRAIT_LEAST_CURRENT_CALL = 620.0
_PORTRAIT_CELLS = 340.0
_LOW_CELLS = 310.0  # above a line of waits
_LEAST_CELLS = 300.0  # three rows of recent calls below a video
_LEAST_COLUMN = 940.0
_FLAT_CALL = 375.0  # a higher one would have its counter below the number, and both smaller
_RECENT_WIDTH = 620.0
_LIST_WIDTH = 960.0
_LIST_ROWS = 8  # more would leave less than 40 mm to a number on 55 inch
_FEW_ROWS = 3
_WAITS, _PORTRAIT_WAITS = 112.0, 252.0  # one line of 40 mm on 55 inch, or two and their caption
_LOWER_LIST_ROWS = 6  # above a line of waits, so that a number has its 40 mm there too
_LOW, _PORTRAIT_LOW = 840.0, 1560.0

RECENT_HEAD = 91.0
"""Reference pixels of a list of calls that are not rows."""

RECENT_ROW = 101.0
"""Reference pixels of a row whose digits are 40 mm high on 55 inch."""

MOST_ROWS = 6

COLUMN_LAYOUTS = frozenset({"media", "counters"})
"""Layouts whose current call may be as high as wide, and is then set in the middle."""


class _Layout(Protocol):
    """A way to share the room between header and foot."""

    def __call__(self, room: QRectF, counters: int, /, *, portrait: bool) -> _Middle: ...


@dataclass(frozen=True, slots=True)
class OverviewPlan:
    """How the counters are spread: cells in a row, rows on a page, pages; ``cell`` is a cell's height in reference
    pixels."""

    columns: int
    rows: int
    pages: int
    cell: float

    @property
    def per_page(self) -> int:
        """Cells on one page."""
        return self.columns * self.rows

    @property
    def height(self) -> float:
        """Reference pixels of all rows."""
        return self.rows * self.cell + max(0, self.rows - 1) * _CELL_GAP


NO_CELLS = OverviewPlan(0, 0, 0, _CELL)


def overview_plan(counters: int, *, portrait: bool = False) -> OverviewPlan:
    """One row up to 8 counters, two up to 16, then equal pages; a portrait board has up to three rows of 4.

    A single counter has no cell: the current call and list tell all of it.
    """
    if counters <= 1:
        return NO_CELLS
    widest, most_rows = (4, 3) if portrait else (8, 2)
    pages = math.ceil(counters / (widest * most_rows))
    on_page = math.ceil(counters / pages)
    rows = math.ceil(on_page / widest)
    columns = max(math.ceil(on_page / rows), 3)  # two cells across the whole board would look like a banner
    return OverviewPlan(columns, rows, pages, _CELL if rows == 1 else _DENSE_CELL)


def cell_rect(plan: OverviewPlan, place: int, width: float, unit: float) -> QRectF:
    """The cell at ``place`` (from 0, row by row) of a page that is ``width`` pixels wide."""
    row, column = divmod(place, plan.columns)
    gap = _CELL_GAP * unit
    cell_width = (width - (plan.columns - 1) * gap) / plan.columns
    return QRectF(column * (cell_width + gap), row * (plan.cell + _CELL_GAP) * unit, cell_width, plan.cell * unit)


@dataclass(frozen=True, slots=True)
class BoardGeometry:
    """The parts of the board in whole pixels of the window; an empty rectangle is a part that is not shown.

    ``layout`` is the one that is drawn: ``announcement`` stands before the one asked for. ``plan`` spreads the counters
    in ``overview`` or in ``counters``, whichever is there.
    """

    unit: float
    portrait: bool
    layout: str
    header: QRect
    current_call: QRect
    recent: QRect
    overview: QRect
    ticker: QRect
    notice: QRect
    video: QRect
    counters: QRect
    announcement: QRect
    plan: OverviewPlan
    waits: QRect


@dataclass(frozen=True, slots=True)
class _Middle:
    """What a layout puts between header and foot, in reference pixels."""

    current_call: QRectF
    recent: QRectF = field(default_factory=QRectF)
    overview: QRectF = field(default_factory=QRectF)
    video: QRectF = field(default_factory=QRectF)
    counters: QRectF = field(default_factory=QRectF)
    announcement: QRectF = field(default_factory=QRectF)
    plan: OverviewPlan = NO_CELLS


def board_geometry(
    size: QSize,
    counters: int,
    *,
    ticker: bool,
    layout: str = "calls",
    announcement: bool = False,
    waits: bool = False,
) -> BoardGeometry:
    """The board of ``size`` pixels with ``counters`` cells, with or without a band of running text, and a line of
    ``waits``, which takes the place of the overview of counters or a little of all that is above it.

    ``layout`` as in ``hall.structure.BoardSetup``; an announcement has its own, whatever the layout.
    """
    portrait = size.height() > size.width()
    unit = _unit(size)
    width, height = size.width() / unit, size.height() / unit
    header = QRectF(0, 0, width, 186 if portrait else 108)
    foot = height - (_PORTRAIT_FOOT if portrait else _FOOT) - (_TICKER if ticker else 0)
    room = QRectF(_MARGIN, header.bottom(), width - 2 * _MARGIN, foot - header.bottom())
    drawn = "announcement" if announcement else layout if layout in _LAYOUTS else "calls"
    line = QRectF()
    if waits and drawn != "announcement":
        gap = _FOOT if drawn == "counters" else _OVERVIEW_GAP  # dots of pages are in it
        room, line = _stacked(room, room.height() - (_PORTRAIT_WAITS if portrait else _WAITS) - gap, gap=gap)
    middle = _LAYOUTS[drawn](room, 0 if drawn == "calls" and not line.isEmpty() else counters, portrait=portrait)
    # The notice takes the place of the running text and a little of the foot, so that nothing else moves.
    top, tall = (_PORTRAIT_NOTICE, 96) if portrait else (_NOTICE, 80)
    return BoardGeometry(
        unit=unit,
        portrait=portrait,
        layout=drawn,
        header=_pixels(header, unit),
        current_call=_pixels(middle.current_call, unit),
        recent=_pixels(middle.recent, unit),
        overview=_pixels(_with_dots(middle.overview, middle.plan), unit),
        ticker=_pixels(QRectF(0, height - _TICKER, width, _TICKER), unit) if ticker else QRect(),
        notice=_pixels(QRectF(_MARGIN, height - top, width - 2 * _MARGIN, tall), unit),
        video=_pixels(middle.video, unit),
        counters=_pixels(_with_dots(middle.counters, middle.plan), unit),
        announcement=_pixels(middle.announcement, unit),
        plan=middle.plan,
        waits=_pixels(line, unit),
    )


def _with_dots(rect: QRectF, plan: OverviewPlan) -> QRectF:
    """Dots that tell the page are in the foot below the counters."""
    return rect.adjusted(0, 0, 0, _FOOT - 8 if plan.pages > 1 else 0) if not rect.isEmpty() else rect


def _calls(room: QRectF, counters: int, *, portrait: bool) -> _Middle:
    """The current call and recent calls, and the counters below in a strip."""
    plan = overview_plan(counters, portrait=portrait)
    overview = QRectF(room.left(), room.bottom() - plan.height, room.width(), plan.height) if plan.rows else QRectF()
    panels = room.adjusted(0, 0, 0, -(plan.height + _OVERVIEW_GAP if plan.rows else 0))
    if portrait:
        current_call, recent = _stacked(panels, round((panels.height() - _GAP) * _PORTRAIT_CURRENT_CALL))
    else:
        current_call, recent = _beside(panels, round((panels.width() - _GAP) * _CURRENT_CALL_SHARE))
    return _Middle(current_call, recent, overview=overview, plan=plan)


def _media(room: QRectF, _counters: int, *, portrait: bool) -> _Middle:
    """A video of 16:9 with the recent calls in cells below it, next to the current call; in portrait the current call
    comes first."""
    if portrait:
        video_height = room.width() * 9 / 16
        tall = room.height() - video_height - 2 * _GAP - _PORTRAIT_CELLS
        current_call, below = _stacked(room, tall if room.height() >= _PORTRAIT_LOW else min(tall, _FLAT_CALL))
        video, recent = _stacked(below, video_height)
        return _Middle(current_call, recent, video=video)
    most = room.width() * 960 / 1824
    wide = min(most, (room.height() - (_LEAST_CELLS if room.height() >= _LOW else _LOW_CELLS)) * 16 / 9)
    column = max(wide, min(most, _LEAST_COLUMN))  # numbers in cells keep their 40 mm beside a low video
    left, current_call = _beside(room, column)
    video = QRectF(left.left() + (column - wide) / 2, left.top(), wide, wide * 9 / 16)
    top = video.bottom() + _OVERVIEW_GAP
    recent = QRectF(left.left(), top, column, left.bottom() - top)
    return _Middle(current_call, recent, video=video)


def _counters(room: QRectF, counters: int, *, portrait: bool) -> _Middle:
    """All counters in a list: one column up to 8, two from then on; few of them leave room for the recent calls."""
    if counters == 0:
        return _calls(room, 0, portrait=portrait)
    most = _LOWER_LIST_ROWS if room.height() < (_PORTRAIT_LOW if portrait else _LOW) else _LIST_ROWS
    columns = 1 if counters == 1 or (counters <= most and not portrait) else 2
    pages = math.ceil(counters / (columns * most))
    rows = math.ceil(math.ceil(counters / pages) / columns)
    if portrait:
        return _counters_portrait(room, columns, rows, pages)
    current_call, place = _beside(room, room.width() - _GAP - (_RECENT_WIDTH if columns == 1 else _LIST_WIDTH))
    if rows > _FEW_ROWS or pages > 1:
        plan = OverviewPlan(columns, rows, pages, (place.height() + _CELL_GAP) / rows - _CELL_GAP)
        return _Middle(current_call, counters=place, plan=plan)
    plan = OverviewPlan(columns, rows, pages, _CELL)
    listed, recent = _stacked(place, plan.height)
    return _Middle(current_call, recent, counters=listed, plan=plan)


def _counters_portrait(room: QRectF, columns: int, rows: int, pages: int) -> _Middle:
    plan = OverviewPlan(columns, rows, pages, _DENSE_CELL)
    left = room.height() - plan.height - 2 * _GAP - _PORTRAIT_LEAST_CURRENT_CALL
    if left < RECENT_HEAD + 2 * RECENT_ROW or pages > 1:
        current_call, listed = _stacked(room, room.height() - _GAP - plan.height)
        return _Middle(current_call, counters=listed, plan=plan)
    current_call, below = _stacked(
        room, room.height() - plan.height - 2 * _GAP - min(left, RECENT_HEAD + MOST_ROWS * 1.1 * RECENT_ROW)
    )
    listed, recent = _stacked(below, plan.height)
    return _Middle(current_call, recent, counters=listed, plan=plan)


def _announcement(room: QRectF, _counters: int, *, portrait: bool) -> _Middle:
    """The current call in one row and the announcement below it; the recent calls stay where they are."""
    if portrait:
        current_call, below = _stacked(room, round(0.385 * (room.height() - 2 * _GAP)))
        announcement, recent = _stacked(below, round(0.29 * (room.height() - 2 * _GAP)))
        return _Middle(current_call, recent, announcement=announcement)
    left, recent = _beside(room, round((room.width() - _GAP) * _CURRENT_CALL_SHARE))
    current_call, announcement = _stacked(left, round(0.35 * room.height()), gap=_OVERVIEW_GAP)
    return _Middle(current_call, recent, announcement=announcement)


_LAYOUTS: dict[str, _Layout] = {
    "calls": _calls,
    "media": _media,
    "counters": _counters,
    "announcement": _announcement,
}


def _beside(room: QRectF, width: float) -> tuple[QRectF, QRectF]:
    left = QRectF(room.left(), room.top(), width, room.height())
    return left, QRectF(left.right() + _GAP, room.top(), room.width() - width - _GAP, room.height())


def _stacked(room: QRectF, height: float, *, gap: float = _GAP) -> tuple[QRectF, QRectF]:
    upper = QRectF(room.left(), room.top(), room.width(), height)
    return upper, QRectF(room.left(), upper.bottom() + gap, room.width(), room.height() - height - gap)


def staff_rect(size: QSize, *, band: bool) -> QRect:
    """Where a note for the staff covers nothing that is read: in the free foot of the board, above the ``band`` of the
    running text or the notice, if there is one."""
    portrait = size.height() > size.width()
    unit = _unit(size)
    below = (_PORTRAIT_NOTICE if portrait else _NOTICE) if band else _STAFF_EDGE
    return _pixels(QRectF(0, size.height() / unit - below - _STAFF, size.width() / unit, _STAFF), unit)


def recent_rows(height: float, unit: float) -> int:
    """How many calls a list of ``height`` pixels holds with digits of 40 mm on 55 inch, from 3 to 6."""
    return max(3, min(MOST_ROWS, int((height / unit - RECENT_HEAD) / RECENT_ROW)))


def recent_cell(place: int, size: QSize, unit: float) -> QRectF:
    """The cell at ``place`` (from 0, row by row) of recent calls in two columns and three rows."""
    row, column = divmod(place, 2)
    gap = _CELL_GAP * unit
    width, height = (size.width() - gap) / 2, (size.height() - 2 * gap) / 3
    return QRectF(column * (width + gap), row * (height + gap), width, height)


def capitals_mm(pixel_size: float, board: QSize, diagonal_inch: float) -> float:
    """Millimetres of a capital set in ``pixel_size`` on a board of ``board`` pixels and ``diagonal_inch``."""
    pixels_per_mm = math.hypot(board.width(), board.height()) / (diagonal_inch * _MM_PER_INCH)
    return pixel_size * CAPITALS / pixels_per_mm


def readable_mm(distance_m: float) -> float:
    """The capitals in millimetres that are read from ``distance_m``: 110 mm at 10 m, in proportion (ADA 703.5.5)."""
    return distance_m * _READABLE_MM_PER_M


def _unit(size: QSize) -> float:
    reference = _PORTRAIT if size.height() > size.width() else _LANDSCAPE
    return max(0.05, min(size.width() / reference.width(), size.height() / reference.height()))


def _pixels(rect: QRectF, unit: float) -> QRect:
    """Edges are rounded, not sizes, so that neighbours meet without a seam."""
    left, top = round(rect.left() * unit), round(rect.top() * unit)
    return QRect(left, top, round(rect.right() * unit) - left, round(rect.bottom() * unit) - top)
