"""What the kiosk says of services at whose counters nobody sits just now: nobody yet, or a break."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.hall_samples import BY


def of(store, prefix: str):
    with store.read() as view:
        services = [one for agency in view.kiosk().agencies for one in agency.services]
    found = next(one for one in services if one.prefix == prefix)
    return found.attended, found.resting, found.back_at


def at(store, counter, do):
    return store.run(lambda w: do(w.counter(counter, BY)))


@pytest.mark.parametrize("minutes", [None, 20])
def test_a_service_whose_only_clerk_has_a_break_rests(staffed, clock, minutes):
    until = None if minutes is None else clock.now() + timedelta(minutes=minutes)
    at(staffed, "3", lambda here: here.pause(kind="break", until=until))
    assert of(staffed, "2G") == (False, True, until)
    assert of(staffed, "A") == (True, False, None)
    at(staffed, "3", lambda here: here.resume())
    assert of(staffed, "2G") == (True, False, None)


def test_a_counter_that_is_closed_does_not_rest(staffed):
    at(staffed, "3", lambda here: here.pause(kind="closed", reason="Listrik"))
    assert of(staffed, "2G") == (False, False, None)


def test_who_comes_back_first_counts(staffed, clock):
    soon, later = (clock.now() + timedelta(minutes=minutes) for minutes in (10, 30))
    at(staffed, "1", lambda here: here.pause(kind="break", until=later))
    assert of(staffed, "A") == (True, False, None)
    at(staffed, "2", lambda here: here.pause(kind="break", until=soon))
    assert of(staffed, "A") == of(staffed, "B") == (False, True, soon)
