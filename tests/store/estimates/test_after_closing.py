"""Whoever would hardly be served before the service closes is told so, or gets no number, as the hall decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.errors import Refused
from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.shown import Kind, Shown
from hall.estimating.waits import Answer, Waits
from hall.translator import INDONESIAN
from tests.hall_samples import BY

RANGE = Shown(Kind.RANGE, 3, 20, 30)
LATE = RANGE._replace(late=True)
CLOSING = Shown(Kind.UNKNOWN, 3, unknown=Unknown.CLOSING)


def answer(shown: Shown) -> Answer:
    unknown = Unknown(shown.unknown) if shown.unknown else None
    return Answer(shown, Estimate(shown.ahead, 20.0, 25.0, 30.0, unknown))


def hall_says(store, clock, usual: Shown, priority: Shown = RANGE) -> None:
    """This of A from now on, and a range of all else."""
    waits = Waits(clock.now(), {"disdukcapil-a": (answer(usual), answer(priority))})
    store.run(lambda work: work.estimates.hold(BY, "test"))
    assert store.run(lambda work: work.estimates.say(BY, "test", waits))


def with_rule(store, structure, rule: str) -> None:
    rules = replace(structure.hall.rules, after_closing=rule)
    store.run(lambda work: work.hall.apply(replace(structure, hall=replace(structure.hall, rules=rules)), BY))


def service(store):
    view = store.fetch(lambda reader: reader.kiosk())
    return next(one for agency in view.agencies for one in agency.services if one.prefix == "A")


def issue(store, way="run", **given):
    return getattr(store, way)(lambda work: work.tickets.issue("A", BY, **given))


def why_refused(store, way="run", **given):
    with pytest.raises(Refused) as refusal:
        issue(store, way, **given)
    assert refusal.value.code == "closed_now"
    return refusal.value.params["why"]


def given(store) -> int:
    with store.read() as view:
        return view.days.audit().tickets


@pytest.mark.parametrize("said", [LATE, CLOSING])
@pytest.mark.parametrize("rule", ["warn", "stop"])
def test_the_kiosk_shows_what_the_issue_does(staffed, structure, clock, said, rule):
    with_rule(staffed, structure, rule)
    issue(staffed)
    hall_says(staffed, clock, said)
    shown = service(staffed)

    assert shown.wait.warns
    if rule == "warn":
        assert (shown.opening.code, shown.opening.gives_numbers) == ("open", True)
        assert issue(staffed).wait.warns
        return
    assert (shown.opening.code, shown.opening.gives_numbers, shown.opening.is_open) == ("too_late", False, True)
    for way in ("run", "act"):
        why = why_refused(staffed, way)
        assert why == replace(shown.opening, at=why.at)
    assert given(staffed) == 1
    with staffed.read() as view:
        assert view.opening("A")[0].opening.code == "too_late"


@pytest.mark.parametrize("known", [False, True])
def test_it_is_asked_whether_or_not_numbers_were_given_before(staffed, structure, clock, known):
    with_rule(staffed, structure, "stop")
    if known:
        issue(staffed)
    hall_says(staffed, clock, LATE)
    service(staffed)  # a screen is read before anybody touches it
    assert why_refused(staffed).code == "too_late"
    clock.move(seconds=30)
    hall_says(staffed, clock, RANGE)
    service(staffed)
    assert issue(staffed).wait == RANGE


def test_priority_counts_its_own_answer(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    hall_says(staffed, clock, LATE, RANGE)
    shown = service(staffed)
    assert (shown.opening.code, shown.priority_opening.code) == ("too_late", "open")
    assert issue(staffed, priority=True).wait == RANGE
    assert why_refused(staffed).code == "too_late"
    hall_says(staffed, clock, RANGE, LATE)
    shown = service(staffed)
    assert (shown.opening.code, shown.priority_opening.code) == ("open", "too_late")
    assert why_refused(staffed, priority=True).code == "too_late"


def test_the_card_of_an_agency_says_it_where_all_that_is_open_is_too_late(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    late = answer(LATE), answer(RANGE)
    waits = Waits(clock.now(), {"disdukcapil-a": late, "disdukcapil-b": late})
    staffed.run(lambda work: work.estimates.hold(BY, "test"))
    staffed.run(lambda work: work.estimates.say(BY, "test", waits))
    agency = next(one for one in staffed.fetch(lambda r: r.kiosk()).agencies if one.id == "disdukcapil")
    assert (agency.opening.code, agency.priority_opening.code) == ("too_late", "open")
    assert agency.wait is None


def test_a_booking_has_its_place(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    code = staffed.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=10), BY)).code
    hall_says(staffed, clock, LATE)
    assert why_refused(staffed).code == "too_late"
    assert staffed.run(lambda w: w.bookings.check_in(code, BY)).booked_for is not None


def test_a_repeat_of_what_was_given_is_answered(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    by = replace(BY, request_id="the same touch")
    first = staffed.run(lambda work: work.tickets.issue("A", by))
    hall_says(staffed, clock, LATE)
    assert staffed.run(lambda work: work.tickets.issue("A", by)).code == first.code
    assert given(staffed) == 1


def test_where_nobody_says_anything_nobody_is_turned_away(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    assert issue(staffed).wait is None
    hall_says(staffed, clock, LATE)
    clock.move(minutes=5)
    assert service(staffed).opening.gives_numbers
    assert issue(staffed).wait is None


def test_it_costs_no_statement_more(staffed, structure, clock):
    counts = {}
    for rule in ("warn", "stop"):
        with_rule(staffed, structure, rule)
        hall_says(staffed, clock, RANGE)
        service(staffed)
        issue(staffed)
        service(staffed)
        statements: list[str] = []
        staffed._connections.watch(lambda statement, _, said=statements: said.append(statement))
        issue(staffed)
        counts[rule] = len(statements)
    assert counts["stop"] <= counts["warn"]


def test_the_visitor_reads_why_and_when_numbers_come_again(staffed, structure, clock):
    with_rule(staffed, structure, "stop")
    hall_says(staffed, clock, LATE)
    text = service(staffed).opening.message(INDONESIAN)
    assert text == "Antrean hari ini penuh. Buka besok 07.30"
