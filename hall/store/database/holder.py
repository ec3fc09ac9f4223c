"""Who holds SQLite's writer lock: the word that each holder leaves in the lock file, and what others make of it.

The lock itself belongs to an open file and tells nothing. A process that was stopped, or that hangs, keeps it without
an end, so every holder writes its name behind the first byte, which Windows keeps from all others while it is locked.
The word stays when the lock was given back: it counts only while the lock is held.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from hall import processes
from hall.store.database import file_locks

PLACE, LENGTH = 64, 448
"""Where the word is in the file, in bytes: behind the locked byte and the word of ``database.existence_marker``."""
HANGS_AFTER = 5.0
"""Seconds that no step of the hall takes."""
_FOREIGN_AFTER = 2.0
_SET_UP_AFTER = 60.0
_WAL_WRITE_LOCK = 120
"""The byte of the -shm file that SQLite's own writer locks (sqlite.org/walformat.html, 2.3.1)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who opens the database, for those who have to wait: the program and its station."""

    program: str
    station: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock. ``seconds`` is how long by the machine's steady clock; ``setting_up``: a migration, which
    may take its time; ``foreign``: a program that is none of the hall's, and holds SQLite's own lock."""

    program: str
    pid: int
    station: str = ""
    since: datetime | None = None
    seconds: float = 0.0
    setting_up: bool = False
    foreign: bool = False

    @property
    def hangs(self) -> bool:
        """Whether it has held the lock for longer than any step takes."""
        patience = HANGS_AFTER
        if self.foreign:
            patience = _FOREIGN_AFTER
        elif self.setting_up and not self.stopped:
            patience = _SET_UP_AFTER
        return self.seconds >= patience

    @property
    def stopped(self) -> bool:
        """Whether its process was stopped and will not go on by itself."""
        return processes.is_stopped(self.pid)

    def __str__(self) -> str:
        at = f" since {self.since.astimezone():%H:%M:%S}" if self.since else ""
        of = f" of {self.station}" if self.station else ""
        if self.foreign:
            return f"{self.program} (process {self.pid}), which is no program of the hall"
        return f"{self.program}{of} (process {self.pid}){at}"

    @property
    def advice(self) -> str:
        """What to do about it."""
        if self.stopped:
            return (
                f"it was stopped: `kill -CONT {self.pid}` lets it go on, `kill -KILL {self.pid}` ends it, and nothing "
                "that was written is lost"
            )
        if self.foreign:
            return f"end its transaction, or the program with `kill {self.pid}`"
        return f"if it hangs, end it (`kill {self.pid}`, and `kill -KILL {self.pid}` when that does not help)"


def leave_word(handle: int, caller: Caller, *, setting_up: bool = False) -> None:
    """Write into the lock file that ``caller`` has locked who holds it. A full disk keeps nobody from writing."""
    word = _word(caller, os.getpid(), setting_up) % (time.time(), time.monotonic())
    with suppress(OSError):
        _write_at(handle, word.ljust(LENGTH)[:LENGTH])


def _write_at(handle: int, word: bytes) -> None:
    if hasattr(os, "pwrite"):  # not on Windows
        os.pwrite(handle, word, PLACE)
    else:
        os.lseek(handle, PLACE, os.SEEK_SET)
        os.write(handle, word)


@lru_cache(maxsize=8)  # every write leaves the word, while others wait
def _word(caller: Caller, pid: int, setting_up: bool) -> bytes:
    """The word, but for the times since when: by the clock, and by the machine's steady one."""
    said = {"program": caller.program[:60], "station": caller.station[:60], "pid": pid, "setting_up": setting_up}
    return json.dumps(said).replace("%", "%%")[:-1].encode("ascii") + b', "since": %f, "steady": %f}'


def find(lock: Path) -> Holder | None:
    """Who holds the lock file ``lock`` of a database now, or stands first in its queue; None for nobody.

    A program that holds SQLite's own lock meanwhile goes first: the hall's own waits for it.
    """
    held = _held(lock) or _held(queue_of(lock))
    if held is None:
        return None
    foreign = foreign_holder(database_of(lock), held.pid)
    if foreign is not None and held.seconds >= _FOREIGN_AFTER:
        return Holder(foreign.program, foreign.pid, seconds=held.seconds, foreign=True)
    return held


def foreign_holder(database: Path, pid: int) -> Holder | None:
    """Another process than ``pid`` that holds SQLite's own lock for writing on ``database``, where that can be told."""
    found = processes.lock_holder(database.with_name(database.name + "-shm"), _WAL_WRITE_LOCK)
    if found in (0, pid):
        return None
    return Holder(processes.name_of(found) or "a program", found, foreign=True)


def queue_of(lock: Path) -> Path:
    """The file in which the writers of ``lock`` queue."""
    return lock.with_name(lock.name + "-queue")


def database_of(lock: Path) -> Path:
    """The database that the lock file ``lock`` stands next to (``hall.store.database.existence_marker.lock_file``)."""
    return lock.with_name(lock.name.removesuffix(".lock"))


def _held(lock: Path) -> Holder | None:
    try:
        handle = os.open(lock, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except OSError:
        return None
    try:
        return None if file_locks.is_free(handle) else _read(handle)
    except OSError:
        return None
    finally:
        os.close(handle)


def _read(handle: int) -> Holder:
    os.lseek(handle, PLACE, os.SEEK_SET)
    try:
        word = json.loads(os.read(handle, LENGTH).decode("ascii", "replace"))
        since = datetime.fromtimestamp(word["since"], UTC)
        seconds = max(0.0, time.monotonic() - word["steady"])
        return Holder(
            str(word["program"]), int(word["pid"]), str(word["station"]), since, seconds, word["setting_up"] is True
        )
    except (ValueError, TypeError, KeyError, OverflowError, OSError):
        return Holder("an older program of the hall", 0)
