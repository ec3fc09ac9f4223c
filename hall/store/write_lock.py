"""A lock between processes beside a SQLite file, so that writers take turns instead of meeting SQLITE_BUSY.

A writer tries about every millisecond: with a few writers this is the quickest way. Who has tried for ``_PATIENT``
seconds joins a queue, a second lock on a second file: the one that holds it is the next writer, the others wait for it
in the kernel, which hands a blocked ``flock`` on in the order of arrival (Linux since 5.0). While somebody stands there
nobody else tries, so that no writer is starved however many there are. Both locks belong to open files: the system
frees them when a process dies, however it dies, and nothing is left on the disk. Measured in docs/decisions/013.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hall.errors import StoreUnavailable

_PAUSE = 0.001
_PATIENT = 0.25

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _nobody_queues(_handle: int) -> bool:
        return True  # Windows has no shared lock and none that waits in order: writers try until it is their turn

    def _wait(handle: int) -> None:
        while not _try(handle):
            time.sleep(_PAUSE)

    def _give(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(handle: int, kind: int = fcntl.LOCK_EX) -> bool:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _nobody_queues(handle: int) -> bool:
        if not _try(handle, fcntl.LOCK_SH):  # shared: those who only look do not see each other
            return False
        _give(handle)
        return True

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def write_lock(path: Path, patience: float = 10.0) -> Iterator[None]:
    """Hold the lock file ``path`` for the block; the system frees it when the process dies.

    The queue stands in a second file beside it, ``path`` with ``-queue`` added. Raises StoreUnavailable when the turn
    did not come within ``patience`` seconds, or the folder cannot be written.
    """
    place = _Place(path)
    if not place.enter_soon(min(patience, _PATIENT)) and not place.enter_in_turn(patience - _PATIENT):
        raise StoreUnavailable(
            f"another program has been writing to the database for {patience:.0f} s ({path}); find the program that "
            "hangs and end it"
        )
    try:
        yield
    finally:
        place.leave()


class _Place:
    """One writer's place: its own open files, so that threads of one process take turns like processes."""

    def __init__(self, path: Path) -> None:
        self._write = _open(path)
        try:
            self._queue = _open(path.with_name(path.name + "-queue"))
        except StoreUnavailable:
            os.close(self._write)
            raise

    def enter_soon(self, seconds: float) -> bool:
        """Try for so long while nobody queues; the random part keeps two writers out of one rhythm."""
        deadline = time.monotonic() + seconds
        while _nobody_queues(self._queue):
            if _try(self._write):
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(_PAUSE * (0.5 + random.random()))  # noqa: S311
        return False

    def enter_in_turn(self, seconds: float) -> bool:
        """Queue for so long; a place that is not taken in time is given back, here and in the queue."""
        return _Turn(self._queue_up, self.leave).came_within(max(0.0, seconds))

    def leave(self) -> None:
        """Give everything to the next."""
        os.close(self._write)
        os.close(self._queue)

    def _queue_up(self) -> None:
        _wait(self._queue)
        _wait(self._write)
        _give(self._queue)


class _Turn:
    """A wait in a thread of its own, because a blocked ``flock`` itself cannot be given up."""

    def __init__(self, wait: Callable[[], None], give_back: Callable[[], None]) -> None:
        self._wait, self._give_back = wait, give_back
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._given_up = False
        self._error: OSError | None = None
        threading.Thread(target=self._run, name="write-queue", daemon=True).start()

    def came_within(self, seconds: float) -> bool:
        """Whether the turn came within ``seconds``; if not, what comes later is given back. Raises OSError."""
        self._over.wait(seconds)
        with self._guard:
            self._given_up = not self._over.is_set()
        if self._error is not None:
            self._give_back()
            raise self._error
        return not self._given_up

    def _run(self) -> None:
        try:
            self._wait()
        except OSError as error:
            self._error = error
        with self._guard:
            self._over.set()
            late = self._given_up
        if late:
            self._give_back()


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write beside the database ({path}: {error.strerror}); give the user of this program the right "
            "to write in that folder"
        ) from error
