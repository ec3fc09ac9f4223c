"""Where things are on the page of one service, and where its key is beside its row: pure functions in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm

_KEY, _NARROW_KEY = mm(104), mm(88)
"""Width of the key beside a row, in portrait and in landscape; 20 mm at least."""
_LARGE_KEY = mm(96)
_PAPER_MOST = mm(120)


def beside(cell: QRectF, *, landscape: bool, zoom: float = 1.0) -> tuple[QRectF, QRectF]:
    """The cell of a list divided into the row of a service and its key, which hardly grows when a page is drawn
    ``zoom`` times as large."""
    usual = _NARROW_KEY if landscape else _KEY
    key, gap = max(usual / zoom, _LARGE_KEY) if zoom > 1 else usual, GAP / zoom
    row = cell.adjusted(0, 0, -key - gap, 0)
    return row, QRectF(row.right() + gap, cell.top(), key, cell.height())


@dataclass(frozen=True, slots=True)
class DetailsPlan:
    """Back key, tile and names as on the page of an agency; how the service is now; what it publishes; the heading of
    its papers, one place for each, what is said of them, and the key that takes the number."""

    back: QRectF
    tile: QRectF
    title: QRectF
    subtitle: QRectF
    state: QRectF
    published: QRectF
    heading: QRectF
    papers: tuple[QRectF, ...]
    note: QRectF
    take: QRectF
    notice_bar: QRectF


def details_plan(body: QSizeF, papers: int, *, landscape: bool) -> DetailsPlan:
    """The page of a service that asks for so many papers, relative to the body: what is read stands above what is
    touched in portrait, at its left in landscape."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    head = QRectF(margin, mm(30), width, mm(112))
    text_left = head.left() + mm(280 + 24 + 112 + 26)
    below = QRectF(margin, head.bottom() + mm(22), width, body.height() - head.bottom() - mm(22 + 24))
    state = QRectF(margin, below.top(), width, mm(50 if landscape else 94))
    room = below.adjusted(0, state.height() + mm(16), 0, 0)
    touched = _right(room) if landscape else _lower(room, papers)
    published = QRectF(room)
    if landscape:
        published.setRight(touched.left() - mm(36))
    else:
        published.setBottom(touched.top() - mm(16))
    take = QRectF(touched.left(), touched.bottom() - mm(140), touched.width(), mm(140))
    note = QRectF(take.left(), take.top() - mm(14 + 84), take.width(), mm(84) if papers else 0.0)
    heading = QRectF(touched.left(), touched.top(), touched.width(), mm(56) if papers else 0.0)
    places = QRectF(touched.left(), heading.bottom() + mm(12), touched.width(), 0.0)
    places.setBottom(note.top() - mm(14))
    return DetailsPlan(
        back=QRectF(head.left(), head.top(), mm(280), mm(112)),
        tile=QRectF(head.left() + mm(304), head.top(), mm(112), mm(112)),
        title=QRectF(text_left, head.top() - mm(4), head.right() - text_left, mm(76)),
        subtitle=QRectF(text_left, head.top() + mm(74), head.right() - text_left, mm(40)),
        state=state,
        published=published,
        heading=heading,
        papers=_papers(places, papers) if papers else (),
        note=note,
        take=take,
        notice_bar=QRectF(margin + mm(304), mm(14), width - mm(304), mm(146)),
    )


def _right(room: QRectF) -> QRectF:
    """In landscape: the right half."""
    width = room.width() * 0.49
    return QRectF(room.right() - width, room.top(), width, room.height())


def _lower(room: QRectF, papers: int) -> QRectF:
    """In portrait: as high as the papers need."""
    rows = math.ceil(papers / 2)
    height = mm(140) + (mm(56 + 12 + 14 + 84 + 14) + rows * mm(98) + (rows - 1) * mm(14) if papers else 0.0)
    return QRectF(room.left(), room.bottom() - height, room.width(), height)


def _papers(room: QRectF, count: int) -> tuple[QRectF, ...]:
    """One place for each paper, in reading order: two columns, or one where few stand in a narrow room."""
    columns = 1 if count <= 4 and room.width() < room.height() * 2.4 else 2
    rows, gap = math.ceil(count / columns), mm(14)
    height = min(_PAPER_MOST, (room.height() - gap * (rows - 1)) / rows)
    width = (room.width() - GAP * (columns - 1)) / columns
    return tuple(
        QRectF(room.left() + at % columns * (width + GAP), room.top() + at // columns * (height + gap), width, height)
        for at in range(count)
    )
