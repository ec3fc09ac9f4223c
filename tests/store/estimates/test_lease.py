"""One program of the hall works the waits out; another takes over, whatever becomes of it and of the clock."""

from __future__ import annotations

import pytest

from hall.store.estimates.estimate_work import LEASE
from tests.store.estimates.hall_days import issue, new_keeper, play, said, service


@pytest.fixture
def other(staffed, hall_url, clock):
    made = new_keeper(hall_url, clock)
    yield made
    made.close()


def test_one_holds_and_the_other_says_nothing(staffed, keeper, other):
    assert keeper.step()
    assert not other.step()
    assert (keeper.holds, other.holds) == (True, False)


def test_who_ends_leaves_it_to_whoever_asks_next(staffed, keeper, other, clock):
    keeper.step()
    other.step()
    keeper.close()
    clock.move(seconds=16)
    other.step()
    assert (keeper.holds, other.holds) == (False, True)


def test_who_was_killed_is_followed_after_the_lease_and_hears_it_when_it_lives_on(staffed, keeper, other, clock):
    keeper.step()
    issue(staffed)
    clock.move(seconds=LEASE.total_seconds() - 1)
    other.step()
    assert not other.holds
    clock.move(seconds=16)
    assert other.step()
    assert other.holds
    assert not keeper.step()
    assert not keeper.holds
    issue(staffed)
    assert other.step()
    assert not keeper.step()


def test_who_has_nothing_new_to_say_keeps_it_all_the_same(staffed, keeper, other, clock):
    keeper.step()
    for _ in range(20):
        clock.move(seconds=5)
        keeper.step()
        other.step()
    assert (keeper.holds, other.holds) == (True, False)
    assert clock.now() - said(staffed).at <= LEASE / 2


def test_a_clock_that_has_gone_back_does_not_keep_it_for_one_that_was_killed(staffed, keeper, other, clock):
    keeper.step()
    clock.move(hours=-1)
    assert other.step()
    assert other.holds


def test_a_clock_that_goes_back_under_who_holds_it_changes_nothing(staffed, keeper, clock):
    play(staffed, clock, keeper)
    issue(staffed)
    clock.move(minutes=-30)
    issue(staffed)
    keeper.step()
    assert keeper.holds
    assert said(staffed).at == clock.now()
    assert service(staffed).wait.ahead == 2
    clock.move(minutes=31)
    keeper.step()
    assert said(staffed).at == clock.now()


def test_who_takes_over_goes_on_with_what_is_shown(staffed, keeper, other, clock):
    play(staffed, clock, keeper)
    for _ in range(5):
        issue(staffed)
    keeper.step()
    shown = said(staffed)
    keeper.close()
    clock.move(seconds=16)
    other.step()
    assert other._said is not None
    assert said(staffed).tickets == shown.tickets
    assert said(staffed).at == clock.now()
