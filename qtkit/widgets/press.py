"""What every key and card has in common: it acts on release inside, once, and shows the press at touch down."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from qtkit.theme.tokens import DURATIONS

FOCUS_RADIUS = "focus_radius"
"""Dynamic property: the corner radius, in pixels, with which the FocusRing surrounds a widget."""


class TouchGuard:
    """Shared by all keys of one window: no second touch for 400 ms, and none while the program is busy.

    It must be shared, because the second tap of a double tap lands on what the first one has put there.
    """

    def __init__(self, pause_ms: int = 400, clock: Callable[[], float] = time.monotonic) -> None:
        self._pause_s = pause_ms / 1000
        self._clock = clock
        self._last = float("-inf")
        self.busy = False

    def admits(self) -> bool:
        """True when a touch may begin now."""
        return not self.busy and self._clock() - self._last >= self._pause_s

    def note(self) -> None:
        """Remembers that a key has just acted."""
        self._last = max(self._last, self._clock())

    def hold(self, pause_s: float) -> None:
        """Lets no touch begin for ``pause_s`` seconds: what stands under the finger has changed by itself."""
        self._last = max(self._last, self._clock() + pause_s - self._pause_s)


class Pressable(QAbstractButton):
    """Base of painted buttons: give it an accessible name and paint it with ``press_share``.

    Enter and Space act like a touch. Only the keyboard gives it the focus, so that a touch leaves no ring behind.
    Raises ValueError when ``name`` is empty.
    """

    def __init__(self, name: str, *, guard: TouchGuard | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not name.strip():
            raise ValueError("a key needs an accessible name")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._guard = guard
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(DURATIONS.press)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._on_press_moved)
        self.pressed.connect(self._on_pressed)
        self.released.connect(self._on_released)
        self.clicked.connect(self._on_clicked)

    def press_share(self) -> float:
        """How far the key is pressed: 0 to 1."""
        if self._motion.state() == QVariantAnimation.State.Running:
            return float(self._motion.currentValue())
        return 1.0 if self.isDown() else 0.0

    def set_focus_radius(self, radius: float) -> None:
        """Tells the focus ring how round the corners are, in pixels."""
        self.setProperty(FOCUS_RADIUS, radius)

    def admits(self) -> bool:
        """True when a touch may begin now."""
        return self._guard is None or self._guard.admits()

    def _move(self, end: float) -> None:
        start = self.press_share() if self._motion.state() == QVariantAnimation.State.Running else 1.0 - end
        self._motion.stop()
        self._motion.setStartValue(start)
        self._motion.setEndValue(end)
        self._motion.start()

    @Slot()
    def _on_pressed(self) -> None:
        self._move(1.0)

    @Slot()
    def _on_released(self) -> None:
        self._move(0.0)

    @Slot()
    def _on_clicked(self) -> None:
        if self._guard is not None:
            self._guard.note()

    @Slot()
    def _on_press_moved(self) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.admits():
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.admits() and not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_Space:
                super().keyPressEvent(event)
            else:
                self.click()
