"""What the days of a period add up to, read one after the other: no day is kept longer than it takes to add it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from hall.figures.model import (
    BookingFigures,
    CounterFigures,
    DayAggregate,
    F,
    PresenceFigures,
    ServiceFigures,
    added,
)
from hall.figures.period import Period


class DayTotal(NamedTuple):
    """A day in few counts: numbers that were issued, visits whose promise was ``judged``, those of them that ``kept``
    it (``ServiceFigures``)."""

    issued: int = 0
    judged: int = 0
    kept: int = 0

    def plus(self, other: DayTotal) -> DayTotal:
        """Both together."""
        return DayTotal(self.issued + other.issued, self.judged + other.judged, self.kept + other.kept)


class Longest(NamedTuple):
    """The longest wait of a class: in whole minutes, on which day, for which service (id)."""

    minutes: int
    day: date
    service: str


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A period in figures. ``days`` are the business days with numbers that are in it, ``live`` the one among them that
    is still open.

    ``services`` by service (id) and class, ``issued`` by service and day, ``arrivals`` by weekday (0 is Monday)
    and half hour, ``counters`` by counter (id) and clerk, ``presence`` by day and counter, ``bookings`` by service,
    ``longest`` by class (whether priority): the first of equals.
    """

    period: Period
    days: Mapping[date, DayTotal] = field(default_factory=dict)
    live: date | None = None
    services: Mapping[tuple[str, bool], ServiceFigures] = field(default_factory=dict)
    issued: Mapping[tuple[str, date], int] = field(default_factory=dict)
    arrivals: Mapping[tuple[int, int], int] = field(default_factory=dict)
    counters: Mapping[tuple[str, str], CounterFigures] = field(default_factory=dict)
    presence: Mapping[tuple[date, str], PresenceFigures] = field(default_factory=dict)
    bookings: Mapping[str, BookingFigures] = field(default_factory=dict)
    longest: Mapping[bool, Longest] = field(default_factory=dict)

    def of(self, services: Iterable[str] | None = None, *, priority: bool | None = None) -> ServiceFigures:
        """All services together, or some (ids), of both classes or of one."""
        wanted = None if services is None else frozenset(services)
        chosen = [
            figures
            for (service, is_priority), figures in self.services.items()
            if (wanted is None or service in wanted) and (priority is None or priority is is_priority)
        ]
        return added(ServiceFigures("", bool(priority)), chosen)


class PeriodSums:
    """Adds days up to a period, of all services and counters or of those of an agency."""

    def __init__(
        self, period: Period, services: frozenset[str] | None = None, counters: frozenset[str] | None = None
    ) -> None:
        self._period, self._services, self._counters = period, services, counters
        self._days: dict[date, DayTotal] = {}
        self._live: date | None = None
        self._parts: dict[tuple[str, bool], list[ServiceFigures]] = {}
        self._issued: Counter[tuple[str, date]] = Counter()
        self._arrivals: Counter[tuple[int, int]] = Counter()
        self._at_counters: dict[tuple[str, str], list[CounterFigures]] = {}
        self._presence: dict[tuple[date, str], PresenceFigures] = {}
        self._bookings: dict[str, BookingFigures] = {}
        self._longest: dict[bool, Longest] = {}

    def add(self, day: DayAggregate) -> None:
        """Add a day."""
        if day.closed_at is None:
            self._live = day.date
        self.add_services(day.date, day.services)
        self.add_counters(day.counters)
        self.add_presence(day.date, day.presence)
        self.add_bookings(day.bookings)

    def add_services(self, day: date, parts: Iterable[ServiceFigures]) -> None:
        """Add what the services of a day add up to, or some of it."""
        for one in parts:
            if self._services is not None and one.service not in self._services:
                continue
            key = one.service, one.priority
            _keep(self._parts.setdefault(key, []), one)
            if one.issued:
                self._issued[one.service, day] += one.issued
            for half_hour, count in one.arrivals.items():
                self._arrivals[day.weekday(), half_hour] += count
            self._days[day] = self._days.get(day, DayTotal()).plus(DayTotal(one.issued, one.judged, one.kept))
            self._wait(day, one)

    def _wait(self, day: date, one: ServiceFigures) -> None:
        """Days may be added in any order; of equal waits the first one in time counts."""
        if not one.waits:
            return
        here, known = Longest(max(one.waits), day, one.service), self._longest.get(one.priority)
        if known is None or (here.minutes, known.day, known.service) > (known.minutes, here.day, here.service):
            self._longest[one.priority] = here

    def add_counters(self, parts: Iterable[CounterFigures]) -> None:
        """Add what the counters of a day add up to, or some of it."""
        for one in parts:
            if self._counters is None or one.counter in self._counters:
                _keep(self._at_counters.setdefault((one.counter, one.clerk), []), one)

    def add_presence(self, day: date, parts: Iterable[PresenceFigures]) -> None:
        """Add how the counters of a day were open, or some of them."""
        for one in parts:
            if self._counters is None or one.counter in self._counters:
                self._presence[day, one.counter] = one

    def add_bookings(self, parts: Iterable[BookingFigures]) -> None:
        """Add what became of the bookings of a day, or of some."""
        for one in parts:
            if self._services is None or one.service in self._services:
                known = self._bookings.get(one.service)
                self._bookings[one.service] = one if known is None else added(known, [one])

    def figures(self) -> PeriodFigures:
        """All that was added."""
        return PeriodFigures(
            self._period,
            dict(sorted(self._days.items())),
            self._live,
            {key: added(parts[0], parts[1:]) for key, parts in sorted(self._parts.items())},
            dict(self._issued),
            dict(self._arrivals),
            {key: added(parts[0], parts[1:]) for key, parts in sorted(self._at_counters.items())},
            dict(sorted(self._presence.items())),
            dict(sorted(self._bookings.items())),
            self._longest,
        )


_AT_ONCE = 64
"""So many days of a service are kept before they are added: one after the other takes many times as long."""


def _keep(parts: list[F], one: F) -> None:
    """Puts ``one`` to what is to be added."""
    parts.append(one)
    if len(parts) == _AT_ONCE:
        parts[:] = [added(parts[0], parts[1:])]
