"""A kiosk's printing of closing sheets in a process of its own, until it is killed; for test_sheet_printing."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from hall.clock import Clock
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm
from hall.printing.spool import NamedPrinter
from hall.printing.stations import Printers
from hall.printing.talk import no_patience
from hall.store import open_store
from kiosk.sheet_printing import SheetPrinting
from kiosk.spool_keeper import SpoolKeeper


class Still(Clock):
    """Always the same moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """That moment."""
        return self._moment


def main(database: str, url: str, moment: str) -> None:
    """Print what there is."""
    known = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
    printer = NamedPrinter("kiosk-1", open_printer(url, 80, Path(), calibration=known))
    clock = Still(datetime.fromtimestamp(float(moment), UTC))
    keeper = SpoolKeeper(lambda: open_store(database, clock), lambda store: Printers(printer), "kiosk-1", None)
    SheetPrinting(keeper).step(no_patience)


if __name__ == "__main__":
    main(*sys.argv[1:])
