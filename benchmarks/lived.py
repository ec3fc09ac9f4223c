"""A hall that has lived through everything: days of every action in every state, with clocks that jump.

Seeded: the same seed lives the same days. Refusals are part of a day and are passed over.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from hall.access import By
from hall.assets import sample_config
from hall.errors import Refused
from hall.settings import load_settings
from hall.store import Store, UnitOfWork, prepare_store
from hall.structure import HallStructure

KIOSKS = ("kiosk-1", "kiosk-2")


class Hands:
    """The clock of the hall: it stands still until it is moved."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 23, 0, 5, tzinfo=UTC)

    def now(self) -> datetime:
        """The time it was set to."""
        return self.time


def lived_structure(places: int = 4) -> HallStructure:
    """The first counters of the sample hall with what they serve, open at any time."""
    structure = load_settings(sample_config()).structure
    assert structure is not None
    counters = structure.counters[:places]
    served = {link.service for counter in counters for link in counter.services}
    services = tuple(service for service in structure.services if service.id in served)
    hall = replace(structure.hall, always_open=True)
    return replace(structure, hall=hall, counters=counters, services=services)


@dataclass(slots=True)
class Life:
    """The days of one hall."""

    store: Store
    clock: Hands
    random: random.Random
    jumps: bool
    tickets: list[int] = field(default_factory=list)
    waiting_to_print: list[int] = field(default_factory=list)
    bookings: list[str] = field(default_factory=list)
    users: list[tuple[int, str]] = field(default_factory=list)
    clerks: dict[str, By] = field(default_factory=dict)
    done: dict[str, int] = field(default_factory=dict)
    asked: int = 0

    def do(self, name: str, job: Callable[[UnitOfWork, str], Any]) -> Any:
        """Do one thing under a request id, now and then twice; None when a rule said no."""
        self.asked += 1
        request = f"{name}-{self.asked}"
        try:
            answer = self.store.run(lambda work: job(work, request))
            if self.random.random() < 0.05:
                self.store.run(lambda work: job(work, request))
        except Refused:
            return None
        self.done[name] = self.done.get(name, 0) + 1
        return answer

    def live_day(self, counters: Sequence[str], services: Sequence[str], obstacles: Sequence[str], steps: int) -> None:
        """``steps`` random things; the first of them people who sit down and take numbers."""
        for counter in counters:
            self.sit_down(counter)
        self.import_manual_numbers(services[0])
        self.each_once(counters, services, obstacles[0])
        things = self._things(counters, services, obstacles)
        names, weights = zip(*((name, weight) for name, (weight, _) in things.items()), strict=True)
        for _ in range(steps):
            self.clock.time += timedelta(seconds=self.random.choice((0, 1, 3, 10, 25, 61, 200)))
            if self.jumps and self.random.random() < 0.01:
                self.clock.time += timedelta(minutes=self.random.choice((-90, -20, 20, 90)))
            things[self.random.choices(names, weights)[0]][1]()

    def each_once(self, counters: Sequence[str], services: Sequence[str], obstacle: str) -> None:
        """What chance may leave out, once a day: at one counter, on numbers of its own."""
        here, who = counters[0], self._clerk(counters[0])

        def act(name: str, **more: Any) -> Any:
            self.clock.time += timedelta(seconds=20)
            return self.do(name, lambda w, r: getattr(w.counter(here, replace(who, request_id=r)), name)(**more))

        def on(name: str, *what: Any, **more: Any) -> Any:
            self.clock.time += timedelta(seconds=20)
            return self.do(name, lambda w, r: getattr(w.tickets, name)(*what, replace(who, request_id=r), **more))

        for _ in range(4):
            self.issue(services[0])
        called = act("call_next")
        if called is None:
            return
        ticket = called.ticket.id
        act("serve")
        act("hold", reason="fotokopi")
        act("undo")
        act("hold", reason="salat")
        on("release", ticket)
        act("call_number", ticket_id=ticket)
        act("recall")
        act("transfer", to_counter=here, note="berkas lengkap")
        act("undo")
        act("transfer", service=services[-1])
        on("set_priority", ticket, True, reason="lansia")
        act("call_next")
        act("no_show")
        act("call_next")
        act("finish", outcome="not_served", obstacle=obstacle, note="kurang KK")
        on("return_late", self.tickets[-1])

    def sit_down(self, counter: str) -> None:
        """Somebody signs in at a counter."""
        user, login = self.random.choice(self.users)
        by, station = By.clerk(login), f"pc-{self.random.choice((counter, 'x'))}"
        here = replace(by, station=station)
        if self.do("sign_in", lambda w, r: w.counter(counter, replace(here, request_id=r)).sign_in(user)):
            self.clerks = {place: who for place, who in self.clerks.items() if who != by}
            self.clerks[counter] = by

    def run_over(self, services: Sequence[str]) -> None:
        """Nobody closes the day: numbers go on in it after its time, then a person confirms the clock. What waited
        expires, the late numbers go along to the next day; now and then the old day is opened again."""
        with self.store.read() as view:
            old = view.days.latest()
        self.clock.time += timedelta(days=2)
        for _ in range(self.random.choice((0, 3))):
            self.clock.time += timedelta(minutes=1)
            self.issue(self.random.choice(services))
        self.clock.time += timedelta(minutes=5)
        self.do("confirm_day", lambda w, r: w.day.confirm(By.technician("root", request_id=r)))
        if self.random.random() < 0.5:
            self.do("close_day", lambda w, r: w.day.close(By.technician("root", request_id=r), reason="keliru"))
            self.do("reopen", lambda w, r: w.day.open(By.technician("root", request_id=r), day=old, confirm=True))
            self.do("close_day", lambda w, r: w.day.close(By.technician("root", request_id=r), reason="tutup"))
            self.clock.time += timedelta(days=1)
        self.waiting_to_print.clear()

    def end_day(self) -> None:
        """A person closes the day, opens it again for a while, closes it; the next morning comes."""
        self.do("close_day", lambda w, r: w.day.close(By.technician("root", request_id=r), reason="tutup"))
        if self.random.random() < 0.7:
            self.clock.time += timedelta(minutes=5)
            with self.store.read() as view:
                latest = view.days.latest()
            self.do("open_day", lambda w, r: w.day.open(By.technician("root", request_id=r), day=latest, confirm=True))
            for _ in range(15):
                self.clock.time += timedelta(seconds=20)
                ticket = self._ticket()
                self.do("restore", lambda w, r, t=ticket: w.tickets.restore(t, By.technician("root", request_id=r)))
            self.do("close_day", lambda w, r: w.day.close(By.technician("root", request_id=r), reason="tutup"))
        self.waiting_to_print.clear()
        morning = self.clock.time.replace(hour=0, minute=5)
        self.clock.time = morning + timedelta(days=1)

    def _clerk(self, counter: str) -> By:
        return self.clerks.get(counter, By.technician("root"))

    def _ticket(self) -> int:
        return self.random.choice(self.tickets[-60:] or [0])

    def issue(self, service: str) -> None:
        """A visitor takes a number at a kiosk or from the staff."""
        kiosk, priority = self.random.choice(KIOSKS), self.random.random() < 0.25
        printed = self.random.random() < 0.5
        by = By.kiosk(kiosk) if printed else By.technician("root")
        made = self.do(
            "issue",
            lambda w, r: w.tickets.issue(service, replace(by, request_id=r), priority=priority, to_print=printed),
        )
        if made is not None:
            self.tickets.append(made.id)
            if printed:
                self.waiting_to_print.append(made.id)

    def settle_slip(self) -> None:
        """A slip comes out, or fails, or the visitor confirms."""
        if not self.waiting_to_print:
            return
        ticket, by = self.waiting_to_print.pop(0), By.kiosk("kiosk-1")
        choice = self.random.random()
        self.do("slip_sending", lambda w, r: w.slips.sending(ticket, by))
        if choice < 0.3:
            self.do("slip_failed", lambda w, r: w.slips.failed(ticket, by, outcome="not_sent", detail="x"))
        if choice < 0.2:
            self.do("confirm", lambda w, r: w.tickets.confirm(ticket, replace(by, request_id=r)))
        elif choice < 0.9:
            verified = self.random.random() < 0.7
            self.do("slip_out", lambda w, r: w.slips.out(ticket, replace(by, request_id=r), verified=verified))

    def book(self, service: str) -> None:
        """A slot later today."""
        slot = self.clock.time + timedelta(minutes=self.random.choice((1, 5, 30, 120)))
        priority = self.random.random() < 0.3
        made = self.do("book", lambda w, r: w.bookings.book(service, slot, By.system(request_id=r), priority=priority))
        if made is not None:
            self.bookings.append(made.code)

    def check_in(self) -> None:
        """Whoever booked is here, however early: the staff give the number, at the kiosk's printer."""
        if self.bookings:
            code = self.bookings.pop(self.random.randrange(len(self.bookings)))
            printed = self.random.random() < 0.5
            made = self.do(
                "check_in",
                lambda w, r: w.bookings.check_in(
                    code, By.technician("root", station="kiosk-1", request_id=r), to_print=printed
                ),
            )
            if made is not None:
                self.tickets.append(made.id)

    def import_manual_numbers(self, service: str) -> None:
        """Numbers that were given on paper."""
        made = self.do("issue", lambda w, r: w.tickets.issue(service, By.system(request_id=r)))
        if made is None:
            return
        self.tickets.append(made.id)
        upto = made.number + self.random.randint(1, 5)
        waiting = self.random.choice((None, upto, made.number + 1))
        taken = self.do(
            "import_manual_numbers",
            lambda w, r: w.tickets.import_manual(
                service, upto, By.technician("root", request_id=r), waiting_from=waiting, reason="listrik padam"
            ),
        )
        self.tickets += [ticket.id for ticket in taken or ()]

    def withdraw_import(self) -> None:
        """Take one of the day's imports back."""
        known = self.store.fetch(lambda view: view.imports.today(By.system()))
        if known:
            chosen = self.random.choice(known).id
            root = By.technician("root")
            self.do("withdraw_import", lambda w, r: w.imports.withdraw(chosen, root, reason="salah hitung"))

    def _things(
        self, counters: Sequence[str], services: Sequence[str], obstacles: Sequence[str]
    ) -> dict[str, tuple[float, Callable[[], Any]]]:
        pick = self.random.choice

        def at(name: str, **more: Callable[[], Any]) -> Callable[[], Any]:
            def act() -> Any:
                counter = pick(counters)
                by, values = self._clerk(counter), {key: value() for key, value in more.items()}
                return self.do(
                    name, lambda w, r: getattr(w.counter(counter, replace(by, request_id=r)), name)(**values)
                )

            return act

        def on(name: str, **more: Callable[[], Any]) -> Callable[[], Any]:
            def act() -> Any:
                ticket, by = self._ticket(), self._clerk(pick(counters))
                values = {key: value() for key, value in more.items()}
                given = [values.pop("priority")] if "priority" in values else []
                return self.do(
                    name,
                    lambda w, r: getattr(w.tickets, name.removesuffix("_ticket"))(
                        ticket, *given, replace(by, request_id=r), **values
                    ),
                )

            return act

        def call_number() -> Any:
            counter, ticket = pick(counters), self._ticket()
            by = self._clerk(counter)
            return self.do(
                "call_number", lambda w, r: w.counter(counter, replace(by, request_id=r)).call_number(ticket)
            )

        def finish() -> Any:
            met = pick(("", "", *obstacles))
            return at(
                "finish",
                outcome=lambda: "not_served" if met and pick((True, False)) else "served",
                obstacle=lambda: met,
                note=lambda: pick(("", "berkas kembali besok")),
            )()

        return {
            "issue": (20, lambda: self.issue(pick(services))),
            "settle_slip": (12, self.settle_slip),
            "call_next": (14, at("call_next")),
            "call_number": (4, call_number),
            "recall": (4, at("recall")),
            "serve": (8, at("serve")),
            "finish": (7, finish),
            "no_show": (4, at("no_show")),
            "hold": (3, at("hold", reason=lambda: pick(("fotokopi", "salat")))),
            "hold_ticket": (2, on("hold_ticket", reason=lambda: "dokumen")),
            "release": (6, on("release")),
            "transfer": (4, at("transfer", **self._where(counters, services))),
            "transfer_ticket": (3, on("transfer_ticket", **self._where(counters, services))),
            "undo": (6, at("undo")),
            "return_late": (5, on("return_late")),
            "cancel": (2, on("cancel", reason=lambda: "pulang")),
            "restore": (4, on("restore")),
            "set_priority": (3, on("set_priority", priority=lambda: pick((True, False)), reason=lambda: "lansia")),
            "book": (2, lambda: self.book(pick(services))),
            "check_in": (3, self.check_in),
            "import_manual_numbers": (0.4, lambda: self.import_manual_numbers(pick(services))),
            "withdraw_import": (0.3, self.withdraw_import),
            "pause": (1, at("pause", kind=lambda: "break", reason=lambda: pick(("", "makan")))),
            "resume": (2, at("resume")),
            "sign_in": (1, lambda: self.sit_down(pick(counters))),
            "sign_out": (0.5, at("sign_out")),
        }

    def _where(self, counters: Sequence[str], services: Sequence[str]) -> dict[str, Callable[[], Any]]:
        pick = self.random.choice
        return {
            "service": lambda: pick(("", *services)),
            "to_counter": lambda: pick(("", *counters)),
            "note": lambda: pick(("", "berkas lengkap")),
        }


