"""The store against a plain model: after every step both say the same, and the audit finds nothing.

10,000 steps and more: ``STATEFUL_EXAMPLES=220 pytest tests/store/test_stateful.py``; the suite does fewer.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hall.access import By
from hall.errors import Refused
from hall.store import open_store, prepare_store
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import small_hall

PARTS = 4
"""So many tests share the examples: all in one test took a good part of a test's time limit on a busy machine."""
EXAMPLES = int(os.environ.get("STATEFUL_EXAMPLES", "12")) // PARTS
STEPS = 50
_sample = small_hall()
HALL = replace(_sample, hall=replace(_sample.hall, always_open=True))
RULES = HALL.hall.rules
SERVICES = [service.id for service in HALL.services]
COUNTERS = {c.label: {s.service: s.rank for s in c.services} for c in HALL.counters}


class Clock:
    """A clock that the machine moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class Number:
    """What the model knows of one ticket."""

    id: int
    service: str
    priority: bool
    queue_time: datetime
    issued: datetime
    state: str = "waiting"
    counter: str = ""
    directed: str = ""
    until: datetime | None = None
    ended: datetime | None = None
    called: datetime | None = None
    events: int = 1


def _later(one: datetime | None, other: datetime | None) -> bool:
    assert one is not None
    assert other is not None
    return one > other


@dataclass
class Last:
    """What a counter did last, and how everything was before."""

    what: str
    at: datetime
    before: dict[int, Number]
    streak: int
    events: dict[int, int] = field(default_factory=dict)


class HallMachine(RuleBasedStateMachine):
    """Clerks, visitors and staff do whatever they like, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="hall-stateful-"))
        shutil.copy(_template(), self.folder / "hall.db")
        self.clock = Clock()
        self.store = open_store(f"sqlite:///{self.folder / 'hall.db'}", self.clock)
        self.numbers: dict[int, Number] = {}
        self.streak = dict.fromkeys(COUNTERS, 0)
        self.paused: set[str] = set()
        self.last: dict[str, Last | None] = dict.fromkeys(COUNTERS)
        self.calls: list[tuple[datetime, str, int]] = []
        for place, label in enumerate(COUNTERS):
            user = self.store.run(lambda w, n=place: w.staff.add(f"u{n}", f"U{n}", "407163", By.system()))
            self.store.run(lambda w, c=label, u=user.id: w.counter(c, By.system(station=f"s{u}")).sign_in(u))

    def teardown(self) -> None:
        with self.store.read() as reader:
            report = reader.days.audit()
        self.store.close()
        shutil.rmtree(self.folder)
        assert report.findings == (), [finding.message(ENGLISH) for finding in report.findings]

    # -- helpers

    def _tick(self, seconds: float = 1.0) -> datetime:
        self.clock.moment += timedelta(seconds=seconds)
        return self.clock.moment

    def _try(self, job):
        """The answer, or the code of the refusal; every write is sent twice with one request id."""
        try:
            first = self.store.run(job)
        except Refused as refusal:
            said = (refusal.message(INDONESIAN), refusal.message(ENGLISH))
            return refusal.code if all(text.endswith(".") for text in said) else f"no sentence: {said}"
        again = self.store.run(job)
        assert getattr(again, "ticket", again) == getattr(first, "ticket", first)
        return first

    def _in(self, *states: str) -> list[Number]:
        return [n for n in self.numbers.values() if n.state in states]

    def _at(self, counter: str) -> Number | None:
        return next((n for n in self._in("called", "serving") if n.counter == counter), None)

    def _pick(self, data, *states: str) -> Number:
        return data.draw(st.sampled_from(sorted(self._in(*states), key=lambda n: n.id)), label="number")

    def _note(self, counter: str, what: str, at: datetime, before: dict[int, Number], streak: int) -> None:
        events = {key: self.numbers[key].events for key in before}
        self.last[counter] = Last(what, at, before, streak, events)

    def _touch(self, number: Number, **changes) -> None:
        for name, value in changes.items():
            setattr(number, name, value)
        number.events += 1

    # -- the rule of the next call, written a second time

    def _next(self, counter: str, now: datetime) -> tuple[Number, int] | None:
        own = COUNTERS[counter]
        found = []
        for number in self._in("waiting"):
            directed = bool(number.directed) and _later(number.until, now)
            if directed and number.directed == counter:
                found.append((0, number))
            elif not directed and number.service in own:
                found.append((own[number.service], number))
        if not found:
            return None
        priority = [pair for pair in found if pair[1].priority]
        regular = [pair for pair in found if not pair[1].priority]
        pool = priority or regular
        if priority and regular:
            overdue_regular = any(now - n.queue_time >= RULES.longest_wait for _, n in regular)
            limit = 1 if overdue_regular else RULES.priority_streak
            oldest = min(n.queue_time for _, n in regular) < min(n.queue_time for _, n in priority)
            pool = regular if self.streak[counter] >= limit and oldest else priority
        late = [pair for pair in pool if now - pair[1].queue_time >= RULES.longest_wait]
        order = sorted(
            late or pool, key=lambda pair: (0 if late else pair[0], pair[1].queue_time, pair[1].issued, pair[1].id)
        )
        chosen = order[0][1]
        both = bool(priority and regular)
        return chosen, (self.streak[counter] + 1 if both and chosen.priority else 0)

    # -- what people do

    @rule(service=st.sampled_from(SERVICES), priority=st.booleans())
    def issue(self, service, priority):
        now, key = self._tick(), f"i{len(self.numbers)}-{self.clock.moment.timestamp()}"
        ticket = self._try(lambda w: w.tickets.issue(service, By.system(request_id=key), priority=priority))
        assert ticket.id not in self.numbers
        self.numbers[ticket.id] = Number(ticket.id, service, priority, now, now)

    @rule(counter=st.sampled_from(list(COUNTERS)))
    def call_next(self, counter):
        now = self._tick()
        expected = self._next(counter, now)
        answer = self._try(lambda w: w.counter(counter, By.system(request_id=f"n{now.timestamp()}")).call_next())
        if counter in self.paused:
            assert answer == "counter_paused"
        elif expected is None:
            assert answer is None
        else:
            assert answer.ticket.id == expected[0].id
            self._called(counter, expected[0], now, expected[1], "call_next")

    def _called(self, counter: str, number: Number, now: datetime, streak: int, what: str) -> None:
        current, before = self._at(counter), {number.id: deepcopy(number)}
        if current is not None:
            before[current.id] = deepcopy(current)
            begun = current.state == "serving" or now - (current.called or now) >= RULES.begin_after
            self._touch(current, state="done" if begun else "no_show", ended=now)
        self._touch(number, state="called", counter=counter, called=now)
        self.calls.append((now, number.service, number.id))
        old, self.streak[counter] = self.streak[counter], streak
        self._note(counter, what, now, before, old)

    @precondition(lambda self: self._in("waiting", "held"))
    @rule(counter=st.sampled_from(list(COUNTERS)), data=st.data())
    def call_number(self, counter, data):
        number, now = self._pick(data, "waiting", "held"), self._tick()
        answer = self._try(
            lambda w: w.counter(counter, By.system(request_id=f"c{now.timestamp()}")).call_number(number.id)
        )
        here = number.directed == counter and _later(number.until, now)
        if counter in self.paused:
            assert answer == "counter_paused"
        elif not here and number.service not in COUNTERS[counter]:
            assert answer == "not_served_here"
        else:
            assert answer.ticket.id == number.id
            self._called(counter, number, now, self.streak[counter], "call_number")

    @rule(
        counter=st.sampled_from(list(COUNTERS)),
        what=st.sampled_from(["serve", "finish", "no_show", "hold", "recall"]),
    )
    def at_counter(self, counter, what):
        now, current = self._tick(), self._at(counter)
        more = {"reason": "salat"} if what == "hold" else {}
        by = By.system(request_id=f"{what}{now.timestamp()}")
        answer = self._try(lambda w: getattr(w.counter(counter, by), what)(**more))
        allowed = {"serve": ("called",), "no_show": ("called",), "recall": ("called",)}.get(what, ("called", "serving"))
        if current is None:
            assert answer == "nobody_called"
        elif current.state not in allowed:
            assert answer == "wrong_state"
        elif what == "recall":
            self._touch(current, called=now)
            last = self.last[counter]
            if last is not None and current.id in last.events:
                last.events[current.id] += 1
        else:
            before = {current.id: deepcopy(current)}
            state = {"serve": "serving", "finish": "done", "no_show": "no_show", "hold": "held"}[what]
            ended = now if what in ("finish", "no_show") else None
            self._touch(current, state=state, ended=ended)
            self._note(counter, what, now, before, self.streak[counter])

    @rule(counter=st.sampled_from(list(COUNTERS)), service=st.sampled_from(["", *SERVICES]), data=st.data())
    def transfer(self, counter, service, data):
        target = data.draw(st.sampled_from(["", *COUNTERS]), label="to counter")
        now, current = self._tick(), self._at(counter)
        answer = self._try(
            lambda w: w.counter(counter, By.system(request_id=f"t{now.timestamp()}")).transfer(
                service=service, to_counter=target
            )
        )
        if current is None:
            assert answer == "nobody_called"
        elif target and target in self.paused:
            assert answer == "counter_unattended"
        elif not service and not target:
            assert answer == "no_target"
        elif not target and service == current.service:
            assert answer == "already_there"
        else:
            before = {current.id: deepcopy(current)}
            until = now + RULES.directed_for if target else None
            changes = {"state": "waiting", "service": service or current.service, "directed": target, "until": until}
            self._touch(current, **changes)
            self._note(counter, "transfer", now, before, self.streak[counter])

    @rule(counter=st.sampled_from(list(COUNTERS)))
    def undo(self, counter):
        now, last = self._tick(), self.last[counter]
        answer = self._try(lambda w: w.counter(counter, By.system(request_id=f"u{now.timestamp()}")).undo())
        if last is None:
            assert answer == "nothing_to_undo"
        elif now - last.at > RULES.undo_within:
            assert answer == "undo_too_late"
        elif any(self.numbers[key].events != events for key, events in last.events.items()):
            assert answer == "changed_meanwhile"
        else:
            assert not isinstance(answer, str), answer
            for key, number in last.before.items():
                self.numbers[key] = replace(number, events=last.events[key] + 1)
            if last.what.startswith("call"):
                self.streak[counter] = last.streak
                called = next(key for key, n in last.before.items() if n.state in ("waiting", "held"))
                newest = max(at for at, _, key in self.calls if key == called)
                self.calls = [call for call in self.calls if call[0] != newest]
            self.last[counter] = None

    @precondition(lambda self: self._in("held"))
    @rule(data=st.data())
    def release(self, data):
        number, now = self._pick(data, "held"), self._tick()
        self._try(lambda w: w.tickets.release(number.id, By.system(request_id=f"r{now.timestamp()}")))
        self._touch(number, state="waiting")

    @precondition(lambda self: self._in("no_show", "done"))
    @rule(data=st.data())
    def return_late(self, data):
        number, now = self._pick(data, "no_show", "done"), self._tick()
        self._try(lambda w: w.tickets.return_late(number.id, By.system(request_id=f"l{now.timestamp()}")))
        passed = sum(service == number.service and _later(at, number.ended) for at, service, _ in self.calls)
        queue_time = number.queue_time if passed < RULES.late_numbers else now
        self._touch(number, state="waiting", queue_time=queue_time, ended=None)

    @precondition(lambda self: self._in("waiting", "held"))
    @rule(data=st.data())
    def cancel(self, data):
        number, now = self._pick(data, "waiting", "held"), self._tick()
        self._try(lambda w: w.tickets.cancel(number.id, By.system(request_id=f"x{now.timestamp()}"), reason="pergi"))
        self._touch(number, state="cancelled", ended=now)

    @precondition(lambda self: self._in("cancelled"))
    @rule(data=st.data())
    def restore(self, data):
        number, now = self._pick(data, "cancelled"), self._tick()
        self._try(lambda w: w.tickets.restore(number.id, By.system(request_id=f"b{now.timestamp()}")))
        self._touch(number, state="waiting", ended=None)

    @rule(counter=st.sampled_from(list(COUNTERS)))
    def pause_or_resume(self, counter):
        key = f"p{self._tick().timestamp()}"
        if counter in self.paused:
            self.store.run(lambda w: w.counter(counter, By.system(request_id=key)).resume())
            self.paused.discard(counter)
            return
        answer = self._try(lambda w: w.counter(counter, By.system(request_id=key)).pause(kind="break"))
        if self._at(counter) is not None:
            assert answer == "pause_busy"
            return
        self.paused.add(counter)
        for number in self._in("waiting"):
            if number.directed == counter:
                self._touch(number, directed="", until=None)
                self.last[counter] = None

    @rule(minutes=st.integers(1, 25))
    def time_passes(self, minutes):
        self._tick(minutes * 60)

    @rule(seconds=st.integers(25, 31))
    def half_a_minute_passes(self, seconds):
        self._tick(seconds)

    # -- both say the same

    @invariant()
    def the_store_says_what_the_model_says(self):
        with self.store.read() as reader:
            counts = {state.value: count for state, count in reader.status().counts if count}
            seen = {label: reader.counter(label) for label in COUNTERS}
        expected: dict[str, int] = {}
        for number in self.numbers.values():
            expected[number.state] = expected.get(number.state, 0) + 1
        assert counts == expected
        for label, view in seen.items():
            current = self._at(label)
            assert (view.current.id if view.current else None) == (current.id if current else None)
            ended = [n.id for n in self.numbers.values() if n.state == "done" and n.counter == label]
            assert sorted(ticket.id for ticket in view.done) == sorted(ended)
            following = self._next(label, self.clock.moment)
            assert (view.next.ticket.id if view.next else None) == (following[0].id if following else None)
            if view.next and following:
                assert view.next.ticket.queue_time == following[0].queue_time


_made: list[Path] = []


def _template() -> Path:
    """A prepared hall, made once and copied for every run."""
    if not _made:
        folder = Path(tempfile.mkdtemp(prefix="hall-stateful-template-"))
        prepare_store(f"sqlite:///{folder / 'hall.db'}", HALL).close()
        _made.append(folder / "hall.db")
    return _made[0]


@pytest.fixture(scope="module", autouse=True)
def _clean_up():
    yield
    for file in _made:
        shutil.rmtree(file.parent)
    _made.clear()


HallMachine.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_order_of_operations_keeps_the_promises(part: int) -> None:
    HallMachine.TestCase().runTest()
