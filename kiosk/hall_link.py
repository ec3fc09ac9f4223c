"""The kiosk's way to the store: opens it in the lane, tries again with growing pauses, runs jobs on it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from hall.errors import StoreUnavailable
from hall.lives import Life, Standing
from hall.spooling import Claim, Job
from hall.structure import Station
from hall.views import HallView, KioskView, PrinterView, PrintJobView, TicketView
from qtkit.link_log import LinkLog
from qtkit.poll import Retry
from qtkit.serial_worker import SerialWorker

T = TypeVar("T")


class WorkLike(Protocol):
    """What the kiosk writes, inside one unit of work."""

    def issue(
        self,
        service: str,
        *,
        priority: bool = False,
        request_id: str | None = None,
        actor: str = "api",
        station: str = "",
        to_print: bool = False,
        life: str = "",
    ) -> TicketView:
        """Gives a number."""

    def slip_out(
        self, ticket_id: int, *, verified: bool, detail: str = "", actor: str, request_id: str | None = None
    ) -> TicketView:
        """The slip came out."""

    def slip_sending(self, ticket_id: int, *, copy: int = 0, life: str = "", taken_from: str = "") -> Claim:
        """The slip is about to be sent: whether it may, and which copy it is then."""

    def slip_failed(self, ticket_id: int, *, outcome: str, detail: str, actor: str, again: bool = True) -> Job:
        """The slip did not come out; ``again``: whether somebody tries again."""

    def slip_missing(self, ticket_id: int, *, actor: str) -> TicketView:
        """The visitor says that no paper came: the staff are told."""

    def reprint(self, ticket_id: int, *, station: str) -> int:
        """The staff print a slip again."""

    def printer_report(
        self,
        name: str,
        *,
        problem: str,
        detail: str,
        near_end: bool | None = None,
        paper_mm: float = 0.0,
        station: Station | None = None,
        watched: bool = False,
    ) -> None:
        """How the printer of a station is."""

    def new_roll(self, name: str) -> None:
        """A new roll was put in."""

    def calibrate_printer(self, name: str, url: str, found: dict[str, Any]) -> None:
        """Keeps what a printer was found to answer."""

    def confirm(self, ticket_id: int, *, actor: str, request_id: str | None = None) -> TicketView:
        """The visitor has the number without a slip."""

    def cancel(self, ticket_id: int, *, reason: str, actor: str, request_id: str | None = None) -> TicketView:
        """The number is not wanted."""


class ReaderLike(Protocol):
    """What the kiosk reads, on one snapshot."""

    def hall(self) -> HallView:
        """The building."""

    def kiosk(self, zone_id: str = "") -> KioskView:
        """All that the kiosk lists: one zone's services, the whole hall's when ``zone_id`` is empty."""

    def ticket(self, code_or_token: str) -> TicketView:
        """One number."""

    def station(self, name: str) -> Station | None:
        """A machine of the hall by its name."""

    def unfinished_slips(self, station: str) -> tuple[PrintJobView, ...]:
        """Slips that a station still owes."""

    def latest_slips(self, station: str, count: int) -> tuple[PrintJobView, ...]:
        """The last slips of a station, the newest first."""

    def printer_of(self, station: Station) -> PrinterView:
        """What is known of a station's printer."""

    def has_station_pin(self, station: str) -> bool:
        """Whether the staff page of a station has a PIN."""


class StoreLike(Protocol):
    """The part of ``hall.store.Store`` that the kiosk uses."""

    def run(self, job: Callable[[WorkLike], T]) -> T:
        """Runs one unit of work, again when the database asks for it."""

    def read(self) -> AbstractContextManager[ReaderLike]:
        """A reader on one snapshot."""

    def check_station_pin(self, station: str, pin: str) -> None:
        """Whether this PIN opens the station's staff page."""

    def settle_day(self) -> str | None:
        """Closes a business day that has run its time."""

    def beat(self, life: Life) -> Standing:
        """Says that a program goes on, and whether it has its name."""

    def end_life(self, life_id: str) -> None:
        """Says that a program ends."""

    def close(self) -> None:
        """Gives the connections back."""


class HallLink(QObject):
    """Owns the store inside the lane. ``opened`` comes once; ``failed_to_open`` at every try that fails, with the
    exception. Build it on the GUI thread."""

    opened = Signal()
    failed_to_open = Signal(object)

    def __init__(
        self, worker: SerialWorker, open_store: Callable[[], StoreLike], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.worker = worker
        self._open_store = open_store
        self._store: StoreLike | None = None
        self._retry = Retry(self.open, self)
        self._log = LinkLog()
        self._trouble: StoreUnavailable | None = None

    def open(self) -> None:
        """Opens the store in the lane; on failure tries again by itself with growing pauses."""
        self.worker.run(self._open, self._on_opened, self._on_failed)

    def write(
        self,
        job: Callable[[WorkLike], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        """Runs one unit of work in the lane; ``done`` or ``failed`` is called on the GUI thread."""
        self.worker.run(lambda: self._opened().run(job), done, failed)

    def read(
        self, job: Callable[[ReaderLike], T], done: Callable[[T], object], failed: Callable[[Exception], object]
    ) -> None:
        """Reads one snapshot in the lane; ``done`` or ``failed`` is called on the GUI thread."""
        self.worker.run(lambda: self.read_now(job), done, failed)

    def check_pin(
        self, station: str, pin: str, done: Callable[[None], object], failed: Callable[[Exception], object]
    ) -> None:
        """Checks the PIN of a station in the lane; ``done`` or ``failed`` is called on the GUI thread."""
        self.worker.run(lambda: self._opened().check_station_pin(station, pin), done, failed)

    def read_now(self, job: Callable[[ReaderLike], T]) -> T:
        """Reads one snapshot; only for jobs that already run in the lane. Raises StoreUnavailable."""
        with self._opened().read() as reader:
            return job(reader)

    def settle_day(self) -> None:
        """Closes a business day that has run its time; only for jobs in the lane. Raises StoreUnavailable."""
        self._opened().settle_day()

    def beat(self, life: Life) -> Standing:
        """Says that this kiosk goes on; only for jobs in the lane. Raises StoreUnavailable."""
        return self._opened().beat(life)

    def end_life(self, life_id: str) -> None:
        """Gives the name back; only for jobs in the lane. Raises StoreUnavailable."""
        if self._store is not None:
            self._store.end_life(life_id)

    def close(self) -> None:
        """Closes the store; call it when the lane has ended."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def _opened(self) -> StoreLike:
        if self._store is None:
            raise self._trouble or StoreUnavailable("the store is not open yet")
        return self._store

    def _open(self) -> StoreLike:
        if self._store is None:
            self._store = self._open_store()
        return self._store

    def _on_opened(self, _store: StoreLike) -> None:
        self._retry.succeeded()
        self._log.answered()
        self._trouble = None
        self.opened.emit()

    def _on_failed(self, error: Exception) -> None:
        self._retry.later()
        self._log.lost(error)
        self._trouble = StoreUnavailable(error, error.cause) if isinstance(error, StoreUnavailable) else None
        self.failed_to_open.emit(error)
