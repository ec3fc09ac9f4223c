"""Opening in a zone whose clock is changed twice a year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.opening import Level, Schedule, opening_at
from hall.structure import TimeRange, WeeklyHours

_NIGHT = (TimeRange(time(1), time(2, 30)), TimeRange(time(2, 45), time(5)))
BERLIN = Schedule(ZoneInfo("Europe/Berlin"), (Level(WeeklyHours((_NIGHT,) * 7)),), cutoff=timedelta(minutes=30))


@pytest.mark.parametrize("night", ["2026-10-24T21:00", "2026-03-28T22:00"], ids=["autumn", "spring"])
def test_the_next_change_is_the_first_moment_that_differs_also_when_the_clock_is_changed(night):
    start = datetime.fromisoformat(night).replace(tzinfo=UTC)
    for minute in range(0, 480, 5):
        moment = start + timedelta(minutes=minute)
        now = opening_at(moment, BERLIN)
        step = moment
        while opening_at(step, BERLIN).is_open is now.is_open:
            step += timedelta(minutes=5)
        assert now.next_change.astimezone(UTC) == step, moment


def test_the_cut_off_is_counted_in_real_minutes():
    schedule = Schedule(
        ZoneInfo("Europe/Berlin"),
        (Level(WeeklyHours(((TimeRange(time(1), time(3, 30)),),) * 7)),),
        cutoff=timedelta(minutes=60),
    )
    # 02:50 winter time is 40 minutes before 03:30; 02:50 summer time, an hour earlier, is 100 minutes before.
    assert opening_at(datetime(2026, 10, 25, 1, 50, tzinfo=UTC), schedule).code == "cutoff"
    assert opening_at(datetime(2026, 10, 25, 0, 50, tzinfo=UTC), schedule).code == "open"
