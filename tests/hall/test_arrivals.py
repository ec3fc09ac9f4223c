"""Counts of people by quarters of an hour."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.arrivals import STEP, filled, step_of

KENDARI = ZoneInfo("Asia/Makassar")


def at(hour, minute):
    return datetime(2026, 11, 23, hour, minute, tzinfo=KENDARI)


def counted(*times):
    counts: dict[int, int] = {}
    for when in times:
        counts[step_of(when)] = counts.get(step_of(when), 0) + 1
    return counts


def test_nobody_has_no_bars():
    assert filled({}, at(8, 0), KENDARI) is None


def test_empty_quarters_stand_between_full_ones_and_up_to_now():
    first, counts = filled(counted(at(7, 31), at(7, 44), at(8, 20)), at(9, 5), KENDARI)
    assert first == at(7, 30)
    assert first.tzinfo is KENDARI
    assert counts == (2, 0, 0, 1, 0, 0, 0)


def test_a_clock_that_went_back_keeps_the_bars_after_it():
    _, counts = filled(counted(at(8, 0), at(8, 40)), at(8, 10), KENDARI)
    assert counts == (1, 0, 1)


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Asia/Kathmandu"])
def test_a_step_begins_at_a_quarter_of_every_zone(zone):
    first, _ = filled(counted(datetime(2026, 11, 23, 1, 7, tzinfo=UTC)), at(10, 0), ZoneInfo(zone))
    assert first.minute % 15 == 0
    assert timedelta(minutes=15) == STEP
