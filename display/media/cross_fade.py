"""What the media panel paints: the picture or frame that is shown, and the one before while it fades."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QImage, QPainter, QRegion

from display.media.film import Film
from display.palette import DARK
from display.parts.part import motion

FADE_MS = 240


class CrossFade(QObject):
    """A picture, or the film's frames while ``filming``; the new one fades over the old one."""

    changed = Signal()
    """Paint again."""

    def __init__(self, film: Film, parent: QObject) -> None:
        super().__init__(parent)
        self.image, self._before = QImage(), QImage()
        self.filming = False
        self.bars = DARK.panel
        self._film = film
        self._fade = motion(self, FADE_MS)
        self._fade.valueChanged.connect(self.changed)
        self._fade.finished.connect(self.end)

    @property
    def is_opaque(self) -> bool:
        """Whether nothing below is seen: it is, while the picture fades from or to nothing."""
        return (self.filming or not self.image.isNull()) and not (self._is_fading and self._before.isNull())

    def hold(self) -> None:
        """Keeps what is shown now, to fade from it."""
        self._fade.stop()
        self._before = self._now()
        self.image, self.filming = self._before, False

    def begin(self, *, at_once: bool = False) -> None:
        """Fades to what is shown, or shows it ``at_once``."""
        if at_once:
            self.end()
            return
        self._fade.start()
        self.changed.emit()

    def end(self) -> None:
        """Shows the new picture alone."""
        self._fade.stop()
        self._before = QImage()
        self.changed.emit()

    def paint(self, painter: QPainter, rect: QRect) -> None:
        """Paints it letterboxed into ``rect``; nothing when there is nothing."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        share = float(self._fade.currentValue()) if self._is_fading else 1.0
        image = self._now()
        if share < 1.0:
            self._paint_image(painter, rect, self._before, 1.0 - share if image.isNull() else 1.0)
        self._paint_image(painter, rect, image, share)

    @property
    def _is_fading(self) -> bool:
        return self._fade.state() == QVariantAnimation.State.Running

    def _now(self) -> QImage:
        return self._film.image() if self.filming else self.image

    def _paint_image(self, painter: QPainter, rect: QRect, image: QImage, share: float) -> None:
        if image.isNull():
            return
        place = _letterbox(image.size(), rect.size())
        painter.setOpacity(share)
        bars = QRegion(rect).subtracted(QRegion(place))
        if not bars.isEmpty():  # an empty region would clip nothing
            painter.setClipRegion(bars)
            painter.fillRect(rect, self.bars)
            painter.setClipping(False)
        painter.drawImage(place, image)
        painter.setOpacity(1.0)


def _letterbox(image: QSize, room: QSize) -> QRect:
    size = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio) if not image.isEmpty() else QSize(0, 0)
    return QRect(QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2), size)
