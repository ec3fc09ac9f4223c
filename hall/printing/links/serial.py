"""Printers on a serial port, through pyserial; imported when such a printer is opened."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from dataclasses import dataclass
from types import ModuleType
from typing import TYPE_CHECKING

from hall.errors import DeviceError
from hall.installing import pip_line
from hall.printing.links.base import CHUNK, Deadlines, LinkLost, NotReached

if TYPE_CHECKING:
    from serial import Serial

FLOWS = ("rtscts", "dsrdtr", "xonxoff", "none")
"""How a printer says that its buffer is full: by RTS/CTS, by DTR/DSR, by XON/XOFF, or not at all."""


@dataclass(frozen=True, slots=True)
class SerialPort:
    """A port and how it speaks: 8 data bits, no parity, one stop bit."""

    path: str
    baud: int = 115200
    flow: str = "dsrdtr"


class SerialLink:
    """A printer on a serial port. A printer whose buffer is full holds the flow: then nothing is taken."""

    def __init__(self, port: SerialPort, deadlines: Deadlines | None = None) -> None:
        self._port = port
        self.name = f"serial://{port.path}"
        self._deadlines = deadlines or Deadlines()
        self._serial: Serial | None = None

    @property
    def is_readable(self) -> bool:
        """Whether the port is open: a serial port always hears."""
        return self._serial is not None

    def open(self) -> None:
        """Open the port for this program alone. Raises NotReached with a sentence, DeviceError without pyserial."""
        module = _pyserial()
        flow = self._port.flow
        try:
            self._serial = module.Serial(
                self._port.path,
                self._port.baud,
                timeout=0,
                # Windows hands a write over as a whole and must wait for it.
                write_timeout=self._deadlines.stall if sys.platform == "win32" else 0,
                rtscts=flow == "rtscts",
                dsrdtr=flow == "dsrdtr",
                xonxoff=flow == "xonxoff",
                exclusive=None if sys.platform == "win32" else True,
            )
        except (OSError, ValueError) as error:
            raise NotReached(f"{self.name} {_why_not_opened(error)}") from error

    def step(self, out: memoryview, seconds: float) -> tuple[int, bytes]:
        """Write and listen once. Raises LinkLost when the port goes away."""
        port = self._serial
        if port is None:
            raise LinkLost("the port is not open")
        end = time.monotonic() + seconds
        try:
            while True:
                answer = port.read(port.in_waiting or 0)
                taken = self._write(port, out) if out and self._may_send(port) else 0
                if answer or taken or time.monotonic() >= end:
                    return taken, bytes(answer)
                time.sleep(0.002)
        except OSError as error:  # pyserial's errors are OSErrors
            raise LinkLost(str(error)) from error

    def _may_send(self, port: Serial) -> bool:
        if self._port.flow == "dsrdtr":  # no driver heeds DSR by itself
            with contextlib.suppress(OSError):  # a port without modem lines, such as a pseudo terminal
                return bool(port.dsr)
        return True

    def _write(self, port: Serial, out: memoryview) -> int:
        # Little at a time: what the driver holds already cannot be held back by the printer's DSR.
        size = min(len(out), CHUNK if self._port.flow != "dsrdtr" else 64)
        if self._port.flow == "dsrdtr" and self.unsent() > size:
            return 0
        if sys.platform == "win32":
            return port.write(out[:size]) or 0
        # pyserial's own write turns round and round while a full buffer takes nothing.
        try:
            return os.write(port.fileno(), out[:size])
        except BlockingIOError:
            return 0

    def unsent(self) -> int:
        """Bytes that are still in the port's own buffer."""
        with contextlib.suppress(OSError, AttributeError):
            return int(self._serial.out_waiting) if self._serial is not None else 0
        return 0

    def finish(self, seconds: float) -> None:
        """Wait until the port's buffer is empty: it is dropped at the close."""
        end = time.monotonic() + seconds
        while self.unsent() and time.monotonic() < end:
            time.sleep(0.005)

    def close(self) -> None:
        """Close the port."""
        if self._serial is not None:
            with contextlib.suppress(OSError):
                self._serial.close()
            self._serial = None


def _pyserial() -> ModuleType:
    try:
        import serial
    except ImportError as error:
        raise DeviceError(
            f"a serial printer needs the package pyserial; install it with: {pip_line('mpp-queue[serial]')}"
        ) from error
    return serial


def _why_not_opened(error: OSError | ValueError) -> str:
    number = getattr(error, "errno", None)
    not_there = number == 2 or isinstance(error, FileNotFoundError)
    rules = (
        (not_there, "does not exist; plug the printer in, and look for its port."),
        (number == 13, "may not be used by this user; add the user to the group dialout and sign in again."),
        ("lock" in str(error).lower() or number == 16, "is in use by another program."),
    )
    return next((why for holds, why in rules if holds), f"cannot be opened: {error}.")
