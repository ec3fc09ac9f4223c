"""The field of the search: what is typed, with a caret; on the list of hits a key back to the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall.translator import Translator
from kiosk.widgets.pen import Pen, StackRow, Type
from qtkit.icons import paint_icon
from qtkit.paint import fill_rounded
from qtkit.theme.fonts import Typeface
from qtkit.theme.tokens import Colours, blend
from qtkit.widgets.pressable import Pressable, TouchGuard

_TYPED = Type(46, 54, 700)
_HINT = Type(41, 47, 500)
_RADIUS = 24.0
_CLEAR = 112.0
_NARROW = 700.0


class SearchField(Pressable):
    """``clicked`` asks to type on."""

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__("-", guard=guard, parent=parent)
        self.setObjectName("search-field")
        self._translate = translate
        self._unit, self._text, self._typing = 1.0, "", True

    def set_unit(self, unit: float) -> None:
        """Sets how many pixels a reference pixel has."""
        if unit != self._unit:
            self._unit = unit
            self.set_focus_radius(_RADIUS * unit)
            self.update()

    def show_text(self, text: str, *, typing: bool) -> None:
        """Shows what is typed; while ``typing`` it is no key."""
        name = self._translate("kiosk.search.title" if typing else "kiosk.search.on", text=text)
        if (text, typing, name) == (self._text, self._typing, self.accessibleName()):
            return
        self._text, self._typing = text, typing
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if typing else Qt.FocusPolicy.TabFocus)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, unit = QPainter(self), self._unit
        share = 0.0 if self._typing else self.pressed_share()
        edge = Colours.INK if self.hasFocus() else Colours.ACCENT_INK
        fill = blend(Colours.SURFACE, Colours.TELUK100, share)
        fill_rounded(painter, QRectF(self.rect()), _RADIUS * unit, fill, edge=edge, edge_px=4 * unit)
        pen, side, left = Pen(painter, unit), 48 * unit, 32 * unit
        middle = self.height() / 2
        if not Typeface.least_px:  # large letters need the room
            paint_icon(painter, QRectF(left, middle - side / 2, side, side), "magnify", Colours.ACCENT_INK)
            left += side + 22 * unit
        room = QRectF(left, 0, self.width() - left - _CLEAR * unit, self.height())
        self._paint_text(pen, room)

    def _paint_text(self, pen: Pen, room: QRectF) -> None:
        caret = room.left()
        if self._text:
            shown = pen.fitted(self._text, _TYPED, room.width() - 12 * self._unit)
            pen.place(room, shown, _TYPED)
            caret += pen.width(shown) + 6 * self._unit
        else:
            hint = room.adjusted(14 * self._unit, 0, 0, 0)
            narrow = "kiosk.key.search.short" if room.width() < _NARROW * self._unit else "kiosk.search.hint"
            text = self._translate(narrow if self._typing else "kiosk.search.again")
            pen.fill(hint, StackRow(text, _HINT, Colours.INK2))
        if self._typing:
            half = self.height() * 0.27
            pen.painter.fillRect(QRectF(caret, room.center().y() - half, 4 * self._unit, 2 * half), Colours.AMBER_EDGE)
