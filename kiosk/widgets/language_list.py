"""All languages that there are, over the page: one button each, named as the language calls itself."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSizeF, Qt, Slot
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
_ONE_COLUMN = 6
"""So many languages are below one another, more in two columns."""


def language_plan(size: QSizeF, count: int) -> tuple[QRectF, tuple[QRectF, ...]]:
    """The card in the middle of a window of that size in millimetres, and its buttons."""
    columns = 1 if count <= _ONE_COLUMN else 2
    rows = math.ceil(count / columns)
    width = min(_WIDTH * columns, size.width() - 2 * MARGIN)
    height = min(_BUTTON, (size.height() - 2 * MARGIN - _TITLE - _PAD - (rows - 1) * GAP) / rows)
    whole = _TITLE + rows * (height + GAP) - GAP + _PAD
    card = QRectF((size.width() - width) / 2, (size.height() - whole) / 2, width, whole)
    cell = (width - 2 * _PAD - (columns - 1) * GAP) / columns
    left, top = card.left() + _PAD, card.top() + _TITLE
    places = (divmod(at, rows) for at in range(count))
    return card, tuple(QRectF(left + x * (cell + GAP), top + y * (height + GAP), cell, height) for x, y in places)


class LanguageList(PaintedWidget):
    """Covers the window and dims nothing; a touch next to the card goes back."""

    access_role = QAccessible.Role.Dialog

    def __init__(self, kit: KioskKit, parent: QWidget) -> None:
        super().__init__(kit.translate, parent)
        self._window, self._guard, self._intents = parent, kit.guard, kit.intents
        self._card = QRectF()
        self._buttons: dict[str, TouchButton] = {}
        for language in kit.translate.languages:
            name = kit.translate.in_language(language).name
            button = TouchButton(name, name=name, guard=kit.guard, parent=self)
            button.setObjectName(f"language-{language}")
            button.setCheckable(True)
            button.clicked.connect(self._on_clicked)
            self._buttons[language] = button
        self.hide()

    @property
    def is_needed(self) -> bool:
        """Whether there are more languages than this one and another."""
        return len(self._buttons) > 2

    def arrange(self, layout: Layout) -> None:
        """Places the card in a window of that layout."""
        self._unit = layout.scale.unit()
        card, cells = language_plan(layout.size, len(self._buttons))
        self._card = QRectF(layout.px(card))
        for button, cell in zip(self._buttons.values(), cells, strict=True):
            button.set_unit(self._unit)
            button.setGeometry(layout.px(cell))
        self.update()

    def show_list(self, *, wanted: bool) -> None:
        """Shows or hides the list, with the language of the screen marked."""
        self.setAccessibleName(self._translate("language.choose.title"))
        for language, button in self._buttons.items():
            here = language == self._translate.language
            button.setChecked(here)
            button.set_look(Variant.PRIMARY if here else Variant.SECONDARY, "check" if here else "")
        if wanted != self.isVisible():
            self.setVisible(wanted)
            (next(iter(self._buttons.values())) if wanted else self._window).setFocus()

    @Slot()
    def _on_clicked(self) -> None:
        self._intents.language_chosen.emit(self.sender().objectName().removeprefix("language-"))

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        self._intents.key_used.emit()
        buttons, there = list(self._buttons.values()), QApplication.focusWidget()
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
            self._intents.back_wanted.emit()

    def paint(self, pen: Pen) -> None:
        unit, card = self._unit, self._card
        shadow(pen.painter, card, 36 * unit, Shadow.TICKET, unit)
        fill_rounded(pen.painter, card, 36 * unit, Colours.SURFACE, edge=Colours.LINE, edge_px=3 * unit)
        row = QRectF(card.left() + 40 * unit, card.top(), card.width() - 80 * unit, 132 * unit)
        title = pen.fitted(self._translate("language.choose.title"), TITLE, row.width())
        pen.place(row, title, TITLE, align=Align.AlignHCenter)
