"""A lock between processes next to a SQLite file, so that writers take turns instead of meeting SQLITE_BUSY.

A writer tries about every millisecond: with a few writers this is the quickest way. Who has tried for ``_PATIENT``
seconds joins a queue, a second lock on a second file: the one that holds it is the next writer, the others wait for it
in the kernel, which hands a blocked ``flock`` on in the order of arrival (Linux since 5.0). While somebody stands there
nobody else tries, so that no writer is starved however many there are. Both locks belong to open files: the system
frees them when a process dies, however it dies, and nothing is left on the disk. Measured in docs/decisions/013.

Who holds a lock, or stands first in the queue, says so in its file (``database.holder``): one that was stopped would
keep all others waiting without an end, and nobody would know which of them it is.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hall import private
from hall.errors import StoreCause, StoreUnavailable
from hall.processes import program_name
from hall.store.database import file_locks, holder
from hall.store.database.holder import Caller

PATIENCE = 10.0
"""Seconds after which a writer says who keeps it waiting."""
_PATIENT = 0.25


class WriteLock:
    """The lock file ``path`` for the writers of one program, whose threads take turns like processes; ``caller`` is who
    says to hold it. Its files stay open between two writes, and are opened again when others are in their place."""

    def __init__(self, path: Path, caller: Caller | None = None) -> None:
        self._path, self._caller = path, caller or Caller(program_name())
        self._idle: list[Place] = []

    @contextmanager
    def held(self, patience: float = PATIENCE, *, setting_up: bool = False) -> Iterator[None]:
        """Hold the lock for the block; the system frees it when the process dies.

        The queue is in a second file next to it, ``path`` with ``-queue`` added. ``setting_up``: perhaps for long.
        Raises StoreUnavailable when the turn did not come within ``patience`` seconds (beyond ``PATIENCE`` only behind
        somebody who sets up), or the folder cannot be written.
        """
        place = self.enter(patience, setting_up=setting_up)
        try:
            yield
        finally:
            self.leave(place)

    def leave(self, place: Place) -> None:
        """Give the lock to the next; the files stay open."""
        place.leave()
        self._idle.append(place)

    def close(self) -> None:
        """Close the files that no thread uses now."""
        while self._idle:
            self._idle.pop().close()

    def enter(self, patience: float = PATIENCE, *, setting_up: bool = False) -> Place:
        """Take the lock, until ``leave``. Raises as ``held``."""
        begun = time.monotonic()
        while True:
            place = self._taken()
            if not place.enter(patience - (time.monotonic() - begun), setting_up):
                raise StoreUnavailable(_complaint(self._path, min(patience, time.monotonic() - begun)), StoreCause.BUSY)
            if place.is_there():
                return place
            place.close()

    def _taken(self) -> Place:
        try:
            return self._idle.pop()
        except IndexError:
            return Place(self._path, self._caller)


@contextmanager
def write_lock(
    path: Path, patience: float = PATIENCE, *, caller: Caller | None = None, setting_up: bool = False
) -> Iterator[None]:
    """Hold the lock file ``path`` once, as ``WriteLock.held`` does."""
    lock = WriteLock(path, caller)
    try:
        with lock.held(patience, setting_up=setting_up):
            yield
    finally:
        lock.close()


def _complaint(path: Path, waited: float) -> str:
    found = holder.find(path)
    said = f"another program has been writing to the database for {waited:.0f} s ({path})"
    if found is None or not found.pid:
        return f"{said}; find the program that hangs and end it"
    return f"{said}: {found}; {found.advice}"


class Place:
    """One writer's place: its own open files, so that threads of one process take turns like processes."""

    def __init__(self, path: Path, caller: Caller) -> None:
        self._path, self._caller, self._setting_up = path, caller, False
        database = holder.database_of(path)
        queue = holder.queue_of(path)
        self._write = _open(path, database)
        try:
            self._queue = _open(queue, database)
        except StoreUnavailable:
            os.close(self._write)
            raise
        self._files = (str(path), os.fstat(self._write)), (str(queue), os.fstat(self._queue))

    def enter(self, patience: float, setting_up: bool) -> bool:
        """Take the lock within so many seconds; a place that did not get it is closed."""
        self._setting_up = setting_up
        if self.enter_soon(min(patience, _PATIENT)):
            return True
        return self.enter_in_turn(patience - _PATIENT)

    def is_there(self) -> bool:
        """Whether its files are still those at their paths, which all others lock."""
        try:
            return all(os.path.samestat(ours, os.stat(file)) for file, ours in self._files)  # noqa: PTH116 - by far faster
        except OSError:
            return False

    def enter_soon(self, seconds: float) -> bool:
        """Try for so long while nobody queues; the random part keeps two writers out of one rhythm."""
        deadline = time.monotonic() + seconds
        while file_locks.nobody_queues(self._queue):
            if file_locks.attempt(self._write):
                self._say_so(self._write)
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(file_locks.PAUSE * (0.5 + random.random()))  # noqa: S311
        return False

    def enter_in_turn(self, seconds: float) -> bool:
        """Queue for so long; a place that is not taken in time is given back, here and in the queue."""
        return _Turn(self._queue_up, self.close).came_within(max(0.0, seconds), self._is_set_up)

    def leave(self) -> None:
        """Give the lock to the next; the files stay open."""
        file_locks.give(self._write)

    def close(self) -> None:
        """Close the files, which gives up whatever is held of them."""
        os.close(self._write)
        os.close(self._queue)

    def _queue_up(self) -> None:
        file_locks.wait(self._queue)
        self._say_so(self._queue)
        file_locks.wait(self._write)
        self._say_so(self._write)
        file_locks.give(self._queue)

    def _say_so(self, handle: int) -> None:
        holder.leave_word(handle, self._caller, setting_up=self._setting_up)

    def _is_set_up(self) -> bool:
        """Whether the one who holds the lock sets the hall up, and goes on with it."""
        found = holder.find(self._path)
        return found is None or (found.setting_up and not found.stopped)


class _Turn:
    """A wait in a thread of its own, because a blocked ``flock`` itself cannot be given up."""

    def __init__(self, wait: Callable[[], None], give_back: Callable[[], None]) -> None:
        self._wait, self._give_back = wait, give_back
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._given_up = False
        self._error: OSError | None = None
        threading.Thread(target=self._run, name="write-queue", daemon=True).start()

    def came_within(self, seconds: float, worth_it: Callable[[], bool]) -> bool:
        """Whether the turn came within ``seconds``, asking after each ``PATIENCE`` whether it is worth waiting on; if
        not, what comes later is given back. Raises OSError."""
        deadline = time.monotonic() + seconds
        while not self._over.wait(min(PATIENCE, left := max(0.0, deadline - time.monotonic()))):
            if left <= PATIENCE or not worth_it():
                break
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


def _open(path: Path, database: Path) -> int:
    try:
        return private.open_file(path, os.O_RDWR, like=database)
    except OSError as error:
        raise StoreUnavailable(
            f"cannot write next to the database ({path}: {error.strerror}); give the user of this program the right "
            "to write in that folder",
            StoreCause.NO_FILE,
        ) from error
