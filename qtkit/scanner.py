"""A scanner that types: a burst of keys, with or without Enter, taken before it reaches a widget."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit

from qtkit.key_times import pressed_at
from qtkit.timers import single_shot
from qtkit.us_keyboard import sign_at

_GAP_MS = 50
"""Between two keys of a scanner; a person needs longer, and far longer for several in a row."""
LEAST = 6
"""Signs of a burst where people type too."""
LEAST_ENDED, LEAST_OPEN = 3, 5
"""Signs of a burst with and without an end where nobody types so fast, such as ``MPP-4``."""
_QUIET = 3
"""A burst without Enter is over after so many gaps."""
_OTHER = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class ScanFilter(QObject):
    """Watches the keys of a window; ``scanned`` carries what a scanner typed, and what the same keys type on an
    American keyboard, for a machine with another layout than the scanner's; what is ``sure`` comes first.

    A burst ends with Enter, Tab or a line feed; without one it counts when it is ``sure`` to come from a scanner. It
    has ``least_ended`` or ``least_open`` signs, and not all of them are the same: such a burst is a key that is held.
    In a field that a person may type into nothing but what is sure is taken, and the field then has its text from
    before. Keys reach their widgets as they come: only the end of a scan does not. Between two keys counts when they
    were pressed, and not when a busy machine heard of them.
    """

    scanned = Signal(str, str)

    def __init__(self, sure: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._sure = sure
        self.gap_ms = _GAP_MS
        self.least_ended = self.least_open = LEAST
        self._typed = self._pressed = self._before = ""
        self._field: QLineEdit | None = None
        self._at = -inf
        self._window: QWindow | None = None
        self._quiet = single_shot(self, self._on_quiet, _QUIET * _GAP_MS)

    def watch(self, window: QWindow | None) -> None:
        """Watches the keys of ``window`` from now on."""
        if window is not None and window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _on_key(self, event: QKeyEvent) -> bool:
        at = pressed_at(event)
        gap, self._at = (at - self._at) * 1000, at
        goes_on = bool(self._typed or self._pressed)
        quick = goes_on and gap <= self.gap_ms and not event.isAutoRepeat()
        text = event.text() if event.text().isprintable() else ""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        place = sign_at(event.nativeScanCode(), shift=shift)
        if event.key() in _ENDS or event.text() in ("\n", "\r"):
            soon = gap <= _QUIET * self.gap_ms and not event.isAutoRepeat()
            taken = soon and self._is_scan(self.least_ended) and self._take()
            self._forget()
            return taken
        if (text or place) and not event.modifiers() & _OTHER:
            if not quick:
                self._begin()
            self._typed += text
            self._pressed += place
            self._quiet.start(_QUIET * self.gap_ms)
        elif event.text():
            self._forget()
        return False

    def _is_scan(self, least: int) -> bool:
        return any(len(typed) >= least and len(set(typed)) > 1 for typed in (self._typed, self._pressed))

    @property
    def _is_sure(self) -> bool:
        return self._sure(self._typed) or self._sure(self._pressed)

    def _begin(self) -> None:
        focus = QApplication.focusWidget()
        self._forget()
        self._field = focus if isinstance(focus, QLineEdit) else None
        self._before = self._field.text() if self._field is not None else ""

    def _forget(self) -> None:
        self._typed = self._pressed = ""
        self._quiet.stop()

    @Slot()
    def _on_quiet(self) -> None:
        """The burst is over, and nothing ended it."""
        if self._is_scan(self.least_open) and self._is_sure:
            self._take()
        self._forget()

    def _take(self) -> bool:
        if self._field is not None:
            if not self._is_sure:
                return False
            self._field.setText(self._before)
        found = self._typed, self._pressed
        if self._sure(self._pressed) and not self._sure(self._typed):
            found = self._pressed, self._typed
        self.scanned.emit(*found)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._on_key(event)
        return False
