"""The line at the bottom: does the database answer, and what this counter did last."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qtkit.desk.label import Label
from qtkit.desk.layout import Stretch, pack
from qtkit.paint import fill_circle
from qtkit.theme.tokens import Colours


class StateDot(QWidget):
    """A round light next to its text; never alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._good = True
        self.setFixedSize(10, 10)

    def show_good(self, good: bool) -> None:
        """Green when good, otherwise amber."""
        self._good = good
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = Colours.DESK_GOOD if self._good else Colours.DESK_LATE
        fill_circle(QPainter(self), QPointF(5, 5), 4.5, colour)


class StatusBar(QWidget):
    """White while connected; the calm amber of a notice while the database is away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(32)
        self._good = True
        self._dot = StateDot()
        self._link = Label(13, 600)
        self._link.setObjectName("link-state")
        self._last = Label(13, 500, align=Qt.AlignmentFlag.AlignRight)
        self._last.setObjectName("last-event")
        pack(QHBoxLayout(self), self._dot, self._link, Stretch(), self._last, margins=(16, 1, 16, 0), spacing=8)

    def show_link(self, text: str, *, good: bool) -> None:
        """Shows how the database is."""
        self._good = good
        self._dot.show_good(good)
        self._link.show_text(text, Colours.INK if good else Colours.AMBER_INK)
        self.update()

    def show_last(self, text: str) -> None:
        """Shows the latest action."""
        self._last.show_text(text, Colours.INK if self._good else Colours.AMBER_INK)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Colours.SURFACE if self._good else Colours.AMBER100)
        painter.fillRect(0, 0, self.width(), 1, Colours.DESK_LINE if self._good else Colours.AMBER_EDGE)
