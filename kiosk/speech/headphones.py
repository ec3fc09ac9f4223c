"""Headphones that a visitor plugs in: a switch of the machine says so, or the name of the output that sound goes to."""

from __future__ import annotations

import logging
import os
import struct
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot

_log = logging.getLogger(__name__)

_EVENT = struct.Struct("llHHi")
"""A ``struct input_event`` of Linux: two longs of time, type, code, value."""
_SWITCH, _HEADPHONES = 0x05, 0x02
"""``EV_SW`` and ``SW_HEADPHONE_INSERT`` of linux/input-event-codes.h."""
_DEVICES = "/dev/"


class Headphones(QObject):
    """``plugged`` says whether headphones are in now, at each change."""

    plugged = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._are_in = False

    def start(self) -> None:
        """Looks from now on."""

    def close(self) -> None:
        """Looks no more."""

    def tell(self, *, are_in: bool) -> None:
        """They are in, or not."""
        if are_in != self._are_in:
            self._are_in = are_in
            self.plugged.emit(are_in)


class NamedOutput(Headphones):
    """Headphones whose output has a name of its own, such as those of a USB socket: they are in while the machine's
    sound goes there. What the output is called comes from the loudspeaker's health."""

    def __init__(self, part: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._part = part.casefold()

    @Slot(str, str)
    def on_health(self, state: str, message: str) -> None:
        """Where sound is played now, as ``qtkit.sound.loudspeaker`` says."""
        self.tell(are_in=state == "ok" and self._part in message.casefold())


class JackSwitch(Headphones):
    """Headphones in a socket with a switch, by the file of its input device (Linux)."""

    def __init__(self, path: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._file = -1
        self._notifier: QSocketNotifier | None = None

    def start(self) -> None:
        if sys.platform == "win32":
            _log.warning("%s is a file of Linux: headphones are not noticed here", self._path)
            return
        try:
            self._file = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError as error:
            _log.warning("headphones are not noticed: %s cannot be read (%s)", self._path, error.strerror)
            return
        self._notifier = QSocketNotifier(self._file, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.on_readable)

    def close(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    @Slot()
    def on_readable(self) -> None:
        """The switch has moved."""
        try:
            data = os.read(self._file, 64 * _EVENT.size)
        except OSError as error:
            _log.warning("headphones are noticed no more: %s (%s)", self._path, error.strerror)
            data = b""
        if not data:
            self.close()
            return
        whole = len(data) // _EVENT.size * _EVENT.size
        for _, _, kind, code, value in _EVENT.iter_unpack(data[:whole]):
            if (kind, code) == (_SWITCH, _HEADPHONES):
                self.tell(are_in=bool(value))


def headphones_of(setting: str, parent: QObject) -> Headphones:
    """What notices headphones as the station says; one that notices none when it says nothing."""
    if setting.startswith(_DEVICES):
        return JackSwitch(setting, parent)
    return NamedOutput(setting, parent) if setting else Headphones(parent)
