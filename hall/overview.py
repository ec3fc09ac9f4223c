"""What a visit to the hall is shown: which days a period has, what it is compared with, and its figures. Pure.

A period is read in slices, so that what is over is counted once: whole months, the days of this month before today, and
today. Waits are whole minutes, from the number to the first call.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

HALF_HOUR = timedelta(minutes=30)
TREND_DAYS = 14
"""So many days before today show how the promise goes."""


class Period(StrEnum):
    """What is looked at: from its first day until now."""

    TODAY = "today"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Slice:
    """Business days from ``first`` to ``last``, both included; ``is_last``: today, or the day that stands for it in the
    time before."""

    first: date
    last: date
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """Of a day and service: numbers that joined the queue, visits that ended as done, those whose promise was kept."""

    visitors: int = 0
    done: int = 0
    kept: int = 0

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.visitors + other.visitors, self.done + other.done, self.kept + other.kept)

    @property
    def share(self) -> float | None:
        """The share of the promise in what was done, from 0 to 1; None before the first."""
        return self.kept / self.done if self.done else None


@dataclass(frozen=True, slots=True)
class Met:
    """How often an obstacle was met, and when the first and the last time (aware)."""

    count: int
    first: datetime
    last: datetime

    def plus(self, other: Met) -> Met:
        """Both together."""
        return Met(self.count + other.count, min(self.first, other.first), max(self.last, other.last))


@dataclass(frozen=True, slots=True)
class Sums:
    """What some days add up to: tallies by day and service (id), waits by service and class (whether priority) as
    minutes with their counts, arrivals by half hour of the local day (0 to 47), and obstacles by id and service."""

    tallies: Mapping[tuple[date, str], Tally] = field(default_factory=dict)
    waits: Mapping[tuple[str, bool], Mapping[int, int]] = field(default_factory=dict)
    arrivals: Mapping[int, int] = field(default_factory=dict)
    obstacles: Mapping[tuple[str, str], Met] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """A period in figures; medians and the longest wait in whole minutes, None without anybody."""

    visitors: int = 0
    done: int = 0
    kept: int = 0
    median_wait: int | None = None
    priority_median: int | None = None
    priority_longest: int | None = None

    @property
    def share(self) -> float | None:
        """The share of the promise in what was done."""
        return Tally(done=self.done, kept=self.kept).share


def slices(period: Period, day: date) -> tuple[Slice, ...]:
    """The slices of a period that goes on until ``day``, oldest first."""
    found: list[Slice] = []
    if period is Period.YEAR:
        for month in range(1, day.month):
            found.append(Slice(date(day.year, month, 1), _end_of(day.year, month)))
    if period is not Period.TODAY and day.day > 1:
        found.append(Slice(day.replace(day=1), day - timedelta(days=1)))
    return (*found, Slice(day, day, is_last=True))


def day_before(period: Period, day: date) -> date:
    """The day with which ``day`` is compared: the same weekday of last week, the same day of last month or year, or the
    last one that there is of it."""
    if period is Period.TODAY:
        return day - timedelta(days=7)
    year, month = (day.year - 1, day.month) if period is Period.YEAR else _month_before(day)
    return date(year, month, min(day.day, _end_of(year, month).day))


def _month_before(day: date) -> tuple[int, int]:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def _end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def trend_slice(day: date) -> Slice:
    """The days before ``day`` that show how its promise goes."""
    return Slice(day - timedelta(days=TREND_DAYS), day - timedelta(days=1))


def joined(parts: Iterable[Sums]) -> Sums:
    """Several sums as one."""
    tallies: dict[tuple[date, str], Tally] = {}
    waits: dict[tuple[str, bool], Counter[int]] = {}
    arrivals: Counter[int] = Counter()
    obstacles: dict[tuple[str, str], Met] = {}
    for part in parts:
        for key, tally in part.tallies.items():
            tallies[key] = tallies[key].plus(tally) if key in tallies else tally
        for of, counts in part.waits.items():
            waits.setdefault(of, Counter()).update(counts)
        arrivals.update(part.arrivals)
        for what, met in part.obstacles.items():
            obstacles[what] = obstacles[what].plus(met) if what in obstacles else met
    return Sums(tallies, waits, arrivals, obstacles)


def figures(sums: Sums, services: frozenset[str] | None = None) -> Figures:
    """The figures of all services, or of some (ids)."""
    chosen = [tally for (_, service), tally in sums.tallies.items() if services is None or service in services]
    waits = {key: counts for key, counts in sums.waits.items() if services is None or key[0] in services}
    everybody = _together(waits.values())
    priority = _together(counts for (_, is_priority), counts in waits.items() if is_priority)
    return Figures(
        visitors=sum(tally.visitors for tally in chosen),
        done=sum(tally.done for tally in chosen),
        kept=sum(tally.kept for tally in chosen),
        median_wait=median(everybody),
        priority_median=median(priority),
        priority_longest=max(priority, default=None),
    )


def _together(parts: Iterable[Mapping[int, int]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for part in parts:
        found.update(part)
    return found


def median(counts: Mapping[int, int]) -> int | None:
    """The lowest value that at least half of all do not exceed; ``counts`` are by value. None without any."""
    total, passed = sum(counts.values()), 0
    for value in sorted(counts):
        passed += counts[value]
        if 2 * passed >= total > 0:
            return value
    return None


def trend(sums: Sums, period: Period) -> tuple[tuple[date, float], ...]:
    """The share of the promise by day, of a year by month (its first day), oldest first; days without a visit that
    ended are left out."""
    found: dict[date, Tally] = {}
    for (day, _), tally in sums.tallies.items():
        key = day.replace(day=1) if period is Period.YEAR else day
        found[key] = found.get(key, Tally()).plus(tally)
    return tuple((day, share) for day, tally in sorted(found.items()) if (share := tally.share) is not None)


def bars(sums: Sums) -> tuple[tuple[time, int], ...]:
    """Arrivals from the first half hour with anybody to the last one, empty ones too."""
    places = [place for place, count in sums.arrivals.items() if count]
    if not places:
        return ()
    span: Sequence[int] = range(min(places), max(places) + 1)
    return tuple((time(place // 2, 30 * (place % 2)), sums.arrivals.get(place, 0)) for place in span)


def days_with_visitors(sums: Sums) -> int:
    """On how many days anybody came."""
    return len({day for (day, _), tally in sums.tallies.items() if tally.visitors})
