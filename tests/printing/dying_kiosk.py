"""A kiosk's spool in a process of its own that dies at one step; for test_spool."""

from __future__ import annotations

import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from hall.access import By
from hall.clock import Clock
from hall.errors import StoreUnavailable
from hall.printing.closing_strip import Printable
from hall.printing.journal import SlipJournal
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm, PrinterStatus, PrintResult
from hall.printing.spool import NamedPrinter, PrintRequest, SlipEnd, Spool
from hall.printing.talk import Patience, no_patience
from hall.store import open_store


class Morning(Clock):
    """Monday, 23 November 2026, 10.00 in Kendari."""

    def now(self) -> datetime:
        """Always the same moment."""
        return datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def die() -> None:
    """As kill -9 does."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingPrinter:
    """The printer; dies before it or after it; in the middle of it the test does it."""

    def __init__(self, url: str, step: str) -> None:
        known = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
        self._printer = open_printer(url, 80, Path(), calibration=known)
        self._step = step

    def print(self, slip: Printable, _patience: Patience = no_patience) -> PrintResult:
        """Print, unless it is time to die."""
        if self._step == "sending":
            die()
        result = self._printer.print(slip)
        if self._step == "sent":
            die()
        return result

    def poll(self) -> PrinterStatus:
        """Not asked here."""
        return self._printer.poll()

    def warm_up(self) -> None:
        """Load the fonts, so that the middle of the job is in its middle."""
        self._printer.warm_up()


class Away:
    """A database that nobody reaches."""

    def run(self, _job: Any) -> Any:
        """In vain."""
        raise StoreUnavailable("the database is away")


def main(database: str, url: str, step: str, folder: str, away: str = "") -> None:
    """Take a number, print its slip, die; with ``away`` the database is not reached after the number."""
    journal = SlipJournal.of("kiosk-1", Path(folder), uuid4().hex)
    journal.begin()
    store = open_store(database, Morning())
    printer = DyingPrinter(url, step)
    printer.warm_up()
    ticket = store.run(
        lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True, life=journal.life)
    )
    if step == "issued":
        die()
    with store.read() as view:
        hall = view.hall()
    reached: Any = Away() if away else store
    own = NamedPrinter("kiosk-1", printer)
    spool = Spool(lambda: reached, own, by=By.kiosk("kiosk-1"), journal=journal)

    def told(_: SlipEnd) -> None:
        if step == "noted":
            die()

    spool.print(PrintRequest(ticket, hall), told, lambda seconds: True)
    die()


if __name__ == "__main__":
    main(*sys.argv[1:])
