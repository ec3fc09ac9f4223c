"""The way to the hall: opens the store, reads what is to be shown, and never stops trying."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from counter.desk.state import Roster
from counter.ports import DeskStore
from hall.day_steps import DAY_ALARMS
from hall.processes import MACHINE_ALARMS
from hall.views import CounterView
from qtkit.link_log import LinkLog
from qtkit.poll import Refresher, Retry
from qtkit.serial_worker import SerialWorker

_BEFORE_SIGN_IN = DAY_ALARMS | MACHINE_ALARMS
"""What keeps people from signing in, or the hall from opening, is told before anybody has signed in."""
_POLL_MS = 5_000
"""Waits and late slips grow without any change in the database, and while a program keeps all others from writing
nothing changes at all: read again this often."""


class HallLink(QObject):
    """Reads in the lane, tells on the GUI thread. After a failure it tries again, with growing pauses.

    ``counter_id`` says, when a read begins, whose screen to read; empty reads what the sign-in page lists.
    """

    opened = Signal()
    view_read = Signal(object)
    failed = Signal(object)

    def __init__(
        self, worker: SerialWorker, open_store: Callable[[], DeskStore], counter_id: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._worker, self._open_store, self._counter_id = worker, open_store, counter_id
        self.store: DeskStore | None = None
        self._log = LinkLog()
        self._refresher = Refresher(worker, self._read, self._on_read, self._on_failed)
        self._read_again = Retry(self.refresh, self)
        self._open_again = Retry(self.start, self)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self._on_poll)

    @Slot()
    def start(self) -> None:
        """Opens the store, again and again until it is there."""
        self._worker.run(self._open_store, self._on_opened, self._on_open_failed)

    @Slot()
    def refresh(self) -> None:
        """Reads again now."""
        if self.store is not None:
            self._refresher.request()

    def retry(self) -> None:
        """Reads again after a pause."""
        self._read_again.later()

    def close(self) -> None:
        """Stops every timer."""
        self._poll.stop()
        self._read_again.succeeded()
        self._open_again.succeeded()

    def _read(self) -> Roster | CounterView:
        store, counter_id = self.store, self._counter_id()
        assert store is not None
        with store.read() as reader:
            if counter_id:
                return reader.counter(counter_id)
            alarms = tuple(alarm for alarm in reader.alarms() if alarm.code in _BEFORE_SIGN_IN)
            return Roster(reader.hall(), reader.counters(), reader.anybody(), alarms)

    def _on_read(self, result: Roster | CounterView) -> None:
        self._read_again.succeeded()
        self._log.answered()
        self.view_read.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self._log.lost(error)
        self.failed.emit(error)
        self._read_again.later()

    def _on_opened(self, store: DeskStore) -> None:
        self._open_again.succeeded()
        self.store = store
        self._poll.start()
        self.opened.emit()
        self.refresh()

    def _on_open_failed(self, error: Exception) -> None:
        self._log.lost(error)
        self.failed.emit(error)
        self._open_again.later()

    @Slot()
    def _on_poll(self) -> None:
        if not self._read_again.waiting:
            self.refresh()
