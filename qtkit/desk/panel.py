"""The white panels of the desk, and the line that says one sentence inside them."""

from __future__ import annotations

import math
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from qtkit.icons import paint_icon
from qtkit.paint import SMALLEST_PX, Fitted, draw_lines, fill_circle, fill_rounded, square, text_width, wrapped
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from qtkit.tips import set_tip

LEAST = (850, 448)
"""The smallest page: 1280 x 720 at 150 % with a title bar. Qt would demand the air of a high page before the page can
give it up."""


class Room(Enum):
    """How much air the panels have on this screen."""

    DENSE = 0
    NORMAL = 1
    WIDE = 2
    SMALL = 3


class Panel(QFrame):
    """A white sheet with round corners and a thin edge; amber when something on it wants to be looked at."""

    def __init__(self, parent: QWidget | None = None, *, calm: bool = True) -> None:
        super().__init__(parent)
        self._fill, self._edge = (Colours.SURFACE, Colours.DESK_LINE) if calm else (Colours.SURFACE, Colours.AMBER_EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill_rounded(QPainter(self), QRectF(self.rect()), 12, self._fill, edge=self._edge, edge_px=1)


class Divider(QWidget):
    """A line between parts, by default horizontal and one pixel high; ``width`` 0 takes all that there is."""

    def __init__(self, colour: QColor = Colours.DESK_LINE, width: int = 0, height: int = 1) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedHeight(height)
        if width:
            self.setFixedWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._colour)


class Icon(QWidget):
    """An icon of one colour in a square of ``side`` pixels."""

    def __init__(self, name: str, side: int, colour: QColor) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), QRectF(self.rect()), self._name, self._colour)


_STEP = 1.25
_AIR = 8
_AROUND = 40 + 12
"""Pixels that the text does not have: the icon, and the edge at the right."""


class NoticeLine(QLabel):
    """One sentence with an icon on a tinted band; keeps its place when it has nothing to say."""

    TONES: ClassVar[dict[str, tuple[QColor, QColor, str]]] = {
        "info": (Colours.DESK_HOVER, Colours.INK, "information"),
        "warn": (Colours.AMBER100, Colours.AMBER_INK, "alert-circle"),
        "error": (Colours.RED100, Colours.RED, "alert-circle"),
    }

    def __init__(self, height: int, parent: QWidget | None = None, *, lines: int = 1, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.tone, self._line_height, self._lines = "info", height, lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, text: str, tone: str = "info") -> None:
        """Shows ``text`` in ``tone`` (a key of ``TONES``); an empty text leaves the place blank."""
        if (text, tone) == (self.text(), self.tone):
            return
        self.tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self._explain()
        self.update()

    def set_height(self, height: int) -> None:
        """Sets the height of the place."""
        if height != self._line_height:
            self._line_height = height
            self.updateGeometry()

    def fits_one_line(self) -> bool:
        """Whether the sentence fits into one line at its full size."""
        return len(wrapped(self.text(), self.width() - _AROUND, 13, 600).lines) <= 1

    def least_height(self) -> int:
        """Pixels of height that the whole sentence needs."""
        lines = wrapped(self.text(), self.width() - _AROUND, SMALLEST_PX, 600).lines
        return math.ceil(len(lines) * SMALLEST_PX * _STEP) + _AIR

    @property
    def fitted(self) -> Fitted:
        """The sentence as it fits into the present width."""
        room = self.width() - _AROUND
        full = wrapped(self.text(), room, 13, 600)
        if len(full.lines) <= max(self._lines, int(self.height() / (13 * _STEP))):
            return full
        return wrapped(self.text(), room, SMALLEST_PX, 600)

    def _explain(self) -> None:
        found = self.fitted
        cut = len(found.lines) * found.font.pixelSize() * 1.1 > self.height()
        set_tip(self, self.text() if cut else "")

    def sizeHint(self) -> QSize:
        return QSize(math.ceil(text_width(self.text(), font(13, 600))) + 53, self._line_height)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._line_height)

    def resizeEvent(self, event: object) -> None:
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text():
            return
        fill, ink, icon = self.TONES[self.tone]
        painter = QPainter(self)
        fill_rounded(painter, QRectF(self.rect()), 8, fill)
        tint = Colours.TELUK700 if self.tone == "info" else ink
        paint_icon(painter, QRectF(13, self.height() / 2 - 9, 18, 18), icon, tint)
        found = self.fitted
        draw_lines(painter, found, 40, self.height() / 2, found.font.pixelSize() * _STEP, ink=ink)


class IconTile(QWidget):
    """An icon on a round tint, next to a headline."""

    def __init__(self, icon: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(side, side)

    def show_icon(self, icon: str) -> None:
        """Shows another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box, side = QPainter(self), QRectF(self.rect()), self.width()
        fill_circle(painter, box.center(), side / 2, Colours.TELUK100)
        paint_icon(painter, square(box.center(), side / 2), self._icon, Colours.TELUK700)