class Places(NamedTuple):
    """The labels of counters, the prefixes of services and the ids of obstacles of a hall."""

    counters: Sequence[str]
    services: Sequence[str]
    obstacles: Sequence[str]


def begin(url: str, *, seed: int, jumps: bool = False) -> tuple[Life, Places]:
    """Make a hall with its staff at ``url``."""
    structure = lived_structure()
    clock = Hands()
    prepare_store(url, structure, clock).close()
    store = prepare_store(url, None, clock)
    life = Life(store, clock, random.Random(seed), jumps)  # noqa: S311 - a seeded play, no secret
    for number in range(6):
        user = store.run(lambda w, n=number: w.staff.add(f"petugas{n}", f"Petugas {n}", f"73916{n}", By.system()))
        life.users.append((user.id, user.login))
    counters = [counter.label for counter in structure.counters]
    services = [service.prefix for service in structure.services]
    return life, Places(counters, services, [obstacle.id for obstacle in structure.obstacles])


def live(url: str, *, seed: int, days: int = 3, steps: int = 400, jumps: bool = False) -> Life:
    """Make a hall at ``url`` and let it live ``days`` days of ``steps`` random things; the last one stays open."""
    life, places = begin(url, seed=seed, jumps=jumps)
    for day in range(days):
        life.live_day(*places, steps)
        if day + 1 < days and day % 2:
            life.run_over(places.services)
        elif day + 1 < days:
            life.end_day()
    return life
