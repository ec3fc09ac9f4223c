"""The mark's arcs, drawn thin, that decorate dark areas; never behind text."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen


def paint_arcs(
    painter: QPainter,
    clip: QPainterPath,
    centre: QPointF,
    colour: QColor,
    *,
    first: float = 60.0,
    step: float = 62.0,
    count: int = 4,
    width: float = 2.0,
) -> None:
    """Draws ``count`` circles around ``centre``, cut to ``clip``; radii grow from ``first`` by ``step``, in pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index in range(count):
        radius = first + index * step
        painter.drawEllipse(centre, radius, radius)
    painter.restore()
