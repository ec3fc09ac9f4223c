"""The search for a legal order finds what must not be, and the hall's recorded histories are legal."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.histories.play import numbers_of, play, played_hall
from benchmarks.histories.record import LOST, DeliveryStatus, History, Op, delivery_of
from benchmarks.histories.rule import Waiting, following
from benchmarks.histories.search import check
from hall.access import By
from hall.calling import Candidate, choose
from hall.errors import Refused
from hall.store import prepare_store
from hall.structure import Rules
from tests.hall_samples import BY

RULES = Rules(longest_wait=timedelta(minutes=45))
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@st.composite
def queues(draw):
    places = draw(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 3), st.booleans()), max_size=7))
    return [
        Waiting(NOW - timedelta(minutes=m), NOW - timedelta(minutes=m), n, rank, priority)
        for n, (m, rank, priority) in enumerate(places, start=1)
    ]


@settings(max_examples=400, deadline=None)
@given(queues(), st.integers(0, 4))
def test_the_rule_written_twice_says_the_same(queue, streak):
    ours = following(queue, streak, RULES, NOW)
    theirs = choose([Candidate(w.id, w.queue_time, w.issued_at, w.rank, w.priority) for w in queue], streak, RULES, NOW)
    if theirs is None:
        assert ours is None
        return
    first, after, reason = ours
    assert (first.id, after, reason) == (theirs.ticket.id, theirs.streak_after, theirs.reason.code)


class Scribe:
    """One client of a real hall, which writes down what it asks and is told, a second apart."""

    def __init__(self, store, clock):
        self.store, self.clock, self.ops = store, clock, []

    def ask(self, name, job, **args):
        self.clock.move(seconds=1)
        at = self.clock.now().timestamp()
        try:
            told = delivery_of(self.store.run(job))
        except Refused as refusal:
            told = DeliveryStatus(refused=refusal.code)
        self.ops.append(Op(f"x-{len(self.ops)}", name, args, at, at + 0.5, told))
        return told.facts

    def issue(self, prefix, *, priority=False):
        args = {"service": f"service-{prefix.lower()}", "priority": priority}
        return self.ask("issue", lambda w: w.tickets.issue(prefix, BY, priority=priority), **args)["id"]

    def next(self, counter):
        return self.ask("call_next", lambda w: w.counter(counter, BY).call_next(), counter=counter)

    def at(self, counter, what):
        more = {"reason": "salat"} if what == "hold" else {}
        return self.ask(what, lambda w: getattr(w.counter(counter, BY), what)(**more), counter=counter)


class Clock:
    """A clock that the clients move."""

    moment = NOW

    def now(self):
        return self.moment

    def move(self, seconds):
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Two counters, a morning in turn: priorities, ranks, an undo, a refusal, nobody."""
    clock = Clock()
    url = f"sqlite:///{tmp_path_factory.mktemp('history') / 'hall.db'}"
    rules = replace(played_hall().hall.rules, longest_wait=timedelta(minutes=45))
    structure = replace(played_hall(), hall=replace(played_hall().hall, rules=rules))
    with closing(prepare_store(url, structure, clock)) as store:
        scribe = Scribe(store, clock)
        for prefix, priority in [("A", False)] * 4 + [("B", False), *[("A", True)] * 5]:
            scribe.issue(prefix, priority=priority)
        for counter in ("1", "2", "1", "1", "2"):
            scribe.next(counter)
        scribe.at("1", "serve")
        scribe.at("2", "undo")
        scribe.at("2", "no_show")
        late = scribe.issue("C")
        scribe.ask(
            "set_priority", lambda w: w.tickets.set_priority(late, True, BY, reason="lansia"), ticket=late, value=True
        )
        scribe.ask("reprint", lambda w: w.slips.reprint(late, By.system(station="")), ticket=late)
        for _ in range(6):
            scribe.next("2")
        scribe.next("3")
        scribe.next("4")
        return History(structure, tuple(scribe.ops), numbers_of(store, structure))


@pytest.mark.parametrize("recalls", [1, 2])
def test_an_undo_takes_a_call_back_with_its_recalls(tmp_path, recalls):
    clock, structure = Clock(), played_hall()
    with closing(prepare_store(f"sqlite:///{tmp_path / 'hall.db'}", structure, clock)) as store:
        scribe = Scribe(store, clock)
        scribe.issue("A")
        scribe.next("1")
        for _ in range(recalls):
            scribe.at("1", "recall")
        scribe.at("1", "undo")
        scribe.next("1")
        verdict = check(History(structure, tuple(scribe.ops), numbers_of(store, structure)))

    assert verdict.legal, verdict.why


def calls(history):
    return [at for at, op in enumerate(history.ops) if op.name == "call_next" and "id" in op.told.facts]


def changed(history, **answers):
    """The history with other answers: by the place of a request, as ``op12=Told(…)``."""
    ops = [replace(op, told=answers.get(f"op{at}", op.told)) for at, op in enumerate(history.ops)]
    return replace(history, ops=tuple(ops))


def without(history, place):
    return replace(history, ops=history.ops[:place] + history.ops[place + 1 :])


def facts(op, **more):
    return DeliveryStatus({**op.told.facts, **more})


