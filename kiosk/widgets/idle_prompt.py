"""The question whether somebody is still there, at the foot of a list, with the seconds left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.geometry import Layout, idle_card
from kiosk.widgets.pen import NOTICE, Pen, Type
from qtkit.announce import spoken
from qtkit.paint import Shadow, fill_rounded, shadow
from qtkit.theme.tokens import Colours
from qtkit.translator import Translator
from qtkit.widgets.pressable import TouchGuard
from qtkit.widgets.ring import CountdownRing
from qtkit.widgets.touch_button import KIOSK_KEY, TouchButton, Variant

_MORE = Type(33, 40, 600)


class IdlePrompt(QWidget):
    """Covers the window and dims nothing; every touch, on the key or beside it, means ``continued``."""

    access_role = QAccessible.Role.AlertMessage

    continued = Signal()

    def __init__(self, translate: Translator, guard: TouchGuard, parent: QWidget) -> None:
        super().__init__(parent)
        self._translate = translate
        self._guard = guard
        self._unit = 1.0
        self._card = QRectF()
        self._ring = CountdownRing(
            140, name=translate("kiosk.ring.name"), caption=translate("kiosk.ring.seconds"), parent=self
        )
        self._key = TouchButton("", name="-", variant=Variant.PRIMARY, guard=guard, parent=self)
        self._key.setObjectName("idle-continue")
        self._key.clicked.connect(self.continued)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def arrange(self, layout: Layout) -> None:
        """Places the card in a window of that layout."""
        unit = self._unit = layout.scale.unit()
        self._card = QRectF(layout.px(idle_card(layout.size)))
        side = round(146 * unit)
        self._ring.setFixedSize(side, side)
        left, middle = round(self._card.left() + 40 * unit), self._card.center().y()
        self._ring.move(left, round(middle - side / 2))
        self._key.set_sizes(KIOSK_KEY, unit)
        width = round(276 * unit)
        self._key.setGeometry(
            round(self._card.right() - 36 * unit - width), round(middle - 56 * unit), width, round(112 * unit)
        )
        self.update()

    def show_seconds(self, left: int | None, whole: int) -> None:
        """Shows the prompt with ``left`` of ``whole`` seconds; None hides it."""
        if left is None:
            self.hide()
            return
        translate = self._translate
        self._ring.set_translator(name=translate("kiosk.ring.name"), caption=translate("kiosk.ring.seconds"))
        self._ring.set_seconds(left, whole)
        self._key.set_translator(translate("kiosk.idle.continue"), name=translate("kiosk.idle.continue"))
        self.setAccessibleName(spoken(translate("kiosk.idle.title"), translate("kiosk.idle.more")))
        if not self.isVisible():
            self.show()
            self.raise_()
            self.setFocus()  # keys must not reach the card below; any of them goes on

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._guard.touched(event.globalPosition())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.continued.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        unit, card = self._unit, self._card
        pen = Pen(painter, unit)
        shadow(painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(painter, card, 36 * unit, Colours.SURFACE, edge=Colours.AMBER_EDGE, edge_px=6 * unit)
        left = self._ring.x() + self._ring.width() + 34 * unit
        width = self._key.x() - 24 * unit - left
        title = pen.fitted(self._translate("kiosk.idle.title"), NOTICE, width, lines=2)
        more = pen.fitted(self._translate("kiosk.idle.more"), _MORE, width, lines=2)
        title_height, more_height = pen.height(title, NOTICE), pen.height(more, _MORE)
        y = card.center().y() - (title_height + more_height + 4 * unit) / 2
        pen.place(QRectF(left, y, width, title_height), title, NOTICE)
        row = QRectF(left, y + title_height + 4 * unit, width, more_height)
        pen.place(row, more, _MORE, colour=Colours.INK2)
