"""The search field of the first page: a key that leads to the search."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.widgets.pen import Pen, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.pressable import Pressable, TouchGuard

_RADIUS = 24.0
_HINT = Type(41, 47, 500)
_NARROW, _LEAST = 800.0, 430.0
"""Below these widths, in reference pixels, the hint is the short one, and one word."""


class SearchKey(Pressable):
    """Looks like a field with a hint in it; ``clicked`` is the intent."""

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(translate("kiosk.key.search"), guard=guard, parent=parent)
        self.setObjectName("search-button")
        self._translate = translate
        self._unit = 1.0
        self._shown: tuple[float, str] | None = None

    def arrange(self, unit: float, place: QRect) -> None:
        """Puts it at ``place``; ``unit`` is how many pixels a reference pixel has."""
        self.setGeometry(place)
        if (unit, self._translate.language) != self._shown:
            self._shown = unit, self._translate.language
            self._unit = unit
            self.set_focus_radius(_RADIUS * unit)
            self.setAccessibleName(self._translate("kiosk.key.search"))
            self.update()

    def _hint(self) -> str:
        width = self.width() / self._unit
        return f"kiosk.key.search{'' if width >= _NARROW else '.short' if width >= _LEAST else '.brief'}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit, share = QPainter(self), self._unit, self.pressed_share()
        fill = blend(Colours.SURFACE, Colours.TELUK100, share)
        edge = Colours.INK if self.hasFocus() else blend(Colours.LINE2, Colours.TELUK700, share)
        fill_rounded(painter, QRectF(self.rect()), _RADIUS * unit, fill, edge=edge, edge_px=3 * unit)
        pen, side, left = Pen(painter, unit), 50 * unit, 32 * unit
        icon = QRectF(left, (self.height() - side) / 2, side, side)
        paint_icon(painter, icon, "magnify", Colours.TELUK700)
        room = QRectF(icon.right() + 22 * unit, 0, self.width() - icon.right() - 46 * unit, self.height())
        pen.write(room, self._translate(self._hint()), _HINT, colour=Colours.INK2)
