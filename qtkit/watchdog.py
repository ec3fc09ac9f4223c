"""Ends a program whose window hangs, so that the service manager starts it again."""

from __future__ import annotations

import faulthandler
import logging
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Slot

from hall import private
from qtkit.timers import repeating

log = logging.getLogger(__name__)

EXIT_HUNG = 70
"""The exit code of a program that its watchdog ended: EX_SOFTWARE of sysexits.h."""

PATIENCE_S = 20.0

_BEAT_MS = 1000
_LOOK_S = 1.0


class Watchdog(QObject):
    """A timer of the GUI thread beats once a second; a thread ends the process when no beat came for ``patience_s``.

    It writes where every thread is to stderr and ``log_file``, then ends with exit code 70, without clean-ups: a
    database takes that as a power cut. A thread that holds Python's interpreter lock would hold this one too; for that
    there is faulthandler's own thread, which writes to stderr a little later and ends with exit code 1. Time in which
    the whole machine slept does not count. Under systemd it also tells READY, WATCHDOG and STOPPING (sd_notify(3)).
    """

    def __init__(
        self, log_file: Path | None = None, parent: QObject | None = None, *, patience_s: float = PATIENCE_S
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self._patience_s = patience_s
        self._beats = 0
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = repeating(self, self.on_beat, _BEAT_MS)

    @Slot()
    def start(self) -> None:
        """Watches from now on; call it when the window is shown, on the GUI thread."""
        if self._thread is not None:
            return
        self._stopping.clear()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()
        self._timer.start()
        self.on_beat()
        notify("READY=1")

    def stop(self) -> None:
        """Watches no more: the first step of an orderly end, which may take its time."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        notify("STOPPING=1")
        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        self._stopping.set()
        thread.join()

    @Slot()
    def on_beat(self) -> None:
        """The window lives."""
        self._beats += 1
        if sys.stderr is not None and _has_file(sys.stderr):
            faulthandler.dump_traceback_later(self._patience_s * 1.5, exit=True)
        notify("WATCHDOG=1")

    def _watch(self) -> None:
        silence = Silence(self._patience_s, 2 * _LOOK_S)
        while not self._stopping.wait(min(_LOOK_S, self._patience_s / 4)):
            if silence.too_long(self._beats):
                self._end()

    def _end(self) -> None:
        """Nothing here takes a lock: the thread that hangs may hold the log's."""
        head = f"{time.strftime('%Y-%m-%d %H:%M:%S')} CRITICAL {__name__}: the window has not answered for "
        text = f"{head}{self._patience_s:g} s; the program ends with {EXIT_HUNG}. Where each thread stands:\n"
        if sys.stderr is not None and _has_file(sys.stderr):
            _dump(sys.stderr, text)
        if self._log_file is not None:
            try:
                with open(self._log_file, "a", encoding="utf-8", opener=private.opener) as file:
                    _dump(file, text)
            except OSError as error:
                with suppress(OSError):  # a program of Windows' desktop has no stderr
                    os.write(2, f"no log: {error}\n".encode())
        os._exit(EXIT_HUNG)


class Silence:
    """How long a counter has not changed, by looks at it that come every second or so.

    A look counts for ``longest_look_s`` at most: when more time passed, the machine slept or this process was stopped,
    and nobody was there who could have beaten.
    """

    def __init__(
        self, patience_s: float, longest_look_s: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._patience_s = patience_s
        self._longest_look_s = longest_look_s
        self._monotonic = monotonic
        self._last: int | None = None
        self._looked = monotonic()
        self._silent_s = 0.0

    def too_long(self, beats: int) -> bool:
        """True when ``beats`` has not changed for longer than patience allows."""
        now = self._monotonic()
        passed, self._looked = now - self._looked, now
        if beats != self._last:
            self._last, self._silent_s = beats, 0.0
            return False
        self._silent_s += min(passed, self._longest_look_s)
        return self._silent_s > self._patience_s


def notify(state: str) -> None:
    """Tells systemd ``state`` when it asked for it by NOTIFY_SOCKET; elsewhere nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address or not hasattr(socket, "AF_UNIX"):
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # Linux's abstract namespace
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
            channel.setblocking(False)
            channel.sendto(state.encode(), address)
    except OSError as error:
        log.warning("the service manager cannot be notified of %s: %s", state, error)


def _dump(file: IO[str], text: str) -> None:
    file.write(text)
    file.flush()
    faulthandler.dump_traceback(file)


def _has_file(stream: IO[str]) -> bool:
    """False for a stream without a file of the system's, as in a window program of Windows."""
    try:
        stream.fileno()
    except (OSError, ValueError, AttributeError):
        return False
    return True
