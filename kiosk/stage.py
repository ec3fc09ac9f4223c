"""How pages change: the new one slides in by 24 px and fades in, in the direction of travel."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kiosk.screen import LISTS, READING, Page, Screen
from qtkit.theme.tokens import DURATIONS, Colours


class Travel(Enum):
    """How a page comes: its starting offset in reference pixels, and how long it takes in milliseconds."""

    FORWARD = (24.0, 0.0, DURATIONS.page)
    BACK = (-24.0, 0.0, DURATIONS.page)
    RISE = (0.0, 12.0, DURATIONS.ticket)


def travel_between(before: Screen, now: Screen) -> Travel | None:
    """How the page of ``now`` comes after ``before``: it, the page of its list or the question has changed."""
    if before.page is not now.page:
        forward = list(Page).index(now.page) > list(Page).index(before.page)
        return Travel.RISE if now.page in READING else Travel.FORWARD if forward else Travel.BACK
    if before.list_page != now.list_page and now.page in LISTS:
        return Travel.FORWARD if now.list_page > before.list_page else Travel.BACK
    if before.survey.at != now.survey.at and now.page is Page.SURVEY:
        return Travel.FORWARD if now.survey.at > before.survey.at else Travel.BACK
    return None


class PageSlide(QWidget):
    """Lies over the page while it comes, painting one picture of it; touches reach the page below at once.

    A picture, because fading live widgets would repaint each of them at every step.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._offset = QPointF()
        self._share = 1.0
        curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation = QVariantAnimation(self, startValue=0.0, endValue=1.0, easingCurve=curve)
        self._animation.valueChanged.connect(self._on_moved)
        self._animation.finished.connect(self._on_finished)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.hide()

    @property
    def running(self) -> bool:
        """True while a page is coming."""
        return self._animation.state() == QVariantAnimation.State.Running

    def bring(self, page: QWidget, travel: Travel, unit: float) -> None:
        """Lets ``page``, which is shown already, come in; ``unit`` is one reference pixel."""
        self._animation.stop()
        x, y, duration = travel.value
        self._picture = page.grab()
        self._offset = QPointF(x * unit, y * unit)
        self._share = 0.0
        self.setGeometry(page.geometry())
        self.raise_()
        self.show()
        self._animation.setDuration(duration)
        self._animation.start()

    @Slot(object)
    def _on_moved(self, share: float) -> None:
        self._share = float(share)
        self.update()

    @Slot()
    def _on_finished(self) -> None:
        self.hide()
        self._picture = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.CANVAS)
        painter.setOpacity(self._share)
        painter.drawPixmap(self._offset * (1.0 - self._share), self._picture)
