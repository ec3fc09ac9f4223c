"""How good estimates were: what was shown against what came."""

from __future__ import annotations

from datetime import date

import pytest

from hall.estimating.quality import DayQuality, Outcome, Quality, poor_day, quality_of
from hall.estimating.shown import Kind, Shown

DAY = date(2026, 11, 23)


def told(low: int, high: int, middle: float, waited: float | None, service: str = "a") -> Outcome:
    return Outcome(service, Shown(Kind.RANGE if low else Kind.UP_TO, 3, low, high), middle, waited)


def test_a_range_holds_with_both_its_ends_and_misses_are_late_or_soon():
    found = quality_of(DAY, [told(10, 20, 14, wait) for wait in (9.9, 10, 20, 20.1, 31)])

    whole = found.whole
    assert (whole.told, whole.held, whole.later, whole.sooner, whole.width) == (5, 2, 2, 1, 10.0)
    assert whole.mean_error == pytest.approx(7.44)
    assert whole.median_error == 6.0
    assert found.whole.of_hundred == 40


@pytest.mark.parametrize(
    ("said", "waited", "held"),
    [
        (Shown(Kind.AT_ONCE, 0), 4.9, True),
        (Shown(Kind.AT_ONCE, 0), 5.0, False),
        (Shown(Kind.UP_TO, 1, 0, 10), 0.0, True),
        (Shown(Kind.OR_MORE, 9, 40), 39.0, False),
        (Shown(Kind.OR_MORE, 9, 40), 200.0, True),
        (Shown(Kind.VERY_LONG, 30, 120), 119.0, False),
        (Shown(Kind.VERY_LONG, 30, 120), 120.0, True),
    ],
)
def test_each_kind_is_judged_by_what_it_says(said, waited, held):
    whole = quality_of(DAY, [Outcome("a", said, 30.0, waited)]).whole

    assert (whole.told, whole.held) == (1, held)
    assert whole.later + whole.sooner == (not held)


def test_what_was_not_called_and_what_was_not_known_is_counted_by_itself():
    unknown = [Outcome("a", Shown(Kind.UNKNOWN, 2, unknown=reason)) for reason in ("few_calls", "few_calls", "nobody")]
    found = quality_of(DAY, [*unknown, told(10, 20, 14, None), told(10, 20, 14, 15)])

    assert (found.whole.told, found.not_called) == (1, 1)
    assert found.unknown == {"few_calls": 2, "nobody": 1}


def test_bands_go_by_the_middle_and_services_stand_by_themselves():
    found = quality_of(DAY, [told(0, 10, 2.9, 1), told(0, 10, 3, 30, "b"), told(50, 80, 70, 60, "b")])

    assert {band: one.told for band, one in found.bands.items()} == {0: 1, 1: 1, 4: 1}
    assert {service: (one.told, one.held) for service, one in found.services.items()} == {"a": (1, 1), "b": (2, 1)}


def test_a_range_without_an_end_has_no_width():
    assert quality_of(DAY, [Outcome("a", Shown(Kind.OR_MORE, 9, 40), 60.0, 50.0)]).whole.width is None
    assert quality_of(DAY, []) == DayQuality(DAY)


@pytest.mark.parametrize(
    ("told_of", "held", "poor"), [(29, 0, False), (30, 20, True), (30, 21, False), (100, 69, True)]
)
def test_too_few_that_held_are_poor_where_there_are_enough(told_of, held, poor):
    assert Quality(told_of, held).poor is poor


def test_of_a_hundred_none_is_promised_that_did_not_hold():
    assert Quality(3, 2).of_hundred == 66
    assert Quality().of_hundred == 0


def test_the_open_day_is_judged_as_soon_as_it_can_be_and_before_it_the_last_one():
    poor, good, few = (DayQuality(DAY, Quality(*counts)) for counts in ((40, 20), (40, 35), (10, 0)))

    assert poor_day(poor, None) is poor
    assert poor_day(poor, few) is poor
    assert poor_day(poor, good) is None
    assert poor_day(good, poor) is poor
    assert poor_day(None, few) is None


def test_the_counts_of_an_agency_are_those_of_its_services():
    found = quality_of(
        DAY, [told(0, 10, 4, 1), told(0, 10, 4, 30, "b"), told(10, 20, 14, 5, "b"), told(0, 5, 2, 1, "c")]
    )

    assert found.of({"a", "b"}) == Quality(3, 1, 1, 1)
    assert found.of(()) == Quality()
