"""The house's mark: two nested arches over a dot, three zones under one roof; and its arcs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from qtkit.paint import fill_circle, rounded_path
from qtkit.theme.tokens import Colours

_CENTRE_Y = 0.596  # all of it as shares of the square's side
_FOOT_Y = 0.732
_STROKE = 0.078
_RADII = (0.327, 0.187)
_DOT_Y = 0.686
_DOT_RADIUS = 0.077


def paint_brand_mark(painter: QPainter, rect: QRectF, field: QColor = Colours.WHITE) -> None:
    """Paints the mark on a square of ``field`` colour with corners of a quarter of its side, centred in ``rect``."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side, side)
    painter.fillPath(rounded_path(QRectF(0, 0, 1, 1), 0.25), field)
    pen = QPen(Colours.TELUK800, _STROKE)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for radius in _RADII:
        painter.drawPath(_arch(radius))
    fill_circle(painter, QPointF(0.5, _DOT_Y), _DOT_RADIUS, Colours.AMBER)
    painter.restore()


def _arch(radius: float) -> QPainterPath:
    path = QPainterPath(QPointF(0.5 - radius, _FOOT_Y))
    path.lineTo(0.5 - radius, _CENTRE_Y)
    path.arcTo(QRectF(0.5 - radius, _CENTRE_Y - radius, 2 * radius, 2 * radius), 180, -180)
    path.lineTo(0.5 + radius, _FOOT_Y)
    return path


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
    """Draws the arcs that decorate dark areas: ``count`` circles around ``centre``, cut to ``clip``; radii grow from
    ``first`` by ``step``, in pixels. Never behind text."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index in range(count):
        radius = first + index * step
        painter.drawEllipse(centre, radius, radius)
    painter.restore()


def brand_icon() -> QIcon:
    """The mark as the icon of a window, for task bars of usual sizes."""
    made = QIcon()
    for side in (16, 24, 32, 48, 64, 128):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_brand_mark(painter, QRectF(0, 0, side, side))
        painter.end()
        made.addPixmap(pixmap)
    return made


class BrandMark(QWidget):
    """The mark as a square of ``side`` pixels; decoration, so it takes no focus and needs no name."""

    def __init__(self, side: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(QSize(round(side), round(side)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_brand_mark(QPainter(self), QRectF(self.rect()))
