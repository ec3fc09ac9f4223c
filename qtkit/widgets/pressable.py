"""What every touched button and card has in common: it acts once, on release inside, and shows the press at once."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QVariantAnimation, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from qtkit.theme.tokens import DURATIONS
from qtkit.widgets.painted_button import PaintedButton

FOCUS_RADIUS = "focus_radius"
"""Dynamic property: the corner radius, in pixels, with which the FocusRing surrounds a widget."""


class TouchGuard:
    """Shared by all buttons of one window: no second touch for 400 ms, and none while the program is busy.

    It must be shared, because the second tap of a double tap lands on what the first one has put there. A slow one
    comes later than 400 ms: once ``page_changed``, where the last touch was nothing is admitted for ``steady_ms``.
    ``finger_px`` is how far from the last touch a place is still the same; 0 compares no places. With ``still`` the
    buttons move nothing.
    """

    def __init__(
        self, pause_ms: int = 400, clock: Callable[[], float] = time.monotonic, *, steady_ms: int = 800
    ) -> None:
        self._pause_s = pause_ms / 1000
        self._steady_s = steady_ms / 1000
        self._clock = clock
        self._last = float("-inf")
        self._place: QPointF | None = None
        self._changed = float("-inf")
        self.busy = False
        self.finger_px = 0.0
        self.still = False

    def admits(self, at: QPointF | None = None) -> bool:
        """True when a touch may begin now; ``at`` is its place on the screen in pixels, None for a key of the
        keyboard."""
        if self.busy or self._clock() - self._last < self._pause_s:
            return False
        return at is None or not self._same_place(at) or self._clock() - self._changed >= self._steady_s

    def touched(self, at: QPointF) -> None:
        """Remembers where the finger is, in pixels of the screen."""
        self._place = QPointF(at)

    def page_changed(self) -> None:
        """What is under the finger is another page now; said again when that page is painted, the time counts from
        then: a touch that came before was meant for the page before."""
        self._changed = self._clock()

    def note(self) -> None:
        """Remembers that a button has just acted."""
        self._last = max(self._last, self._clock())

    def hold(self, pause_s: float) -> None:
        """Lets no touch begin for ``pause_s`` seconds: what is under the finger has changed by itself."""
        self._last = max(self._last, self._clock() + pause_s - self._pause_s)

    def _same_place(self, at: QPointF) -> bool:
        if self._place is None or self.finger_px <= 0:
            return False
        apart = at - self._place
        return QPointF.dotProduct(apart, apart) <= self.finger_px**2


class KeyGuard(TouchGuard):
    """The guard of one key of a keyboard: another key may follow at once, the same one after the pause, and none
    while the guard of the ``window`` admits nothing."""

    def __init__(self, window: TouchGuard) -> None:
        self._window = window
        super().__init__(clock=window._clock)

    @property
    def still(self) -> bool:
        """Whether the buttons of the window move nothing."""
        return self._window.still

    @still.setter
    def still(self, _still: bool) -> None:
        """The window's guard alone decides."""

    def admits(self, at: QPointF | None = None) -> bool:
        return self._window.admits(at) and super().admits(at)


class Pressable(PaintedButton):
    """Base of painted buttons: give it an accessible name and paint it with ``pressed_share``.

    Enter and Space act like a touch. Only the keyboard gives it the focus, so that a touch leaves no ring behind.
    Raises ValueError when ``name`` is empty.
    """

    def __init__(self, name: str, *, guard: TouchGuard | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not name.strip():
            raise ValueError("a button needs an accessible name")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._guard = guard
        self._motion: QVariantAnimation | None = None  # of two hundred buttons a visitor touches a few
        self.pressed.connect(self._on_pressed)
        self.released.connect(self._on_released)
        self.clicked.connect(self._on_clicked)

    def pressed_share(self) -> float:
        """How far the button is pressed: 0 to 1."""
        if self._motion is not None and self._motion.state() == QVariantAnimation.State.Running:
            return float(self._motion.currentValue())
        return 1.0 if self.isDown() else 0.0

    def set_focus_radius(self, radius: float) -> None:
        """Tells the focus ring how round the corners are, in pixels."""
        self.setProperty(FOCUS_RADIUS, radius)

    def admits(self, at: QPointF | None = None) -> bool:
        """True when a touch may begin now, ``at`` that place of the screen; without one, a key of the keyboard."""
        return self._guard is None or self._guard.admits(at)

    def _move(self, end: float) -> None:
        motion = self._motion or self._new_motion()
        start = self.pressed_share() if motion.state() == QVariantAnimation.State.Running else 1.0 - end
        motion.stop()
        if self._guard is not None and self._guard.still:
            self.update()
            return
        motion.setStartValue(start)
        motion.setEndValue(end)
        motion.start()

    def _new_motion(self) -> QVariantAnimation:
        curve = QEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion = QVariantAnimation(self, duration=DURATIONS.press, easingCurve=curve)
        self._motion.valueChanged.connect(self._on_motion)
        return self._motion

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
    def _on_motion(self) -> None:
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.admits(event.globalPosition()):
            if self._guard is not None:
                self._guard.touched(event.globalPosition())
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
        elif self.admits() and not event.isAutoRepeat():
            if event.key() == Qt.Key.Key_Space:
                super().keyPressEvent(event)
            else:
                self.click()
