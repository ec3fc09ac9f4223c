"""The arrow between a number and its counter, drawn with round ends so that it reads from afar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


def paint_arrow(painter: QPainter, box: QRectF, colour: QColor, weight: float = 0.19) -> None:
    """An arrow to the right that fills ``box``; ``weight`` is the stroke as a share of the box's height."""
    stroke = weight * box.height()
    inner = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    pen = QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tip = QPointF(inner.right(), inner.center().y())
    wing = inner.height() / 2
    painter.drawLine(QPointF(inner.left(), tip.y()), tip)
    painter.drawPolyline(
        QPolygonF([QPointF(tip.x() - wing, inner.top()), tip, QPointF(tip.x() - wing, inner.bottom())])
    )
