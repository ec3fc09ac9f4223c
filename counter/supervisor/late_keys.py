"""Keys that were typed for a form which has closed by itself meanwhile: they do nothing on the page below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from qtkit.timers import single_shot

QUIET_MS = 600
"""A pause in typing after which a key is meant for what is shown now."""
_TYPED = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Backspace, Qt.Key.Key_Delete}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class LateKeys(QObject):
    """Swallows what goes on being typed into ``window`` after ``begin``, until a pause or a key that is no text."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.active = False
        """Whether what is typed does nothing now."""
        self._quiet = single_shot(self, self.end, QUIET_MS)

    def begin(self) -> None:
        """A form has just closed without the person's doing."""
        app = QCoreApplication.instance()
        if app is not None and not self.active:
            app.installEventFilter(self)
            self.active = True
        self._quiet.start()

    def end(self) -> None:
        """Keys are for what is shown."""
        app = QCoreApplication.instance()
        self._quiet.stop()
        if app is not None and self.active:
            app.removeEventFilter(self)
        self.active = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress or not self._is_ours(watched):
            return False
        if _is_typed(event):
            self._quiet.start()
            return True
        self.end()
        return False

    def _is_ours(self, watched: QObject) -> bool:
        return isinstance(watched, QWidget) and watched.window() is self._window


def _is_typed(event: QKeyEvent) -> bool:
    if event.modifiers() & _COMMANDS:
        return False
    return event.key() in _TYPED or (bool(event.text()) and event.text().isprintable())
