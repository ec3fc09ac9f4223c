"""Reads that never pile up, retries with growing pauses, and tasks that run at a fixed interval."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Slot

from qtkit.serial_worker import SerialWorker
from qtkit.timers import repeating, single_shot

log = logging.getLogger(__name__)
T = TypeVar("T")

RETRY_PAUSES_MS = (500, 1000, 2000, 5000, 10000)


class Retry(QObject):
    """Tries an action again after a pause that grows with every failure: 0.5, 1, 2, 5, then every 10 s."""

    def __init__(
        self,
        action: Callable[[], object],
        parent: QObject | None = None,
        pauses_ms: Sequence[int] = RETRY_PAUSES_MS,
    ) -> None:
        super().__init__(parent)
        self._pauses_ms = tuple(pauses_ms)
        self._failures = 0
        self._timer = single_shot(self, action)

    @property
    def waiting(self) -> bool:
        """True while the next try is due."""
        return self._timer.isActive()

    def later(self) -> int:
        """Notes a failure and sets the next try; returns the pause in milliseconds. No second try is set."""
        if not self._timer.isActive():
            pause = self._pauses_ms[min(self._failures, len(self._pauses_ms) - 1)]
            self._failures += 1
            self._timer.start(pause)
        return self._timer.interval()

    def succeeded(self) -> None:
        """Notes a success: no try is due, and the next failure waits the shortest pause."""
        self._failures = 0
        self._timer.stop()


class LinkLog:
    """Logs when the database was lost, why, and when it came back: once each, however often a program tries."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._why = ""
        self._since: float | None = None

    def lost(self, error: Exception) -> None:
        """A try failed; another reason than the last one is said too."""
        why = f"{type(error).__name__}: {error}"
        if why != self._why:
            log.warning("the database cannot be used: %s", why)
        self._why = why
        if self._since is None:
            self._since = self._monotonic()

    def answered(self) -> None:
        """A try went well."""
        if self._since is not None:
            log.info("the database answers again, after %.0f s", self._monotonic() - self._since)
        self._since, self._why = None, ""


class Refresher(QObject, Generic[T]):
    """Reads a view in the serial worker each time it is asked, but never twice at once.

    However often ``request`` is called while a read runs, exactly one read follows it: what ``on_view`` gets last was
    read after the last request. A read that fails is logged, reported to ``on_error`` and tried again by itself with
    growing pauses. Callbacks run on the GUI thread.
    """

    def __init__(
        self,
        worker: SerialWorker,
        read: Callable[[], T],
        on_view: Callable[[T], object],
        on_error: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._read = read
        self._on_view = on_view
        self._on_error = on_error
        self.running = False
        self._wanted = False
        self._log = LinkLog(monotonic)
        self.retry = Retry(self.request, self)

    @Slot()
    def request(self) -> None:
        """Asks for a fresh view; GUI thread only."""
        if self.running:
            self._wanted = True
            return
        if self._worker.closed:
            return
        self.running = True
        self._worker.run(self._read, self._done, self._failed)

    def close(self) -> None:
        """Tries no more."""
        self.retry.succeeded()

    def _done(self, view: T) -> None:
        self.retry.succeeded()
        self._log.answered()
        try:
            self._on_view(view)
        finally:
            self._next()  # not before: a read under way takes its turns at Python from whoever shows the last one

    def _failed(self, error: Exception) -> None:
        self._log.lost(error)
        try:
            self._on_error(error)
        finally:
            self._next()
        self.retry.later()

    def _next(self) -> None:
        self.running = False
        if self._wanted:
            self._wanted = False
            self.request()


class PeriodicTask(QObject):
    """Runs ``job`` in the serial worker every ``every_ms`` after ``start``. A failure is logged, and the job runs again
    at the next interval. A job that still runs is not joined by a second one."""

    def __init__(
        self, worker: SerialWorker, job: Callable[[], object], parent: QObject | None = None, every_ms: int = 60_000
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._job = job
        self._running = False
        self._timer = repeating(self, self._on_timeout, every_ms)

    def start(self) -> None:
        """Begins; the first run is one interval later."""
        self._timer.start()

    def close(self) -> None:
        """Runs no more."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        if not self._running:
            self._running = True
            self._worker.run(self._job, self._ended, self._failed)

    def _ended(self, _result: object) -> None:
        self._running = False

    def _failed(self, error: Exception) -> None:
        self._running = False
        log.warning("a periodic task has to wait: %s", error)
