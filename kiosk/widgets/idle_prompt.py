"""The question whether somebody is still there, at the foot of a list, with the seconds left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QWidget

from kiosk.frame_plan import idle_card
from kiosk.geometry import Layout
from kiosk.kit import KioskKit
from kiosk.widgets.pen import NOTICE, PaintedWidget, Pen, StackRow, Type
from qtkit.announce import spoken
from qtkit.paint import Shadow, fill_rounded, shadow
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.ring import CountdownRing
from qtkit.widgets.touch_button import TouchButton

_MORE = Type(33, 40, 600)


class IdlePrompt(PaintedWidget):
    """Covers the window and dims nothing; every touch, on the button or next to it, emits ``key_used``."""

    access_role = QAccessible.Role.AlertMessage

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        translate = kit.translate
        super().__init__(translate, parent)
        self._guard, self._intents = kit.guard, kit.intents
        self._card = QRectF()
        self._ring = CountdownRing(
            140, name=translate("kiosk.ring.name"), caption=translate("kiosk.ring.seconds"), parent=self
        )
        self._button = TouchButton("", name="-", variant=Variant.PRIMARY, guard=kit.guard, parent=self)
        self._button.setObjectName("idle-continue")
        self._button.clicked.connect(kit.intents.key_used)
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
        self._button.set_unit(unit)
        width = round(276 * unit)
        self._button.setGeometry(
            round(self._card.right() - 36 * unit - width), round(middle - 56 * unit), width, round(112 * unit)
        )
        self.update()

    def show_seconds(self, left: int | None, whole: int) -> None:
        """Shows the prompt with ``left`` of ``whole`` seconds; None hides it."""
        if left is None:
            self.hide()
            return
        translate = self._translate
        self._ring.show_texts(translate("kiosk.ring.name"), translate("kiosk.ring.seconds"))
        self._ring.set_seconds(left, whole)
        self._button.show_text(translate("kiosk.idle.continue"))
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
        self._intents.key_used.emit()

    def paint(self, pen: Pen) -> None:
        unit, card = self._unit, self._card
        shadow(pen.painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.AMBER_EDGE, edge_px=6 * unit)
        left = self._ring.x() + self._ring.width() + 34 * unit
        rows = (
            StackRow(self._translate("kiosk.idle.title"), NOTICE, lines=2),
            StackRow(self._translate("kiosk.idle.more"), _MORE, Colours.INK2, lines=2),
        )
        room = QRectF(left, card.top(), self._button.x() - 24 * unit - left, card.height())
        pen.stack(room, *rows, gap=4 * unit)
