"""What the lists that lie over a page have in common: a card with a title and buttons, left by a touch beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.geometry import GAP, MARGIN, Layout, mm
from kiosk.kit import KioskKit
from kiosk.widgets.pen import TITLE, PaintedWidget, Pen
from qtkit.paint import Align, Shadow, fill_rounded, shadow
from qtkit.theme.tokens import Colours
from qtkit.widgets.painted_button import Variant
from qtkit.widgets.touch_button import TouchButton

_TITLE, _PAD = mm(132), mm(40)
_BUTTON, _WIDTH = mm(124), mm(620)
_LEAST = mm(84)


def choice_plan(room: QRectF, count: int, *, in_column: int, zoom: float = 1.0) -> tuple[QRectF, tuple[QRectF, ...]]:
    """The card in the middle of ``room`` in millimetres, and its ``count`` buttons: up to ``in_column`` below one
    another, fewer where ``room`` is low, else in two columns."""
    gap, margin = GAP / zoom, MARGIN / zoom
    height_left = room.height() - 2 * margin - _TITLE - _PAD
    fitting = max(1, int((height_left + gap) / (_LEAST / zoom + gap)))
    columns = 1 if count <= min(in_column, fitting) else 2
    rows = math.ceil(count / columns)
    width = min(_WIDTH * columns, room.width() - 2 * margin)
    height = min(_BUTTON, (height_left - (rows - 1) * gap) / rows)
    whole = _TITLE + rows * (height + gap) - gap + _PAD
    card = QRectF(room.left() + (room.width() - width) / 2, room.top() + (room.height() - whole) / 2, width, whole)
    cell = (width - 2 * _PAD - (columns - 1) * gap) / columns
    left, top = card.left() + _PAD, card.top() + _TITLE
    places = (divmod(at, rows) for at in range(count))
    return card, tuple(QRectF(left + x * (cell + gap), top + y * (height + gap), cell, height) for x, y in places)


class ChoiceList(PaintedWidget):
    """Covers the window and dims nothing; a touch next to the card goes back. ``title`` is a text of the catalogue."""

    access_role = QAccessible.Role.Dialog
    in_column = 6

    def __init__(self, kit: KioskKit, parent: QWidget, *, title: str) -> None:
        super().__init__(kit.translate, parent)
        self._window, self._guard, self.intents = parent, kit.guard, kit.intents
        self._title = title
        self._card = QRectF()
        self._layout: Layout | None = None
        self.hide()

    def new_button(self, name: str, text: str = "") -> TouchButton:
        """A button of the list that is on or off, called ``name``."""
        button = TouchButton(text, name=text or "-", guard=self._guard, parent=self)
        button.setObjectName(name)
        button.setCheckable(True)
        return button

    def shown_buttons(self) -> Sequence[TouchButton]:
        """The buttons that there are now, in order; lists override it."""
        raise NotImplementedError

    def arrange(self, layout: Layout) -> None:
        """Places the card in a window of that layout."""
        self._layout = layout
        self._unit = layout.scale.unit()
        buttons = self.shown_buttons()
        top, bottom = layout.hands[0], layout.hands_bottom
        room = QRectF(0, top, layout.size.width(), bottom - top)
        card, cells = choice_plan(room, len(buttons), in_column=self.in_column, zoom=layout.zoom)
        self._card = QRectF(layout.px(card))
        for button, cell in zip(buttons, cells, strict=True):
            button.set_unit(self._unit)
            button.setGeometry(layout.px(cell))
        self.update()

    def show_wanted(self, *, wanted: bool) -> None:
        """Shows or hides the list; the keyboard begins at its first button, and afterwards at the page again."""
        self.setAccessibleName(self._translate(self._title))
        if wanted != self.isVisible():
            self.setVisible(wanted)
            (self.shown_buttons()[0] if wanted else self._window).setFocus()

    def show_chosen(self, button: TouchButton, *, chosen: bool, icon: str = "") -> None:
        """Shows a button on, with a tick, or off, with its icon."""
        button.setChecked(chosen)
        button.set_look(Variant.PRIMARY if chosen else Variant.SECONDARY, "check" if chosen else icon)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self.intents.key_used.emit()
        buttons, there = list(self.shown_buttons()), QApplication.focusWidget()
        at = buttons.index(there) if isinstance(there, TouchButton) and there in buttons else -1
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._guard.touched(event.globalPosition())
        self.intents.touched.emit()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        if not self._card.contains(event.position()):
            self.intents.back_wanted.emit()

    def paint(self, pen: Pen) -> None:
        unit, card = self._unit, self._card
        shadow(pen.painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=3 * unit)
        row = QRectF(card.left() + 40 * unit, card.top(), card.width() - 80 * unit, 132 * unit)
        title = pen.fitted(self._translate(self._title), TITLE, row.width())
        pen.place(row, title, TITLE, align=Align.AlignHCenter)
