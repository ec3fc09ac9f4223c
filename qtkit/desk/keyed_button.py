"""A painted button as a keyboard uses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from qtkit.widgets.entering import enters
from qtkit.widgets.painted_button import PaintedButton

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Select)
_SILENT = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
"""Coming back to the window leaves the ring as it was."""


class KeyedButton(PaintedButton):
    """Space and Enter press it, unless ``space_presses`` is off: Enter is left to the page then. A key that is held
    presses it once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reached = False
        self.space_presses = True
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it rests

    @property
    def is_ringed(self) -> bool:
        """Whether it has the focus, and a keyboard brought it."""
        return self.hasFocus() and self._reached

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in _SILENT:
            self._reached = event.reason() in _BY_KEYBOARD
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._reached = True
        if event.isAutoRepeat() or (event.key() in _PRESSING and not self.space_presses):
            event.accept()
            return
        if enters(event) and self.space_presses:
            event.accept()
            self.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # some desktops press with it too
        else:
            super().keyPressEvent(event)
