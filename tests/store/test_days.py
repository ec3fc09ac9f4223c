"""The business day opens once, closes once, and no midnight resets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from hall.errors import Refused
from hall.lifecycle import State
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

MONDAY = date(2026, 11, 23)


def test_the_first_number_opens_the_day_of_the_halls_zone(store, clock):
    clock.move(hours=-2, minutes=-15)  # 07.45 in Kendari is still Sunday in UTC.
    with store.begin() as work:
        assert work.tickets.issue("A", BY).business_day == MONDAY


def test_the_utc_midnight_at_opening_time_resets_nothing(store, clock):
    clock.move(hours=-2, minutes=-15)
    with store.begin() as work:
        work.tickets.issue("A", BY)
        clock.move(minutes=30)
        assert work.tickets.issue("A", BY).code == "A-002"


def test_closing_cancels_what_waits_and_says_how_many(store):
    with store.begin() as work:
        for _ in range(3):
            work.tickets.issue("A", BY)
        work.counter("1", BY).call_next()
        work.counter("1", BY).serve()
    with store.begin() as work:
        assert work.day.close(BY, reason="tutup") == 2
    with store.read() as view:
        assert [view.tickets.find(f"A-00{n}").state for n in (1, 2, 3)] == [
            State.DONE,
            State.CANCELLED,
            State.CANCELLED,
        ]
        assert view.status().business_day is None


def test_a_closed_day_gives_no_more_numbers_until_the_next(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.day.close(BY, reason="tutup")
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.tickets.issue("A", BY)
    assert refusal.value.code == "day_closed"
    clock.move(days=1)
    with store.begin() as work:
        ticket = work.tickets.issue("A", BY)
    assert (ticket.code, ticket.business_day) == ("A-001", date(2026, 11, 24))


def test_a_day_left_open_by_a_power_cut_is_closed_at_the_next_start(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    assert store.settle_day() is None
    clock.move(hours=22)
    assert store.settle_day() is None  # one look ends nothing
    clock.move(minutes=3)
    sentence = store.settle_day()
    assert "Monday, 23 November 2026" in sentence
    assert "1 waiting" in sentence
    with store.read() as view:
        assert view.tickets.find("A-001").state is State.CANCELLED


def test_a_forgotten_day_that_a_look_has_found_is_ended_by_the_first_number_of_the_next(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    clock.move(hours=22)
    store.settle_day()
    clock.move(minutes=3)
    with store.begin() as work:
        ticket = work.tickets.issue("A", BY)
    assert (ticket.code, ticket.business_day, ticket.ahead) == ("A-001", date(2026, 11, 24), 0)


def test_a_clock_before_the_last_day_opens_nothing(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.day.close(BY, reason="test")
    clock.move(days=-3)
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.tickets.issue("A", BY)
    assert refusal.value.code == "day_not_later"


def test_a_clock_far_ahead_needs_a_persons_word(store, clock):
    with store.begin() as work:
        work.tickets.issue("A", BY)
        work.day.close(BY, reason="test")
    clock.move(days=14)
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.day.open(BY)
    assert refusal.value.code == "day_far_ahead"
    with store.begin() as work:
        assert work.day.open(BY, confirm=True) == date(2026, 12, 7)


def test_a_clock_that_jumps_back_within_the_day_keeps_the_order(store, clock):
    with store.begin() as work:
        first = work.tickets.issue("A", BY)
        clock.move(hours=-1)
        second = work.tickets.issue("A", BY)
        assert second.issued_at == first.issued_at
        assert work.counter("1", BY).call_next().ticket.code == "A-001"


def test_closing_without_an_open_day_is_refused(store):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.day.close(BY, reason="test")
    assert refusal.value.code == "no_open_day"


def alarms(store) -> dict[str, dict[str, object]]:
    """What the staff are told, at a counter as with the status."""
    with store.read() as view:
        found = view.status().alarms
        clock_and_day = [alarm for alarm in found if not alarm.services and alarm.code != "alarm_unopened"]
        at_counter = view.counter("1").alarms
        assert [one for one in at_counter if not one.services and one.code != "alarm_unopened"] == clock_and_day
        for alarm in found:
            assert alarm.message(INDONESIAN).endswith(".")
            assert alarm.message(ENGLISH).endswith(".")
        return {alarm.code: dict(alarm.params) for alarm in clock_and_day}


def issue(store, service: str = "A"):
    return store.run(lambda work: work.tickets.issue(service, BY))


def test_a_clock_set_back_is_told_until_it_is_right_again(store, clock):
    last = issue(store)
    clock.move(hours=-1)
    following = issue(store)
    assert (following.number, following.issued_at) == (last.number + 1, last.issued_at)
    assert alarms(store) == {"alarm_clock_behind": {"minutes": 60}}
    clock.move(hours=1, seconds=1)
    assert alarms(store) == {}
    assert issue(store).issued_at > following.issued_at


def test_a_clock_far_ahead_is_told_and_cancels_nobody(store, clock):
    waiting = issue(store)
    clock.move(days=9)
    with pytest.raises(Refused) as refusal:
        store.settle_day()
    assert refusal.value.code == "clock_far_ahead"
    assert set(alarms(store)) == {"alarm_clock_ahead"}
    with store.read() as view:
        assert view.tickets.find(waiting.code).state is State.WAITING


def test_another_time_zone_neither_resets_nor_reuses_a_number(store, clock, structure):
    first = issue(store)
    moved = replace(structure, hall=replace(structure.hall, timezone="Asia/Jayapura"))
    store.run(lambda work: work.hall.apply(moved, BY))
    clock.move(minutes=5)
    following = issue(store)
    assert (following.number, following.business_day) == (first.number + 1, first.business_day)
    assert alarms(store) == {"alarm_timezone": {"before": "Asia/Makassar", "now": "Asia/Jayapura"}}
    store.run(lambda work: work.day.close(BY, reason="sore"))
    assert alarms(store) == {}


def test_an_open_day_goes_on_past_midnight_until_its_closing_hour(store, clock, structure):
    late = replace(structure.hall, always_open=True, rules=replace(structure.hall.rules, day_close=time(3, 0)))
    store.run(lambda work: work.hall.apply(replace(structure, hall=late), BY))
    first = issue(store)
    clock.move(hours=15)  # one o'clock at night
    assert store.settle_day() is None
    after_midnight = issue(store)
    assert (after_midnight.number, after_midnight.business_day) == (first.number + 1, MONDAY)
    clock.move(hours=27)  # an always open hall has a day more
    assert store.settle_day() is None
    clock.move(minutes=3)
    assert store.settle_day() is not None
    fresh = issue(store)
    assert (fresh.number, fresh.business_day) == (1, date(2026, 11, 25))


def test_an_always_open_hall_begins_anew_when_yesterday_is_closed_by_hand(store, clock, structure):
    store.run(lambda work: work.hall.apply(replace(structure, hall=replace(structure.hall, always_open=True)), BY))
    issue(store)
    clock.move(hours=24)
    assert issue(store).number == 2
    assert store.run(lambda work: work.day.close(BY, reason="pagi")) == 2
    fresh = issue(store)
    assert (fresh.number, fresh.business_day) == (1, date(2026, 11, 24))
    store.run(lambda work: work.day.close(BY, reason="sore"))
    with pytest.raises(Refused):
        issue(store)
    clock.move(hours=14)  # past midnight
    assert issue(store).business_day == date(2026, 11, 25)


def test_a_power_cut_over_night_is_told_the_next_morning(store, clock):
    issue(store)
    issue(store)
    clock.move(hours=22)
    store.settle_day()
    over = {"day": MONDAY, "count": 2, "minutes": 2}
    assert alarms(store) == {"alarm_day_over": over}
    clock.move(minutes=3)
    store.settle_day()
    assert alarms(store) == {"alarm_day_closed_late": {"day": MONDAY, "count": 2}}
    clock.move(hours=13)
    assert alarms(store) == {}
