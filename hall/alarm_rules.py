"""When something is an alarm, and which alarms are off: the hall's adjustable rules of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

ALARM_KINDS = (
    *("longest_wait", "promise", "nobody_serving", "late_break", "obstacles"),
    *("printer", "paper", "board", "disk", "clock", "day", "estimates", "backup"),
)
"""Alarms that can be switched off."""


@dataclass(frozen=True, slots=True)
class AlarmRules:
    """When something is an alarm (``hall.alarming``). ``off`` are kinds that never are (``ALARM_KINDS``).

    ``longest_wait``: somebody has waited so long; None for the hall's own longest wait.
    ``promise_percent``: the part of the promised wait from which on the promise is at risk.
    ``unattended_after``: somebody has waited so long where nobody serves.
    ``break_grace``: a counter is not back so long after the end of its break.
    ``obstacle_count`` equal obstacles of an agency ``obstacle_within`` a time.
    ``disk_free_mb``: the least free space of the database.
    ``clock_apart``: the clocks of a machine and of the database differ by so much.
    ``unopened_after``: so long after the hall has opened there is no business day.
    """

    off: tuple[str, ...] = ()
    longest_wait: timedelta | None = None
    promise_percent: int = 80
    unattended_after: timedelta = timedelta(0)
    break_grace: timedelta = timedelta(minutes=5)
    obstacle_count: int = 3
    obstacle_within: timedelta = timedelta(minutes=15)
    disk_free_mb: int = 500
    clock_apart: timedelta = timedelta(minutes=2)
    unopened_after: timedelta = timedelta(minutes=15)
