"""Whether anybody is at the machine: how long no key was pressed and nothing clicked, and its own lock."""

from __future__ import annotations

import ctypes
import logging
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QElapsedTimer, QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from qtkit.global_keys.edge import x_server
from qtkit.timers import repeating

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

log = logging.getLogger(__name__)

_LOOK_MS = 10_000
_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin)


class IdleWatch(QObject):
    """``idle`` comes once when nobody has touched the machine for ``minutes`` (0: never), in whatever program where
    ``elsewhere`` knows: it tells the milliseconds since the last touch, None where it cannot. Again after a touch."""

    idle = Signal()

    def __init__(self, minutes: int, elsewhere: Callable[[], int | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._after_ms, self._elsewhere = minutes * 60_000, elsewhere
        self._since = QElapsedTimer()
        self._said = False
        self._timer = repeating(self, self.look, _LOOK_MS)

    def start(self) -> None:
        """Begins to watch."""
        application = QApplication.instance()
        if self._after_ms and application is not None:
            self._since.start()
            application.installEventFilter(self)
            self._timer.start()

    def close(self) -> None:
        """Watches no more."""
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    @Slot()
    def look(self) -> None:
        """Compares what is known now with the limit."""
        elsewhere, here = self._elsewhere(), self._since.elapsed()
        waited = here if elsewhere is None else min(here, elsewhere)
        if waited < self._after_ms:
            self._said = False
        elif not self._said:
            self._said = True
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._since.restart()
        return False


class MachineLock(QObject):
    """``locked`` comes when the person locks the machine itself: logind's order, or a screen saver that has begun, by
    D-Bus. Without D-Bus, as on Windows, it never does."""

    locked = Signal()

    def start(self) -> None:
        """Begins to listen."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        login = "org.freedesktop.login1"
        _listen(QDBusConnection.systemBus(), login, f"{login}.Session", "Lock", self, "on_lock()")
        for saver in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            _listen(QDBusConnection.sessionBus(), "", saver, "ActiveChanged", self, "on_active(bool)")

    @Slot()
    def on_lock(self) -> None:
        """logind locks the session."""
        self.locked.emit()

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """The screen saver has begun or ended."""
        if active:
            self.locked.emit()


def _listen(bus: QDBusConnection, service: str, interface: str, name: str, to: QObject, slot: str) -> None:
    """Connects a signal of any object of ``interface``; where no bus runs nothing is ever said."""
    # PySide6's stubs want bytes; the binding refuses them and takes a text.
    if bus.isConnected() and not bus.connect(service, "", interface, name, to, SLOT(slot)):  # type: ignore[call-overload]
        log.warning("%s of %s is not heard", name, interface)


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of the Windows API."""

    _fields_ = (("size", ctypes.c_uint), ("at", ctypes.c_uint))


def since_last_touch() -> int | None:
    """Milliseconds since the last key or click in any program of this desktop; None where nobody tells (Wayland)."""
    if sys.platform == "win32":
        return _on_windows(ctypes.windll)
    server = x_server()
    if server is None:
        return None
    try:
        if not server.has_extension("MIT-SCREEN-SAVER"):
            return None
        return int(server.screen().root.screensaver_query_info().idle)
    finally:
        server.close()


def _on_windows(windll: Any) -> int | None:
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    if not windll.user32.GetLastInputInfo(ctypes.byref(last)):
        return None
    return int((windll.kernel32.GetTickCount() - last.at) & 0xFFFFFFFF)
