"""The finer rules of a number's life: direction, late return, the turn after a transfer, bookings, stale screens."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from tests.hall_samples import BY


@pytest.fixture
def staffed(store):
    """The store, with a clerk at counters 1 and 2."""
    for login, counter in (("siti", "1"), ("budi", "2")):
        user = store.run(lambda w, login=login: w.staff.add(login, login, "407163", BY))
        store.run(lambda w, user=user, counter=counter: w.counter(counter, BY).sign_in(user.id))
    return store


def with_rules(store, structure, **rules) -> None:
    changed = replace(structure.hall, rules=replace(structure.hall.rules, **rules))
    store.run(lambda w: w.hall.apply(replace(structure, hall=changed), BY))


def issue(store, clock, *services: str) -> None:
    for service in services:
        store.run(lambda w, service=service: w.tickets.issue(service, BY))
        clock.move(minutes=1)


def call(store, counter: str) -> str | None:
    made = store.run(lambda w: w.counter(counter, BY).call_next())
    return made.ticket.code if made is not None else None


def ticket(store, code: str):
    with store.read() as view:
        return view.tickets.find(code)


# Direction


def direct_second_to_first_counter(store, clock) -> None:
    """A-001 waits; A-002 was called at counter 2 and sent to counter 1."""
    issue(store, clock, "A", "A")
    second = ticket(store, "A-002").id
    store.run(lambda w: w.counter("2", BY).call_number(second))
    store.run(lambda w: w.counter("2", BY).transfer(to_counter="1"))


def test_a_number_sent_to_a_counter_is_called_there_first_and_nowhere_else(staffed, clock):
    direct_second_to_first_counter(staffed, clock)
    assert ticket(staffed, "A-002").directed_label == "1"
    assert call(staffed, "2") == "A-001"
    assert call(staffed, "2") is None
    assert call(staffed, "1") == "A-002"


@pytest.mark.parametrize("leave", ["sign_out", "pause", "wait"])
def test_it_is_its_services_again_when_that_counter_does_not_call_it(staffed, clock, leave):
    direct_second_to_first_counter(staffed, clock)
    if leave == "sign_out":
        staffed.run(lambda w: w.counter("1", BY).sign_out())
    elif leave == "pause":
        staffed.run(lambda w: w.counter("1", BY).pause(kind="break"))
    else:
        clock.move(minutes=10)
    assert [call(staffed, "2"), call(staffed, "2")] == ["A-001", "A-002"]


def test_the_direction_does_not_outlive_its_ten_minutes_on_hold(staffed, clock):
    direct_second_to_first_counter(staffed, clock)
    second = ticket(staffed, "A-002").id
    staffed.run(lambda w: w.tickets.hold(second, BY, reason="salat"))
    clock.move(minutes=10)
    staffed.run(lambda w: w.tickets.release(second, BY))
    assert ticket(staffed, "A-002").directed_label == ""
    assert [call(staffed, "2"), call(staffed, "2")] == ["A-001", "A-002"]


# Late return


@pytest.mark.parametrize(("passed", "keeps"), [(4, True), (5, False)])
def test_who_comes_late_keeps_the_turn_while_fewer_than_five_of_the_service_were_called(store, clock, passed, keeps):
    issue(store, clock, *["A"] * 7, "B", "B")
    assert call(store, "1") == "A-001"
    store.run(lambda w: w.counter("1", BY).no_show())
    clock.move(minutes=1)
    for number in range(2, 2 + passed):
        wanted = ticket(store, f"A-{number:03d}").id
        store.run(lambda w, wanted=wanted: w.counter("1", BY).call_number(wanted))
        clock.move(minutes=1)
    other = ticket(store, "B-001").id
    store.run(lambda w: w.counter("2", BY).call_number(other))  # another service does not count
    late = ticket(store, "A-001")
    back = store.run(lambda w: w.tickets.return_late(late.id, BY))
    assert (back.queue_time == late.issued_at) is keeps
    assert (back.queue_time > ticket(store, "A-007").queue_time) is not keeps


# The turn after a transfer


@pytest.mark.parametrize(("rule", "first"), [("issue", "A-001"), ("transfer", "B-001")])
def test_the_turn_after_a_transfer_counts_from_the_first_issue_or_from_the_transfer(
    store, clock, structure, rule, first
):
    with_rules(store, structure, transfer_queue_time=rule)
    issue(store, clock, "A", "B")
    moved = ticket(store, "A-001").id
    kept = store.run(lambda w: w.tickets.transfer(moved, BY, service="B"))
    assert kept.code == "A-001"
    assert call(store, "2") == first


# A stale screen


def test_a_screen_that_has_not_seen_the_last_change_is_refused(store, clock):
    issue(store, clock, "A")
    store.run(lambda w: w.counter("1", BY).call_next())
    seen = ticket(store, "A-001").version
    store.run(lambda w: w.counter("1", By.system(version=seen)).serve())
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.counter("1", By.system(version=seen)).finish())
    assert refusal.value.code == "changed_meanwhile"
    assert ticket(store, "A-001").state is State.SERVING


# Bookings


def booked(store, minutes: int, clock) -> str:
    return store.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=minutes), BY)).code


def test_a_booking_on_time_has_its_slot_less_the_lead_as_turn(store, clock, structure):
    code = booked(store, 30, clock)
    slot = clock.now() + timedelta(minutes=30)
    clock.move(minutes=28)
    issue(store, clock, "A")
    made = store.run(lambda w: w.bookings.check_in(code, BY))
    assert (made.queue_time, made.booked_for) == (slot - structure.hall.rules.booking_lead, slot)
    assert call(store, "1") == made.code


@pytest.mark.parametrize(("booked", "asked"), [(False, False), (True, False), (False, True)])
def test_a_booking_has_priority_when_it_was_booked_so_or_its_holder_asks_for_it(store, clock, booked, asked):
    slot = clock.now() + timedelta(minutes=20)
    code = store.run(lambda w: w.bookings.book("A", slot, BY, priority=booked)).code

    assert store.run(lambda w: w.bookings.check_in(code, BY, priority=asked)).priority is (booked or asked)


def test_a_booking_that_comes_early_waits_while_anybody_else_does(store, clock):
    code = booked(store, 90, clock)
    early = store.run(lambda w: w.bookings.check_in(code, BY))
    issue(store, clock, "A")
    assert call(store, "1") != early.code
    assert call(store, "1") == early.code
    with store.read() as view:
        assert view.counter("1").current_reason.code == "booked_early"


def test_a_booking_that_comes_late_waits_from_its_check_in(store, clock, structure):
    code = booked(store, 5, clock)
    clock.move(minutes=6)
    clock.moment += structure.hall.rules.booking_grace
    made = store.run(lambda w: w.bookings.check_in(code, BY))
    assert made.queue_time == made.issued_at


def test_a_booking_is_used_once_cancelled_once_and_only_on_its_day(store, clock):
    used, given_back, other_day = booked(store, 30, clock), booked(store, 40, clock), booked(store, 24 * 60, clock)
    store.run(lambda w: w.bookings.check_in(used, BY))
    store.run(lambda w: w.bookings.cancel(given_back, BY, reason="sakit"))
    for code, refused in (
        (used, "booking_used"),
        (given_back, "booking_used"),
        (other_day, "booking_other_day"),
        ("ZZZZZZ", "unknown_booking"),
    ):
        with pytest.raises(Refused) as refusal:
            store.run(lambda w, code=code: w.bookings.check_in(code, BY))
        assert refusal.value.code == refused
