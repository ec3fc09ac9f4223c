"""A store with one station and a printer with a mechanism, for the tests of a slip's way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hall.access import By
from hall.printing.journal import SlipJournal
from hall.printing.links import Deadlines
from hall.printing.opening import open_printer
from hall.printing.outcome import Calibration, Confirm
from hall.printing.spool import NamedPrinter, PrintRequest, SlipEnd, Spool
from hall.store import Store
from hall.views import TicketView
from tests.fake_printer import FakePrinter

QUICK = Deadlines(connect=10, answer=0.3, stall=0.6, silence=0.8, trouble=0.2, drain=0.2, job=20)
PROVES = Calibration(answers=True, confirm=Confirm.PROCESS_ID)
MUTE = Calibration(answers=False)


class Hall:
    """A store with one station, its spool, and its printer."""

    def __init__(
        self,
        store: Store,
        fake: FakePrinter,
        fallback: FakePrinter | None = None,
        journal: SlipJournal | None = None,
        **known: Any,
    ) -> None:
        self.store = store
        self.life = journal.life if journal else ""
        self.told: list[SlipEnd] = []
        known.setdefault("calibration", PROVES)
        own = NamedPrinter("kiosk-1", open_printer(fake.url, 80, Path(), deadlines=QUICK, **known))
        other = None
        if fallback is not None:
            other = NamedPrinter("kiosk-2", open_printer(fallback.url, 58, Path(), deadlines=QUICK, calibration=PROVES))
        self.spool = Spool(lambda: store, own, other, by=By.kiosk("kiosk-1"), journal=journal)

    def issue(self) -> PrintRequest:
        ticket = self.store.run(
            lambda work: work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True, life=self.life)
        )
        with self.store.read() as view:
            return PrintRequest(ticket, view.hall())

    def print(self, order: PrintRequest | None = None) -> SlipEnd:
        return self.spool.print(order or self.issue(), self.told.append, lambda seconds: True)

    def ticket(self, ticket: TicketView) -> TicketView:
        with self.store.read() as view:
            return view.tickets.find(ticket.token)

    def job(self) -> tuple[str, int]:
        with self.store.read() as view:
            job = view.slips.latest("kiosk-1", 1)[0]
        return job.state, job.copy

    def alarms(self) -> set[str]:
        with self.store.read() as view:
            return {alarm.code for alarm in view.alarms()}

    def left(self) -> tuple[PrintRequest, ...]:
        with self.store.read() as view:
            return self.spool.settle(view.kiosk().now, view.hall(), view.slips.unfinished("kiosk-1"))

    def assert_honest(self, numbers: int) -> None:
        """Every number once, no gap, and only numbers in the queue whose slip is out or that were confirmed."""
        with self.store.read() as view:
            audit = view.days.audit()
        assert audit.good, audit.findings
        assert audit.tickets == numbers
