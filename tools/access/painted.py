"""What a window paints: every text and every icon, with its place, its font and its colour."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from qtkit import icons


@dataclass(frozen=True, slots=True)
class Painted:
    """A line of text, or an icon by its name: who painted it, and where in the window in pixels. ``capital`` is the
    height of its capitals in pixels, 0 for an icon; ``room`` is what the line takes from end to end."""

    widget: QWidget
    text: str
    rect: QRectF
    colour: QColor
    capital: float = 0.0
    room: QRectF = field(default_factory=QRectF)


@contextmanager
def painting(window: QWidget) -> Iterator[list[Painted]]:
    """Collects what is painted in ``window`` meanwhile, in its order. All text of the house goes through
    ``QPainter.drawText`` at a point (``qtkit.paint``), and all icons through ``paint_icon``."""
    found: list[Painted] = []
    draw, paint_icon = QPainter.drawText, icons.paint_icon

    def drawn(painter: QPainter, *args: Any) -> Any:
        if isinstance(args[0], QPointF) and isinstance(painter.device(), QWidget):
            found.append(_line(window, painter, args[0], args[1]))
        return draw(painter, *args)

    def iconed(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
        widget = painter.device()
        if isinstance(widget, QWidget):
            side = min(rect.width(), rect.height())
            inked = icons.icon_path(name).boundingRect()
            corner = rect.center() - QPointF(side / 2, side / 2) + inked.topLeft() * side
            ink = QRectF(corner, inked.size() * side)
            found.append(Painted(widget, name, _in_window(window, widget, painter, ink), QColor(colour)))
        paint_icon(painter, rect, name, colour)

    users = [module for module in list(sys.modules.values()) if getattr(module, "paint_icon", None) is paint_icon]
    QPainter.drawText = drawn  # type: ignore[method-assign, assignment]
    for module in users:
        module.paint_icon = iconed  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        QPainter.drawText = draw  # type: ignore[method-assign]
        for module in users:
            module.paint_icon = paint_icon  # type: ignore[attr-defined]


def _line(window: QWidget, painter: QPainter, at: QPointF, text: str) -> Painted:
    widget, metrics = painter.device(), QFontMetricsF(painter.font())
    assert isinstance(widget, QWidget)
    ink = metrics.tightBoundingRect(text).translated(at)
    room = QRectF(at.x(), ink.top(), metrics.horizontalAdvance(text), ink.height())
    return Painted(
        widget,
        text,
        _in_window(window, widget, painter, ink),
        QColor(painter.pen().color()),
        metrics.capHeight() * math.sqrt(abs(painter.transform().determinant())),
        _in_window(window, widget, painter, room),
    )


def _in_window(window: QWidget, widget: QWidget, painter: QPainter, rect: QRectF) -> QRectF:
    corner = widget.mapTo(window, QPointF(0, 0))
    return painter.transform().mapRect(rect).translated(corner)
