"""Where things are on the page of one service, and where its key is beside its row: pure functions in millimetres."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm

_KEY, _NARROW_KEY = mm(104), mm(88)
"""Width of the key beside a row, in portrait and in landscape; 20 mm at least."""
_LARGE_KEY = mm(96)
_PAPER_MOST, _PAPER_LEAST = mm(120), mm(84)


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


def details_plan(body: QSizeF, papers: int, *, landscape: bool, lowered: bool = False) -> DetailsPlan:
    """The page of a service that asks for so many papers, relative to the body: what is read stands above what is
    touched in portrait, at its left in landscape. ``lowered``: the back key stands at the foot too."""
    margin = mm(36) if landscape else MARGIN
    width = body.width() - 2 * margin
    head = QRectF(margin, mm(30), width, mm(112))
    tile = QRectF(head.left() + (0.0 if lowered else mm(280 + 24)), head.top(), mm(112), mm(112))
    text_left = tile.right() + mm(26)
    below = QRectF(margin, head.bottom() + mm(22), width, body.height() - head.bottom() - mm(22 + 24))
    state = QRectF(margin, below.top(), width, mm(50 if landscape else 94))
    published, touched = _halves(below.adjusted(0, state.height() + mm(16), 0, 0), papers, landscape=landscape)
    whole = QRectF(touched.left(), touched.bottom() - mm(140), touched.width(), mm(140))
    back, take = QRectF(head.left(), head.top(), mm(280), mm(112)), whole
    if lowered:
        back, take = _low_keys(whole, one_above=landscape and not papers)
    note = QRectF(whole.left(), whole.top() - mm(14 + 84), whole.width(), mm(84) if papers else 0.0)
    titled = papers > 0 and not (landscape and lowered)  # there the note says it alone
    heading = QRectF(touched.left(), touched.top(), touched.width(), mm(56) if titled else 0.0)
    places = QRectF(touched.left(), heading.bottom() + (mm(12) if titled else 0.0), touched.width(), 0.0)
    places.setBottom(note.top() - mm(14))
    title = QRectF(text_left, head.top() - mm(4), head.right() - text_left, mm(76))
    subtitle = QRectF(text_left, head.top() + mm(74), head.right() - text_left, mm(40))
    asked = _papers(places, papers) if papers else ()
    bar = QRectF(margin + mm(304), mm(14), width - mm(304), mm(146))
    return DetailsPlan(back, tile, title, subtitle, state, published, heading, asked, note, take, bar)


def _halves(room: QRectF, papers: int, *, landscape: bool) -> tuple[QRectF, QRectF]:
    """What is read, and what is touched."""
    touched, published = _right(room, papers) if landscape else _lower(room, papers), QRectF(room)
    if landscape:
        published.setRight(touched.left() - mm(36))
    else:
        published.setBottom(touched.top() - mm(16))
    return published, touched


def _low_keys(row: QRectF, *, one_above: bool) -> tuple[QRectF, QRectF]:
    """Back key and the key that takes the number at the foot: beside each other in ``row``, or ``one_above`` the
    other."""
    if one_above:
        return row.translated(0, -row.height() - GAP), row
    back = QRectF(row.left(), row.top(), mm(280), row.height())
    return back, row.adjusted(back.width() + GAP, 0, 0, 0)


def _right(room: QRectF, papers: int) -> QRectF:
    """In landscape: the right half, less of it without papers."""
    width = room.width() * (0.49 if papers else 0.24)
    return QRectF(room.right() - width, room.top(), width, room.height())


def _lower(room: QRectF, papers: int) -> QRectF:
    """In portrait: as high as the papers need."""
    rows = math.ceil(papers / 2)
    height = mm(140) + (mm(56 + 12 + 14 + 84 + 14) + rows * mm(98) + (rows - 1) * mm(14) if papers else 0.0)
    return QRectF(room.left(), room.bottom() - height, room.width(), height)


def _papers(room: QRectF, count: int) -> tuple[QRectF, ...]:
    """One place for each paper, in reading order: two columns, one where few stand in a narrow room, and three where
    they would be too low."""
    gap, few = mm(14), 1 if count <= 4 and room.width() < room.height() * 2.4 else 2
    for columns in (few, 2, 3):
        rows = math.ceil(count / columns)
        height = min(_PAPER_MOST, (room.height() - gap * (rows - 1)) / rows)
        if height >= _PAPER_LEAST:
            break
    width = (room.width() - GAP * (columns - 1)) / columns
    return tuple(
        QRectF(room.left() + at % columns * (width + GAP), room.top() + at // columns * (height + gap), width, height)
        for at in range(count)
    )
