"""Enter presses the button that has the focus, on every desktop; Qt leaves that to the desktop's theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def enters(event: QKeyEvent) -> bool:
    """Whether Enter was pressed: alone, and not held."""
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ENTER and not others and not event.isAutoRepeat()
