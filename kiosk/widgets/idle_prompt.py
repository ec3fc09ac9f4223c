"""The question whether somebody is still there, at the foot of a list, with the seconds left."""

from __future__ import annotations

from dataclasses import replace

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
from qtkit.widgets.touch_button import KIOSK_BUTTON, TouchButton

_MORE = Type(33, 40, 600)
_LONGER = replace(KIOSK_BUTTON, text_px=36, line_px=42, padding=14)


class IdlePrompt(PaintedWidget):
    """Covers the window and dims nothing; a touch next to its keys, as on the first of them, emits ``key_used``,
    the other asks for more time."""

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
        self._longer = TouchButton("", name="-", sizes=_LONGER, guard=kit.guard, parent=self)
        self._longer.setObjectName("idle-longer")
        self._longer.clicked.connect(kit.intents.time_wanted)
        self._room = QRectF()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.hide()

    def arrange(self, layout: Layout) -> None:
        """Places the card in a window of that layout."""
        unit = self._unit = layout.scale.unit()
        self._card = QRectF(layout.px(idle_card(layout)))
        room = self._card.adjusted(20 * unit, 14 * unit, -20 * unit, -14 * unit)
        gap = 18 * unit
        if layout.lowered:  # keys below the question
            tall = min(108 * unit, (room.height() - gap) * 0.5)
            wide = (room.width() - gap) / 2
            keys = [QRectF(room.left() + at * (wide + gap), room.bottom() - tall, wide, tall) for at in (0, 1)]
            self._room = room.adjusted(0, 0, 0, -tall - gap)
        else:
            wide, tall = 320 * unit, (room.height() - gap) / 2
            keys = [QRectF(room.right() - wide, room.top() + at * (tall + gap), wide, tall) for at in (0, 1)]
            self._room = room.adjusted(0, 0, -wide - gap, 0)
        for button, rect in zip((self._button, self._longer), keys, strict=True):
            button.set_unit(unit)
            button.setGeometry(rect.toRect())
        side = round(min(146 * unit, self._room.height()))
        self._ring.setFixedSize(side, side)
        self._ring.move(round(self._room.left() + 12 * unit), round(self._room.center().y() - side / 2))
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
        self._longer.show_text(translate("kiosk.idle.longer"))
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
        left = self._ring.x() + self._ring.width() + 30 * unit
        rows = [
            StackRow(self._translate("kiosk.idle.title"), NOTICE, lines=2),
            StackRow(self._translate("kiosk.idle.more"), _MORE, Colours.INK2, lines=2),
        ]
        room = QRectF(left, self._room.top(), self._room.right() - left, self._room.height())
        if pen.stack_height(rows, room.width()) > room.height():
            rows.pop()
        pen.stack(room, *rows, gap=4 * unit)
