"""Which ticket is next: queues are drawn as text, one ticket a word.

``r12`` is a regular that has waited 12 minutes, ``p3`` a priority ticket, ``r12/2`` one of a service of rank 2.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.calling import Candidate, choose
from hall.structure import Rules
from hall.translator import INDONESIAN

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
RULES = Rules()


def queue(drawing: str) -> list[Candidate]:
    candidates = []
    for number, word in enumerate(drawing.split(), start=1):
        kind, minutes, rank = re.fullmatch(r"([rp])(\d+)(?:/(\d+))?", word).groups()
        queue_time = NOW - timedelta(minutes=int(minutes))
        candidates.append(Candidate(number, queue_time, queue_time, int(rank or 1), kind == "p"))
    return candidates


@pytest.mark.parametrize(
    ("drawing", "streak", "chosen", "reason"),
    [
        ("r3 r5 r1", 0, 2, "longest_waiting"),
        ("r5/2 r3/1", 0, 2, "by_rank"),
        ("r46/2 r3/1", 0, 1, "overdue"),
        ("r10 p1", 0, 2, "priority_nth"),
        ("r10 p1", 1, 2, "priority_nth"),
        ("r10 p1", 2, 1, "regular_after_priority"),
        ("r44 p1", 1, 2, "priority_nth"),
        ("r45 p1", 1, 1, "regular_after_priority"),
        ("r45 p1", 0, 2, "priority_nth"),
        ("r1 p10", 2, 2, "priority_older"),
        ("p4 p9", 0, 2, "priority_alone"),
        ("p50/2 p46/1", 0, 1, "overdue"),
    ],
)
def test_the_rule_chooses(drawing, streak, chosen, reason):
    choice = choose(queue(drawing), streak, RULES, NOW)
    assert (choice.ticket.id, choice.reason.code) == (chosen, reason)


def test_nobody_waiting_chooses_nobody():
    assert choose([], 0, RULES, NOW) is None


def test_the_streak_counts_only_priority_called_past_a_waiting_regular():
    assert choose(queue("r5 p1"), 0, RULES, NOW).streak_after == 1
    assert choose(queue("p1"), 1, RULES, NOW).streak_after == 0
    assert choose(queue("r5"), 2, RULES, NOW).streak_after == 0


def test_the_reason_says_how_long_and_which_of_how_many():
    reason = choose(queue("r20 p7"), 1, RULES, NOW).reason
    assert reason.message(INDONESIAN) == "Prioritas 2 dari 2"
    assert dict(reason.params)["minutes"] == 7


WAITS = st.lists(st.tuples(st.booleans(), st.integers(0, 120), st.integers(1, 3)), min_size=1, max_size=30)


@given(WAITS)
def test_neither_class_starves_and_an_overdue_regular_gets_every_second_call(people):
    waiting = [
        Candidate(n, NOW - timedelta(minutes=m), NOW - timedelta(minutes=m), rank, priority)
        for n, (priority, m, rank) in enumerate(people)
    ]
    streak, passed_over = 0, 0
    while waiting:
        choice = choose(waiting, streak, RULES, NOW)
        regulars = [c for c in waiting if not c.priority]
        older_priority = any(
            c.priority and regulars and c.queue_time <= min(r.queue_time for r in regulars) for c in waiting
        )
        overdue = any(NOW - c.queue_time >= RULES.longest_wait for c in regulars)
        passed_over = passed_over + 1 if choice.ticket.priority and regulars else 0
        if not older_priority:
            assert passed_over <= (1 if overdue else RULES.priority_streak)
        streak = choice.streak_after
        waiting.remove(choice.ticket)


@given(WAITS, st.integers(0, 3))
def test_within_a_class_and_rank_the_order_of_turns_holds(people, streak):
    waiting = [
        Candidate(n, NOW - timedelta(minutes=m), NOW - timedelta(minutes=m), rank, priority)
        for n, (priority, m, rank) in enumerate(people)
    ]
    chosen = choose(waiting, streak, RULES, NOW).ticket
    twins = [c for c in waiting if (c.priority, c.rank) == (chosen.priority, chosen.rank)]
    assert chosen == min(twins, key=lambda c: (c.queue_time, c.issued_at, c.id))
