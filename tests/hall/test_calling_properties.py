"""The rule of calling against a plain second writing of design.md's, on any queue."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hall.calling import Candidate, choose
from hall.structure import Rules

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RULES = Rules()


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@st.composite
def queues(draw):
    people = st.tuples(st.integers(-30, 120), st.integers(0, 60), st.integers(0, 3), st.booleans(), st.booleans())
    return [
        Candidate(n, NOW - minutes(queue_time), NOW - minutes(issued), rank, priority, booked)
        for n, (queue_time, issued, rank, priority, booked) in enumerate(
            draw(st.lists(people, min_size=1, max_size=15))
        )
    ]


def as_designed(waiting: list[Candidate], streak: int) -> int:
    here = [t for t in waiting if not (t.booked and t.queue_time > NOW)]
    here = here or waiting
    p, r = [t for t in here if t.priority], [t for t in here if not t.priority]
    pool = p + r
    if p and r:
        limit = 1 if max(NOW - t.queue_time for t in r) >= RULES.longest_wait else RULES.priority_streak
        pool = r if streak >= limit and min(t.queue_time for t in r) < min(t.queue_time for t in p) else p
    overdue = [t for t in pool if NOW - t.queue_time >= RULES.longest_wait]
    if overdue:
        return sorted((t.queue_time, t.issued_at, t.id) for t in overdue)[0][-1]
    return sorted((t.rank, t.queue_time, t.issued_at, t.id) for t in pool)[0][-1]


@given(queues(), st.integers(0, 4))
def test_the_choice_is_the_one_that_the_design_describes(waiting, streak):
    assert choose(waiting, streak, RULES, NOW).ticket.id == as_designed(waiting, streak)


@given(queues(), st.integers(0, 4))
def test_an_early_booking_is_called_only_when_nobody_else_waits(waiting, streak):
    chosen = choose(waiting, streak, RULES, NOW).ticket
    if chosen.booked and chosen.queue_time > NOW:
        assert all(other.booked and other.queue_time > NOW for other in waiting)
