"""What a database knows of the numbers that were given, as a restore asks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class PrefixGiven:
    """A prefix on the business day that numbers go on in: its ``last`` number there (0 for none), the most numbers that
    it was given within any hour of the history (``busiest``), for how long its service was open since, and whether
    numbers of it were lately given ``elsewhere`` than at kiosks: those are in no journal."""

    prefix: str
    service: str
    last: int
    busiest: int
    open_for: timedelta
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class GivenView:
    """The numbers of business day ``day`` at time ``now``; ``since`` is the moment after which nothing is known (both
    aware, in the hall's zone), and not before that day began. ``kiosks`` are the stations whose printers give slips."""

    day: date
    now: datetime
    since: datetime
    prefixes: tuple[PrefixGiven, ...]
    kiosks: tuple[str, ...]
