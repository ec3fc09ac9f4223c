"""How the kiosk's window looks and moves, as the hall and the visitor's modes have it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hall.forms import KioskForm
from kiosk.geometry import Layout
from kiosk.screen import Screen
from qtkit.key_pause import TYPED_MS, KeyPause
from qtkit.theme.contrast import HighContrast
from qtkit.theme.fonts import wear_legible, wear_usual
from qtkit.widgets.pressable import TouchGuard


class WindowModes:
    """Dresses ``window``; ``pause`` is that of its keyboard. Without ``motion`` nothing ever moves."""

    def __init__(self, window: QWidget, guard: TouchGuard, pause: KeyPause, *, motion: bool) -> None:
        self._window, self._guard, self._pause, self._motion = window, guard, pause, motion
        self._contrast = HighContrast()
        guard.still = not motion

    def show(self, before: Screen, screen: Screen) -> None:
        """Looks and moves as ``screen`` says from now on."""
        hall = screen.view.hall.kiosk if screen.view is not None else KioskForm()
        self._guard.still = screen.modes.calm or hall.calm or not self._motion
        self._pause.pause_ms = hall.key_pause_ms
        self._pause.typed_ms = hall.key_pause_ms if screen.modes.unhurried else TYPED_MS
        if before.modes.contrast != screen.modes.contrast or before.modes.large != screen.modes.large:
            self._contrast.wear(on=screen.modes.contrast)
            for widget in self._window.findChildren(QWidget):
                widget.update()
            self._window.update()

    def fit(self, layout: Layout, screen: Screen) -> None:
        """Letters of ``layout``: none below the least size in the large mode."""
        if screen.modes.large:
            wear_legible(layout.least_px)
        else:
            wear_usual()

    def leave(self) -> None:
        """The usual look again."""
        self._contrast.wear(on=False)
        wear_usual()
