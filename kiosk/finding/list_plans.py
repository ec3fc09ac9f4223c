"""Where everything is on the lists of the search and of the needs: pure functions in millimetres, relative to the
body."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, PAGER, mm
from kiosk.list_plans import AGENCIES_A_PAGE, ListPlan, cells_of, grid_of, rows_in
from kiosk.low_plans import LowBody, low_list

_ROW_GAP = mm(14)
_ROW_MOST, _ROW_LEAST = mm(230), mm(156)
_CARD_MOST, _CARD_LEAST = mm(230), mm(136)
_LOW = mm(840)
"""Below that height there is no room for a line above a list of large rows."""


@dataclass(frozen=True, slots=True)
class HeadedPlan:
    """A list below a back key: ``tile`` and title of what it is about, or the search field in their place, or ``names``
    without a tile."""

    back: QRectF
    tile: QRectF
    field: QRectF
    line: QRectF
    rows: ListPlan
    names: QRectF


def found_plan(body: QSizeF, count: int, *, landscape: bool) -> HeadedPlan:
    """Services of several agencies in rows: of a search, or of a need."""
    columns, a_page = (2, 8) if landscape else (1, 7)
    return _headed(body, count, (columns, a_page), (_ROW_LEAST, _ROW_MOST), landscape=landscape)


def needs_plan(body: QSizeF, count: int, *, landscape: bool) -> HeadedPlan:
    """What happens in a life, on cards as those of agencies."""
    columns, _ = grid_of(count, landscape=landscape)
    return _headed(body, count, (columns, AGENCIES_A_PAGE), (_CARD_LEAST, _CARD_MOST), landscape=landscape)


def _headed(
    body: QSizeF, count: int, grid: tuple[int, int], heights: tuple[float, float], *, landscape: bool
) -> HeadedPlan:
    """``grid`` is how many columns, and how many things on a page at most; fewer where they would be lower than the
    first of ``heights``, their least and most."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    back = QRectF(margin, mm(30), mm(280), mm(112))
    line = QRectF(margin, back.bottom() + mm(18), width, mm(52))
    bottom = body.height() - (mm(40) if landscape else mm(24))
    room = QRectF(margin, line.bottom() + mm(16), width, 0)
    room.setBottom(bottom)
    columns, a_page = grid
    rows, pager = math.ceil(max(1, count) / columns), QRectF()
    if count > a_page or rows > rows_in(room.height(), heights[0], _ROW_GAP):
        pager = QRectF(margin, bottom - PAGER, width, PAGER)
        room.setBottom(pager.top() - mm(20))
        rows = min(math.ceil(a_page / columns), rows_in(room.height(), heights[0], _ROW_GAP))
    beside = QRectF(back.right() + mm(24), back.top(), margin + width - back.right() - mm(24), back.height())
    tile = QRectF(beside.left(), beside.top(), back.height(), back.height())
    title = QRectF(tile.right() + mm(26), beside.top() + mm(4), beside.right() - tile.right() - mm(26), mm(62))
    plan = ListPlan(
        title=title,
        subtitle=QRectF(title.left(), title.bottom(), title.width(), mm(42)),
        cells=cells_of(room, columns, rows, gaps=(GAP, _ROW_GAP), most=heights[1]),
        pages=max(1, math.ceil(count / (columns * rows))),
        pager=pager,
        notice_bar=beside,
    )
    return HeadedPlan(back, tile, beside, line, plan, beside)


def low_found_plan(body: LowBody, count: int) -> HeadedPlan:
    """``found_plan`` while all keys lie at the foot."""
    real, large = body.layout.real, body.layout.large
    heights = (real(216), real(236)) if large else (_ROW_LEAST, _ROW_MOST)
    return _low_headed(
        body,
        count,
        2 if body.layout.landscape else 1,
        heights,
        line=real(118 if large and not body.layout.landscape else 64),
    )


def low_needs_plan(body: LowBody, count: int) -> HeadedPlan:
    """``needs_plan`` while all keys lie at the foot."""
    real, large, wide = body.layout.real, body.layout.large, body.layout.landscape
    heights = (real(112), real(150)) if large else (_CARD_LEAST, _CARD_MOST)
    columns = (2 if wide else 1) if large else (3 if wide else 2)
    return _low_headed(body, count, columns, heights, line=real(64 if wide or not large else 118))


def _low_headed(body: LowBody, count: int, columns: int, heights: tuple[float, float], *, line: float) -> HeadedPlan:
    """What is read lies above the back key where that is lower than the page's top, else beside and below it."""
    layout, real, lowered = body.layout, body.layout.real, body.above > body.layout.real(40)
    back = QRectF(body.margin, body.above if lowered else real(16), real(330), real(112))
    beside = body.row(back.top(), back.height()).adjusted(back.width() + real(20), 0, 0, 0)
    names = body.row(real(16), body.above - real(32) - line) if lowered else beside
    said = body.row(body.above - real(12) - line if lowered else back.bottom() + real(8), line)
    if layout.landscape and layout.size.height() * layout.zoom < _LOW:
        said = QRectF()
    top = (back if lowered or said.isEmpty() else said).bottom() + real(12)
    cells, pages, pager = low_list(
        body, top, count, columns=columns, least=heights[0], most=heights[1], gap=_ROW_GAP / layout.zoom
    )
    tile = QRectF(names.left(), names.center().y() - real(56), real(112), real(112))
    plan = ListPlan(
        title=names.adjusted(tile.width() + real(24), 0, 0, 0),
        subtitle=QRectF(),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=names,
    )
    return HeadedPlan(back, tile, beside, said, plan, names)