def test_a_morning_in_turn_is_legal(history):
    assert len(calls(history)) >= 10
    verdict = check(history)
    assert verdict.legal, verdict.why


def test_two_calls_that_were_swapped_are_found(history):
    first, second = calls(history)[2:4]
    one, other = history.ops[first], history.ops[second]
    swapped = {
        f"op{first}": facts(other, at=one.told.facts["at"]),
        f"op{second}": facts(one, at=other.told.facts["at"]),
    }
    assert not check(changed(history, **swapped)).legal


def test_swapped_calls_are_legal_when_they_were_under_way_at_once(history):
    first, second = calls(history)[:2]
    one, other = history.ops[first], history.ops[second]
    ops = list(history.ops)
    ops[first] = replace(one, answered=other.answered)
    ops[second] = replace(other, invoked=one.invoked)
    assert check(replace(history, ops=tuple(ops))).legal


def test_a_number_that_was_called_twice_is_found(history):
    first, second = calls(history)[:2]
    double = facts(
        history.ops[first], at=history.ops[second].told.facts["at"], seq=history.ops[second].told.facts["seq"]
    )
    assert not check(changed(history, **{f"op{second}": double})).legal


@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_call_that_nobody_was_told_is_found(history, which):
    assert not check(without(history, calls(history)[which])).legal


@pytest.mark.parametrize("which", [0, 3, -1])
def test_a_call_whose_answer_was_lost_is_legal(history, which):
    place = calls(history)[which]
    ops = list(history.ops)
    ops[place] = replace(ops[place], told=None, answered=LOST)
    verdict = check(replace(history, ops=tuple(ops)))
    assert verdict.legal, verdict.why


def test_a_request_without_an_answer_that_was_never_done_is_legal(tmp_path):
    """Nobody was at the counter when it was sent; done later it would have ended the number that was called there: only
    the end tells. What follows fits in so many orders that the search must see what is in the way."""
    clock = Clock()
    with closing(prepare_store(f"sqlite:///{tmp_path / 'hall.db'}", played_hall(), clock)) as store:
        scribe = Scribe(store, clock)
        numbers = [scribe.issue("A") for _ in range(16)]
        scribe.next("1")
        first = len(scribe.ops)
        for number in numbers[1:]:
            job = lambda w, one=number: w.tickets.set_priority(one, True, BY, reason="lansia")  # noqa: E731
            scribe.ask("set_priority", job, ticket=number, value=True)
        begun, ended = scribe.ops[first].invoked, scribe.ops[-1].answered
        at_once = [replace(op, invoked=begun, answered=ended) for op in scribe.ops[first:]]
        lost = Op("x-lost", "finish", {"counter": "1"}, scribe.ops[0].invoked, LOST, None)
        history = History(played_hall(), (*scribe.ops[:first], *at_once, lost), numbers_of(store, played_hall()))
    verdict = check(history, orders=3)
    assert verdict.legal, verdict.why


def test_a_priority_that_was_passed_over_is_found(history):
    regular = next(at for at, op in enumerate(history.ops) if op.name == "issue" and not op.args["priority"])
    op = history.ops[regular]
    ticket = op.told.facts["id"]
    ops = [replace(one, told=facts(one, priority=True)) if _about(one, ticket) else one for one in history.ops]
    ops[regular] = replace(ops[regular], args={**op.args, "priority": True})
    end = {**history.end, ticket: {**history.end[ticket], "priority": True}}
    assert not check(replace(history, ops=tuple(ops), end=end)).legal


def test_a_streak_that_was_counted_wrongly_is_found(history):
    rules = replace(history.structure.hall.rules, priority_streak=1)
    structure = replace(history.structure, hall=replace(history.structure.hall, rules=rules))
    assert not check(replace(history, structure=structure)).legal


def test_a_rank_that_was_passed_over_is_found(history):
    places = tuple(
        replace(c, services=tuple(replace(s, rank=9 - s.rank) for s in c.services)) for c in history.structure.counters
    )
    assert not check(replace(history, structure=replace(history.structure, counters=places))).legal


def test_nobody_where_somebody_waits_is_found(history):
    assert not check(changed(history, **{f"op{calls(history)[1]}": DeliveryStatus({"nobody": True})})).legal


def test_a_wrong_refusal_and_a_number_given_twice_are_found(history):
    serve = next(at for at, op in enumerate(history.ops) if op.name == "serve")
    assert not check(changed(history, **{f"op{serve}": DeliveryStatus(refused="nobody_called")})).legal
    first, second = (at for at, op in enumerate(history.ops) if op.name == "issue" and at < 2)
    double = facts(history.ops[second], number=history.ops[first].told.facts["number"])
    assert not check(changed(history, **{f"op{second}": double})).legal


def test_a_number_that_nobody_was_given_is_found(history):
    assert not check(replace(history, end={**history.end, 99: next(iter(history.end.values()))})).legal


def test_the_histories_of_a_hall_under_fire_are_legal(database_url):
    history = play(database_url, issuers=6, callers=8, seconds=0.8, seed=13)
    verdict = check(history)
    assert verdict.legal, verdict.why


def _about(op: Op, ticket: int) -> bool:
    facts: Mapping[str, object] = op.told.facts
    return facts.get("id") == ticket and "priority" in facts
