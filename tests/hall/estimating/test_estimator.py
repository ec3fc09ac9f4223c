"""What is said of a wait, and what the hall's calls teach."""

from __future__ import annotations

import pytest

from hall.assets import asset
from hall.estimating import Estimate, Estimator, Forest, Unknown
from hall.estimating.line import Line, Said, Waiting
from hall.estimating.scale import MOST_MINUTES, to_minutes, to_scale

OPENED = 8 * 60.0


@pytest.fixture(scope="module")
def forest() -> Forest:
    return Forest.read(asset("estimating/forest.json"))


@pytest.fixture
def hall(forest: Forest) -> Estimator:
    return Estimator(forest, opened=OPENED)


def one_after_the_other(hall: Estimator, count: int, *, every: float, wait: float, first: int = 0) -> float:
    """So many come every so many minutes, and each is called after ``wait``; when the last one was called."""
    told = [(OPENED + every * place, 0, first + place) for place in range(count)]
    told += [(arrived + wait, 1, ticket) for arrived, _, ticket in told]
    for now, is_call, ticket in sorted(told):
        if is_call:
            hall.called("A", ticket, now)
        else:
            hall.arrived("A", ticket, now, len(hall.lines["A"].waiting))
    return max(told)[0]


def test_the_scale_and_back():
    for minutes in (0, 1, 5, 47.5, MOST_MINUTES):
        assert to_minutes(to_scale(minutes)) == pytest.approx(minutes)
    assert to_scale(-3) == to_scale(0)
    assert to_minutes(to_scale(500)) == pytest.approx(MOST_MINUTES)


def test_nothing_is_said_before_three_calls(hall: Estimator):
    """| come 1 2 3, called 1 2 | 4: unknown; called 3 | 4: a range."""
    end = one_after_the_other(hall, 2, every=5, wait=4)
    assert hall.estimate("A", end, 0) == Estimate(0, unknown=Unknown.FEW_CALLS)
    hall.arrived("A", 9, end, 0)
    hall.called("A", 9, end + 4)

    found = hall.estimate("A", end + 5, 0)
    assert found.unknown is None
    assert found.low <= found.middle <= found.high


def test_who_has_more_people_ahead_waits_longer(hall: Estimator):
    end = one_after_the_other(hall, 20, every=6, wait=14)
    middles = [hall.estimate("A", end, ahead).middle for ahead in (0, 2, 6, 15)]

    assert middles == sorted(middles)
    assert middles[-1] > 2 * middles[0]


def test_nothing_is_said_while_nobody_is_called_though_people_wait(hall: Estimator):
    """| x x x called every 6 minutes | 7 waits | … an hour and more of silence"""
    end = one_after_the_other(hall, 20, every=6, wait=5)
    hall.arrived("A", 99, end, 0)

    assert hall.estimate("A", end + 10, 1).unknown is None
    assert hall.estimate("A", end + 90, 1).unknown is Unknown.SILENCE


def test_a_service_that_takes_longer_teaches_it(forest: Forest):
    slow, told = Estimator(forest, opened=OPENED), Estimator(forest, opened=OPENED)
    one_after_the_other(told, 30, every=10, wait=3)
    for day in range(6):
        one_after_the_other(slow, 30, every=10, wait=40, first=100 * day)
        slow.closed()
    one_after_the_other(slow, 8, every=10, wait=40, first=1000)
    waiting = len(slow.lines["A"].waiting)

    assert slow.estimate("A", OPENED + 110, waiting).middle > told.estimate("A", OPENED + 310, 0).middle
    assert slow.learned.biases["A"].always != 0.0


def test_a_range_that_does_not_hold_grows(forest: Forest):
    hall = Estimator(forest, opened=OPENED)
    one_after_the_other(hall, 12, every=10, wait=8)
    before = hall.learned.offsets[2][:]
    one_after_the_other(hall, 12, every=10, wait=100, first=100)

    assert sum(hall.learned.offsets[2]) > sum(before)


def test_a_clock_that_jumps_back_adds_no_time():
    line = Line()
    line.arrived(1, Waiting(600.0, 0, Said(0.0, 0.0, (), 0, 0.0, ())))
    line.advance(630.0)
    line.advance(540.0)
    line.advance(635.0)

    assert line.busy == pytest.approx(35.0)
    assert line.called(1, 590.0) is not None
    assert line.waits[-1] == (0.0, 1)


def test_a_forest_of_other_signs_is_refused(tmp_path):
    path = tmp_path / "forest.json"
    path.write_text('{"signs": ["usual"], "trees": [0.5]}', "utf-8")

    with pytest.raises(ValueError, match="fitted on other signs"):
        Forest.read(path)
