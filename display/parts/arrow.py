"""The arrow between a number and its counter, drawn with round ends so that it reads from afar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

_ANGLES = {"right": 0.0, "down": 90.0, "left": 180.0, "up": 270.0}


def paint_arrow(
    painter: QPainter, box: QRectF, colour: QColor, weight: float = 0.19, *, direction: str = "right"
) -> None:
    """An arrow that fills ``box``, or stands on end in its middle; ``weight`` is the stroke as a share of the box's
    height. A ``direction`` that is none points to the right."""
    stroke = weight * box.height()
    middle = QPointF(box.width() / 2, box.height() / 2)
    inner = QRectF(-middle.x(), -middle.y(), box.width(), box.height())
    inner = inner.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    painter.save()
    painter.translate(box.center())
    painter.rotate(_ANGLES.get(direction, 0.0))
    painter.setPen(QPen(colour, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    tip = QPointF(inner.right(), inner.center().y())
    wing = inner.height() / 2
    painter.drawLine(QPointF(inner.left(), tip.y()), tip)
    painter.drawPolyline(
        QPolygonF([QPointF(tip.x() - wing, inner.top()), tip, QPointF(tip.x() - wing, inner.bottom())])
    )
    painter.restore()
