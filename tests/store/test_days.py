"""The business day opens once, closes once, and no midnight resets it."""

from __future__ import annotations

from datetime import date

import pytest

from hall.errors import Refused
from hall.lifecycle import State

MONDAY = date(2026, 11, 23)


def test_the_first_number_opens_the_day_of_the_halls_zone(store, clock):
    clock.move(hours=-2, minutes=-15)  # 07.45 in Kendari is still Sunday in UTC.
    with store.begin() as work:
        assert work.issue("A").business_day == MONDAY


def test_the_utc_midnight_at_opening_time_resets_nothing(store, clock):
    clock.move(hours=-2, minutes=-15)
    with store.begin() as work:
        work.issue("A")
        clock.move(minutes=30)
        assert work.issue("A").code == "A-002"


def test_closing_cancels_what_waits_and_says_how_many(store):
    with store.begin() as work:
        for _ in range(3):
            work.issue("A")
        work.call_next("1", actor="test")
        work.serve("1", actor="test")
    with store.begin() as work:
        assert work.close_day(actor="supervisor", reason="tutup") == 2
    with store.read() as view:
        assert [view.ticket(f"A-00{n}").state for n in (1, 2, 3)] == [State.DONE, State.CANCELLED, State.CANCELLED]
        assert view.status().business_day is None


def test_a_closed_day_gives_no_more_numbers_until_the_next(store, clock):
    with store.begin() as work:
        work.issue("A")
        work.close_day(actor="supervisor", reason="tutup")
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.issue("A")
    assert refusal.value.code == "day_closed"
    clock.move(days=1)
    with store.begin() as work:
        ticket = work.issue("A")
    assert (ticket.code, ticket.business_day) == ("A-001", date(2026, 11, 24))


def test_a_day_left_open_by_a_power_cut_is_closed_at_the_next_start(store, clock):
    with store.begin() as work:
        work.issue("A")
    assert store.settle_day() is None
    clock.move(hours=22)
    sentence = store.settle_day()
    assert "Monday, 23 November 2026" in sentence
    assert "1 waiting" in sentence
    with store.read() as view:
        assert view.ticket("A-001").state is State.CANCELLED


def test_a_forgotten_day_is_closed_by_the_first_number_of_the_next(store, clock):
    with store.begin() as work:
        work.issue("A")
    clock.move(hours=22)
    with store.begin() as work:
        ticket = work.issue("A")
    assert (ticket.code, ticket.business_day, ticket.ahead) == ("A-001", date(2026, 11, 24), 0)


def test_a_clock_before_the_last_day_opens_nothing(store, clock):
    with store.begin() as work:
        work.issue("A")
        work.close_day(actor="test", reason="test")
    clock.move(days=-3)
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.issue("A")
    assert refusal.value.code == "day_not_later"


def test_a_clock_far_ahead_needs_a_persons_word(store, clock):
    with store.begin() as work:
        work.issue("A")
        work.close_day(actor="test", reason="test")
    clock.move(days=14)
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.open_day(actor="test")
    assert refusal.value.code == "day_far_ahead"
    with store.begin() as work:
        assert work.open_day(actor="test", confirm=True) == date(2026, 12, 7)


def test_a_clock_that_jumps_back_within_the_day_keeps_the_order(store, clock):
    with store.begin() as work:
        first = work.issue("A")
        clock.move(hours=-1)
        second = work.issue("A")
        assert second.issued_at == first.issued_at
        assert work.call_next("1", actor="test").ticket.code == "A-001"


def test_closing_without_an_open_day_is_refused(store):
    with pytest.raises(Refused) as refusal, store.begin() as work:
        work.close_day(actor="test", reason="test")
    assert refusal.value.code == "no_open_day"
