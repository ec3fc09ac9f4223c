"""Tells the database what the board has painted and how it is, in batches: on SQLite each write wakes every program."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QObject, Slot

from display.board_link import Health
from qtkit.serial_worker import SerialWorker
from qtkit.timers import repeating, single_shot

_log = logging.getLogger(__name__)

HEARTBEAT_MS = 60_000
"""A board that has nothing to tell says that it lives; two of these are a little less than ``BOARD_ALIVE``."""

RETRY_MS = 5000

Report = Callable[[Health, tuple[tuple[int, datetime], ...], tuple[int, ...]], None]


class Reporter(QObject):
    """Collects what was painted and writes it ``every_ms`` at most, one write at a time; what could not be written
    waits for the next try. ``report`` runs in the worker, ``now`` gives the hall's time."""

    def __init__(
        self,
        worker: SerialWorker,
        report: Report,
        now: Callable[[], datetime],
        *,
        every_ms: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._report = report
        self._now = now
        self._every_ms = every_ms
        self._painted: dict[int, datetime] = {}
        self._queued: dict[int, None] = {}
        self._health = Health()
        self._reported: Health | None = None
        self._writing: tuple[tuple[int, datetime], ...] | None = None
        self._started = False
        self._soon = single_shot(self, self._write)
        self._heartbeat = repeating(self, self._write, HEARTBEAT_MS)

    @property
    def waiting(self) -> int:
        """How many painted calls the database does not know of yet."""
        return len(self._painted)

    @Slot()
    def start(self) -> None:
        """Says for the first time that the board is there; called when the database was reached."""
        if not self._started:
            self._started = True
            self._heartbeat.start()
            self._write()

    def close(self) -> None:
        """Tells nothing more; what waits is shown again by the next life of this board."""
        self._soon.stop()
        self._heartbeat.stop()
        self._started = False

    def queued(self, seqs: Iterable[int]) -> None:
        """These calls wait on this board for their turn."""
        self._queued.update(dict.fromkeys(seqs))
        self._plan()

    def painted(self, seqs: Iterable[int]) -> None:
        """These calls stand on the screen now."""
        now = self._now()
        for seq in seqs:
            self._painted.setdefault(seq, now)
            self._queued.pop(seq, None)
        self._plan()

    def set_health(self, health: Health) -> None:
        """How the board is now."""
        if health != self._health:
            self._health = health
            self._plan()

    def _plan(self) -> None:
        news = self._painted or self._queued or self._health != self._reported
        if self._started and news and self._writing is None and not self._soon.isActive():
            self._soon.start(self._every_ms)

    @Slot()
    def _write(self) -> None:
        if self._writing is not None or not self._started:
            return
        batch, queued, health = tuple(sorted(self._painted.items())), tuple(self._queued), self._health
        self._writing = batch

        def done(_: object) -> None:
            self._reported = health
            for seq, _at in batch:
                self._painted.pop(seq, None)
            for seq in queued:
                self._queued.pop(seq, None)
            self._writing = None
            self._plan()

        self._worker.run(lambda: self._report(health, batch, queued), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._writing = None
        _log.warning("what the board has shown cannot be noted now: %s", error)
        if self._started:
            self._soon.start(RETRY_MS)
