"""The print thread's database connection and its spool, opened when they are needed, and again when that helps."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import DeviceError, HallError
from hall.printing.journal import SlipJournal
from hall.printing.printer import UnusablePrinter
from hall.printing.slip_orders import language_of
from hall.printing.spool import NamedPrinter, PrintRequest, Spool
from hall.printing.stations import Printers
from hall.spooling import PrintJob
from qtkit.store_link import LazyStore

if TYPE_CHECKING:
    from hall.store import Store

log = logging.getLogger(__name__)


class SpoolKeeper:
    """Used by one thread. ``store`` raises HallError while the database is away; ``spool`` is there always."""

    def __init__(
        self,
        open_store: Callable[[], Store],
        open_printers: Callable[[Store | None], Printers],
        station: str,
        journal: SlipJournal | None,
    ) -> None:
        self.station = station
        self._open_printers = open_printers
        self._journal = journal
        self._store = LazyStore(open_store)
        self._spool: Spool | None = None

    def store(self) -> Store:
        """The database connection of this thread. Raises HallError."""
        return self._store.get()

    def spool(self) -> Spool:
        """The station's spool."""
        if self._spool is None:
            try:
                store: Store | None = self.store()
            except HallError as error:
                log.warning("the printers are opened without the database: %s", error)
                store = None
            try:
                printers = self._open_printers(store)
            except DeviceError as error:
                log.error("the printer of station %s cannot be used: %s", self.station, error)
                printers = Printers(NamedPrinter(self.station, UnusablePrinter(str(error))))
            spool = Spool(self.store, printers.own, printers.fallback, by=By.kiosk(self.station), journal=self._journal)
            if store is None:
                return spool  # its calibration and its fallback are in the database
            self._spool = spool
        return self._spool

    def asked_elsewhere(self) -> tuple[PrintRequest, ...]:
        """Slips of numbers that the staff gave at the door, for this station to print; none while the database is
        away."""
        try:
            hall, jobs = self.store().fetch(lambda reader: (reader.hall(), reader.slips.unfinished(self.station)))
        except HallError as error:
            log.warning("whether the staff ask for a slip cannot be read now: %s", error)
            return ()
        return tuple(
            PrintRequest(job.ticket, hall, language_of(job.ticket))
            for job in jobs
            if job.state == PrintJob.QUEUED and not job.life
        )

    def reopen(self) -> None:
        """The printers are opened again at their next use, with what the hall knows of them by then."""
        self._spool = None

    def reopen_when_calibrated(self) -> None:
        """Whoever calibrates an untried printer need not start the kiosk again."""
        station = self.spool().care.own.station
        if station is None or not self.spool().care.untried:
            return
        try:
            if self.store().fetch(lambda reader: reader.printers.of(station)).calibration:
                self.reopen()
        except HallError as error:
            log.warning("whether the printer was calibrated cannot be read now: %s", error)

    def close(self) -> None:
        """Gives the connection back."""
        self._store.close()
