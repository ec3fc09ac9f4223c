"""An estimate as it is shown: steps, kinds, and what does not jump."""

from __future__ import annotations

import pytest

from hall.estimating import Estimate, Unknown
from hall.estimating.shown import LONG_MINUTES, STEPS, Kind, Shown, shown, steady


@pytest.mark.parametrize(
    ("low", "middle", "high", "expected"),
    [
        (12, 15, 22, Shown(Kind.RANGE, 3, 10, 20)),
        (0.4, 4, 7.4, Shown(Kind.UP_TO, 3, 0, 5)),
        (0.4, 1, 1.2, Shown(Kind.UP_TO, 3, 0, 5)),
        (16, 17, 18, Shown(Kind.RANGE, 3, 15, 20)),
        (38, 60, 131, Shown(Kind.OR_MORE, 3, 60)),
        (70, 130, 200, Shown(Kind.VERY_LONG, 3, 120)),
    ],
)
def test_a_range_is_rounded_to_steps(low: float, middle: float, high: float, expected: Shown):
    assert shown(Estimate(3, low, middle, high)) == expected


@pytest.mark.parametrize("quarters", range(-8, 4 * LONG_MINUTES, 7))
def test_a_shown_wait_begins_at_the_step_below_and_ends_at_the_nearest(quarters: int):
    low = quarters / 4
    for width in (0.5, 3, 9.25, 30, 75):
        said = shown(Estimate(1, low, min(low + width / 2, LONG_MINUTES - 1), low + width))
        if said.kind in (Kind.RANGE, Kind.UP_TO):
            assert said.low == max((step for step in STEPS if step <= low and low >= 1), default=0)
            nearest = min(STEPS, key=lambda step: (abs(step - low - width), -step))
            assert said.high == max(nearest, min(step for step in STEPS if step >= said.low + 5))


def test_a_free_counter_and_nobody_ahead_is_at_once_even_when_little_is_known():
    assert shown(Estimate(0, unknown=Unknown.FEW_CALLS), free=True) == Shown(Kind.AT_ONCE, 0)
    assert shown(Estimate(2, 3, 8, 12), free=True) == Shown(Kind.UP_TO, 2, 0, 10)


def test_what_is_unknown_says_why():
    assert shown(Estimate(4, unknown=Unknown.SILENCE)) == Shown(Kind.UNKNOWN, 4, unknown="silence")


def test_what_is_shown_stays_until_the_middle_leaves_it():
    first = shown(Estimate(3, 12, 15, 22))
    stays = steady(first, Estimate(2, 6, 11, 17))
    moves = steady(first, Estimate(2, 4, 8, 13))

    assert (stays.low, stays.high, stays.ahead) == (10, 20, 2)
    assert (moves.kind, moves.low, moves.high) == (Kind.UP_TO, 0, 15)
