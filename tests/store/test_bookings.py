"""Bookings: when a kiosk gives their number, what a lapsed one is worth, and files of them from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.bookings import Arrival, Step, WantedBooking
from hall.errors import Refused
from tests.hall_samples import BY

KIOSK = By.kiosk("depan")


def _booked(store, clock, minutes: int) -> str:
    return store.run(lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=minutes), BY)).code


def _refused(store, job) -> Refused:
    with pytest.raises(Refused) as refusal:
        store.run(job)
    return refusal.value


def _today(store):
    with store.read() as view:
        return {one.reference: one for one in view.bookings.on()}


def test_a_kiosk_gives_the_number_from_half_an_hour_before_the_slot_and_the_staff_at_any_time(store, clock):
    code, other = _booked(store, clock, 45), _booked(store, clock, 45)
    refused = _refused(store, lambda w: w.bookings.check_in(code, KIOSK))
    assert refused.code == "booking_early"
    assert {name: f"{at:%H:%M}" for name, at in refused.params.items() if name != "booking"} == {
        "slot": "10:45",
        "opens": "10:15",
    }
    assert store.run(lambda w: w.bookings.check_in(other, BY)).code == "A-001"
    clock.move(minutes=15)
    assert store.run(lambda w: w.bookings.check_in(code, KIOSK)).code == "A-002"


def test_how_a_booking_is_found_says_how_its_holder_comes(store, clock):
    code = _booked(store, clock, 60)

    def arrival(minutes: int) -> Arrival:
        clock.move(minutes=minutes)
        return store.run(lambda w: w.bookings.find(code.lower())).arrival

    assert [arrival(minutes) for minutes in (0, 30, 31, 10)] == [
        Arrival.EARLY,
        Arrival.ON_TIME,
        Arrival.LATE,
        Arrival.LAPSED,
    ]
    made = store.run(lambda w: w.bookings.check_in(code, KIOSK))
    found = store.run(lambda w: w.bookings.find(code))
    assert (found.arrival, found.ticket_code, found.ticket_token) == (Arrival.USED, made.code, made.token)


def test_a_lapsed_booking_has_given_its_place_in_the_quota_back(store, clock, structure):
    services = tuple(replace(one, quota=1) if one.prefix == "A" else one for one in structure.services)
    store.run(lambda w: w.hall.apply(replace(structure, services=services), BY))
    holds, lapsed = _booked(store, clock, 20), _booked(store, clock, 5)
    clock.move(minutes=20)
    store.run(lambda w: w.tickets.issue("A", BY))
    assert store.run(lambda w: w.bookings.check_in(holds, KIOSK)).code == "A-002"
    assert _refused(store, lambda w: w.bookings.check_in(lapsed, KIOSK)).code == "quota_used"
    assert store.run(lambda w: w.bookings.find(lapsed)).state == "booked"


def test_a_repeat_of_a_kiosk_gets_its_number_again_and_nobody_else_does(store, clock):
    code = _booked(store, clock, 10)
    by = replace(KIOSK, request_id="sekali")
    made = store.run(lambda w: w.bookings.check_in(code, by, to_print=True, life="hidup"))
    assert store.run(lambda w: w.bookings.check_in(code, by, to_print=True, life="hidup")).id == made.id
    assert _refused(store, lambda w: w.bookings.check_in(code, KIOSK)).code == "booking_used"
    with store.read() as view:
        job = view.slips.unfinished("depan")[0]
    assert (job.ticket.code, job.life) == (made.code, "hidup")


def _wanted(clock, reference: str, minutes: int = 60, service: str = "A", **more) -> WantedBooking:
    return WantedBooking(reference, service, clock.now() + timedelta(minutes=minutes), **more)


def test_a_file_makes_moves_and_gives_back_and_a_repeat_changes_nothing(store, clock):
    first = [_wanted(clock, "MPD-1"), _wanted(clock, "MPD-2"), _wanted(clock, "MPD-3", cancelled=True)]
    made = store.run(lambda w: w.bookings.take_in(first, BY))
    assert made == {Step.NEW: 2, Step.CHANGED: 0, Step.CANCELLED: 0, Step.UNCHANGED: 1}
    assert store.run(lambda w: w.bookings.take_in(first, BY))[Step.UNCHANGED] == 3
    code = _today(store)["MPD-1"].code
    second = [_wanted(clock, "MPD-1", 90, "B", priority=True), _wanted(clock, "MPD-2", cancelled=True)]
    assert store.run(lambda w: w.bookings.take_in(second, BY)) == {
        Step.NEW: 0,
        Step.CHANGED: 1,
        Step.CANCELLED: 1,
        Step.UNCHANGED: 0,
    }
    now = _today(store)
    assert (now["MPD-1"].code, now["MPD-1"].prefix, now["MPD-1"].priority) == (code, "B", True)
    assert now["MPD-2"].state == "cancelled"


def test_a_booking_from_elsewhere_is_checked_in_by_its_name_there(store, clock):
    store.run(lambda w: w.bookings.take_in([_wanted(clock, "mpd-2026-77", 10)], BY))
    assert store.run(lambda w: w.bookings.check_in("MPD-2026-77", KIOSK)).code == "A-001"


def test_a_slot_in_the_break_is_told_as_such(store, clock):
    refused = _refused(store, lambda w: w.bookings.book("A", clock.now() + timedelta(minutes=150), BY))
    assert refused.code == "booking_closed"
    assert str(refused).endswith("is not open on Monday, 23 November 2026 at 12:30: Break until 13:00.")


def test_a_file_is_taken_in_whole_or_not_at_all(store, clock):
    wanted = [_wanted(clock, "MPD-1"), _wanted(clock, "MPD-2", -5), _wanted(clock, "MPD-1"), _wanted(clock, "a b")]
    wanted += [_wanted(clock, "MPD-4", 12 * 60), _wanted(clock, "", 60), _wanted(clock, "MPD-5", service="Z")]
    with store.read() as view:
        steps = view.bookings.steps(wanted)
    assert [one.code if isinstance(one, Refused) else one for one in steps] == [
        Step.NEW,
        "booking_past",
        "booking_twice",
        "booking_reference",
        "booking_closed",
        "booking_reference",
        "unknown_service",
    ]
    assert _refused(store, lambda w: w.bookings.take_in(wanted, BY)).code == "booking_past"
    assert _today(store) == {}
    assert _refused(store, lambda w: w.bookings.take_in([], BY)).code == "bookings_none"


def test_what_was_used_or_cancelled_here_stays_so(store, clock):
    one, other = _wanted(clock, "MPD-1", 10), _wanted(clock, "MPD-2", 10)
    store.run(lambda w: w.bookings.take_in([one, other], BY))
    store.run(lambda w: w.bookings.check_in("MPD-1", KIOSK))
    store.run(lambda w: w.bookings.cancel("MPD-2", BY, reason="sakit"))
    again = [replace(one, cancelled=True), replace(other)]
    assert store.run(lambda w: w.bookings.take_in(again, BY))[Step.UNCHANGED] == 2
    moved = replace(one, slot=one.slot + timedelta(minutes=30))
    assert _refused(store, lambda w: w.bookings.take_in([moved], BY)).code == "booking_settled"
