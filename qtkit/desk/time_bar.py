"""Bars of time: how far a service is into its promise, and how long the longest wait has become."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from qtkit.paint import draw_capitals, rounded_path
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours

_WARN_SHARE = 0.8
_AXIS_STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120)


def promise_colour(share: float) -> QColor:
    """The colour of a bar at ``share`` of its promise: calm to 80 %, dark amber to 100 %, red after."""
    if share > 1:
        return Colours.RED
    return Colours.DESK_LATE if share > _WARN_SHARE else Colours.TELUK700


def axis_marks(minutes: int) -> tuple[int, ...]:
    """Round minutes to print under a bar of ``minutes``: at most four steps, its end always among them."""
    step = next((step for step in _AXIS_STEPS if minutes / step <= 4), minutes)
    return (*(mark for mark in range(0, minutes, step) if minutes - mark >= step * 0.6 or mark == 0), minutes)


class TimeBar(QWidget):
    """A rounded bar of ``share`` (0 to 1 is drawn, more is full) in a colour."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share, self.colour, self._bar_height = 0.0, Colours.TELUK700, height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, colour: QColor) -> None:
        """Fills the bar up to ``share``."""
        if (share, colour) != (self.share, self.colour):
            self.share, self.colour = share, colour
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._bar_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self._bar_height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        radius = rect.height() / 2
        painter.fillPath(rounded_path(rect, radius), Colours.DESK_TRACK)
        width = rect.width() * min(1.0, max(0.0, self.share))
        if width > 0:
            filled = QRectF(rect.left(), rect.top(), max(width, rect.height()), rect.height())
            painter.fillPath(rounded_path(filled, radius), self.colour)


class AxisLine(QWidget):
    """The minutes under a promise bar: 0, round steps, and the promise with its unit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes, self._end = 0, ""
        self.setFixedHeight(16)

    def show_axis(self, minutes: int, end: str) -> None:
        """Prints the steps of ``minutes``; ``end`` is the text of the last one (``15 menit``)."""
        if (minutes, end) != (self._minutes, self._end):
            self._minutes, self._end = minutes, end
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._minutes <= 0:
            return
        painter = QPainter(self)
        used = font(12, 600, tabular=True)
        ends = {0: Qt.AlignmentFlag.AlignLeft, self._minutes: Qt.AlignmentFlag.AlignRight}
        for mark in axis_marks(self._minutes):
            x = self.width() * mark / self._minutes
            text = self._end if mark == self._minutes else str(mark)
            place = ends.get(mark, Qt.AlignmentFlag.AlignHCenter)
            draw_capitals(painter, text, used, x, self.height() / 2, align=place, ink=Colours.DESK_TEXT2)


def wait_share(wait: timedelta | None, limit: timedelta) -> float:
    """How much of the longest allowed wait has passed; 0 when nobody waits."""
    return 0.0 if wait is None or limit <= timedelta(0) else wait / limit


def wait_colour(share: float) -> QColor:
    """The colour of a wait at ``share`` of the longest allowed: calm to two thirds, amber to the limit, red after."""
    if share >= 1:
        return Colours.RED
    return Colours.AMBER_EDGE if share >= 2 / 3 else Colours.TELUK700
