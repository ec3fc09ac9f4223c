"""What a supervisor closes, opens and changes for a time: in force at once, over the configuration, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.store import apply_structure, open_store, preview_structure
from hall.structure import CounterService, Offer
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

ANI = By.staff("supervisor", "ani")
SUNDAY = timedelta(days=6)


@pytest.fixture(autouse=True)
def ani(store):
    """The supervisor who acts."""
    store.run(lambda work: work.staff.add("ani", "Ani", "407163", BY, role="supervisor"))


def code(job):
    with pytest.raises(Refused) as refusal:
        job()
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)
    return refusal.value.code


def opening(store, key="A"):
    return store.fetch(lambda view: view.opening(key))[0].opening


def issue(store, prefix="A", **more):
    return store.run(lambda work: work.tickets.issue(prefix, BY, **more))


def close(store, scope="service", target="A", by=ANI, **more):
    return store.run(lambda work: work.closures.close(scope, by, target, reason="Server mati", **more))


def assign(store, counter="3", services=("A",), by=ANI, **more):
    return store.run(lambda work: work.overrides.assign(counter, by, services, reason="Ramai", **more))


def served(store, label):
    with store.read() as view:
        return {prefix: rank for one in view.counters() if one.label == label for prefix, _name, rank in one.services}


def state(store, number):
    return store.fetch(lambda view: view.tickets.find(number)).state


@pytest.mark.parametrize(
    ("scope", "target", "closed"),
    [
        ("hall", "", {"A", "B", "2G"}),
        ("agency", "disdukcapil", {"A", "B"}),
        ("service", "A", {"A"}),
        ("counter", "1", set()),
    ],
)
def test_a_supervisor_closes_at_once_until_the_end_of_the_day(store, clock, scope, target, closed):
    made = close(store, scope, target).closure
    assert (made.state, made.decided_by) == ("approved", "clerk:ani")
    assert made.ends_at == clock.now().replace(hour=16, minute=0), "midnight in Kendari is 16:00 UTC"
    assert {prefix for prefix in ("A", "B", "2G") if not opening(store, prefix).is_open} == closed
    with store.read() as view:
        shut = view.opening("1")
    assert (scope == "counter") <= (not shut[0].opening.is_open)


def test_who_holds_a_number_of_a_closed_service_is_called_on(staffed):
    number = issue(staffed)
    closed = close(staffed)
    assert (closed.staying, closed.moved, closed.sent_home) == (1, (), ())
    assert code(lambda: issue(staffed)) == "closed_now"
    call = staffed.run(lambda work: work.counter("1", BY).call_next())
    assert call.ticket.code == number.code


def test_all_who_wait_are_moved_to_another_service_with_their_turns(staffed, clock):
    first = issue(staffed, "B")
    clock.move(minutes=5)
    other = issue(staffed)
    held = staffed.run(lambda work: work.tickets.hold(first.id, BY, reason="salat"))
    called = issue(staffed, "B")
    staffed.run(lambda work: work.counter("2", BY).call_number(called.id))
    closed = close(staffed, "service", "B", holders="move", move_to="A", open_ended=True)
    assert (closed.moved, closed.staying, closed.closure.ends_at) == ((held.code,), 1, None)
    with staffed.read() as view:
        line = view.tickets.history(held.code)[-1]
    assert (line.action, line.actor, line.detail) == (Action.TRANSFER, "clerk:ani", "A||Server mati")
    calls = [staffed.run(lambda work: work.counter("1", BY).call_next()).ticket.code for _ in range(2)]
    assert calls == [first.code, other.code]
    with staffed.read() as view:
        assert not view.days.audit().findings


def test_all_who_wait_are_sent_home_with_what_they_are_offered(store, hall_url, structure):
    apply_structure(hall_url, replace(structure, offers=(Offer("pos", "Dikirim lewat pos", "Sent by post"),)))
    numbers = [issue(store), issue(store, to_print=True), issue(store, "B")]
    closed = close(store, "agency", "disdukcapil", holders="send_home", offer="pos")
    assert set(closed.sent_home) == {one.code for one in numbers}
    assert {state(store, one.code) for one in numbers} == {State.CANCELLED}
    with store.read() as view:
        assert view.tickets.history(numbers[0].code)[-1].detail == "Server mati; Dikirim lewat pos"
        assert not view.days.audit().findings


def test_a_closing_that_is_sent_twice_is_one(store):
    issue(store, "B")
    by = By.staff("supervisor", "ani", request_id="r-1")
    first, again = (close(store, "service", "B", by=by, holders="move", move_to="A") for _ in range(2))
    assert first == again
    with store.read() as view:
        assert len(view.closures.listed()) == 1


def test_what_makes_no_sense_is_refused_with_a_sentence(store, clock):
    rina = By.staff("agency_supervisor", "rina", agency="disdukcapil")
    before = clock.now() - timedelta(minutes=1)
    assert code(lambda: close(store, "zone", "podium")) == "unknown_scope"
    assert code(lambda: close(store, "agency", "x")) == "unknown_agency"
    assert code(lambda: close(store, ends_at=before)) == "closure_over"
    assert code(lambda: close(store, holders="x")) == "unknown_holders"
    assert code(lambda: close(store, holders="move")) == "move_needed"
    assert code(lambda: close(store, holders="move", move_to="A")) == "move_into_closed"
    assert code(lambda: close(store, by=rina, holders="move", move_to="2G")) == "other_agency"
    assert code(lambda: close(store, holders="send_home", offer="x")) == "unknown_offer"
    assert code(lambda: close(store, "counter", "1", holders="send_home")) == "holders_of_counter"
    assert code(lambda: store.run(lambda w: w.overrides.open("counter", ANI, "1", reason="x"))) == "counter_not_opened"
    assert code(lambda: store.run(lambda w: w.overrides.end(9, ANI))) == "unknown_override"
    assert code(lambda: assign(store, services=())) == "no_services"
    assert code(lambda: assign(store, "3", ["A"], by=By.staff("agency_supervisor", "u", agency="imigrasi"))) == (
        "other_agency"
    )
    assert code(lambda: assign(store, by=By.clerk("siti"))) == "needs_supervisor"


def test_a_supervisor_opens_on_a_sunday_and_it_ends_with_the_day(store, clock):
    clock.move(days=SUNDAY.days)
    assert code(lambda: issue(store)) == "closed_now"
    made = store.run(lambda work: work.overrides.open("agency", ANI, "disdukcapil", reason="Layanan Minggu"))
    assert (opening(store).code, opening(store, "2G").code) == ("opened", "closed_today")
    assert issue(store).code == "A-001"
    clock.moment = made.ends_at
    assert opening(store).code == "before_opening"
    store.settle_day()
    with store.read() as view:
        assert view.overrides.listed() == ()


def test_a_closing_stands_before_an_opening(store):
    made = store.run(lambda work: work.overrides.open("service", ANI, "A", reason="Ramai", open_ended=True))
    assert opening(store).code == "opened"
    close(store, "hall", "")
    assert opening(store).code == "closure"
    assert store.run(lambda work: work.overrides.end(made.id, ANI)).ended_by == "clerk:ani"
    assert code(lambda: store.run(lambda work: work.overrides.end(made.id, ANI))) == "override_over"


@pytest.mark.parametrize(
    ("closed", "opened"),
    [
        (("service", "A"), ("service", "A")),
        (("agency", "disdukcapil"), ("service", "A")),
        (("agency", "disdukcapil"), ("agency", "disdukcapil")),
        (("hall", ""), ("service", "A")),
        (("hall", ""), ("agency", "disdukcapil")),
        (("hall", ""), ("hall", "")),
    ],
)
def test_an_opening_over_a_closing_says_which_and_is_not_written(store, closed, opened):
    made = close(store, *closed).closure
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.overrides.open(opened[0], ANI, opened[1], reason="Ramai"))
    assert (refusal.value.code, refusal.value.params["closure"]) == ("opened_over_closing", made.id)
    assert store.fetch(lambda view: view.overrides.listed()) == ()
    store.run(lambda work: work.closures.end(made.id, ANI))
    store.run(lambda work: work.overrides.open(opened[0], ANI, opened[1], reason="Ramai"))
    assert opening(store).code == "opened"


def test_what_is_closed_elsewhere_later_or_below_can_be_opened(store, clock):
    close(store, "service", "B")
    close(store, "agency", "imigrasi")
    later = store.run(
        lambda work: work.closures.request(
            "service", By.clerk("siti"), "A", reason="Rapat", starts_at=clock.now() + timedelta(hours=1)
        )
    )
    store.run(lambda work: work.closures.decide(later.id, ANI, approve=True))
    for scope, target in (("service", "A"), ("agency", "disdukcapil"), ("hall", "")):
        store.run(lambda work, of=(scope, target): work.overrides.open(of[0], ANI, of[1], reason="Ramai"))
    assert (opening(store).code, opening(store, "B").code) == ("opened", "closure")


def test_nothing_is_opened_in_an_evacuation(store):
    store.run(lambda work: work.hall.evacuate(ANI))
    assert code(lambda: store.run(lambda w: w.overrides.open("service", ANI, "A", reason="x"))) == "evacuated"


def test_a_counter_serves_what_a_supervisor_assigns_until_it_ends(staffed, clock, hall_url):
    other = open_store(hall_url, clock)
    number = issue(staffed)
    assert staffed.run(lambda work: work.counter("3", BY).call_next()) is None
    assert served(other, "3") == {"2G": 1}
    made = assign(staffed, "3", ["A"], also=["2G"], ends_at=clock.now() + timedelta(hours=1))
    assert served(other, "3") == {"A": 1, "2G": 2}
    assert other.run(lambda work: work.counter("3", BY).call_next()).ticket.code == number.code
    again = assign(staffed, "3", ["B"])
    assert (again.configured, again.id > made.id) == (made.configured, True)
    clock.moment = again.ends_at
    staffed.settle_day()
    assert served(other, "3") == {"2G": 1}
    other.close()


def test_an_assignment_survives_apply_and_the_new_configuration_comes_back(store, hall_url, structure):
    made = assign(store, "3", ["A"], open_ended=True)
    third = replace(structure.counters[2], services=(CounterService("disdukcapil-b", 1),))
    changed = replace(structure, counters=(*structure.counters[:2], third))
    close(store, "service", "B", open_ended=True)
    preview = preview_structure(hall_url, changed)
    assert [one.id for one in preview.overrides] == [made.id]
    assert [one.target for one in preview.closures] == ["disdukcapil-b"]
    (change,) = apply_structure(hall_url, changed)
    assert (change.kind, change.id, change.detail) == (
        "counter",
        "loket-3",
        'services: ["imigrasi-2g"] -> ["disdukcapil-b"]',
    )
    assert served(store, "3") == {"A": 1}
    assert apply_structure(hall_url, changed) == ()
    store.run(lambda work: work.overrides.end(made.id, ANI))
    assert served(store, "3") == {"B": 1}


@pytest.mark.parametrize("what", ["closed service", "assigned service", "assigned counter", "opened agency"])
def test_apply_names_what_a_supervisor_has_changed_and_archives_it_not(store, hall_url, structure, what):
    smaller = replace(structure, services=structure.services[:2], counters=structure.counters[:2])
    if what == "closed service":
        close(store, "service", "2G", open_ended=True)
    elif what == "assigned service":
        assign(store, "1", ["2G"], open_ended=True)
    elif what == "assigned counter":
        assign(store, "3", ["A"], open_ended=True)
    else:
        store.run(lambda work: work.overrides.open("agency", ANI, "imigrasi", reason="x", open_ended=True))
        smaller = replace(smaller, agencies=structure.agencies[:1])
    assert code(lambda: apply_structure(hall_url, smaller)) == "retires_changed"


@pytest.mark.parametrize("serving", [False, True])
def test_a_counter_is_freed_and_its_number_waits_with_its_turn(staffed, clock, serving):
    number = issue(staffed)
    clock.move(minutes=5)
    issue(staffed)
    staffed.run(lambda work: work.counter("1", BY).call_next())
    if serving:
        staffed.run(lambda work: work.counter("1", BY).serve())
    assert code(lambda: staffed.run(lambda work: work.counter("1", ANI).free(reason="pulang"))) == "free_busy"
    freed = staffed.run(lambda work: work.counter("1", ANI).free(reason="pulang", put_back=True))
    assert (freed.clerk_id, freed.ticket_code) == (None, "")
    assert code(lambda: staffed.run(lambda work: work.counter("1", ANI).free(reason="pulang"))) == "not_signed_in"
    assert staffed.run(lambda work: work.counter("2", BY).call_next()).ticket.code == number.code
    with staffed.read() as view:
        assert not view.days.audit().findings
