"""Where things are on the two pages with lists while all keys lie at the foot: large text, or keys within reach.

Pure functions in millimetres as drawn, relative to the page's body. What is only read lies above the keys.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import Layout
from kiosk.list_plans import ListPlan, ServicesPlan, cells_of, rows_in


@dataclass(frozen=True, slots=True)
class LowBody:
    """The body of a page in a window of ``layout``; keys lie below ``above``."""

    size: QSizeF
    layout: Layout
    above: float

    @property
    def margin(self) -> float:
        """Left and right of everything."""
        return self.layout.real(48)

    @property
    def width(self) -> float:
        """Between the margins."""
        return self.size.width() - 2 * self.margin

    def row(self, top: float, height: float) -> QRectF:
        """A row between the margins."""
        return QRectF(self.margin, top, self.width, height)


def low_agencies_plan(body: LowBody, count: int, *, finds: bool, needs: bool) -> ListPlan:
    """The agencies page: what is read above, then search and events of life, the cards, and the pager."""
    layout, real = body.layout, body.layout.real
    texts, gap = max(body.above, real(190)), real(12)
    least = real(108 if layout.large else 136)
    if body.size.height() - texts < real(104 + 16 + 108 + 14) + 2 * least + gap:
        texts = max(body.above, real(96))  # a title of one line, for a row more
    said = real(112) if layout.large and texts > real(180) else real(60)
    search, needs_key = QRectF(), QRectF()
    top = texts
    if finds or needs:
        row = body.row(top, real(104))
        half = (row.width() - real(18)) * (0.5 if needs else 1.0)
        search = QRectF(row.left(), row.top(), half, row.height()) if finds else QRectF()
        needs_key = row.adjusted(half + real(18) if finds else 0.0, 0, 0, 0) if needs else QRectF()
        top = row.bottom() + real(16)
    columns = (2 if layout.landscape else 1) if layout.large else (3 if layout.landscape else 2)
    cells, pages, pager = low_list(body, top, count, columns=columns, least=least, most=real(150), gap=gap)
    return ListPlan(
        title=body.row(real(20), texts - real(36)),
        subtitle=body.row(texts - real(16) - said, said),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=body.row(real(16), min(real(200), texts - real(28))),
        search=search,
        needs=needs_key,
    )


def low_services_plan(body: LowBody, count: int) -> ServicesPlan:
    """The services page: the agency above, then the way back with the heading beside it, the rows, and the pager."""
    layout, real = body.layout, body.layout.real
    tile = real(112) if layout.landscape or not layout.large else 0.0
    lowered = body.above > real(40)
    head = body.row(real(24), real(112))
    names = real(156 if layout.large else 112)
    back = QRectF(head.left(), body.above if lowered else head.top(), layout.real(340), real(108))
    tile_left = head.left() if lowered else back.right() + real(20)
    text_left = tile_left + tile + (real(24) if tile else 0.0)
    heading_left = back.right() + real(24) if lowered else head.left()
    heading_top = back.top() if lowered else head.top() + names + real(4)
    heading = QRectF(heading_left, heading_top, head.right() - heading_left, real(108 if lowered else 76))
    top = max(back.bottom(), heading.bottom()) + real(14)
    if layout.landscape and layout.large and not lowered:  # the rows say what they are
        heading = QRectF()
        top = head.top() + names + real(4)
    columns = 2 if layout.landscape else 1
    least = real(216 if layout.large else 140)
    cells, pages, pager = low_list(body, top, count, columns=columns, least=least, most=real(236), gap=real(14))
    texts = QRectF(text_left, head.top() - (names - head.height()) / 3, head.right() - text_left, names)
    rows = ListPlan(
        title=QRectF(texts.left(), texts.top(), texts.width(), names * 0.6),
        subtitle=QRectF(texts.left(), texts.top() + names * 0.6, texts.width(), names * 0.4),
        cells=cells,
        pages=pages,
        pager=pager,
        notice_bar=QRectF(tile_left, real(10), head.right() - tile_left, real(140)),
    )
    return ServicesPlan(back, QRectF(tile_left, head.top(), tile, tile), heading, rows)


def low_list(
    body: LowBody, top: float, count: int, *, columns: int, least: float, most: float, gap: float
) -> tuple[tuple[QRectF, ...], int, QRectF]:
    """Cells from ``top`` to the body's end, how many pages, and the pager where there are several."""
    real = body.layout.real
    room = body.row(top, body.size.height() - top)
    rows = max(1, math.ceil(count / columns))
    pager = QRectF()
    if rows > rows_in(room.height(), least, gap):
        pager = body.row(body.size.height() - real(108), real(108))
        room.setBottom(pager.top() - real(14))
        rows = rows_in(room.height(), least, gap)
    pages = max(1, math.ceil(count / (columns * rows)))
    return cells_of(room, columns, rows, gaps=(real(18), gap), most=most), pages, pager
