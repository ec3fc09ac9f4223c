"""Where things are on the page of one service, and where its key is beside its row: pure functions in millimetres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSizeF

from kiosk.geometry import GAP, MARGIN, mm
from kiosk.low_plans import LowBody

_KEY, _NARROW_KEY = mm(104), mm(88)
"""Width of the key beside a row, in portrait and in landscape; 20 mm at least."""
_LARGE_KEY = mm(96)
_PAPER_MOST, _PAPER_LEAST = mm(120), mm(84)
_LOW = mm(900)
"""In a window below that height papers in several rows have no heading: what is said of them says it alone."""
_FEW = 4
"""So many papers stand below one another in a narrow room."""
_BARE = 700
"""Reference pixels: in less height there is no tile beside the name in large text."""
_LINE = 56
"""Reference pixels of a line of the smallest text of the large mode."""


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
    more: QRectF = field(default_factory=QRectF)
    """The key that turns to the next part of what is read; empty without one."""
    states_alone: bool = False
    """Whether the states are the first of these parts, in the place of all."""


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
    small = landscape and body.height() < _LOW and papers > 2
    high = mm(104 if small else 140)
    whole = QRectF(touched.left(), touched.bottom() - high, touched.width(), high)
    back, take = QRectF(head.left(), head.top(), mm(280), mm(112)), whole
    if lowered:
        back, take = _low_keys(whole, one_above=landscape and not papers)
    note = QRectF(whole.left(), whole.top() - mm(14 + 84), whole.width(), mm(84) if papers else 0.0)
    titled = papers > 0 and not small and not (landscape and lowered)  # there the note says it alone
    heading = QRectF(touched.left(), touched.top(), touched.width(), mm(56) if titled else 0.0)
    places = QRectF(touched.left(), heading.bottom() + (mm(12) if titled else 0.0), touched.width(), 0.0)
    places.setBottom(note.top() - mm(14))
    title = QRectF(text_left, head.top() - mm(4), head.right() - text_left, mm(76))
    subtitle = QRectF(text_left, head.top() + mm(74), head.right() - text_left, mm(40))
    few = 1 if papers <= _FEW and places.width() < places.height() * 2.4 else 2
    asked = _papers(places, papers, (few, 2, 3)) if papers else ()
    bar = QRectF(margin + mm(304), mm(8), width - mm(304), mm(140))  # its shadow ends above the states
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


def _papers(
    room: QRectF, count: int, columns_tried: Sequence[int], *, least: float = _PAPER_LEAST, most: float = _PAPER_MOST
) -> tuple[QRectF, ...]:
    """One place for each paper, in reading order: in the first of ``columns_tried`` in which none is lower than
    ``least``, few in a narrow room below one another."""
    gap = mm(14) * least / _PAPER_LEAST
    for columns in columns_tried:
        rows = math.ceil(count / columns)
        height = min(most, (room.height() - gap * (rows - 1)) / rows)
        if height >= least:
            break
    width = (room.width() - GAP * (columns - 1)) / columns
    return tuple(
        QRectF(room.left() + at % columns * (width + GAP), room.top() + at // columns * (height + gap), width, height)
        for at in range(count)
    )


def large_details_plan(body: LowBody, papers: int, *, parts: bool = False) -> DetailsPlan:
    """The page in the large mode: in landscape with papers, what is read at the left, part by part, and what is touched
    at the right; else the keys below all. ``parts``: what is read has several parts there, too."""
    real, gap = body.layout.real, body.layout.real(14)
    landscape, whole = body.layout.landscape, body.row(real(12), body.size.height() - real(22))
    narrow = landscape and papers > 0
    touched = QRectF(whole)
    if narrow:
        touched.setLeft(whole.center().x())
    back, more, take = _large_keys(body, touched, narrow=narrow, parts=parts)
    said = real(3 * _LINE + 12) if papers else 0.0
    note = QRectF(touched.left(), take.top() - gap - said, touched.width(), said)
    places, heading = _large_places(body, touched, note, papers)
    texts = QRectF(whole)
    if narrow:
        more = QRectF(whole.left(), take.top(), touched.left() - real(30) - whole.left(), take.height())
        texts.setRight(more.right())
    texts.setBottom((heading.top() if papers and not landscape else take.top()) - gap)
    alone = narrow or (landscape and whole.height() < real(_BARE))
    read = _large_texts(body, texts, narrow=narrow, alone=alone)
    columns = (1, 2, 3) if papers <= _FEW or narrow else (2, 3)
    asked = _papers(places, papers, columns, least=real(84), most=real(128)) if papers else ()
    bar = body.row(real(10), real(146))
    return DetailsPlan(
        back, read.tile, read.title, read.subtitle, read.state, read.published, heading, asked, note, take, bar,
        more, alone,
    )  # fmt: skip


def _large_keys(body: LowBody, room: QRectF, *, narrow: bool, parts: bool) -> tuple[QRectF, QRectF, QRectF]:
    """Back, the key for what is read next, and the one that takes the number, at the foot of ``room``; ``narrow``:
    the second stands below what is read."""
    real = body.layout.real
    keys = QRectF(room.left(), room.bottom() - real(124), room.width(), real(124))
    several = parts and not narrow
    back = QRectF(keys.left(), keys.top(), (keys.width() - real(18)) * (0.29 if several else 0.42), keys.height())
    more = back.translated(back.width() + real(18), 0) if several else QRectF()
    left = (more if several else back).right() + real(18)
    return back, more, QRectF(left, keys.top(), keys.right() - left, keys.height())


def _large_places(body: LowBody, room: QRectF, note: QRectF, papers: int) -> tuple[QRectF, QRectF]:
    """The room for all papers above ``note``, and their heading, which they have upright."""
    real = body.layout.real
    rows = papers if papers <= _FEW else math.ceil(papers / 2)
    bottom = note.top() - real(14)
    top = max(room.top(), body.above) if body.layout.landscape else bottom - rows * real(112)
    titled = papers > 0 and not body.layout.landscape
    heading = QRectF(room.left(), top - real(_LINE + 8), room.width(), real(_LINE) if titled else 0.0)
    return QRectF(room.left(), top, room.width(), bottom - top), heading


@dataclass(frozen=True, slots=True)
class _Read:
    tile: QRectF
    title: QRectF
    subtitle: QRectF
    state: QRectF
    published: QRectF


def _large_texts(body: LowBody, room: QRectF, *, narrow: bool, alone: bool) -> _Read:
    """What is read, from the top of ``room``: the tile only where there is height for it; ``narrow``: beside keys;
    ``alone``: the states in the place of all that is published."""
    real, upright = body.layout.real, not body.layout.landscape
    side = real(112) if upright or room.height() > real(_BARE) else 0.0
    left = room.left() + (side + real(24) if side else 0.0)
    high = real(2 * _LINE if upright or narrow else 72)
    title = QRectF(left, room.top(), room.right() - left, high)
    subtitle = QRectF(left, title.bottom(), title.width(), real(_LINE))
    top = subtitle.bottom() + real(6)
    below = QRectF(room.left(), top, room.width(), room.bottom() - top)
    states = below if alone else QRectF(below.left(), top, below.width(), real(4 * _LINE))
    published = below if alone else below.adjusted(0, states.height() + real(10), 0, 0)
    return _Read(QRectF(room.left(), room.top(), side, side), title, subtitle, states, published)
