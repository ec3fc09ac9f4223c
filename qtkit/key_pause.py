"""The same key again, too soon or because it is held, does not count (EN 301 549, 5.7 and 5.8)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QWindow

from qtkit.key_times import pressed_at

TYPED_MS = 150
"""Letters and digits come twice in what people type, such as a PIN with 77: a hand needs longer for that."""
_SCANNER_S = 0.035
"""Keys that come sooner after one another are a scanner's: a hand is slower."""
_SURELY_S, _HELD_S = 0.015, 0.06
"""No key that is held comes again as soon as the first, no hand presses one again as soon as the second. Some systems
give a held key as one that is pressed again and again."""


class KeyPause(QObject):
    """Watches the keys of a window, and takes those away that repeat by themselves or come again before
    ``pause_ms``, or ``typed_ms`` for letters and digits; ``clock`` tells seconds instead of the keys' own times."""

    def __init__(self, parent: QObject, clock: Callable[[], float] | None = None, *, pause_ms: int = 500) -> None:
        super().__init__(parent)
        self.pause_ms = pause_ms
        self.typed_ms = TYPED_MS
        self._clock = clock
        self._key = self._last = -1
        self._key_at = self._any_at = float("-inf")
        self._mixed = False
        self._taken = -1
        self._window: QWindow | None = None

    def watch(self, window: QWindow | None) -> None:
        """Watches the keys of ``window`` from now on."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _is_again(self, event: QKeyEvent) -> bool:
        now, key = self._clock() if self._clock else pressed_at(event), event.key()
        gap, same = now - self._any_at, key == self._last
        self._mixed = gap < _SCANNER_S and (self._mixed or not same)
        self._any_at, self._last = now, key
        again = key == self._key and now - self._key_at < self._pause(event) / 1000
        scanned = self._mixed or gap < _SURELY_S
        if not again or scanned or (same and gap < _HELD_S):
            self._key, self._key_at = key, now
        return again and not scanned

    def _pause(self, event: QKeyEvent) -> int:
        text = event.text()
        return min(self.pause_ms, self.typed_ms) if len(text) == 1 and text.isalnum() else self.pause_ms

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
