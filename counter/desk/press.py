"""One press of a key on its way to the store: sent until an answer comes, counted once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from counter.desk.state import Intent
from counter.ports import DeskStore, DeskWork
from hall.errors import StoreUnavailable
from qtkit.poll import Retry
from qtkit.serial_worker import SerialWorker

_GIVE_UP_MS = 30_000
"""A press whose answer was lost is repeated, with its own id, this long."""


@dataclass(frozen=True, slots=True)
class PendingCommand:
    """What was pressed, about which number, and the unit of work: it carries one request id however often it runs.
    ``missed`` is the number that a call records as a no-show, as the key said; empty when there is none."""

    intent: Intent
    code: str
    job: Callable[[DeskWork], object]
    missed: str = ""


class CommandQueue(QObject):
    """Carries at most one press at a time. ``failed`` comes with StoreUnavailable only when it gave up."""

    answered = Signal(object, object)
    failed = Signal(object, object)
    reply_lost = Signal()

    def __init__(self, worker: SerialWorker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._store: DeskStore | None = None
        self._press: PendingCommand | None = None
        self._since = QElapsedTimer()
        self._again = Retry(self._send, self)

    def begin(self, store: DeskStore, press: PendingCommand) -> None:
        """Sends a press; only when none is under way."""
        assert self._press is None
        self._store, self._press = store, press
        self._since.start()
        self._send()

    def resume(self) -> None:
        """The database is back: sends a waiting press at once."""
        if self._again.waiting:
            self._again.succeeded()
            self._send()

    def close(self) -> None:
        """Forgets the press under way."""
        self._press = None
        self._again.succeeded()

    def _send(self) -> None:
        store, press = self._store, self._press
        if store is not None and press is not None:
            self._worker.run(lambda: store.run(press.job), self._on_done, self._on_failed)

    def _on_done(self, result: object) -> None:
        press = self._press
        if press is not None:
            self.close()
            self.answered.emit(press, result)

    def _on_failed(self, error: Exception) -> None:
        press = self._press
        if press is None:
            return
        if isinstance(error, StoreUnavailable) and self._since.elapsed() < _GIVE_UP_MS:
            self.reply_lost.emit()
            self._again.later()
            return
        self.close()
        self.failed.emit(press, error)
