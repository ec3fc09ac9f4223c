"""The next call ends a visit that has begun as done, one that has not as a no-show; both can come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.translator import ENGLISH
from hall.visit import ASSUMED, BY_NEXT, Said
from tests.hall_samples import BY


def issue(store, *services):
    return [store.run(lambda w, s=s: w.tickets.issue(s, BY)) for s in services]


def ticket(store, code):
    with store.read() as view:
        return view.tickets.find(code)


def last_line(store, code):
    with store.read() as view:
        return view.tickets.history(code)[-1]


def desk(store, counter="1"):
    with store.read() as view:
        return view.counter(counter)


def honest(store):
    with store.read() as view:
        return [finding.message(ENGLISH) for finding in view.days.audit().findings] == []


def by_next(work, _other):
    work.counter("1", BY).call_next()


def by_number(work, other):
    work.counter("1", BY).call_number(other)


def serve(store, _clock):
    store.run(lambda w: w.counter("1", BY).serve())


def wait(seconds):
    return lambda _store, clock: clock.move(seconds=seconds)


def recall_late(store, clock):
    clock.move(seconds=25)
    store.run(lambda w: w.counter("1", BY).recall())
    clock.move(seconds=25)


def keep_waiting(store, clock):
    store.run(lambda w: w.counter("1", BY).keep_waiting())
    clock.move(minutes=5)


def keep_waiting_then_recall(store, clock):
    keep_waiting(store, clock)
    store.run(lambda w: w.counter("1", BY).recall())
    clock.move(seconds=30)


@pytest.mark.parametrize("key", [by_next, by_number])
@pytest.mark.parametrize(
    ("meanwhile", "state", "action", "detail"),
    [
        (wait(29), State.NO_SHOW, Action.NO_SHOW, BY_NEXT),
        (wait(30), State.DONE, Action.FINISH, BY_NEXT),
        (keep_waiting, State.NO_SHOW, Action.NO_SHOW, BY_NEXT),
        (keep_waiting_then_recall, State.DONE, Action.FINISH, BY_NEXT),
        (recall_late, State.NO_SHOW, Action.NO_SHOW, BY_NEXT),
        (serve, State.DONE, Action.FINISH, BY_NEXT),
    ],
)
def test_a_call_ends_the_visit_before_it_by_whether_it_has_begun(staffed, clock, key, meanwhile, state, action, detail):
    _, other = issue(staffed, "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    meanwhile(staffed, clock)
    staffed.run(lambda w: key(w, other.id))
    line = last_line(staffed, "A-001")
    assert (ticket(staffed, "A-001").state, line.action, line.detail) == (state, action, detail)
    assert ticket(staffed, "A-001").outcome == ("served" if state is State.DONE else "")
    assert ticket(staffed, "A-002").state is State.CALLED
    assert honest(staffed)


def test_with_zero_only_f1_begins_a_visit(staffed, clock, structure):
    rules = replace(structure.hall.rules, begin_after=timedelta(0))
    hall = replace(structure, hall=replace(structure.hall, rules=rules))
    staffed.run(lambda w: w.hall.apply(hall, BY))
    issue(staffed, "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=20)
    staffed.run(lambda w: w.counter("1", BY).call_next())
    assert ticket(staffed, "A-001").state is State.NO_SHOW


@pytest.mark.parametrize(("begun", "state"), [(False, State.NO_SHOW), (True, State.DONE)])
def test_a_press_that_arrives_late_ends_the_visit_as_the_key_said(staffed, clock, begun, state):
    first, _ = issue(staffed, "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    clock.move(seconds=5 if begun else 90)
    staffed.run(lambda w: w.counter("1", BY).call_next(said=Said(first.id, begun)))
    assert ticket(staffed, "A-001").state is state


def test_what_a_key_said_of_another_number_counts_for_nothing(staffed, clock):
    _, second, _ = issue(staffed, "A", "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    clock.move(seconds=5)
    staffed.run(lambda w: w.counter("1", BY).call_next(said=Said(second.id, True)))
    assert ticket(staffed, "A-001").state is State.NO_SHOW


def finish(work):
    work.counter("1", BY).finish()


def hold(work):
    work.counter("1", BY).hold(reason="salat")


def transfer(work):
    work.counter("1", BY).transfer(service="2G")


@pytest.mark.parametrize("end", [lambda w: w.counter("1", BY).call_next(), finish, hold, transfer])
def test_whoever_presses_nothing_when_a_visit_begins_leaves_its_beginning_in_the_history(staffed, clock, end):
    issue(staffed, "A", "A")
    called = staffed.run(lambda w: w.counter("1", BY).call_next())
    clock.move(minutes=8, seconds=30)
    staffed.run(end)
    with staffed.read() as view:
        lines = view.tickets.history("A-001")
    assert [(line.action, line.detail) for line in lines][-2] == (Action.SERVE, ASSUMED)
    assert lines[-2].at == called.at + timedelta(seconds=30)
    assert lines[-1].at == lines[-2].at + timedelta(minutes=8)
    assert honest(staffed)


def test_the_figures_of_a_clerk_who_only_calls_are_true(staffed, clock):
    issue(staffed, "A", "A", "A")
    for minutes in (4, 6, 0):
        staffed.run(lambda w: w.counter("1", BY).call_next())
        clock.move(minutes=minutes, seconds=30)
    assert desk(staffed).figures.mean_service == timedelta(minutes=5)
    staffed.run(lambda w: w.counter("1", BY).no_show())
    assert ticket(staffed, "A-003").serving_at is None
    assert honest(staffed)


@pytest.mark.parametrize("seconds", [5, 40])
def test_undo_of_the_call_gives_both_numbers_back(staffed, clock, seconds):
    issue(staffed, "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    clock.move(seconds=seconds)
    staffed.run(lambda w: w.counter("1", BY).call_next())
    staffed.run(lambda w: w.counter("1", BY).undo())
    back = ticket(staffed, "A-001")
    assert (back.state, back.ended_at, back.outcome, back.serving_at) == (State.CALLED, None, "", None)
    assert ticket(staffed, "A-002").state is State.WAITING
    assert honest(staffed)


def done_at_counter_1(store, clock):
    issue(store, *["A"] * 8)
    store.run(lambda w: w.counter("1", BY).call_next())
    store.run(lambda w: w.counter("1", BY).serve())
    clock.move(minutes=3)
    store.run(lambda w: w.counter("1", BY).finish())
    return ticket(store, "A-001")


@pytest.mark.parametrize(("passed", "keeps"), [(4, True), (5, False)])
def test_a_done_number_comes_back_by_the_late_rule(staffed, clock, passed, keeps):
    done = done_at_counter_1(staffed, clock)
    assert [listed.code for listed in desk(staffed).done] == ["A-001"]
    for _ in range(passed):
        clock.move(seconds=40)
        staffed.run(lambda w: w.counter("1", BY).call_next())
    back = staffed.run(lambda w: w.tickets.return_late(done.id, BY, counter="1"))
    assert (back.state, back.outcome, back.obstacle, back.serving_at) == (State.WAITING, "", "", None)
    assert (back.queue_time == done.queue_time) is keeps
    assert "A-001" not in [listed.code for listed in desk(staffed).done]
    assert (desk(staffed).next.ticket.code == "A-001") is keeps
    assert honest(staffed)


def test_a_done_number_is_let_back_in_only_where_it_was_ended_and_by_no_counter_at_all(staffed, clock):
    done = done_at_counter_1(staffed, clock)
    assert "A-001" not in [listed.code for listed in desk(staffed, "2").done]
    with pytest.raises(Refused) as refused:
        staffed.run(lambda w: w.tickets.return_late(done.id, BY, counter="2"))
    assert refused.value.code == "ended_elsewhere"
    assert staffed.run(lambda w: w.tickets.return_late(done.id, BY)).state is State.WAITING


def test_after_the_day_is_closed_nothing_comes_back(staffed, clock):
    done = done_at_counter_1(staffed, clock)
    staffed.run(lambda w: w.day.close(BY, reason="tutup"))
    with pytest.raises(Refused) as refused:
        staffed.run(lambda w: w.tickets.return_late(done.id, BY, counter="1"))
    assert refused.value.code == "other_day"


def test_the_audit_names_an_assumption_where_somebody_had_begun_the_visit(staffed, clock, hall_url):
    from sqlalchemy import create_engine, text

    issue(staffed, "A", "A")
    staffed.run(lambda w: w.counter("1", BY).call_next())
    staffed.run(lambda w: w.counter("1", BY).serve())
    staffed.run(lambda w: w.counter("1", BY).call_next())
    engine = create_engine(hall_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE ticket_event SET detail = 'next_assumed' WHERE action = 'finish'"))
    engine.dispose()
    assert not honest(staffed)
