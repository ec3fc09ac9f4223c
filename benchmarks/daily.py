"""The daily work of a hall, each read and write by its name: what its programs and its staff do all day."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from hall.access import By
from hall.call_delivery import Voiced
from hall.lives import Life
from hall.overview import Period
from hall.store import Store
from hall.store.database import wrong_rows
from hall.store.views.reader import Reader
from hall.views import CallView, TicketView

KIOSK, BOARD = "kiosk-1", "papan-1"
RARE = "kiosk-0"
"""A station that prints a few slips on the day, and printed none before."""
_HALL = By.system()

READS: Mapping[str, Callable[[Reader], Any]] = {
    "kiosk": lambda view: view.kiosk(),
    "counter": lambda view: view.counter("1"),
    "counters": lambda view: view.counters(),
    "board": lambda view: view.board(board=BOARD),
    "status": lambda view: view.status(),
    "alarms": lambda view: view.alarms(),
    "the hall as its supervisor sees it": lambda view: view.floor.now(By.system()),
    "the hall as a visit is shown today": lambda view: view.overview.of(Period.TODAY, By.system()),
    "slips that are not out": lambda view: view.slips.unfinished(KIOSK),
    "latest slips of a station that prints rarely": lambda view: view.slips.latest(RARE, 20),
    "latest slips": lambda view: view.slips.latest(KIOSK, 20),
    "missing slips": lambda view: view.slips.missing(),
    "bookings of today": lambda view: view.bookings.on(),
    "a number by its code": lambda view: view.tickets.find("B0-001"),
    "a number's history": lambda view: view.tickets.history("B0-001"),
    "a specimen": lambda view: view.tickets.specimen("B0"),
    "rows that cannot be read": lambda view: wrong_rows.living(view.tickets._tx.connection, datetime.now(UTC)),
    "boards": lambda view: view.boards.health(),
    "printers": lambda view: view.printers.all(),
    "audit of today": lambda view: view.days.audit(view.days.latest()),
}
"""What screens and commands ask; the business day is open and has its first number of B0."""


class DailyWork:
    """What is written in a day, on one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._life = Life("mpp-display", BOARD)
        for _ in range(5):
            self.slip(RARE)

    def things(self) -> Mapping[str, Callable[[], object]]:
        """Each write and read, by its name, to be done any number of times."""
        return {**self.writes(), **{name: partial(self._store.fetch, read) for name, read in READS.items()}}

    def writes(self) -> Mapping[str, Callable[[], object]]:
        """Each thing that is written."""
        return {
            "a number": self.issue,
            "visit": self.visit,
            "undo": self.undo,
            "slip": self.slip,
            "booking": self.book,
            "call on a board": self.call_on_board,
            "reports of a board and a printer": self.report,
            "beat": lambda: self._store.beat(self._life),
            "look at the day": self._store.settle_day,
            "close and open the day": self.close_and_open,
        }

    def open_day(self) -> None:
        """Open today's business day, again when it was closed."""
        self._store.run(lambda work: work.day.open(self._asked(), confirm=True))

    def close_and_open(self) -> None:
        """Close it with a number that waits, and open it again."""
        self.issue()
        self._store.run(lambda work: work.day.close(self._asked(), reason="tutup"))
        self.open_day()

    def issue(self) -> TicketView:
        """A visitor takes a number."""
        return self._store.run(lambda work: work.tickets.issue("B0", self._asked()))

    def call(self) -> CallView:
        """The number that is next is called, after another one was taken."""
        self.issue()
        called = self._store.run(lambda work: work.counter("1", self._asked()).call_next())
        assert called is not None
        return called

    def visit(self) -> None:
        """A number from its issue to its end."""
        self.call()
        self._store.run(lambda work: work.counter("1", self._asked()).recall())
        self._store.run(lambda work: work.counter("1", self._asked()).serve())
        self._store.run(lambda work: work.counter("1", self._asked()).finish())

    def undo(self) -> None:
        """A call that is taken back."""
        self.call()
        self._store.run(lambda work: work.counter("1", self._asked()).undo())

    def slip(self, station: str = KIOSK) -> None:
        """A slip that comes out at the second try, and is missed."""
        store, by = self._store, By.kiosk(station)
        ticket = store.run(lambda work: work.tickets.issue("B1", self._asked(by), to_print=True)).id
        store.run(lambda work: work.slips.sending(ticket, by, life="1"))
        store.run(lambda work: work.slips.failed(ticket, by, outcome="not_sent", detail="x"))
        store.run(lambda work: work.slips.sending(ticket, by, life="1"))
        store.run(lambda work: work.slips.out(ticket, self._asked(by), verified=True))
        store.run(lambda work: work.slips.missing(ticket, by))

    def book(self) -> None:
        """A slot that is booked and used, where the day is long enough."""
        store, slot = self._store, datetime.now(UTC) + timedelta(seconds=5)
        code = store.run(lambda work: work.bookings.book("B2", slot, self._asked())).code
        store.run(lambda work: work.bookings.check_in(code, self._asked()))

    def call_on_board(self) -> None:
        """A call that a board receives, shows and says."""
        store, by, seq = self._store, By.board(BOARD), self.call().seq
        store.run(lambda work: work.boards.received(by, [seq]))
        store.run(lambda work: work.boards.shown(by, [(seq, datetime.now(UTC))]))
        store.run(lambda work: work.boards.claim_voice(by, seq, seconds=1.0, life="1"))
        store.run(lambda work: work.boards.voice_ended(by, seq, Voiced.SPOKEN, life="1"))

    def report(self) -> None:
        """A board and a printer tell how they are."""
        self._store.run(lambda work: work.boards.report(By.board(BOARD), sound="ok"))
        self._store.run(
            lambda work: work.printers.report(KIOSK, By.kiosk(KIOSK), problem="", detail="", paper_mm=100.0)
        )

    def _asked(self, by: By = _HALL) -> By:
        return replace(by, request_id=uuid.uuid4().hex)
