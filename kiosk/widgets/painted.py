"""The base of the kiosk's painted widgets that take no touch."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.widgets.pen import Pen


class PaintedWidget(QWidget):
    """Paints itself with a pen whose lengths are reference pixels."""

    def __init__(self, translate: Translator, parent: QWidget) -> None:
        super().__init__(parent)
        self._translate = translate
        self._unit = 1.0

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        self._unit = unit
        self.update()

    def paint(self, pen: Pen) -> None:
        """Paints the widget."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.paint(Pen(QPainter(self), self._unit))
