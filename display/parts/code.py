"""A called number as large as its place allows: wide codes give up some of their hyphen before their height."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QPainter

from display.parts.part import ink_left
from qtkit.paint import capitals_baseline, text_width
from qtkit.theme.fonts import font

_LONG = 7
_HYPHEN_SHARE = 0.65


def is_long(code: str) -> bool:
    """Whether ``code`` needs every pixel of the panel, as SKC-1234 does."""
    return len(code) >= _LONG


def code_px(code: str, width: float, max_px: float, *, tight: bool) -> int:
    """The largest whole pixel size up to ``max_px`` in which the ink of ``code`` is at most ``width`` wide."""
    px = max(1, int(max_px))
    ink = code_width(code, px, tight=tight)
    return px if ink <= width or width <= 0 else max(1, int(px * width / ink))


def code_width(code: str, px: int, *, tight: bool) -> float:
    """Pixels of the ink of ``code`` as ``draw_code`` draws it; ``tight`` takes some of its hyphen."""
    used = font(px, 800, tabular=True)
    ink = QFontMetricsF(used).tightBoundingRect(code).width()
    if tight and "-" in code:
        ink -= (1 - _HYPHEN_SHARE) * text_width("-", used)
    return ink


def draw_code(painter: QPainter, code: str, px: int, left: float, y_centre: float, *, tight: bool) -> None:
    """Draws ``code`` with its ink on the edge ``left`` and its capitals centred on ``y_centre``."""
    used = font(px, 800, tabular=True)
    x, y = left - ink_left(code, px), capitals_baseline(used, y_centre)
    painter.setFont(used)
    if not tight:
        painter.drawText(QPointF(x, y), code)
        return
    prefix, hyphen, number = code.partition("-")
    painter.drawText(QPointF(x, y), prefix)
    x += text_width(prefix, used)
    painter.save()
    painter.translate(x, y)
    painter.scale(_HYPHEN_SHARE, 1)
    painter.drawText(QPointF(0, 0), hyphen)
    painter.restore()
    painter.drawText(QPointF(x + _HYPHEN_SHARE * text_width(hyphen, used), y), number)
