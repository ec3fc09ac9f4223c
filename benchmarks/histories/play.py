"""A hall under load by clients who write down all that they ask and are told."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import create_engine, func, literal_column, null, select, text

from benchmarks.histories.record import LOST, DeliveryStatus, History, Op, delivery_of, ticket_facts, with_lines
from benchmarks.storm import storm_hall
from hall.access import By
from hall.errors import HallError, Refused
from hall.store import Store, UnitOfWork, open_store, prepare_store
from hall.store import tables as t
from hall.structure import Counter, CounterService, HallStructure

COMMIT_TIMES = "track_commit_timestamp = on"
"""The setting with which Postgres tells the search where to look first."""
CROWD = 30
"""So many numbers wait before an issuer does something else: few enough that counters also find nobody."""
_OFFICE = (
    *("set_priority", "slip_missing", "reprint") * 2,
    *("release", "return_late") * 2,
    *("hold_ticket", "cancel", "restore", "transfer_ticket"),
)
"""What an issuer does besides, by how often."""
_SOON = timedelta(seconds=1)
_OFFSET = time.time() - time.monotonic()


def clock() -> float:
    """Seconds of the clients' one clock, which never goes back."""
    return _OFFSET + time.monotonic()


def played_hall(counters: int = 8) -> HallStructure:
    """An always open hall of two parts: three services whose ranks differ from counter to counter, and two. Whoever
    waits a second is overdue, and a visit counts as begun after one: all of the rule is needed within seconds."""
    base = storm_hall(counters)
    hall = replace(base.hall, rules=replace(base.hall.rules, longest_wait=_SOON, begin_after=_SOON))
    first = base.services[0]
    services = tuple(
        replace(first, id=f"service-{prefix.lower()}", prefix=prefix, name=f"Layanan {prefix}") for prefix in "ABCDE"
    )
    ranks = (("ABC", "BAC", "CA", "AB"), ("DE", "ED", "D", "E"))
    half = (counters + 1) // 2
    places = tuple(
        replace(place, services=_served(ranks[n // half][n % half % 4])) for n, place in enumerate(base.counters)
    )
    return replace(base, hall=hall, services=services, counters=places)


def _served(prefixes: str) -> tuple[CounterService, ...]:
    return tuple(CounterService(f"service-{p.lower()}", rank) for rank, p in enumerate(prefixes, start=1))


@dataclass
class _Known:
    """What the clients know of numbers, from what they were told."""

    ids: list[int] = field(default_factory=list)
    given: int = 0
    called: int = 0


@dataclass(frozen=True)
class _Run:
    url: str
    structure: HallStructure
    seed: int
    seconds: float
    gate: threading.Barrier
    known: _Known
    problems: list[str]


def play(url: str, *, issuers: int, callers: int, seconds: float, seed: int) -> History:
    """Let the clients act for so long on a hall of their own; what they were told, and how all numbers ended.

    Raises AssertionError when a request that was sent twice was answered in two ways.
    """
    structure = played_hall(callers)
    with closing(prepare_store(url, structure)) as store:
        _staff(store, structure)
        run = _Run(url, structure, seed, seconds, threading.Barrier(issuers + callers), _Known(), [])
        jobs: list[Callable[[], list[Op]]] = [_issuer(run, n) for n in range(issuers)] + [
            _caller(run, n, structure.counters[n]) for n in range(callers)
        ]
        ops = _together(jobs)
        assert not run.problems, run.problems
        return History(structure, tuple(with_lines(ops, lines_of(url))), numbers_of(store, structure))


def lines_of(url: str) -> list[tuple[int, str, float]]:
    """The history of all numbers, in its order: ticket, action, and the seconds at which the line was committed, where
    Postgres keeps that (``COMMIT_TIMES``), else written."""
    e = t.ticket_event.c
    engine = create_engine(url)
    with engine.connect() as connection:
        committed: Any = null()
        if engine.name == "postgresql" and connection.execute(text("SHOW track_commit_timestamp")).scalar() == "on":
            committed = func.pg_xact_commit_timestamp(literal_column("ticket_event.xmin"))
        query = select(e.ticket_id, e.action, func.coalesce(committed, e.clock_at, e.at, type_=e.at.type))
        rows = connection.execute(query.order_by(e.id)).all()
    engine.dispose()
    return [(ticket, action, at.timestamp()) for ticket, action, at in rows]


def numbers_of(store: Store, structure: HallStructure) -> dict[int, Mapping[str, Any]]:
    """Every number of the open day as it is told now."""
    found: dict[int, Mapping[str, Any]] = {}
    with store.read() as view:
        for service in structure.services:
            for n in range(1, 100_000):
                try:
                    facts = ticket_facts(view.tickets.find(f"{service.prefix}-{n:03d}"))
                except Refused:
                    break
                found[facts["id"]] = facts
    return found


def _staff(store: Store, structure: HallStructure) -> None:
    for place in structure.counters:
        user = store.run(lambda work, p=place: work.staff.add(f"clerk{p.label}", "Petugas", "739164", By.system()))
        store.run(lambda work, p=place, u=user: work.counter(p.label, By.system()).sign_in(u.id))


def _together(jobs: list[Callable[[], list[Op]]]) -> list[Op]:
    results: list[list[Op]] = [[] for _ in jobs]
    errors: list[BaseException] = []

    def run(place: int) -> None:
        try:
            results[place] = jobs[place]()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(jobs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [op for part in results for op in part]


class _Client:
    """One client with its own store; writes down each request before it is sent."""

    def __init__(self, run: _Run, name: str) -> None:
        self.run, self.name = run, name
        self.random = random.Random(f"{run.seed} {name}")  # noqa: S311 - a game
        self.ops: list[Op] = []
        self._store: Store | None = None

    def __call__(self) -> list[Op]:
        with ExitStack() as opened:
            self._store = opened.enter_context(closing(open_store(self.run.url)))
            with self._store.read() as view:
                view.days.latest()  # connected before the others begin
            self.run.gate.wait(60)
            end = clock() + self.run.seconds
            while clock() < end:
                self.step()
        return self.ops

    def step(self) -> None:
        """Ask for something."""
        raise NotImplementedError

    def ask(self, name: str, job: Callable[[UnitOfWork, str], object], **args: Any) -> DeliveryStatus | None:
        """Send a request, write it down, and return what this client was told; None for an answer that was lost."""
        assert self._store is not None
        key = f"{self.name}-{len(self.ops)}"
        lost, twice = self.random.random() < 0.02, self.random.random() < 0.03
        invoked = clock()
        told = self._answer(job, key)
        if twice and told is not None:
            self._repeat(job, key, told)
        answered = clock()
        if told is None or (lost and name in ("issue", "set_priority", "reprint", "finish")):
            self.ops.append(Op(key, name, {**args, "ended": answered}, invoked, LOST, None))
            return None
        self.ops.append(Op(key, name, args, invoked, answered, told))
        return told

    def _answer(self, job: Callable[[UnitOfWork, str], object], key: str) -> DeliveryStatus | None:
        assert self._store is not None
        try:
            return delivery_of(self._store.run(lambda work: job(work, key)))
        except Refused as refusal:
            return DeliveryStatus(refused=refusal.code)
        except HallError:
            return None

    def _repeat(self, job: Callable[[UnitOfWork, str], object], key: str, told: DeliveryStatus) -> None:
        """A request that was done is sent once more: it has no second effect and the first answer."""
        if told.refused or told.facts.get("nobody") or "value" in told.facts or told.facts.get("unkeyed"):
            return
        again = self._answer(job, key)
        if again is not None and any(again.facts.get(name) != told.facts.get(name) for name in ("id", "seq")):
            self.run.problems.append(f"{key}: first {told}, then {again}")


class _issuer(_Client):  # noqa: N801 - made like a function
    """Takes numbers, and does to any number what the office and the kiosk do."""

    def __init__(self, run: _Run, place: int) -> None:
        super().__init__(run, f"i{place}")

    def step(self) -> None:
        known, draw = self.run.known, self.random.random()
        if not known.ids or (known.given - known.called < CROWD and draw < 0.6):
            self._issue()
            return
        self._office()

    def _issue(self) -> None:
        service = self.random.choice(self.run.structure.services)
        priority = self.random.random() < 0.3
        told = self.ask(
            "issue",
            lambda work, key: work.tickets.issue(
                service.prefix, By.system(station=key, request_id=key), priority=priority
            ),
            service=service.id,
            priority=priority,
        )
        self.run.known.given += 1
        if told is not None and not told.refused:
            self.run.known.ids.append(told.facts["id"])

    def _office(self) -> None:
        ids = self.run.known.ids
        ticket = self.random.choice(ids[-40:])
        what = self.random.choice(_OFFICE)
        value, to = self.random.random() < 0.5, self._service()
        jobs: dict[str, Callable[[UnitOfWork, str], object]] = {
            "set_priority": lambda work, key: work.tickets.set_priority(
                ticket, value, By.system(request_id=key), reason="lansia"
            ),
            "slip_missing": lambda work, _: work.slips.missing(ticket, By.system()),
            "reprint": lambda work, _: work.slips.reprint(ticket, By.system(station="kiosk")),
            "hold_ticket": lambda work, key: work.tickets.hold(ticket, By.system(request_id=key), reason="salat"),
            "release": lambda work, key: work.tickets.release(ticket, By.system(request_id=key)),
            "cancel": lambda work, key: work.tickets.cancel(ticket, By.system(request_id=key), reason="pergi"),
            "restore": lambda work, key: work.tickets.restore(ticket, By.system(request_id=key)),
            "return_late": lambda work, key: work.tickets.return_late(ticket, By.system(request_id=key)),
            "transfer_ticket": lambda work, key: work.tickets.transfer(ticket, By.system(request_id=key), service=to),
        }
        more: dict[str, dict[str, Any]] = {
            "set_priority": {"value": value},
            "transfer_ticket": {"service": to, "to": ""},
        }
        self.ask(what, jobs[what], ticket=ticket, **more.get(what, {}))

    def _service(self) -> str:
        return self.random.choice(self.run.structure.services[:3]).id


class _caller(_Client):  # noqa: N801 - made like a function
    """A clerk at a counter of its own."""

    def __init__(self, run: _Run, place: int, counter: Counter) -> None:
        super().__init__(run, f"c{place}")
        self._counter = counter.label
        own = {served.service for served in counter.services}
        structure = run.structure
        self._services = [service.id for service in structure.services if service.id in own]
        self._neighbours = [c.label for c in structure.counters if own & {s.service for s in c.services}]

    def step(self) -> None:
        label, known = self._counter, self.run.known
        draw = self.random.random()
        if draw < 0.6:
            told = self.ask(
                "call_next", lambda work, key: work.counter(label, By.system(request_id=key)).call_next(), counter=label
            )
            known.called += not (told is not None and told.facts.get("nobody"))
        elif draw < 0.65 and known.ids:
            ticket = self.random.choice(known.ids[-40:])
            self.ask(
                "call_number",
                lambda work, key: work.counter(label, By.system(request_id=key)).call_number(ticket),
                counter=label,
                ticket=ticket,
            )
        elif draw < 0.72:
            self._send()
        else:
            what = self.random.choice(("serve", "finish", "no_show", "hold", "recall", "undo", "no_show", "undo"))
            more = {"reason": "salat"} if what == "hold" else {}
            self.ask(
                what,
                lambda work, key: getattr(work.counter(label, By.system(request_id=key)), what)(**more),
                counter=label,
            )

    def _send(self) -> None:
        label, service = self._counter, self.random.choice(["", *self._services])
        to = self.random.choice(["", *self._neighbours])
        self.ask(
            "transfer",
            lambda work, key: work.counter(label, By.system(request_id=key)).transfer(service=service, to_counter=to),
            counter=label,
            service=service,
            to=to,
        )
