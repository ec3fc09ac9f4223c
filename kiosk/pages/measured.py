"""A widget whose children are placed in millimetres of a ``Layout``."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtWidgets import QWidget

from kiosk.geometry import Layout
from kiosk.low_plans import LowBody
from qtkit.theme.scale import KIOSK_PX_PER_MM, Scale
from qtkit.widgets.touch_button import TouchButton

_NO_SCALE = Scale(KIOSK_PX_PER_MM)


class MeasuredWidget(QWidget):
    """Takes a ``Layout`` by ``arrange`` after every resize, and has its own size and places in millimetres as drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.layout_mm = Layout(QSizeF(0, 0), _NO_SCALE, legible=True)

    @property
    def unit(self) -> float:
        """Pixels of one reference pixel."""
        return self.layout_mm.scale.unit()

    @property
    def landscape(self) -> bool:
        """True when the window is wider than high."""
        return self.layout_mm.landscape

    def body_mm(self) -> QSizeF:
        """Its size in millimetres as drawn."""
        scale = self.layout_mm.scale.px_per_mm
        return QSizeF(self.width() / scale, self.height() / scale)

    @property
    def above(self) -> float:
        """Millimetres from its top down to where keys may be: what lies above is only read."""
        return max(0.0, self.layout_mm.hands[0] - self.y() / self.layout_mm.scale.px_per_mm)

    def low_body(self, above: float = 0.0) -> LowBody:
        """The body while all keys lie at the foot, its own below ``above`` at least."""
        return LowBody(self.body_mm(), self.layout_mm, max(above, self.above))

    def arrange(self, layout: Layout) -> None:
        """Places everything for a window of that layout; the widget already has its geometry."""
        self.layout_mm = layout
        self.place()
        self.update()

    def place(self) -> None:
        """Places the children; pages override it."""

    def px_rect(self, rect: QRectF) -> QRectF:
        """A rectangle in millimetres as pixels."""
        return QRectF(self.layout_mm.px(rect))

    def card_rect(self, rect: QRectF) -> QRect:
        """A rectangle in millimetres as the geometry of a child."""
        return self.layout_mm.px(rect)

    def put(self, button: TouchButton, rect: QRectF) -> None:
        """Places a button at a rectangle in millimetres."""
        button.set_unit(self.unit)
        button.setGeometry(self.card_rect(rect))
