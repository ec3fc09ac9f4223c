"""Locks of open files between processes: the first byte of a file on Windows, the whole file elsewhere."""

from __future__ import annotations

import os
import sys
import time

PAUSE = 0.001
"""Seconds between two tries."""

if sys.platform == "win32":
    import msvcrt

    def attempt(handle: int) -> bool:
        """Lock the file if nobody holds it; whether it is ours now."""
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def is_free(handle: int) -> bool:
        """Whether nobody holds the file."""
        if not attempt(handle):
            return False
        give(handle)
        return True

    def nobody_queues(_handle: int) -> bool:
        """Windows has no shared lock and none that waits in order: writers try until it is their turn."""
        return True

    def wait(handle: int) -> None:
        """Lock the file, however long it takes."""
        while not attempt(handle):
            time.sleep(PAUSE)

    def give(handle: int) -> None:
        """Give the lock back."""
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def attempt(handle: int, kind: int = fcntl.LOCK_EX) -> bool:
        """Lock the file if nobody holds it; whether it is ours now."""
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def is_free(handle: int) -> bool:
        """Whether nobody holds the file."""
        if not attempt(handle, fcntl.LOCK_SH):  # shared: those who only look do not see each other
            return False
        give(handle)
        return True

    nobody_queues = is_free

    def wait(handle: int) -> None:
        """Lock the file, however long it takes."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def give(handle: int) -> None:
        """Give the lock back."""
        fcntl.flock(handle, fcntl.LOCK_UN)
