"""How many people came when: counts of equal steps of time, without gaps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=15)


def step_of(at: datetime, step: timedelta = STEP) -> int:
    """The number of the step that ``at`` (aware) lies in, counted from the epoch."""
    return int(at.timestamp() // step.total_seconds())


def filled(
    counts: Mapping[int, int], now: datetime, zone: ZoneInfo, step: timedelta = STEP
) -> tuple[datetime, tuple[int, ...]] | None:
    """The begin of the first step with anybody in it, in the hall's ``zone``, and the counts from there to the step of
    ``now``, empty ones too; None without anybody. ``counts`` are by ``step_of``."""
    if not counts:
        return None
    first, last = min(counts), max(*counts, step_of(now, step))
    begin = datetime.fromtimestamp(first * step.total_seconds(), UTC).astimezone(zone)
    return begin, tuple(counts.get(place, 0) for place in range(first, last + 1))
