"""An agency or a service in detail, as its supervisor opens it, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from tests.hall_samples import BY

ANI = By.staff("supervisor", "ani")
DEWI = By.staff("agency_supervisor", "dewi", agency="imigrasi")


@pytest.fixture(autouse=True)
def people(staffed):
    """Ani answers for the hall, Dewi for Imigrasi."""
    staffed.run(lambda work: work.staff.add("ani", "Ani", "407163", BY, role="supervisor"))
    staffed.run(lambda work: work.staff.add("dewi", "Dewi", "407163", BY, role="agency_supervisor", agency="imigrasi"))


def details(store, scope="service", target="disdukcapil-a", by=ANI):
    return store.fetch(lambda view: view.floor.details(by, scope, target))


def issue(store, prefix="A", **more):
    return store.run(lambda work: work.tickets.issue(prefix, BY, **more))


def test_numbers_stand_in_the_order_of_the_calls_with_why(staffed, clock):
    numbers = [issue(staffed, priority=priority) for priority in (False, True, True, True, False)]
    clock.move(minutes=10)
    found = details(staffed)
    calls = [staffed.run(lambda work: work.counter("1", BY).call_next()) for _ in numbers]
    assert [one.code for one in found.numbers] == [one.ticket.code for one in calls]
    assert [one.reason for one in found.numbers] == [one.reason for one in calls]
    assert {one.waited for one in found.numbers} == {timedelta(minutes=10)}
    assert (found.waiting, details(staffed).waiting) == (5, 0)


def test_a_number_for_one_counter_and_one_that_is_put_off_are_told_apart(staffed):
    directed, held = issue(staffed), issue(staffed)
    staffed.run(lambda work: work.tickets.transfer(directed.id, BY, to_counter="2"))
    staffed.run(lambda work: work.tickets.hold(held.id, BY, reason="salat"))
    found = details(staffed)
    assert [(one.code, one.reason, one.directed_label) for one in found.numbers] == [(directed.code, None, "2")]
    assert (found.waiting, found.held) == (1, 1)


def test_who_sits_there_since_when_and_what_a_supervisor_has_changed(staffed, clock):
    since = clock.now()
    clock.move(minutes=30)
    staffed.run(lambda work: work.counter("2", BY).sign_out())
    made = staffed.run(lambda work: work.overrides.assign("3", ANI, ["A"], reason="Ramai"))
    staffed.run(lambda work: work.closures.request("counter", By.clerk("siti"), "3", reason="Mati"))
    found = details(staffed)
    assert [(one.info.label, one.signed_in_at) for one in found.counters] == [("1", since), ("2", None), ("3", since)]
    assert [one.assigned for one in found.counters] == [None, None, made]
    assert [one.target for one in found.requests] == ["loket-3"]
    floor = staffed.fetch(lambda view: view.floor.now(ANI))
    assert [(one.prefix, one.changed) for group in floor.agencies for one in group.services] == [
        ("A", True),
        ("B", False),
        ("2G", False),
    ]
    assert [one.target for one in floor.requests] == ["loket-3"]
    (asked,) = (one for one in floor.alarms if one.code == "alarm_closure_asked")
    assert (asked.agency, asked.services[0]) == ("imigrasi", "disdukcapil-a")
    staffed.run(lambda work: work.closures.decide(floor.requests[0].id, ANI, approve=False))
    assert not [one for one in staffed.fetch(lambda view: view.floor.now(ANI)).alarms if one.code == asked.code]


def test_what_holds_for_the_whole_hall_is_not_said_of_each_service(staffed):
    def said():
        floor = staffed.fetch(lambda view: view.floor.now(ANI))
        return floor.hall_opened, {one.prefix for group in floor.agencies for one in group.services if one.changed}

    for scope, target, expected in (
        ("hall", "", (True, set())),
        ("agency", "imigrasi", (True, {"2G"})),
        ("service", "A", (True, {"2G", "A"})),
    ):
        staffed.run(lambda work, of=(scope, target): work.overrides.open(of[0], ANI, of[1], reason="Ramai"))
        assert said() == expected
    staffed.run(lambda work: work.overrides.end(1, ANI))
    assert said() == (False, {"2G", "A"})


def test_an_agency_has_all_of_its_services(staffed):
    issue(staffed, "B")
    issue(staffed, "A")
    closed = staffed.run(lambda work: work.closures.close("agency", ANI, "disdukcapil", reason="Mati")).closure
    found = details(staffed, "agency", "disdukcapil")
    assert ([one.code for one in found.numbers], found.waiting) == (["A-001", "B-001"], 2)
    assert [one.opening.code for one in found.hours] == ["closure", "closure"]
    assert found.closures == (closed,)


@pytest.mark.parametrize(
    ("by", "scope", "target", "code"),
    [
        (DEWI, "service", "disdukcapil-a", "other_agency"),
        (DEWI, "agency", "disdukcapil", "other_agency"),
        (By.clerk("siti"), "agency", "imigrasi", "needs_supervisor"),
        (ANI, "agency", "x", "unknown_agency"),
    ],
)
def test_nobody_looks_into_what_is_not_theirs(staffed, by, scope, target, code):
    with pytest.raises(Refused) as refusal:
        details(staffed, scope, target, by)
    assert refusal.value.code == code
    assert details(staffed, "agency", "imigrasi", DEWI).id == "imigrasi"
