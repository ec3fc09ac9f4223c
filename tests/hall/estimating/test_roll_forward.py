"""The queue as it would go on: ranks, classes, breaks and newcomers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hall.calling import Candidate
from hall.estimating.roll_forward import HORIZON, NEWCOMER, Desk, Standing, left_of, rolled
from hall.structure import Rules

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RULES = Rules()
DAY = ((NOW - timedelta(hours=2), NOW + timedelta(hours=5)),)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def waits(number: int, service: str, since: float, *, priority: bool = False, counter: str = "") -> Standing:
    at = NOW - minutes(since)
    return Standing(Candidate(number, at, at, 1, priority), service, counter)


def newcomer(service: str, number: int = NEWCOMER) -> Standing:
    return Standing(Candidate(number, NOW, NOW, 1, False), service)


def ten(_service: str) -> timedelta:
    return minutes(10)


def after(found, number: int) -> float:
    return (found[number].at - NOW).total_seconds() / 60


def test_two_counters_share_a_queue_and_a_newcomer_comes_last():
    """| 1 2 3 | two counters, one free in 4 minutes, ten minutes each: 0, 4, 10; a newcomer at 14."""
    desks = [Desk("1", {"A": 1}, NOW, DAY), Desk("2", {"A": 1}, NOW + minutes(4), DAY)]
    found = rolled(desks, [*(waits(n, "A", 30 - n) for n in (1, 2, 3)), newcomer("A")], ten, RULES, NOW)

    assert [after(found, n) for n in (1, 2, 3, NEWCOMER)] == [0, 4, 10, 14]


def test_newcomers_of_all_services_are_asked_about_at_once_and_take_no_time():
    desks = [Desk("1", {"A": 1, "B": 1}, NOW, DAY)]
    found = rolled(desks, [waits(1, "A", 5), newcomer("A", -1), newcomer("B", -2)], ten, RULES, NOW)

    assert (after(found, -1), after(found, -2)) == (10, 10)


def test_a_break_holds_the_queue_and_another_counter_goes_on():
    spans = ((NOW - minutes(60), NOW + minutes(5)), (NOW + minutes(45), NOW + minutes(300)))
    desks = [Desk("1", {"A": 1}, NOW, spans)]
    queue = [waits(n, "A", 30 - n) for n in (1, 2, 3)]
    alone = rolled(desks, queue, ten, RULES, NOW)
    both = rolled([*desks, Desk("2", {"A": 1}, NOW + minutes(20), DAY)], queue, ten, RULES, NOW)

    assert [after(alone, n) for n in (1, 2, 3)] == [0, 45, 55]
    assert [after(both, n) for n in (1, 2, 3)] == [0, 20, 30]


def test_who_is_directed_waits_for_that_counter():
    desks = [Desk("1", {"A": 1}, NOW, DAY), Desk("2", {"A": 1}, NOW + minutes(30), DAY)]
    found = rolled(desks, [waits(1, "A", 9, counter="2"), waits(2, "A", 1)], ten, RULES, NOW)

    assert (after(found, 1), after(found, 2)) == (30, 0)


def test_priority_goes_first_but_not_for_ever():
    desks = [Desk("1", {"A": 1}, NOW, DAY)]
    queue = [*(waits(n, "A", 20 - n) for n in (1, 2)), *(waits(n, "A", 10, priority=True) for n in range(11, 16))]
    found = rolled(desks, queue, ten, RULES, NOW)
    order = sorted(found, key=lambda number: found[number].at)

    assert order[: RULES.priority_streak] == [11, 12, 13][: RULES.priority_streak]
    assert 1 in order[: RULES.priority_streak + 1]


def test_nobody_is_promised_what_no_counter_takes_or_lies_beyond():
    desks = [Desk("1", {"A": 1}, NOW, DAY)]
    found = rolled(desks, [waits(1, "B", 5), *(waits(n, "A", 5) for n in range(2, 40))], ten, RULES, NOW)

    assert 1 not in found
    assert max(one.at for one in found.values()) <= NOW + HORIZON


def test_a_visit_that_lasts_longer_than_usual_is_not_over_yet():
    assert left_of(minutes(10), minutes(4)) == minutes(6)
    assert left_of(minutes(10), minutes(25)) == minutes(3.5)
