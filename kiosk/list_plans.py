"""Where things are on the two pages with lists: pure functions in millimetres, relative to the page's body."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, PAGER, mm

AGENCIES_A_PAGE = 12
"""So many fit on a screen of the usual size."""
_CARD_MOST, _CARD_LEAST = mm(230), mm(136)
_ROW_MOST, _ROW_LEAST = mm(216), mm(140)
_ROW_NARROW, _ROW_NARROW_LEAST = mm(600), mm(180)
_NEEDS = 330
_BESIDE = mm(1300)
"""From that width on there is room for keys beside the title."""
_CARD_NARROW = mm(420)


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A page with cards or rows: ``cells`` of one full page in reading order; ``pager`` is empty without pages,
    ``search`` and ``needs`` where there are no such keys."""

    title: QRectF
    subtitle: QRectF
    cells: tuple[QRectF, ...]
    pages: int
    pager: QRectF
    notice_bar: QRectF
    search: QRectF = field(default_factory=QRectF)
    needs: QRectF = field(default_factory=QRectF)


@dataclass(frozen=True, slots=True)
class Turning:
    """A list that the pager turns: its plan, the page that is up, counted from 0, all its items, and the text of the
    catalogue that names them."""

    plan: ListPlan
    page: int
    count: int
    noun: str


