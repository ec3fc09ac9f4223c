"""A ring that empties as the seconds go, with the seconds inside."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qtkit.paint import Align, draw_capitals, fit_font, text_width
from qtkit.theme.fonts import Typeface, font
from qtkit.theme.tokens import Colours

_SIDE = 132.0  # of the reference picture; everything below is a share of it
_STROKE = 12.0
_NUMBER_PX = 48.0
_CAPTION_PX = 26.0
_ALONE_PX = 58.0  # of a number whose caption would be too small to read


def paint_ring(painter: QPainter, circle: QRectF, share: float, stroke: float) -> None:
    """Paints the line of a ring along ``circle``, of which ``share`` (0 to 1) is left, clockwise from the top."""
    painter.setPen(QPen(Colours.TELUK100, stroke))
    painter.drawEllipse(circle)
    pen = QPen(Colours.TELUK700, stroke)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if share > 0:
        painter.drawArc(circle, 90 * 16, -round(360 * 16 * min(1.0, share)))


class CountdownRing(QWidget):
    """Shows the seconds that are left of a whole; repaints only when told, once a second, without a tween.

    ``name`` is the accessible name without the seconds, ``caption`` the small word under the number.
    """

    access_role = QAccessible.Role.StaticText

    def __init__(self, side: float, *, name: str, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._caption = caption
        self.left = 0
        self._whole = 1
        self.setFixedSize(QSize(round(side), round(side)))
        self._tell()

    def show_texts(self, name: str, caption: str) -> None:
        """Shows the ring's texts in another language."""
        if (name, caption) != (self._name, self._caption):
            self._name, self._caption = name, caption
            self._tell()
            self.update()

    def set_seconds(self, left: int, whole: int) -> None:
        """Shows ``left`` of ``whole`` seconds; both are kept between 0 and the whole, the whole at least 1."""
        whole = max(1, whole)
        left = min(max(0, left), whole)
        if (left, whole) != (self.left, self._whole):
            self.left, self._whole = left, whole
            self._tell()
            self.update()

    @property
    def share(self) -> float:
        """How much of the whole is left, 0 to 1."""
        return self.left / self._whole

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._name}: {self.left} {self._caption}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / _SIDE
        self._paint_ring(painter, unit)
        self._paint_texts(painter, unit)

    def _paint_ring(self, painter: QPainter, unit: float) -> None:
        half = _STROKE * unit / 2
        circle = QRectF(self.rect()).adjusted(half, half, -half, -half)
        paint_ring(painter, circle, self.share, _STROKE * unit)

    def _paint_texts(self, painter: QPainter, unit: float) -> None:
        room = (_SIDE - 2 * _STROKE) * unit
        middle = self.width() / 2
        number = fit_font(str(self.left), room * 0.8, _NUMBER_PX * unit, 800)
        caption_px = max(_CAPTION_PX * unit, Typeface.least_px)
        if Typeface.least_px and text_width(self._caption, font(caption_px, 600)) > room * 0.74:
            number = fit_font(str(self.left), room * 0.8, max(_ALONE_PX * unit, Typeface.least_px), 800)
            draw_capitals(painter, str(self.left), number, middle, middle, align=Align.AlignHCenter, ink=Colours.INK)
            return
        caption = fit_font(self._caption, room * 0.74, caption_px, 600, tabular=False)
        for text, used, y, ink in (
            (str(self.left), number, 54, Colours.INK),
            (self._caption, caption, 90, Colours.INK2),
        ):
            draw_capitals(painter, text, used, middle, y * unit, align=Align.AlignHCenter, ink=ink)
