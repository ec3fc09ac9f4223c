"""A paper of a service with a box to tick: "Sudah bawa?"."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent

from kiosk.widgets.card import RADIUS, CardBase
from kiosk.widgets.pen import Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours, blend

_PAPER = Type(32, 38, 700)
_SIDE = 60.0


class PaperTick(CardBase):
    """A check box as wide as its place; ``clicked`` is the intent."""

    def show_paper(self, text: str, *, ticked: bool) -> None:
        """Shows a paper, ``ticked`` where the visitor says to have it."""
        self.setCheckable(True)
        if (text, ticked) != (self.accessibleName(), self.isChecked()):
            self.setChecked(ticked)
            self.setAccessibleName(text)
            self.update()

    def nextCheckState(self) -> None:
        """A touch only asks: the presenter decides, and ``show_paper`` shows it."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit, on, share = QPainter(self), self.unit, self.isChecked(), self.pressed_share()
        fill = blend(Colours.GREEN100 if on else Colours.SURFACE, Colours.TELUK100, share)
        edge = Colours.INK if self.hasFocus() else Colours.GREEN if on else Colours.LINE2
        fill_rounded(painter, QRectF(self.rect()), RADIUS * unit, fill, edge=edge, edge_px=3 * unit)
        painter.translate(0, 2 * unit * share)
        pen, side = Pen(painter, unit), min(_SIDE * unit, self.height() - 24 * unit)
        box = QRectF(22 * unit, (self.height() - side) / 2, side, side)
        inside = Colours.GREEN if on else Colours.SURFACE
        fill_rounded(painter, box, 14 * unit, inside, edge=Colours.GREEN if on else Colours.INK2, edge_px=4 * unit)
        if on:
            paint_icon(
                painter, box.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1), "check", Colours.ON_ACCENT
            )
        left = box.right() + 20 * unit
        text = QRectF(left, 6 * unit, self.width() - left - 18 * unit, self.height() - 12 * unit)
        found = pen.block(self.accessibleName(), _PAPER, text.size(), lines=3)
        pen.place(text, found.found, found.type_)
