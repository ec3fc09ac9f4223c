"""The base of every painted button: its variants, and three dots while its command is under way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from qtkit.paint import fill_circle


class Variant(Enum):
    """What a button is for: the one obvious action, a second one, a quiet one, one on a dark band, or one that leads
    to something unusual."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    DARK = "dark"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class ButtonColours:
    """The colours of one variant: as it is, under the pointer, pressed, and off (disabled); ``edge_px`` is the width of
    its edge."""

    fill: QColor
    hover: QColor
    pressed: QColor
    text: QColor
    edge: QColor
    pressed_edge: QColor
    off_fill: QColor
    off_edge: QColor
    off_text: QColor
    edge_px: float = 1


class PaintedButton(QAbstractButton):
    """Knows whether its command is under way; its class paints the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.busy = False

    def set_busy(self, busy: bool) -> None:
        """Shows three dots instead of the content, or of its end; the size stays."""
        if busy != self.busy:
            self.busy = busy
            self.update()


def paint_dots(painter: QPainter, centre: QPointF, apart: float, radius: float, colour: QColor) -> None:
    """Paints three dots whose middles are ``apart`` pixels from each other."""
    for place in (-1, 0, 1):
        fill_circle(painter, centre + QPointF(place * apart, 0), radius, colour)
