"""A lock between processes beside a SQLite file, so that writers queue instead of meeting SQLITE_BUSY."""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hall.errors import StoreUnavailable

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


_PAUSE = 0.001


@contextmanager
def write_lock(path: Path, patience: float = 10.0) -> Iterator[None]:
    """Hold the lock file ``path`` for the block; the system frees it when the process dies.

    Tries about every millisecond with a random part, so that no writer is starved by another's rhythm.
    Raises StoreUnavailable when the lock could not be had within ``patience`` seconds, or the folder cannot be
    written.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write beside the database ({path}: {error.strerror}); give the user of this program the right "
            "to write in that folder"
        ) from error
    try:
        _wait_for(handle, path, patience)
        try:
            yield
        finally:
            _give(handle)
    finally:
        os.close(handle)


def _wait_for(handle: int, path: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            _take(handle)
        except OSError as error:
            if time.monotonic() >= deadline:
                raise StoreUnavailable(
                    f"another program has been writing to the database for {patience:.0f} s ({path}); find the "
                    "program that hangs and end it"
                ) from error
            time.sleep(_PAUSE * (0.5 + random.random()))  # noqa: S311
        else:
            return
