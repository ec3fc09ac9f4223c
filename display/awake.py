"""Keeps the screen on while the board fills it: a board that goes dark calls nobody."""

from __future__ import annotations

import ctypes
import logging
import os
import sys

_log = logging.getLogger(__name__)

_WINDOWS_HOLD = 0x80000000 | 0x00000002 | 0x00000001  # ES_CONTINUOUS | ES_DISPLAY_REQUIRED | ES_SYSTEM_REQUIRED
_WINDOWS_RELEASE = 0x80000000
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"


class KeepAwake:
    """Asks the desktop not to blank the screen, until released; where nobody can be asked, nothing happens."""

    def __init__(self) -> None:
        self._cookie: int | None = None

    def hold(self) -> None:
        """Asks for it."""
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_WINDOWS_HOLD)
        elif os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            answer = self._call("Inhibit", "mpp-display", "the queue board is shown")
            self._cookie = answer[0] if answer and isinstance(answer[0], int) else None

    def release(self) -> None:
        """Takes it back."""
        if sys.platform == "win32":
            ctypes.windll.kernel32.SetThreadExecutionState(_WINDOWS_RELEASE)
        elif self._cookie is not None:
            self._call("UnInhibit", self._cookie)
            self._cookie = None

    @staticmethod
    def _call(method: str, *arguments: object) -> list[object]:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusInterface, QDBusMessage

        saver = QDBusInterface(_SERVICE, _PATH, _SERVICE, QDBusConnection.sessionBus())
        if not saver.isValid():
            _log.info("no screen saver can be asked to wait")
            return []
        saver.setTimeout(1000)
        answer = saver.callWithArgumentList(QDBus.CallMode.Block, method, list(arguments))
        if answer.type() == QDBusMessage.MessageType.ErrorMessage:
            _log.warning("the screen saver did not answer: %s", answer.errorMessage())
            return []
        return list(answer.arguments())
