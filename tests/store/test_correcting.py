"""Corrections on both databases: the row, the quota, the history, and an audit that finds nothing."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from itertools import product

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import AT_COUNTER, CORRECTABLE, State
from hall.store import open_store
from hall.structure import Obstacle
from tests.at_once import together
from tests.hall_samples import BY
from tests.store.test_every_action import _reach as reach

WHY = "salah tekan"
PAIRS = [(state, to) for state, to in product(State, State) if to in CORRECTABLE[state] and to is not state]


@pytest.fixture
def other(hall_url, clock):
    """Another program's store of the same hall."""
    with closing(open_store(hall_url, clock)) as opened:
        yield opened


def find(store, code: str = "A-001"):
    with store.read() as reader:
        return reader.tickets.find(code)


def findings(store):
    with store.read() as reader:
        return reader.days.audit().findings


@pytest.mark.parametrize(("state", "to"), PAIRS)
def test_a_corrected_number_is_what_was_said_and_the_audit_finds_nothing(store, clock, state, to):
    ticket_id = reach(store, clock, state)
    if to is State.NO_SHOW and state is State.CANCELLED:
        store.run(lambda w: w.tickets.restore(ticket_id, BY))
        store.run(lambda w: w.counter("1", BY).call_next())
        store.run(lambda w: w.counter("1", BY).hold(reason="salat"))
        store.run(lambda w: w.tickets.cancel(ticket_id, BY, reason="pergi"))
    found = store.run(lambda w: w.tickets.correct(ticket_id, BY, state=to, reason=WHY))
    assert found.state is to
    assert (found.outcome == "served") == (to is State.DONE)
    with store.read() as reader:
        last = reader.tickets.history("A-001")[-1]
    assert (last.action, last.actor, last.detail) == ("correct", "system", WHY)
    if to is State.WAITING:
        assert store.run(lambda w: w.counter("2", BY).call_next()).ticket.id == ticket_id
    assert findings(store) == ()


@pytest.mark.parametrize("state", [state for state in State if state is not State.PRINTING])
def test_a_wrong_service_is_corrected_in_every_state(store, clock, state):
    ticket_id = reach(store, clock, state)
    found = store.run(lambda w: w.tickets.correct(ticket_id, BY, service="2G", reason=WHY))
    assert (found.service_id, found.state, found.code) == ("imigrasi-2g", state, "A-001")
    if state in AT_COUNTER:
        with store.read() as reader:
            assert reader.counter("1").current.id == ticket_id
    assert findings(store) == ()


def test_a_correction_says_who_and_why_and_is_refused_without(store, clock):
    ticket_id = reach(store, clock, State.DONE)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.correct(ticket_id, BY, state="no_show", reason=" "))
    assert refusal.value.code == "reason_needed"
    rina = By.staff("agency_supervisor", "rina", agency="disdukcapil", version=find(store).version)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.correct(ticket_id, rina, service="2G", reason=WHY))
    assert refusal.value.code == "other_agency"
    store.run(lambda w: w.tickets.correct(ticket_id, rina, state="no_show", reason=WHY))
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.correct(ticket_id, rina, state="waiting", reason=WHY))
    assert refusal.value.code == "changed_meanwhile"


def test_of_a_closed_day_only_how_a_visit_ended_can_be_corrected(store, clock):
    ticket_id = reach(store, clock, State.DONE)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.correct(ticket_id, BY, state="waiting", reason=WHY))
    assert refusal.value.code == "correct_closed"
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.tickets.correct(ticket_id, BY, obstacle="hilang", reason=WHY))
    assert refusal.value.code == "unknown_obstacle"


def test_a_counter_that_calls_a_number_which_is_corrected_meanwhile_gets_it_or_not_at_all(store, other, clock):
    """Sixteen numbers: whichever is first, the other is refused or sees what was done."""
    made = [store.run(lambda w: w.tickets.issue("A", BY)).id for _ in range(16)]
    for ticket_id in made:
        clock.move(seconds=1)

        def cancel(ticket_id=ticket_id):
            return store.run(lambda w: w.tickets.correct(ticket_id, BY, state="cancelled", reason=WHY))

        def call(ticket_id=ticket_id):
            return other.run(lambda w: w.counter("1", BY).call_number(ticket_id))

        answers = together(cancel, call)
        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert len(refused) == 1
        assert refused[0].code in {"wrong_state", "correct_at_counter", "changed_meanwhile"}
        if not isinstance(answers[1], Refused):
            store.run(lambda w: w.counter("1", BY).finish())
    assert findings(store) == ()


def test_a_number_is_found_by_what_is_typed_of_it_on_any_day_within_the_own_agency(store, clock):
    for prefix in ("A", "A", "B", "2G"):
        store.run(lambda w, prefix=prefix: w.tickets.issue(prefix, BY))
    umar = By.staff("agency_supervisor", "umar", agency="imigrasi")

    def codes(text="", by=BY, day=None):
        with store.read() as reader:
            return [ticket.code for ticket in reader.found.tickets(by, text, day).tickets]

    assert codes() == ["2G-001", "B-001", "A-002", "A-001"]
    assert (codes("a2"), codes("1"), codes("b"), codes("zz")) == (
        ["A-002"],
        ["2G-001", "B-001", "A-001"],
        ["B-001"],
        [],
    )
    assert codes(by=umar) == ["2G-001"]
    with store.read() as reader:
        token, day = reader.tickets.find("A-002").token, reader.days.latest()
        assert reader.found.tickets(BY).is_open
    assert codes(token) == ["A-002"]
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(hours=24)
    store.run(lambda w: w.tickets.issue("B", BY))
    assert (codes(), codes("a2", day=day)) == (["B-001"], ["A-002"])
    with pytest.raises(Refused):
        codes(by=By.clerk("siti"))


def test_the_history_says_of_each_correction_from_what_to_what(store, clock, structure):
    papers = (Obstacle("berkas", "Berkas kurang", "Papers missing"),)
    store.run(lambda w: w.hall.apply(replace(structure, obstacles=papers), BY))
    ticket_id = reach(store, clock, State.SERVING)

    def correct(**wanted):
        store.run(lambda w: w.tickets.correct(ticket_id, BY, reason=WHY, **wanted))
        with store.read() as reader:
            changes = reader.tickets.history("A-001")[-1].changes
        return {one.what: (name(one.before), name(one.after)) for one in changes}

    def name(one):
        return one if isinstance(one, str) else one.name

    store.run(lambda w: w.counter("1", BY).finish(outcome="not_served", obstacle="berkas", note="tanpa KK"))
    assert correct(outcome="served") == {"outcome": ("not_served", "served"), "obstacle": ("Berkas kurang", "")}
    assert correct(outcome="not_served", obstacle="berkas") == {
        "outcome": ("served", "not_served"),
        "obstacle": ("", "Berkas kurang"),
    }
    services = correct(service="2G")["service"]
    assert services[0] != services[1]
    assert correct(state=State.NO_SHOW) == {"state": ("done", "no_show")}
    assert correct(state=State.WAITING) == {"state": ("no_show", "waiting")}
    assert correct(state=State.DONE) == {"state": ("waiting", "done")}
    with store.read() as reader:
        assert not any(line.changes for line in reader.tickets.history("A-001") if line.action != "correct")
