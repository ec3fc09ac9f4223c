"""Who waits in the history is who waits in the hall: after every step of a day, whatever is done to numbers."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from hall.errors import Refused
from tests.hall_samples import BY
from tests.store.estimates.hall_days import A, B, find, followed, here, issue, said, waiting

REASON = {"reason": "salat"}
_PREFIXES = ("A", "A", "A", "B", "2G")
_COUNTERS = ("1", "2", "3")


def anybody(store, chance):
    """A number of today, whatever its state."""
    numbers = [f"{prefix}-{number:03d}" for prefix in ("A", "B", "2G") for number in range(1, 25)]
    for code in chance.sample(numbers, len(numbers)):
        with suppress(Refused):
            return find(store, code)
    return issue(store)


def _to_a_number(name, *values, **more):
    def act(store, chance):
        key = anybody(store, chance).id
        return store.run(lambda w: getattr(w.tickets, name)(key, *values, BY, **more))

    return act


def _call_one(store, chance):
    key, counter = anybody(store, chance).id, chance.choice(_COUNTERS)
    return store.run(lambda w: w.counter(counter, BY).call_number(key))


def _at_a_counter(name, **more):
    return lambda store, chance: here(store, name, chance.choice(_COUNTERS), **more)


ACTS = (
    *(lambda store, chance: issue(store, chance.choice(_PREFIXES), priority=chance.random() < 0.3),) * 4,
    *(_at_a_counter("call_next"),) * 4,
    _at_a_counter("finish"),
    _at_a_counter("no_show"),
    _at_a_counter("undo"),
    _at_a_counter("hold", **REASON),
    _at_a_counter("transfer", service="B"),
    _at_a_counter("transfer", to_counter="2"),
    _to_a_number("hold", **REASON),
    _to_a_number("release"),
    _to_a_number("return_late"),
    _to_a_number("restore"),
    _to_a_number("cancel", **REASON),
    _to_a_number("transfer", service="A", note=""),
    _to_a_number("correct", state="waiting", **REASON),
    _to_a_number("correct", state="cancelled", **REASON),
    _to_a_number("set_priority", True, **REASON),
    _to_a_number("set_priority", False, **REASON),
    _call_one,
)


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_is_done_the_lines_hold_who_waits(staffed, keeper, clock, seed):
    chance, done = random.Random(seed), 0
    for _ in range(110):
        clock.move(seconds=chance.randrange(10, 200))
        with suppress(Refused):
            chance.choice(ACTS)(staffed, chance)
            done += 1
        if chance.random() < 0.5:
            keeper.step()
            assert followed(keeper) == waiting(staffed)
            assert set(said(staffed).tickets) == {one for line in waiting(staffed).values() for one in line}
    assert done > 40


def test_an_import_and_a_booking_wait_as_soon_as_they_are_there(staffed, keeper, clock):
    slot = clock.now() + timedelta(minutes=30)
    booked = staffed.run(lambda w: w.bookings.book("A", slot, BY))
    keeper.step()
    assert followed(keeper) == {}
    paper = staffed.run(lambda w: w.tickets.import_manual("B", 3, BY, waiting_from=2, reason="listrik padam"))
    came = staffed.run(lambda w: w.bookings.check_in(booked.code, BY))
    keeper.step()
    assert followed(keeper) == {A: {came.id}, B: {one.id for one in paper if one.state == "waiting"}}
    assert len(followed(keeper)[B]) == 2
    staffed.run(lambda w: w.imports.withdraw(1, BY, reason="salah"))
    keeper.step()
    assert followed(keeper) == {A: {came.id}}


def test_a_number_waits_when_its_slip_is_out_and_has_waited_since_it_was_given(staffed, keeper, clock):
    number = staffed.run(lambda w: w.tickets.issue("A", BY, to_print=True))
    keeper.step()
    assert followed(keeper) == {}
    clock.move(seconds=9)
    staffed.run(lambda w: w.tickets.confirm(number.id, BY))
    keeper.step()
    assert followed(keeper) == {A: {number.id}}
    line = keeper._following.estimator.lines[A]
    since = line.waiting[number.id].since
    assert since == pytest.approx(600.0)  # minutes of ten o'clock


def test_a_call_that_is_taken_back_teaches_once_and_its_number_waits_again(staffed, keeper, clock):
    number = issue(staffed)
    clock.move(minutes=5)
    here(staffed, "call_next")
    keeper.step()
    line = keeper._following.estimator.lines[A]
    assert (line.calls, len(line.waiting)) == (1, 0)
    here(staffed, "undo")
    keeper.step()
    assert followed(keeper) == {A: {number.id}}
    assert line.waiting[number.id].said is None


def test_a_day_that_has_ended_leaves_nobody_waiting_and_one_that_is_opened_again_has_them_back(staffed, keeper, clock):
    number = issue(staffed)
    keeper.step()
    staffed.run(lambda w: w.day.close(BY, reason="over"))
    keeper.step()
    assert followed(keeper) == {}
    assert said(staffed).tickets == {}
    staffed.run(lambda w: w.day.reopen(BY, reason="masih ada"))
    keeper.step()
    assert followed(keeper) == {A: {number.id}}
    assert set(said(staffed).tickets) == {number.id}