def agencies_plan(body: QSizeF, count: int, *, landscape: bool, finds: bool = False, needs: bool = False) -> ListPlan:
    """The agencies page: 2 x 6 cards in portrait, 3 x 4 in landscape; few agencies get wider cards. ``finds`` has a key
    that leads to the search, ``needs`` one to the events of life. Relative to the body."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    pager_height = mm(116) if landscape else PAGER
    bottom = body.height() - (mm(48) if landscape else mm(24))
    keys, beside = finds or needs, landscape and width >= _BESIDE
    search, needs_key = _first_keys(width, margin, finds=finds, needs=needs, beside=beside)
    top = mm(286 if keys and not beside else 172 if landscape else 178)
    texts = width * 0.42 if beside and keys else width
    room = QRectF(margin, top, width, bottom - top)
    columns, rows, pages = _grid(room, count, pager_height + mm(26), landscape=landscape)
    pager = QRectF(margin, bottom - pager_height, width, pager_height) if pages > 1 else QRectF()
    if pages > 1:
        room.setBottom(pager.top() - mm(26))
    cells = cells_of(room, columns, rows, gaps=(mm(20), GAP), most=_CARD_MOST)
    return ListPlan(
        title=QRectF(margin, mm(34), texts, mm(68)),
        subtitle=QRectF(margin, mm(106), texts, mm(44)),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=QRectF(margin, mm(24), width, mm(132)),
        search=search,
        needs=needs_key,
    )


def _first_keys(width: float, margin: float, *, finds: bool, needs: bool, beside: bool) -> tuple[QRectF, QRectF]:
    """The search field and the key for the events of life: below the subtitle, or ``beside`` it."""
    if beside:
        left = margin + width * 0.42 + mm(30)
        row = QRectF(left, mm(34), margin + width - left, mm(104))
    else:
        row = QRectF(margin, mm(166), width, mm(96))
    if not (finds and needs):
        return row if finds else QRectF(), row if needs else QRectF()
    right = row.right() - mm(_NEEDS)
    search = QRectF(row.left(), row.top(), right - GAP - row.left(), row.height())
    return search, QRectF(right, row.top(), mm(_NEEDS), row.height())


def grid_of(count: int, *, landscape: bool) -> tuple[int, int]:
    """Columns and rows of the agencies page; 12 cells as soon as there is more than one page."""
    columns, most_rows = (3 if count > 8 else 2, 4) if landscape else (2 if count > 6 else 1, 6)
    return columns, most_rows if count > AGENCIES_A_PAGE else max(1, math.ceil(count / columns))


def _grid(room: QRectF, count: int, below: float, *, landscape: bool) -> tuple[int, int, int]:
    """Columns, rows and pages of the agencies page: as many rows as fit into ``room``, of which a pager takes ``below``
    as soon as there is more than one page."""
    most = 4 if landscape else 6
    columns = min(grid_of(count, landscape=landscape)[0], max(1, int((room.width() + GAP) / (_CARD_NARROW + GAP))))
    rows = max(1, math.ceil(count / columns))
    if rows <= min(most, rows_in(room.height(), _CARD_LEAST, GAP)):
        return columns, rows, 1
    rows = min(most, rows_in(room.height() - below, _CARD_LEAST, GAP))
    return columns, rows, math.ceil(count / (columns * rows))


def rows_in(height: float, least: float, gap: float) -> int:
    """How many rows of ``least`` height fit."""
    return max(1, int((height + gap + 0.01) / (least + gap)))


def cells_of(room: QRectF, columns: int, rows: int, *, gaps: tuple[float, float], most: float) -> tuple[QRectF, ...]:
    """Cells of one page in reading order, from the top of ``room``, none higher than ``most``."""
    width = (room.width() - gaps[0] * (columns - 1)) / columns
    height = min(most, (room.height() - gaps[1] * (rows - 1)) / rows)
    return tuple(
        QRectF(
            room.left() + column * (width + gaps[0]),
            room.top() + row * (height + gaps[1]),
            width,
            height,
        )
        for row in range(rows)
        for column in range(columns)
    )


@dataclass(frozen=True, slots=True)
class ServicesPlan:
    """The services page: back button and agency above, then rows as a ``ListPlan``."""

    back: QRectF
    tile: QRectF
    heading: QRectF
    rows: ListPlan


def services_plan(body: QSizeF, count: int, *, landscape: bool) -> ServicesPlan:
    """The services page: rows in portrait (7, or 6 with a pager), two columns in landscape (8 a page). Relative to the
    body."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    low = body.height() < mm(900)
    top = mm(164 if low else 232 if landscape else 242)
    bottom = body.height() - (mm(40) if landscape else mm(24))
    cells, pages, pager = _service_rows(QRectF(margin, top, width, bottom - top), count, landscape=landscape)
    head = QRectF(margin, mm(30), width, mm(112))
    text_left = head.left() + mm(280 + 24 + 112 + 26)
    rows = ListPlan(
        title=QRectF(text_left, head.top() + mm(4), head.right() - text_left, mm(62)),
        subtitle=QRectF(text_left, head.top() + mm(66), head.right() - text_left, mm(42)),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=QRectF(margin + mm(304), mm(14), width - mm(304), mm(146)),
    )
    return ServicesPlan(
        back=QRectF(head.left(), head.top(), mm(280), mm(112)),
        tile=QRectF(head.left() + mm(304), head.top(), mm(112), mm(112)),
        heading=QRectF() if low else QRectF(margin, mm(168), width, mm(60)),
        rows=rows,
    )


def _service_rows(room: QRectF, count: int, *, landscape: bool) -> tuple[tuple[QRectF, ...], int, QRectF]:
    """The rows of one page in ``room``, how many pages there are, and the pager at its foot where there are several."""
    columns, most = (2, 4) if landscape else (1, 7)
    gap, height = mm(14), mm(110) if landscape else PAGER
    least = _ROW_LEAST if room.width() / columns > _ROW_NARROW else _ROW_NARROW_LEAST
    rows = max(1, math.ceil(count / columns))
    pages, pager = 1, QRectF()
    if rows > min(most, rows_in(room.height(), least, gap)):
        pager = QRectF(room.left(), room.bottom() - height, room.width(), height)
        room.setBottom(pager.top() - mm(20))
        rows = min(4 if landscape else 6, rows_in(room.height(), least, gap))
        pages = math.ceil(count / (columns * rows))
    return cells_of(room, columns, rows, gaps=(GAP, gap), most=_ROW_MOST), pages, pager
