"""The same key again, too soon or because it is held, does not count (EN 301 549, 5.7 and 5.8)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow

_SCANNER_S = 0.035
"""Keys that come sooner after one another are a scanner's: a hand is slower."""


class KeyPause(QObject):
    """Watches the keys of a window, and takes those away that repeat by themselves or come again before
    ``pause_ms``; ``clock`` tells seconds."""

    def __init__(self, parent: QObject, clock: Callable[[], float] = time.monotonic, *, pause_ms: int = 500) -> None:
        super().__init__(parent)
        self.pause_ms = pause_ms
        self._clock = clock
        self._key = -1
        self._key_at = self._any_at = float("-inf")
        self._taken = -1
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Watches the keys of ``window`` from now on."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _is_again(self, event: QKeyEvent) -> bool:
        now = self._clock()
        scanned = now - self._any_at < _SCANNER_S
        again = event.key() == self._key and now - self._key_at < self.pause_ms / 1000
        self._any_at = now
        if not again or scanned:
            self._key, self._key_at = event.key(), now
        return again and not scanned

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() is QEvent.Type.KeyPress:
            if event.isAutoRepeat():
                return True
            again = self._is_again(event)
            self._taken = event.key() if again else -1
            return again
        if event.type() is QEvent.Type.KeyRelease:
            return event.isAutoRepeat() or event.key() == self._taken
        return False
