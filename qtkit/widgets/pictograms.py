"""The pictograms of the three zones on a grid of 24, one colour each: for screens, boards and the slip."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

_GRID = 24.0
_CORNER = 1.3
_FOOT = 21.0
_OPENING = 5.4  # width of an arch


def paint_pictogram(painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
    """Fills the pictogram (``podium``, ``selasar``, ``menara``) into the square in ``rect``. Raises ValueError."""
    path, side = pictogram_path(name), min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / _GRID, side / _GRID)
    painter.fillPath(path, colour)
    painter.restore()


@lru_cache(maxsize=8)
def pictogram_path(name: str) -> QPainterPath:
    """The outline on the grid of 24. Raises ValueError for a name that has no pictogram."""
    if name == "podium":
        return _blocks((8, 3, 8, 4.6), (5, 9, 14, 4.6), (2, 15, 20, 6))
    if name == "menara":
        return _blocks((8.2, 2, 7.6, 19), (2, 12.5, 4.8, 8.5), (17.2, 12.5, 4.8, 8.5))
    if name == "selasar":
        return _arches()
    raise ValueError(f'no pictogram is called "{name}"; there are podium, selasar and menara')


def _blocks(*blocks: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for block in blocks:
        path.addRoundedRect(QRectF(*block), _CORNER, _CORNER)
    return path


def _arches() -> QPainterPath:
    """An arcade: a wall with two arched openings, left out by the odd-even rule."""
    path = QPainterPath()
    path.addRoundedRect(QRectF(2, 3.5, 20, _FOOT - 3.5), _CORNER, _CORNER)
    for left in (4.9, 13.7):
        path.moveTo(left, _FOOT)
        path.lineTo(left, 7.2 + _OPENING / 2)
        path.arcTo(QRectF(left, 7.2, _OPENING, _OPENING), 180, -180)
        path.lineTo(left + _OPENING, _FOOT)
        path.closeSubpath()
    return path
