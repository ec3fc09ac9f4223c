"""Where the parts of the overview are: pure functions of its size, in pixels of a page of 1920 by 1080."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF

WIDTH, HEIGHT = 1920.0, 1080.0
HEADER, FOOTER = 104.0, 54.0
SIDE, GAP = 32.0, 20.0
_CARDS = 192.0
_LEFT_SHARE = 0.595
_CHART_SHARE = 0.52
CARDS = 5
TABS = 3
_TAB, _TAB_HIGH = 150.0, 56.0
_CLOCK = 320.0


@dataclass(frozen=True, slots=True)
class Places:
    """The page's size in its own pixels, and its parts."""

    width: float
    height: float
    cards: tuple[QRectF, ...]
    chart: QRectF
    obstacles: QRectF
    agencies: QRectF
    plans: QRectF
    tabs: tuple[QRectF, ...]
    footer: QRectF


def unit(size: QSizeF) -> float:
    """Pixels of the screen or dots of the paper for one pixel of the page: all of it has room."""
    return min(size.width() / WIDTH, size.height() / HEIGHT)


def places(size: QSizeF) -> Places:
    """The parts on a screen or a sheet of this size; what is over makes the lower panels higher, or all wider."""
    scale = unit(size)
    width, height = size.width() / scale, size.height() / scale
    inner = width - 2 * SIDE
    top = HEADER + 24
    each = (inner - (CARDS - 1) * GAP) / CARDS
    cards = tuple(QRectF(SIDE + place * (each + GAP), top, each, _CARDS) for place in range(CARDS))
    below = top + _CARDS + GAP
    room = height - FOOTER - 24 - below - GAP
    left = round((inner - GAP) * _LEFT_SHARE)
    high = round(room * _CHART_SHARE)
    right, x = inner - GAP - left, SIDE + left + GAP
    lower = below + high + GAP
    tabs_left = width - SIDE - _CLOCK - TABS * _TAB
    return Places(
        width=width,
        height=height,
        cards=cards,
        chart=QRectF(SIDE, below, left, high),
        obstacles=QRectF(x, below, right, high),
        agencies=QRectF(SIDE, lower, left, room - high),
        plans=QRectF(x, lower, right, room - high),
        tabs=tuple(QRectF(tabs_left + n * _TAB, (HEADER - _TAB_HIGH) / 2, _TAB, _TAB_HIGH) for n in range(TABS)),
        footer=QRectF(0, height - FOOTER, width, FOOTER),
    )
