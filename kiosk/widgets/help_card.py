"""The question whether a person shall come, over the page, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.geometry import GAP, MARGIN, Layout, mm
from kiosk.help_screen import HelpScreen, HelpState
from kiosk.kit import KioskKit
from kiosk.widgets.button_set import ButtonSet
from kiosk.widgets.pen import TITLE, PaintedWidget, Pen, StackRow, Type
from kiosk.widgets.tile import paint_icon_tile
from qtkit.announce import spoken
from qtkit.paint import Align, Shadow, fill_rounded, shadow
from qtkit.theme.tokens import Colours
from qtkit.widgets.touch_button import TouchButton

_WIDTH, _HEIGHT, _PAD, _KEY = mm(860), mm(760), mm(48), mm(140)
_MORE = Type(41, 54, 600)


def help_plan(size: QSizeF) -> tuple[QRectF, QRectF, QRectF]:
    """The card in the middle of a window of that size in millimetres, and its two buttons, the way back first."""
    width, height = min(_WIDTH, size.width() - 2 * MARGIN), min(_HEIGHT, size.height() - 2 * MARGIN)
    card = QRectF((size.width() - width) / 2, (size.height() - height) / 2, width, height)
    row = QRectF(card.left() + _PAD, card.bottom() - _PAD - _KEY, card.width() - 2 * _PAD, _KEY)
    back = QRectF(row.left(), row.top(), (row.width() - GAP) * 0.42, row.height())
    left = back.right() + GAP
    return card, back, QRectF(left, row.top(), row.right() - left, row.height())


class HelpCard(PaintedWidget):
    """Covers the window and dims nothing; a touch next to the card goes back."""

    access_role = QAccessible.Role.Dialog

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit.translate, parent)
        self._window, self._guard, self._intents = parent, kit.guard, kit.intents
        self._card = QRectF()
        self._shown = HelpScreen()
        self._buttons = ButtonSet(kit, self)
        add, wants = self._buttons.add, kit.intents
        self._back = add("help-back", wants.help_left, "kiosk.help.back", "arrow-left")
        self._call = add("help-call", wants.help_called, "kiosk.help.call", "hand-wave", main=True)
        self._close = add("help-close", wants.help_left, "kiosk.help.close", "check", main=True)
        self.hide()

    def arrange(self, layout: Layout) -> None:
        """Places the card in a window of that layout."""
        self._unit = layout.scale.unit()
        card, back, main = help_plan(layout.size)
        self._card = QRectF(layout.px(card))
        for button, place in ((self._back, back), (self._call, main), (self._close, back.united(main))):
            button.set_unit(self._unit)
            button.setGeometry(layout.px(place))
        self.update()

    def texts(self) -> tuple[str, str]:
        """The question, or what became of the call."""
        code = f"kiosk.help.{self._shown.state}"
        return self._translate(code), self._translate(f"{code}.more")

    def show_help(self, shown: HelpScreen) -> None:
        """Shows how far a call has come, or nothing."""
        if shown.is_open:
            self._shown = shown
            self.setAccessibleName(spoken(*self.texts()))
        self._buttons.translate()
        calls = self._shown.state is HelpState.CALLS
        asks = self._shown.asks or calls
        self._call.set_busy(calls)
        self._back.setEnabled(not calls)  # the call is on its way
        wanted = (self._back, self._call) if asks else (self._close,)
        for button in wanted:
            button.show()
        if self.isVisible() and shown.is_open and self._focused() not in wanted:
            wanted[-1].setFocus()  # before the other ones go: Qt would look for a neighbour
        for button in {self._back, self._call, self._close}.difference(wanted):
            button.hide()
        if shown.is_open != self.isVisible():
            self.setVisible(shown.is_open)
            self.raise_()
            (wanted[-1] if shown.is_open else self._window).setFocus()
        self.update()

    def _focused(self) -> QWidget | None:
        there = QApplication.focusWidget()
        return there if there is not None and self.isAncestorOf(there) else None

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self._intents.key_used.emit()
        buttons = [button for button in (self._back, self._call, self._close) if not button.isHidden()]
        there = self._focused()
        at = buttons.index(there) if isinstance(there, TouchButton) and there in buttons else -1
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._guard.touched(event.globalPosition())
        self._intents.touched.emit()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._card.contains(event.position()):
            self._intents.help_left.emit()

    def paint(self, pen: Pen) -> None:
        unit, card = self._unit, self._card
        shadow(pen.painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=3 * unit)
        side = 150 * unit
        title, more = self.texts()
        rows = StackRow(title, TITLE, lines=2), StackRow(more, _MORE, Colours.INK2, lines=4)
        room = card.adjusted(56 * unit, 0, -56 * unit, 0)
        room.setBottom(self._close.y() - 16 * unit)
        if not pen.holds(rows, room.adjusted(0, side + 80 * unit, 0, 0), 18 * unit):
            pen.fill(room.adjusted(-32 * unit, 12 * unit, 32 * unit, 0), *rows, gap=12 * unit, align=Align.AlignHCenter)
            return
        tile = QRectF(card.center().x() - side / 2, card.top() + 56 * unit, side, side)
        failed = self._shown.state is HelpState.FAILED
        usual, unusual = (Colours.ACCENT_FILL, Colours.ON_ACCENT), (Colours.AMBER_TILE, Colours.AMBER)
        colours = unusual if failed else usual
        paint_icon_tile(pen, tile, "alert-circle" if failed else "account-tie", *colours)
        room.setTop(tile.bottom() + 24 * unit)
        pen.stack(room, *rows, gap=18 * unit, align=Align.AlignHCenter)
