"""What a business day adds up to, and how days add up: counts are summed, spans are kept as whole minutes with their
counts, so that the median of a year is as exact as that of a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from fractions import Fraction
from math import ceil
from typing import Any, TypeVar

Minutes = Mapping[int, int]
"""How many took so many whole minutes."""
F = TypeVar("F", "ServiceFigures", "CounterFigures", "BookingFigures")


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """Of the numbers of one service, priority or regular, of a day or of several. A number counts at the service at
    which it was last.

    ``issued`` is the sum of ``served``, ``not_served`` (the visit ended without what it was for), ``left`` (waiting or
    held when the day closed), ``no_show``, ``cancelled`` and ``waiting`` (not ended yet, while the day is open).
    ``assumed`` visits were begun by assumption. Of the ``served`` and ``not_served`` the promise was ``kept``, or
    ``broken`` by ``hall.promise.Why``; ``offered`` is by offer (id), ``obstacles`` by obstacle (id). ``waits`` are from
    the number to the first call, ``takes`` from the begin of the visit to its end, ``arrivals`` by half hour of the
    local day (0 to 47). ``out_of_turn`` numbers were called by name while they waited.
    """

    service: str
    priority: bool
    issued: int = 0
    served: int = 0
    not_served: int = 0
    left: int = 0
    no_show: int = 0
    cancelled: int = 0
    waiting: int = 0
    assumed: int = 0
    kept: int = 0
    out_of_turn: int = 0
    broken: Mapping[str, int] = field(default_factory=dict)
    offered: Mapping[str, int] = field(default_factory=dict)
    obstacles: Mapping[str, int] = field(default_factory=dict)
    waits: Minutes = field(default_factory=dict)
    takes: Minutes = field(default_factory=dict)
    arrivals: Minutes = field(default_factory=dict)

    @property
    def done(self) -> int:
        """Visits that came to their end at a counter."""
        return self.served + self.not_served

    @property
    def judged(self) -> int:
        """Visits of which it is known whether the promise was kept."""
        return self.kept + sum(self.broken.values())


@dataclass(frozen=True, slots=True)
class CounterFigures:
    """Of the visits that ended at a counter, and by whom (``clerk``, a login; empty where the hall keeps none)."""

    counter: str
    clerk: str = ""
    served: int = 0
    not_served: int = 0
    no_show: int = 0
    takes: Minutes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PresenceFigures:
    """How one counter was open on one day, in whole minutes: ``scheduled`` by the hours of its services less its
    planned break, ``open`` while somebody was signed in and not on a break within these hours, ``breaks``, and
    ``idle``: somebody was there, nobody was served, and somebody waited who could have been called there. ``begins`` is
    the begin of the schedule."""

    counter: str
    scheduled: int = 0
    open: int = 0
    breaks: int = 0
    idle: int = 0
    begins: datetime | None = None
    first_call: datetime | None = None

    def late(self, after_minutes: int) -> int | None:
        """By how many whole minutes the first call came after the begin of the schedule, where that is more than
        ``after_minutes``; 0 when it was in time, None when nobody was called or nothing was scheduled."""
        if self.begins is None or self.first_call is None:
            return None
        minutes = max(0, int((self.first_call - self.begins).total_seconds() // 60))
        return minutes if minutes > after_minutes else 0


@dataclass(frozen=True, slots=True)
class BookingFigures:
    """Bookings of one service by what became of them: checked in on time (``kept``), more than the lead before the slot
    (``early``), after the grace (``late``), never (``lapsed``), or ``cancelled`` before."""

    service: str
    booked: int = 0
    kept: int = 0
    early: int = 0
    late: int = 0
    lapsed: int = 0
    cancelled: int = 0


@dataclass(frozen=True, slots=True)
class DayAggregate:
    """A business day in figures; ``closed_at`` (aware) is None while it is open."""

    date: date
    closed_at: datetime | None = None
    services: tuple[ServiceFigures, ...] = ()
    counters: tuple[CounterFigures, ...] = ()
    presence: tuple[PresenceFigures, ...] = ()
    bookings: tuple[BookingFigures, ...] = ()


def added(first: F, *others: Iterable[F]) -> F:
    """``first``, whose name stays, and all others: counts are summed, counts by minute or name too."""
    counts: dict[str, int] = {}
    tables: dict[str, Counter[int | str]] = {}
    names = [one.name for one in fields(first)]
    kinds = {name: getattr(first, name) for name in names}
    for name, value in kinds.items():
        if isinstance(value, Mapping):
            tables[name] = Counter(value)
        elif isinstance(value, int) and not isinstance(value, bool):
            counts[name] = value
    for part in others:
        for one in part:
            for name in counts:
                counts[name] += getattr(one, name)
            for name, table in tables.items():
                more = getattr(one, name)
                if more:
                    table.update(more)
    summed: dict[str, Any] = {**counts, **{name: dict(table) for name, table in tables.items()}}
    return replace(first, **summed)


def percentile(minutes: Minutes, share: Fraction) -> int | None:
    """The lowest value that at least this share of all do not exceed (nearest rank); None of nobody."""
    total = sum(minutes.values())
    wanted = ceil(share * total)
    passed = 0
    for value in sorted(minutes):
        passed += minutes[value]
        if passed >= wanted and total:
            return value
    return None


MEDIAN, NINETIETH = Fraction(1, 2), Fraction(9, 10)
