"""What the log says of a printer: what is news, once; never "ready" for one that does not answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from hall.access import By
from hall.errors import StoreUnavailable
from hall.printing.answers import Problem
from hall.printing.care import PrinterCare
from hall.printing.outcome import PrinterStatus
from hall.printing.spool import NamedPrinter

DEAD = PrinterStatus(Problem.UNREACHABLE, "tcp://10.0.0.9:9100 cannot be reached.")
MUTE = PrinterStatus(Problem.NONE, "tcp://10.0.0.9:9100 can be reached but answers nothing.", answers=False)
WELL = PrinterStatus(Problem.NONE, "tcp://10.0.0.9:9100 is ready.", answers=True)


class SettablePrinter:
    """A printer that is as it was told to be."""

    status = DEAD

    def poll(self) -> PrinterStatus:
        """How it is."""
        return self.status


class Nowhere:
    """A database that nobody reaches."""

    def run(self, _job: Callable[[Any], Any]) -> Any:
        """In vain."""
        raise StoreUnavailable("away")


@pytest.mark.parametrize("quiet", [DEAD, MUTE])
def test_a_printer_is_called_ready_only_when_it_has_answered(caplog, quiet):
    caplog.set_level(logging.INFO)
    printer: Any = SettablePrinter()
    nowhere: Any = Nowhere
    care = PrinterCare(
        (NamedPrinter("kiosk-1", printer),), nowhere, By.kiosk("kiosk-1"), stays=True, monotonic=lambda: 0.0
    )
    printer.status = quiet
    for _ in range(3):
        with suppress(StoreUnavailable):
            care.poll()
    lines = [record.getMessage() for record in caplog.records if record.getMessage().startswith("printer of")]
    assert lines == [f"printer of kiosk-1: {quiet.detail}"]
    assert "ready" not in lines[0]
    printer.status = WELL
    care.poll()
    said = [record.getMessage() for record in caplog.records if "is ready" in record.getMessage()]
    assert said == [f"printer of kiosk-1: {WELL.detail}"]
