"""Where everything on the board stands: pure functions of its size, one geometry for every resolution.

Lengths in the code are those of the reference picture, 1920 x 1080 on 55 inch; ``unit`` is one of its pixels on this
board. A board that is not 16:9 stretches its panels, never its letters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize

from qtkit.theme.fonts import CAPITALS

_MARGIN = 48.0
_GAP = 24.0
_STRIP_GAP = 20.0
_TICKER = 84.0
_FOOT = 38.0
_PORTRAIT_FOOT = 62.0  # the notice is higher than the running text, and the dots stay free of it
_CELL_GAP = 14.0
_CELL = 128.0
_DENSE_CELL = 104.0
_MM_PER_INCH = 25.4
_READABLE_MM_PER_M = 11.0  # 110 mm at 10 m: ADA 703.5.5, see context.md
_LANDSCAPE = QSize(1920, 1080)
_PORTRAIT = QSize(1080, 1920)


@dataclass(frozen=True, slots=True)
class StripPlan:
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


def strip_plan(counters: int, *, portrait: bool = False) -> StripPlan:
    """One row up to 8 counters, two up to 16, then equal pages; a portrait board has up to three rows of 4.

    A single counter has no cell: hero and list tell all of it.
    """
    if counters <= 1:
        return StripPlan(0, 0, 0, _CELL)
    widest, most_rows = (4, 3) if portrait else (8, 2)
    pages = math.ceil(counters / (widest * most_rows))
    on_page = math.ceil(counters / pages)
    rows = math.ceil(on_page / widest)
    columns = max(math.ceil(on_page / rows), 3)  # two cells across the whole board would look like a banner
    return StripPlan(columns, rows, pages, _CELL if rows == 1 else _DENSE_CELL)


def cell_rect(plan: StripPlan, place: int, width: float, unit: float) -> QRectF:
    """The cell at ``place`` (from 0, row by row) of a page that is ``width`` pixels wide."""
    row, column = divmod(place, plan.columns)
    gap = _CELL_GAP * unit
    cell_width = (width - (plan.columns - 1) * gap) / plan.columns
    top = row * (plan.cell + _CELL_GAP) * unit
    return QRectF(column * (cell_width + gap), top, cell_width, plan.cell * unit)


@dataclass(frozen=True, slots=True)
class BoardGeometry:
    """The parts of the board in whole pixels of the window; an empty rectangle is a part that is not shown."""

    unit: float
    portrait: bool
    header: QRect
    hero: QRect
    recent: QRect
    strip: QRect
    ticker: QRect
    notice: QRect
    plan: StripPlan


def board_geometry(size: QSize, counters: int, *, ticker: bool) -> BoardGeometry:
    """The board of ``size`` pixels with ``counters`` cells, with or without a band of running text."""
    portrait = size.height() > size.width()
    reference = _PORTRAIT if portrait else _LANDSCAPE
    unit = max(0.05, min(size.width() / reference.width(), size.height() / reference.height()))
    plan = strip_plan(counters, portrait=portrait)
    width, height = size.width() / unit, size.height() / unit
    header = QRectF(0, 0, width, 186 if portrait else 108)
    band = QRectF(0, height - _TICKER, width, _TICKER)
    foot = height - (_PORTRAIT_FOOT if portrait else _FOOT) - (_TICKER if ticker else 0)
    strip_top = foot - plan.height
    middle = QRectF(
        _MARGIN,
        header.bottom(),
        width - 2 * _MARGIN,
        strip_top - (_STRIP_GAP if plan.rows else 0) - header.bottom(),
    )
    hero, recent = _panels(middle, portrait=portrait)
    # Dots that tell the page stand in the foot below the strip.
    strip = QRectF(_MARGIN, strip_top, width - 2 * _MARGIN, plan.height + (_FOOT - 8 if plan.pages > 1 else 0))
    # The notice takes the place of the running text and a little of the foot, so that nothing else moves.
    notice = QRectF(_MARGIN, height - 92, width - 2 * _MARGIN, 80)
    if portrait:
        notice = QRectF(_MARGIN, height - 108, width - 2 * _MARGIN, 96)
    return BoardGeometry(
        unit=unit,
        portrait=portrait,
        header=_pixels(header, unit),
        hero=_pixels(hero, unit),
        recent=_pixels(recent, unit),
        strip=_pixels(strip, unit) if plan.rows else QRect(),
        ticker=_pixels(band, unit) if ticker else QRect(),
        notice=_pixels(notice, unit),
        plan=plan,
    )


def _panels(middle: QRectF, *, portrait: bool) -> tuple[QRectF, QRectF]:
    """Hero and recent calls: side by side, or one above the other on a portrait board."""
    if portrait:
        hero_height = round((middle.height() - _GAP) * 0.575)
        hero = QRectF(middle.left(), middle.top(), middle.width(), hero_height)
        return hero, QRectF(middle.left(), hero.bottom() + _GAP, middle.width(), middle.height() - _GAP - hero_height)
    hero_width = round((middle.width() - _GAP) * 1180 / 1800)
    hero = QRectF(middle.left(), middle.top(), hero_width, middle.height())
    left = hero.right() + _GAP
    return hero, QRectF(left, middle.top(), middle.right() - left, middle.height())


@dataclass(frozen=True, slots=True)
class HeroGeometry:
    """The inside of the hero, in its own pixels: ``…_px`` are sizes of type, ``…_y`` the middle of capitals.

    ``number_top`` and ``names_bottom`` bound what number and names share: longer names leave a smaller number.
    """

    padding: float
    label_y: float
    label_px: float
    number_top: float
    number_px: float
    names_bottom: float
    names_px: float
    room: float
    block: QRectF
    arrow: QRectF
    word_x: float
    word_y: float
    word_px: float
    zone_x: float
    zone_y: float
    zone_px: float
    counter_px: float


def hero_geometry(size: QSize, unit: float, *, portrait: bool) -> HeroGeometry:
    """The called number above, the counter in the amber block below; both as large as the panel allows.

    A portrait board is narrow: there the arrow is smaller and the zone stands below it and the word.
    """
    width, height = float(size.width()), float(size.height())
    block_height = height * (0.40 if portrait else 256 / 702)
    upper = height - block_height
    k, block_k = upper / 446, block_height / 256  # one reference pixel, stretched with the panel
    padding = 48 * unit
    middle = upper + block_height / 2
    word_y = middle - 22 * block_k
    if portrait:
        arrow, arrow_y, gap = min(96 * block_k, 0.1 * width), word_y, 28 * unit
    else:
        arrow, arrow_y, gap = min(142 * block_k, 0.15 * width), middle, 46 * unit
    word_x = padding + arrow * 1.2 + gap
    return HeroGeometry(
        padding=padding,
        label_y=53 * k,
        label_px=min(44 * k, 50 * unit),
        number_top=102 * k,
        number_px=344 * k,
        names_bottom=434 * k,
        names_px=min(42 * k, 46 * unit),
        room=width - 2 * padding,
        block=QRectF(0, upper, width, block_height),
        arrow=QRectF(padding, arrow_y - arrow / 2, arrow * 1.17, arrow),
        word_x=word_x,
        word_y=word_y,
        word_px=min(128 * block_k, 0.13 * width),
        zone_x=padding if portrait else word_x,
        zone_y=middle + 69 * block_k,
        zone_px=min(40 * block_k, 46 * unit),
        counter_px=272 * block_k,
    )


def capitals_mm(pixel_size: float, board: QSize, diagonal_inch: float) -> float:
    """Millimetres of a capital set in ``pixel_size`` on a board of ``board`` pixels and ``diagonal_inch``."""
    pixels_per_mm = math.hypot(board.width(), board.height()) / (diagonal_inch * _MM_PER_INCH)
    return pixel_size * CAPITALS / pixels_per_mm


def readable_mm(distance_m: float) -> float:
    """The capitals in millimetres that are read from ``distance_m``: 110 mm at 10 m, in proportion (ADA 703.5.5)."""
    return distance_m * _READABLE_MM_PER_M


def _pixels(rect: QRectF, unit: float) -> QRect:
    """Edges are rounded, not sizes, so that neighbours meet without a seam."""
    left, top = round(rect.left() * unit), round(rect.top() * unit)
    return QRect(left, top, round(rect.right() * unit) - left, round(rect.bottom() * unit) - top)
