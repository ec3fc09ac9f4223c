"""How opening hours and rules are written as JSON in the database, and read back."""

from __future__ import annotations

from datetime import time, timedelta

from hall.structure import Rules, TimeRange, WeeklyHours


def hours_to_json(hours: WeeklyHours | None) -> list[list[str]] | None:
    """Seven lists of ``"07:30-12:00"``, Monday first; None stays None."""
    if hours is None:
        return None
    return [[f"{r.start:%H:%M}-{r.end:%H:%M}" for r in day] for day in hours.days]


def hours_from_json(value: list[list[str]] | None) -> WeeklyHours | None:
    """The reverse of ``hours_to_json``."""
    if value is None:
        return None
    return WeeklyHours(tuple(tuple(_range(text) for text in day) for day in value))


def _range(text: str) -> TimeRange:
    start, _, end = text.partition("-")
    return TimeRange(time.fromisoformat(start), time.fromisoformat(end))


def rules_to_json(rules: Rules) -> dict[str, int | str]:
    """The rules as plain values; durations in seconds."""
    return {
        "priority_streak": rules.priority_streak,
        "longest_wait": int(rules.longest_wait.total_seconds()),
        "day_close": rules.day_close.isoformat("minutes"),
    }


def rules_from_json(value: dict[str, int | str]) -> Rules:
    """The reverse of ``rules_to_json``."""
    return Rules(
        priority_streak=int(value["priority_streak"]),
        longest_wait=timedelta(seconds=int(value["longest_wait"])),
        day_close=time.fromisoformat(str(value["day_close"])),
    )
