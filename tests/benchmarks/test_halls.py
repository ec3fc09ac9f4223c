"""Small halls of a known truth: who lives through them, and what is said meanwhile."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.estimates.halls import error, in_range, judged, row
from benchmarks.estimates.lived_hall import Lived, lived
from benchmarks.estimates.made_halls import HALLS, LATE, OPENS, SHUTS, MadeDesk, MadeHall, exponential
from hall.assets import asset
from hall.estimating import Estimator, Forest

NOON = (12 * 60.0, 13 * 60.0)


@pytest.fixture(scope="module")
def forest() -> Forest:
    return Forest.read(asset("estimating/forest.json"))


def small(*desks: MadeDesk, priority: float = 0.0, minutes: float = 10) -> MadeHall:
    """A hall of one service, eight of ten minutes busy, in which every visit takes the same time."""
    rate = 0.8 * len(desks) / minutes
    return MadeHall("small", desks, {"A": rate}, {"A": lambda _chance: minutes}, priority)


def days(hall: MadeHall, forest: Forest, count: int = 2) -> list[Lived]:
    return list(lived(hall, (Estimator(forest), Estimator(forest)), count, "test"))


def called_at(one: Lived) -> float:
    return one.came + one.wait


def test_counters_call_in_turn_and_nobody_waits_while_one_is_free(forest: Forest):
    found = days(small(MadeDesk({"A": 1})), forest)
    called = [called_at(one) for one in found if one.day == 1]

    assert called == sorted(called)
    assert all(later - earlier >= 10 - 1e-6 for earlier, later in pairwise(called))
    assert all(one.wait == 0 for one in found if one.at_once)
    assert any(one.wait > 0 for one in found)


def test_nobody_is_called_in_a_break_nor_after_the_end(forest: Forest):
    spans = ((OPENS, NOON[0]), (NOON[1], SHUTS))
    found = days(small(MadeDesk({"A": 1}, spans)), forest)
    times = [called_at(one) for one in found]

    assert not [time for time in times if NOON[0] <= time < NOON[1] or time >= SHUTS]


def test_who_has_priority_waits_less(forest: Forest):
    found = days(small(MadeDesk({"A": 1}), priority=0.2, minutes=11), forest, 6)
    first, others = ([one.wait for one in found if one.priority is kind] for kind in (True, False))

    assert sum(first) / len(first) < sum(others) / len(others) / 2


def test_rolling_forward_knows_a_break_before_it_comes(forest: Forest):
    hall = small(MadeDesk({"A": 1}, ((OPENS, NOON[0]), (NOON[1], LATE))), MadeDesk({"A": 1}))
    found = judged(hall, forest, 8, "test")

    assert error(found) < 0.8 * error(found, roll=False)
    assert 0.7 < in_range(found) < 1
    assert row(hall, found)[:2] == ("small", str(len(found)))


def test_the_same_seed_is_the_same_hall_and_another_one_is_not(forest: Forest):
    hall = MadeHall("chance", [MadeDesk({"A": 1})], {"A": 0.08}, {"A": exponential(10)})
    waits = {seed: [one.wait for one in lived(hall, (Estimator(forest), Estimator(forest)), 1, seed)] for seed in "ab"}
    again = [one.wait for one in lived(hall, (Estimator(forest), Estimator(forest)), 1, "a")]

    assert waits["a"] == again
    assert waits["a"] != waits["b"]


def test_there_are_thirteen():
    assert len({one.name for one in HALLS}) == 13
    assert sum(one.blind for one in HALLS) == 1
