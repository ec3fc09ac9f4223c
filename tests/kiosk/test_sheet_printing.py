"""A kiosk prints closing sheets between slips: on both databases, on a printer with a mechanism, and in its thread."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.access import By
from hall.closing_sheet import ClosingSheet, SheetCounts, SheetLine
from hall.errors import StoreUnavailable
from hall.printing.answers import Problem
from hall.printing.closing_strip import BLOCKS, Printable
from hall.printing.links import Deadlines
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm, PrintOutcome, PrintResult
from hall.printing.spool import NamedPrinter, PrintRequest
from hall.printing.stations import Printers
from hall.printing.talk import Patience, no_patience
from hall.spooling import SHEET_TRIES, SlipClaim
from hall.store import Store, open_store
from hall.structure import HallStructure
from kiosk.print_worker import PrintWorker
from kiosk.sheet_printing import SheetPrinting
from kiosk.spool_keeper import SpoolKeeper
from tests.conftest import FixedClock
from tests.fake_printer import FakePrinter
from tests.hall_samples import BY, service
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.memory_hall import MemoryHall, NotePrinter, as_store
from tests.patient_bot import PATIENCE_S

QUICK = Deadlines(connect=10, answer=0.3, stall=0.6, silence=0.8, trouble=0.2, drain=0.2, job=20)
PROVES = Calibration(answers=True, confirm=Confirm.PROCESS_ID)


@pytest.fixture
def closed(store: Store, structure: HallStructure) -> Store:
    """A hall whose day is closed, with so many services that kiosk-1 needs two strips for its sheet."""
    services = [service(f"S{letter}", "imigrasi", f"Layanan {letter}") for letter in "ABCDEFGHJKLM"]
    slip = replace(structure.hall.slip, closing_sheet="kiosk-1")
    hall = replace(structure.hall, slip=slip)
    store.run(lambda w: w.hall.apply(replace(structure, hall=hall, services=(*structure.services, *services)), BY))
    for one in services:
        store.run(lambda w, one=one: w.tickets.issue(one.prefix, BY))
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    return store


@pytest.fixture
def fake() -> Iterator[FakePrinter]:
    with FakePrinter(scale=40) as printer:
        yield printer


class Kiosk:
    """The life of a kiosk: its store, its printer, and a clock that a test moves."""

    def __init__(self, url: str, clock: FixedClock, fake: FakePrinter) -> None:
        self.away = False
        self.now = 0.0
        self._store = open_store(url, clock)
        printer = NamedPrinter("kiosk-1", open_printer(fake.url, 80, Path(), deadlines=QUICK, calibration=PROVES))

        self.keeper = SpoolKeeper(lambda: self._store, lambda store: Printers(printer), "kiosk-1", None)
        self.keeper.store = self._reached  # type: ignore[method-assign]
        self.sheets = SheetPrinting(self.keeper, lambda: self.now)

    def _reached(self) -> Store:
        if self.away:
            raise StoreUnavailable("away")
        return self._store

    def close(self) -> None:
        """Its end, also by a power cut."""
        self._store.close()

    def step(self) -> None:
        """One look for a strip, long after the one before."""
        self.now += 60
        self.sheets.step(no_patience)


@pytest.fixture
def kiosk(hall_url: str, clock: FixedClock, fake: FakePrinter) -> Iterator[Callable[[], Kiosk]]:
    """Begins another life of the kiosk."""
    lives: list[Kiosk] = []

    def begin() -> Kiosk:
        lives.append(Kiosk(hall_url, clock, fake))
        return lives[-1]

    yield begin
    for life in lives:
        life.close()


def states(store: Store) -> list[str]:
    """What became of the sheets of the latest day."""
    day = store.fetch(lambda reader: reader.sheets.of(BY)).day
    return [asked.state for asked in store.fetch(lambda reader: reader.sheets.prints(day))]


def whole(fake: FakePrinter) -> int:
    return sum(slip.whole for slip in fake.slips)


def test_the_sheet_comes_out_once_in_its_strips(closed, kiosk, fake):
    life = kiosk()
    life.step()
    assert (states(closed), life.sheets.goes_on, whole(fake)) == (["sending"], True, 1)
    life.step()
    assert (states(closed), life.sheets.goes_on, whole(fake)) == (["printed"], False, 2)
    life.step()
    kiosk().step()
    assert whole(fake) == 2
    assert all(slip.picture().width == 576 for slip in fake.slips)


@pytest.mark.parametrize(("fault", "at_mm"), [("paper", None), ("power", None), ("cover", 40.0), ("paper", 40.0)])
def test_a_printer_in_trouble_prints_the_strip_that_failed_when_it_is_well(closed, kiosk, fake, fault, at_mm):
    life = kiosk()
    life.step()
    fake.fail(fault, at_mm=at_mm)
    for _ in range(1 if at_mm else 2 * SHEET_TRIES):  # of a strip that was begun something lies there
        life.step()
        assert states(closed) == ["blocked"]
        assert not life.sheets.goes_on
    fake.mend()
    life.step()
    assert states(closed) == ["printed"]
    assert whole(fake) == 2


def test_a_kiosk_that_died_between_two_strips_begins_the_sheet_again(closed, kiosk, fake):
    kiosk().step()
    life = kiosk()
    for _ in range(2):
        life.step()
    assert states(closed) == ["printed"]
    assert whole(fake) == 3


def test_a_kiosk_that_is_killed_in_the_middle_of_a_strip_prints_it_at_its_next_start(
    closed, kiosk, hall_url, clock, fake
):
    with FakePrinter(scale=0.5) as slow:
        script = (sys.executable, "-m", "tests.kiosk.printing_life", hall_url, slow.url, str(clock.now().timestamp()))
        with subprocess.Popen(script, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}) as process:
            _until(lambda: slow.received > 2_000)
            process.kill()
        assert process.returncode == -signal.SIGKILL
        assert states(closed) == ["sending"]
    life = kiosk()
    for _ in range(2):
        life.step()
    assert states(closed) == ["printed"]
    assert whole(fake) == 2


def test_a_sheet_whose_end_no_database_took_is_not_printed_again_by_the_same_life(closed, kiosk, fake):
    life = kiosk()
    life.step()
    life.away = True
    life.step()  # paper goes on without the database
    assert (states(closed), whole(fake)) == (["sending"], 2)
    life.away = False
    for _ in range(2):
        life.step()
    assert (states(closed), whole(fake)) == (["printed"], 2)


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


# In the print thread


def many(services: int) -> ClosingSheet:
    """A closed day with numbers of so many services."""
    at = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    names = [f"S{number}" for number in range(services)]
    lines = tuple(SheetLine(name, name, "", SheetCounts(1, 1), f"{name}-001", f"{name}-001") for name in names)
    return ClosingSheet("MPP", "Kota", date(2026, 11, 23), at, "Ani", at, at, "Ani", lines=lines)


def test_a_visitors_slip_goes_before_the_next_strip(qtbot: QtBot):
    hall = MemoryHall(samples.kiosk_view())
    ticket = hall.issue("disdukcapil-a", By.kiosk("depan", request_id="r"), to_print=True, life="")
    hall.jobs.clear()
    hall.sheets.append(many(4 * BLOCKS))
    out: list[str] = []

    class Busy(NotePrinter):
        """While its first strip comes out, a visitor takes a number."""

        def print(self, slip: Printable, patience: Patience = no_patience) -> PrintResult:
            if not out:
                assert patience(Problem.STALLED)  # nobody waits yet
                worker.submit(PrintRequest(ticket, samples.HALL))
                assert not patience(Problem.STALLED)
            out.append(slip.code)
            return super().print(slip, patience)

    printer = Busy()
    worker = PrintWorker(
        lambda: as_store(hall), lambda store: Printers(NamedPrinter("depan", printer)), "depan", poll_s=0.05
    )
    hall.work.slips.out = lambda *args, **more: ticket
    hall.work.slips.sending = lambda *args, **more: SlipClaim()
    worker.start()
    qtbot.waitUntil(lambda: not hall.sheets)
    assert worker.close()
    assert out == ["lembar-1", ticket.code, "lembar-2", "lembar-3", "lembar-4", "lembar-5"]


def test_while_a_slip_waits_for_paper_no_sheet_is_begun(qtbot: QtBot):
    hall = MemoryHall(samples.kiosk_view())
    printer = NotePrinter(PrintOutcome.NOT_SENT)
    ticket = hall.issue("disdukcapil-a", By.kiosk("depan", request_id="r"), to_print=True)
    hall.sheets.append(many(1))
    worker = PrintWorker(
        lambda: as_store(hall), lambda store: Printers(NamedPrinter("depan", printer)), "depan", poll_s=0.05
    )
    worker.submit(PrintRequest(ticket, samples.HALL))
    worker.start()
    qtbot.waitUntil(lambda: len(printer.slips) >= 2)
    assert printer.strips == []
    printer.outcome = PrintOutcome.PRINTED
    qtbot.waitUntil(lambda: not hall.sheets)
    assert worker.close()
    assert [strip.code for strip in printer.strips] == ["lembar-1"]
