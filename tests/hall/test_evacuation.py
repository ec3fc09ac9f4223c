from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from hall.calling import Candidate, choose
from hall.evacuation import Evacuation, lasting, stood, under_way
from hall.structure import Rules

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


OVER = Evacuation(1, AT + minutes(10), "cli:root", ended_at=AT + minutes(40))
GOING_ON = Evacuation(2, AT + minutes(60), "cli:root")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(0, 50, 30), (20, 30, 10), (0, 10, 0), (40, 60, 0), (30, 70, 20), (0, 90, 60), (70, 80, 10)],
)
def test_the_queue_stands_still_for_the_time_of_each_evacuation(since, until, expected):
    assert stood((GOING_ON, OVER), AT + minutes(since), AT + minutes(until)) == minutes(expected)


@pytest.mark.parametrize(
    ("since", "span", "until", "expected"),
    [
        (0, 5, 50, 5),
        (0, 10, 50, 10),
        (0, 11, 50, 41),
        (20, 5, 50, 25),
        (20, 5, 30, 15),
        (5, 30, 80, 80),
        (41, 5, 90, 5),
    ],
)
def test_a_time_is_longer_by_what_stood_still_before_it_was_over(since, span, until, expected):
    found = lasting((GOING_ON, OVER), AT + minutes(since), minutes(span), AT + minutes(until))
    assert found == minutes(expected)


def test_one_without_an_end_goes_on():
    assert under_way((GOING_ON, OVER)) is GOING_ON
    assert under_way((OVER,)) is None


def test_nobody_is_overdue_by_the_time_of_an_evacuation():
    first, second = (Candidate(at, AT + minutes(at), AT + minutes(at), rank, False) for at, rank in ((1, 2), (2, 1)))
    now, rules = AT + minutes(60), Rules(longest_wait=minutes(45))
    plain = choose((first, second), 0, rules, now)
    assert plain is not None
    assert (plain.ticket.id, plain.reason.code) == (1, "overdue")
    after = choose((first, second), 0, rules, now, lambda since, until: stood((OVER,), since, until))
    assert after is not None
    assert after.ticket.id == 2
    assert dict(after.reason.params)["minutes"] == 58
