"""A scanner that types: a burst of keys that ends with Enter, taken before it reaches a widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit

_GAP_MS = 50
"""Between two keys of a scanner; a person needs longer, and far longer for six in a row."""
_LEAST = 6
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ScanFilter(QObject):
    """Watches the keys of a window; ``scanned`` carries what a scanner typed.

    In a field that a person may type into only what is ``sure`` to come from a scanner is taken, and the field then has
    its text from before. Keys reach their widgets as they come: only the Enter of a scan does not.
    """

    scanned = Signal(str)

    def __init__(self, sure: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._sure = sure
        self.gap_ms = _GAP_MS
        self._typed = self._before = ""
        self._field: QLineEdit | None = None
        self._since = QElapsedTimer()
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Watches the keys of ``window`` from now on."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _on_key(self, event: QKeyEvent) -> bool:
        quick = self._since.isValid() and self._since.elapsed() <= self.gap_ms and not event.isAutoRepeat()
        if event.key() in _ENTER:
            taken = quick and len(self._typed) >= _LEAST and self._take(self._typed)
            self._typed = ""
            return taken
        if event.text().isprintable() and event.text() and not event.modifiers() & _OTHER:
            if not quick:
                self._begin()
            self._typed += event.text()
            self._since.start()
        elif event.text():
            self._typed = ""
        return False

    def _begin(self) -> None:
        focus = QApplication.focusWidget()
        self._typed, self._field = "", focus if isinstance(focus, QLineEdit) else None
        self._before = self._field.text() if self._field is not None else ""

    def _take(self, text: str) -> bool:
        if self._field is not None:
            if not self._sure(text):
                return False
            self._field.setText(self._before)
        self.scanned.emit(text)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return False
