"""A kiosk that nobody leaves by chance or on purpose: closing, minimizing and covering its window change nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from qtkit.timers import repeating, single_shot

log = logging.getLogger(__name__)

_LOOK_MS, _LOOKS = 1000, 2
_BACK_MS = 300
"""So soon a window that was minimized or covered is back: time enough for the window manager to end what it does."""


class Lock(QObject):
    """Holds ``window`` from ``hold`` to ``release``; ``show_again`` puts it back on its screen, which it ``fills``.

    Whoever asks the window to close, by Alt+F4, a window manager or a gesture, is refused. The staff release it behind
    their PIN; a signal of the service manager and a machine that shuts down do it too.
    """

    def __init__(
        self, window: QWidget, show_again: Callable[[], object], fills: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__()
        self._window = window
        self._show_again, self._fills = show_again, fills
        self._back = single_shot(self, self._come_back, _BACK_MS)
        self._looks = repeating(self, self._look, _LOOK_MS)
        self._unseen = 0
        self.holds = False

    def hold(self) -> None:
        """Holds the window from now on; to be called before it is shown, or followed by showing it again."""
        if self.holds:
            return
        self.holds = True
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._looks.start()
        self._window.installEventFilter(self)  # only now: it is asked at every frame of every motion

    @Slot()
    def release(self) -> None:
        """The window may be closed."""
        if self.holds:
            self.holds = False
            self._back.stop()
            self._looks.stop()
            self._window.removeEventFilter(self)

    @Slot()
    def _look(self) -> None:
        """What no event tells: a manager that shows its desktop takes windows away in silence. A window that was just
        shown is not on the screen yet."""
        handle = self._window.windowHandle()
        self._unseen = 0 if handle is None or handle.isExposed() else self._unseen + 1
        if self._unseen >= _LOOKS:
            self._unseen = 0
            self._window.hide()  # to Qt it is shown: only a new start maps it again
            self._come_back()
        elif not self._window.isActiveWindow() or not self._fills():
            self._come_back()

    @Slot()
    def _come_back(self) -> None:
        if self._window.isMinimized() or not self._window.isVisible() or not self._fills():
            self._show_again()
        self._window.raise_()
        self._window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Close:
            log.warning("somebody tried to close the locked kiosk")
            event.ignore()
            return True
        if kind in (QEvent.Type.WindowStateChange, QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self._back.start()
        return super().eventFilter(watched, event)
