"""A program's way to its store: opens it in the serial worker, tries again with growing pauses, and runs jobs on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import StoreUnavailable
from qtkit.permit import Permit
from qtkit.poll import LinkLog, Retry
from qtkit.serial_worker import SerialWorker

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork
    from hall.store.views.reader import Reader

T = TypeVar("T")


class LazyStore:
    """A store that is opened at its first use, in the thread that uses it."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        self._open_store = open_store
        self._store: Store | None = None

    @property
    def is_open(self) -> bool:
        """Whether it was opened."""
        return self._store is not None

    def get(self) -> Store:
        """The store, opened if it was not. Raises StoreUnavailable."""
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def close(self) -> None:
        """Closes the store, if it was opened."""
        if self._store is not None:
            self._store.close()
            self._store = None


class StoreLink(QObject):
    """Owns the store inside the serial worker. ``opened`` comes once; ``failed_to_open`` with the exception of every
    try that fails. A job's ``done`` or ``failed`` is called on the GUI thread."""

    opened = Signal()
    failed_to_open = Signal(object)

    def __init__(self, worker: SerialWorker, open_store: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.worker = worker
        self._store = LazyStore(open_store)
        self._retry = Retry(self.open, self)
        self._log = LinkLog()
        self._trouble: StoreUnavailable | None = None

    @property
    def is_open(self) -> bool:
        """Whether the store was opened."""
        return self._store.is_open

    @Slot()
    def open(self) -> None:
        """Opens the store in the worker; on failure tries again by itself with growing pauses."""
        self.worker.run(self._store.get, self._on_opened, self._on_failed)

    def run(
        self, job: Callable[[Store], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Runs ``job`` with the store in the worker."""
        self.worker.run(lambda: job(self.store()), done, failed)

    def write(
        self,
        job: Callable[[UnitOfWork], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        permit: Permit | None = None,
    ) -> None:
        """Runs one unit of work in the worker; with a ``permit`` it may be withdrawn until it is kept."""
        if permit is None:
            self.run(lambda store: store.act(job), done, failed)
        else:
            self.run(lambda store: permit.act(store, job), done, failed)

    def read(
        self, job: Callable[[Reader], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Reads one snapshot in the worker."""
        self.run(lambda store: store.fetch(job), done, failed)

    def store(self) -> Store:
        """The store; only for jobs in the worker. Raises StoreUnavailable until it was opened."""
        if not self._store.is_open:
            raise self._trouble or StoreUnavailable("the store is not open yet")
        return self._store.get()

    def stop_trying(self) -> None:
        """Does not try to open it any more."""
        self._retry.succeeded()

    def close(self) -> None:
        """Closes the store; call it when the worker has ended."""
        self._store.close()

    def _on_opened(self, _store: Store) -> None:
        self._retry.succeeded()
        self._log.answered()
        self._trouble = None
        self.opened.emit()

    def _on_failed(self, error: Exception) -> None:
        self._retry.later()
        self._log.lost(error)
        self._trouble = StoreUnavailable(error, error.cause) if isinstance(error, StoreUnavailable) else None
        self.failed_to_open.emit(error)
