"""A line to type into that leaves the window its shortcuts."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget


class TypingField(QLineEdit):
    """A line edit. Qt's own keeps some keys for itself, on each system others (Ctrl+U deletes a line on X11): those
    that are bound in its window are the window's."""

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_bound(event):
            event.ignore()
            return True
        return super().event(event)

    def _is_bound(self, event: QKeyEvent) -> bool:
        keys = QKeySequence(event.keyCombination())
        bound = (one for one in self.window().findChildren(QShortcut) if one.key() == keys and one.isEnabled())
        return any(isinstance(place := one.parent(), QWidget) and place.isVisible() for one in bound)
