"""Printers behind a device file of the kernel's own driver."""

from __future__ import annotations

import contextlib
import errno
import os
import selectors
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hall.printing.links.base import CHUNK, Deadlines, LinkLost, NotReached, reason


class FileLink:
    """A printer behind a device file, such as ``/dev/usb/lp0``; POSIX only. It is heard when the file can be read."""

    def __init__(self, path: Path, deadlines: Deadlines | None = None) -> None:
        self._path = path
        self.name = str(path)
        self._deadlines = deadlines or Deadlines()
        self._file: int | None = None
        self.is_readable = False

    def open(self) -> None:
        """Open the device without waiting for it. Raises NotReached with a sentence."""
        try:
            kind = self._path.stat().st_mode
            if stat.S_ISREG(kind) or stat.S_ISDIR(kind):
                what = "a folder" if stat.S_ISDIR(kind) else "a plain file"
                raise NotReached(
                    f"{self.name} is {what}, not a printer's device file; delete it and plug the printer in."
                )
            self._open(stat.S_ISCHR(kind))
        except OSError as error:
            raise NotReached(f"{self.name} {_why_not_opened(error)}") from error

    def _open(self, character_device: bool) -> None:
        flags = 0
        if sys.platform != "win32":  # where no device file is opened (hall.printing.opening)
            flags = os.O_NONBLOCK | os.O_NOCTTY
        if character_device:
            with contextlib.suppress(OSError):  # the port of a printer that only listens, or a write-only device
                self._file = os.open(self._path, os.O_RDWR | flags)
                self.is_readable = True
                return
        self._file = os.open(self._path, os.O_WRONLY | flags)
        self.is_readable = False

    def step(self, out: memoryview, seconds: float) -> tuple[int, bytes]:
        """Write and listen once. Raises LinkLost."""
        file = self._file
        if file is None:
            raise LinkLost("the device is not open")
        wanted = (selectors.EVENT_WRITE if out else 0) | (selectors.EVENT_READ if self.is_readable else 0)
        if not wanted:
            time.sleep(min(seconds, 0.01))
            return 0, b""
        return move(file, wanted, out, seconds, self._deaf)

    def _deaf(self) -> None:
        self.is_readable = False

    def unsent(self) -> int:
        """usblp drops what is still on its way at the close; it can be written to again once that has arrived."""
        if self._file is None:
            return 0
        with selectors.SelectSelector() as selector:
            selector.register(self._file, selectors.EVENT_WRITE)
            return 0 if selector.select(0) else 1

    def finish(self, seconds: float) -> None:
        """Wait until the device could take more: then it holds nothing of this job any longer."""
        end = time.monotonic() + seconds
        with contextlib.suppress(OSError, ValueError):
            while self.unsent() and time.monotonic() < end:
                time.sleep(0.01)

    def close(self) -> None:
        """Close the device."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            self.is_readable = False


def move(file: int, wanted: int, out: memoryview, seconds: float, deaf: Callable[[], None]) -> tuple[int, bytes]:
    """One step on a file descriptor; ``deaf`` is called when nothing more will be heard. Raises LinkLost."""
    with selectors.SelectSelector() as selector:  # epoll refuses some devices that select accepts
        selector.register(file, wanted)
        ready = next((mask for _, mask in selector.select(max(0.0, seconds))), 0)
    taken, answer = 0, b""
    try:
        if ready & selectors.EVENT_READ:
            answer = _read(file, deaf)
        if ready & selectors.EVENT_WRITE:
            with contextlib.suppress(BlockingIOError):
                taken = os.write(file, out[:CHUNK])
    except OSError as error:
        raise LinkLost(reason(error)) from error
    return taken, answer


def _read(file: int, deaf: Callable[[], None]) -> bytes:
    try:
        answer = os.read(file, CHUNK)
    except BlockingIOError:
        return b""
    if not answer:
        deaf()
    return answer


def _why_not_opened(error: OSError) -> str:
    not_there = "has no printer behind it; plug the printer in and switch it on."
    known = {
        errno.ENOENT: "does not exist; plug the printer in and switch it on.",
        errno.EACCES: "may not be written by this user; add the user to the group lp and sign in again.",
        errno.EPERM: "may not be written by this user; add the user to the group lp and sign in again.",
        errno.EBUSY: "is in use by another program.",
        errno.ENXIO: not_there,
        errno.ENODEV: not_there,
    }
    return known.get(error.errno or 0, f"cannot be opened: {reason(error)}.")
