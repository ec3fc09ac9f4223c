"""An evacuation: everything stands still, and goes on as it was; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.store import open_store
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

ANI = By.staff("supervisor", "ani")


def evacuate(store):
    return store.run(lambda w: w.hall.evacuate(ANI, reason="asap di lantai 2"))


def over(store):
    return store.run(lambda w: w.hall.evacuation_over(ANI))


def code(job):
    with pytest.raises(Refused) as refusal:
        job()
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def desk(store):
    return store.fetch(lambda view: view.counter("1"))


@pytest.fixture
def busy(store):
    """A clerk at counter 1 with a called number, and one that waits."""
    siti = store.run(lambda w: w.staff.add("siti", "Siti", "407163", BY))
    store.run(lambda w: w.counter("1", BY).sign_in(siti.id))
    for _ in range(2):
        store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.counter("1", BY).call_next())
    return store


AT_COUNTER = {
    "next": lambda w: w.counter("1", BY).call_next(),
    "number": lambda w: w.counter("1", BY).call_number(w.tickets.find("A-002").id),
    "recall": lambda w: w.counter("1", BY).recall(),
    "serve": lambda w: w.counter("1", BY).serve(),
    "finish": lambda w: w.counter("1", BY).finish(),
    "no_show": lambda w: w.counter("1", BY).no_show(),
    "hold": lambda w: w.counter("1", BY).hold(reason="salat"),
    "transfer": lambda w: w.counter("1", BY).transfer(service="B"),
    "undo": lambda w: w.counter("1", BY).undo(),
}


def test_no_number_is_given_and_none_moves_until_it_is_over(busy, clock):
    made = evacuate(busy)
    assert (made.started_by, made.reason, made.ended_at) == ("clerk:ani", "asap di lantai 2", None)
    assert code(lambda: busy.run(lambda w: w.tickets.issue("A", BY))) == "closed_now"
    for job in AT_COUNTER.values():
        assert code(lambda job=job: busy.run(job)) == "evacuated"
    assert code(lambda: evacuate(busy)) == "evacuated_already"
    view = desk(busy)
    assert view.allowed == frozenset()
    assert dict(view.refusals)[Action.CALL_NEXT] == "evacuated"
    assert view.alarms[0].code == "alarm_evacuation"
    kiosk, board = busy.fetch(lambda view: (view.kiosk(), view.board()))
    assert {one.opening.code for agency in kiosk.agencies for one in agency.services} == {"evacuation"}
    assert (kiosk.opening.code, kiosk.opening.gives_numbers, board.evacuated) == ("evacuation", False, True)
    clock.move(minutes=30)
    assert over(busy).ended_at == clock.now()
    assert code(lambda: over(busy)) == "not_evacuated"
    assert busy.run(lambda w: w.tickets.issue("A", BY)).code == "A-003"
    view = desk(busy)
    assert (view.current.code, view.current.state, view.next.ticket.code) == ("A-001", State.CALLED, "A-002")
    assert not busy.fetch(lambda view: view.board()).evacuated


def test_the_time_of_an_evacuation_counts_neither_as_waiting_nor_against_a_deadline(busy, clock):
    clock.move(seconds=10)
    evacuate(busy)
    clock.move(hours=3)
    over(busy)
    view = desk(busy)
    assert view.queues[0].longest == timedelta(seconds=10)
    assert view.undo is not None
    busy.run(lambda w: w.counter("1", BY).undo())
    assert desk(busy).next.reason.code == "longest_waiting"
    floor = busy.fetch(lambda view: view.floor.now(By.technician("root")))
    assert max(one.longest for one in floor.agencies if one.longest) == timedelta(seconds=10)


def test_a_visit_does_not_count_as_begun_by_the_time_of_an_evacuation(busy, clock):
    evacuate(busy)
    clock.move(minutes=20)
    over(busy)
    busy.run(lambda w: w.counter("1", BY).call_next())
    assert busy.fetch(lambda view: view.tickets.find("A-001")).state is State.NO_SHOW


def test_a_visit_that_had_begun_by_itself_before_an_evacuation_has_begun_all_the_same(busy, clock):
    called, begun = clock.now(), timedelta(seconds=30)
    clock.move(minutes=5)
    evacuate(busy)
    clock.move(minutes=20)
    assert desk(busy).begin_after == begun
    over(busy)
    assert desk(busy).begin_after == begun
    busy.run(lambda w: w.counter("1", BY).finish())
    assert busy.fetch(lambda view: view.tickets.find("A-001")).serving_at == called + begun
    assert busy.fetch(lambda view: view.days.audit()).findings == ()


def test_another_program_and_the_next_start_know_it(busy, hall_url, clock):
    evacuate(busy)
    other = open_store(hall_url, clock)
    assert code(lambda: other.run(lambda w: w.tickets.issue("A", BY))) == "closed_now"
    over(other)
    assert busy.run(lambda w: w.tickets.issue("A", BY)).code == "A-003"
    other.close()


def test_a_business_day_ends_as_much_later(busy, clock):
    clock.move(hours=11)
    evacuate(busy)
    clock.move(hours=30)
    for _ in range(3):
        clock.move(minutes=5)
        assert busy.settle_day() is None
    over(busy)
    clock.move(minutes=5)
    assert busy.settle_day() is None
    assert busy.fetch(lambda view: view.tickets.find("A-002")).state is State.WAITING


def test_a_day_with_an_evacuation_is_honest(busy, clock):
    evacuate(busy)
    clock.move(minutes=50)
    over(busy)
    clock.move(minutes=1)
    busy.run(lambda w: w.counter("1", BY).call_next())
    assert busy.fetch(lambda view: view.days.audit()).findings == ()


def test_only_who_answers_for_the_hall_calls_for_it(store):
    for by in (By.clerk("siti"), By.staff("agency_supervisor", "rina", agency="disdukcapil"), By.kiosk("depan")):
        assert code(lambda by=by: store.run(lambda w: w.hall.evacuate(by))) in {"needs_supervisor", "not_allowed"}
