"""A made hall lives through its days under the hall's own calling rule, and is estimated meanwhile."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp
from random import Random

from benchmarks.estimates.made_halls import OPENS, SHUTS, MadeHall
from benchmarks.estimates.simple import Simple, SimpleEstimates
from hall.calling import Candidate, choose
from hall.estimating import Estimate, Estimator
from hall.estimating.roll_forward import NEWCOMER, Desk, Rolled, Standing, left_of, rolled, turn_of

_MIDNIGHT = datetime(2026, 1, 5, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class Lived:
    """Somebody who ``came``: what was said without and with rolling the queue forward, what the simple ones say,
    whether a counter was free, and when they were ``called``; None of whoever was not."""

    day: int
    priority: bool
    without: Estimate
    with_roll: Estimate
    simple: Simple | None
    came: float
    at_once: bool
    called: float | None = None

    @property
    def wait(self) -> float:
        """In minutes, of whoever was called."""
        return 0.0 if self.called is None else self.called - self.came


@dataclass(slots=True)
class _Seat:
    """A counter as it stands: whom it serves since when, and until when in truth."""

    service: str = ""
    since: float = 0.0
    until: float = 0.0
    streak: int = 0


@dataclass(slots=True)
class _Day:
    """One day of a hall."""

    hall: MadeHall
    number: int
    chance: Random
    estimators: tuple[Estimator, Estimator]
    first: int
    simple: SimpleEstimates = field(default_factory=lambda: SimpleEstimates(OPENS))
    seats: list[_Seat] = field(default_factory=list)
    standing: dict[int, Standing] = field(default_factory=dict)
    lived: dict[int, Lived] = field(default_factory=dict)
    events: list[tuple[float, int, int, str]] = field(default_factory=list)

    def live(self) -> dict[int, Lived]:
        """Everybody who came."""
        self.seats = [_Seat() for _ in self.hall.desks]
        self._come()
        for place, desk in enumerate(self.hall.desks):
            self.events += [(begin, 0, place, "") for begin, _ in desk.spans]
        for estimator in self.estimators:
            estimator.opened = OPENS
        heapq.heapify(self.events)
        while self.events:
            now, kind, number, service = heapq.heappop(self.events)
            if kind:
                self._arrive(now, number, service)
            else:
                self._end(now, number)
            self._call(now)
        for number, one in self.standing.items():
            for estimator in self.estimators:
                estimator.left(one.service, number, SHUTS)
        for estimator in self.estimators:
            estimator.closed()
        return self.lived

    def _come(self) -> None:
        """Draw who comes."""
        changing = self.hall.changing
        busy = exp(self.chance.gauss(-(changing**2) / 2, changing)) if changing else 1.0
        number = self.first
        for service, rate in self.hall.rates.items():
            now = OPENS + self.chance.expovariate(busy * rate)
            while now < SHUTS:
                self.events.append((now, 1, number, service))
                number, now = number + 1, now + self.chance.expovariate(busy * rate)

    def _arrive(self, now: float, number: int, service: str) -> None:
        priority = self.chance.random() < self.hall.priority
        newcomer = Standing(Candidate(number, _at(now), _at(now), 1, priority), service)
        without, with_roll = (self._told(one, now, newcomer, one is self.estimators[1]) for one in self.estimators)
        simple = self.simple.of(service, now, sum(one.service == service for one in self.standing.values()))
        free = not self.standing and any(
            not seat.service and service in desk.ranks and _there(desk.spans, now)
            for seat, desk in zip(self.seats, self.hall.desks, strict=True)
        )
        self.lived[number] = Lived(self.number, priority, without, with_roll, simple, now, free)
        self.standing[number] = newcomer

    def _told(self, estimator: Estimator, now: float, newcomer: Standing, with_roll: bool) -> Estimate:
        """What an estimator says to a newcomer."""
        there = sum(_there(desk.spans, now) and newcomer.service in desk.ranks for desk in self.hall.desks)
        estimator.staffed(newcomer.service, there, now)
        seen = self._rolled(estimator, now, newcomer)
        before = [one for one in self.standing.values() if one.service == newcomer.service]
        ahead = len(before) if self.hall.blind or seen is None else seen.ahead
        roll = None if self.hall.blind or seen is None or not with_roll else (seen.at - _at(now)) / _MINUTE
        return estimator.arrived(newcomer.service, newcomer.candidate.id, now, ahead, roll)

    def _rolled(self, estimator: Estimator, now: float, newcomer: Standing) -> Rolled | None:
        """What rolling the queue forward says of a newcomer."""
        asked = Candidate(NEWCOMER, _at(now), _at(now), 1, newcomer.candidate.priority)
        desks = [self._desk(estimator, place, now) for place in range(len(self.seats))]
        everybody = [*self.standing.values(), Standing(asked, newcomer.service)]
        takes = {service: estimator.takes(service) * _MINUTE for service in self.hall.rates}
        return rolled(desks, everybody, takes.__getitem__, self.hall.rules, _at(now)).get(NEWCOMER)

    def _desk(self, estimator: Estimator, place: int, now: float) -> Desk:
        seat, made, free = self.seats[place], self.hall.desks[place], _at(now)
        if seat.service:
            free += left_of(estimator.takes(seat.service) * _MINUTE, (now - seat.since) * _MINUTE)
        spans = [(_at(begin), _at(end)) for begin, end in made.spans]
        return Desk(str(place), made.ranks, free, spans, seat.streak)

    def _end(self, now: float, place: int) -> None:
        """A visit is over, or a counter opens."""
        seat = self.seats[place]
        if seat.service and seat.until <= now:
            for estimator in self.estimators:
                estimator.visited(seat.service, seat.until - seat.since)
            seat.service = ""

    def _call(self, now: float) -> None:
        """Every counter that is there and free calls whom the rule says."""
        for place, (seat, desk) in enumerate(zip(self.seats, self.hall.desks, strict=True)):
            if seat.service or not _there(desk.spans, now):
                continue
            able = [_ranked(one, desk.ranks[one.service]) for one in self._heads() if one.service in desk.ranks]
            choice = choose(able, seat.streak, self.hall.rules, _at(now))
            if choice is not None:
                self._serve(now, place, choice.ticket.id, choice.streak_after)

    def _serve(self, now: float, place: int, number: int, streak: int) -> None:
        seat, one = self.seats[place], self.standing.pop(number)
        lived = self.lived[number]
        lived.called = now
        for estimator in self.estimators:
            estimator.called(one.service, number, now)
        self.simple.called(one.service, now, lived.wait)
        takes = self.hall.laws[one.service](self.chance)
        seat.service, seat.since, seat.until, seat.streak = one.service, now, now + takes, streak
        heapq.heappush(self.events, (seat.until, 0, place, ""))

    def _heads(self) -> list[Standing]:
        """The first of every service and class."""
        found: dict[tuple[str, bool], Standing] = {}
        for one in sorted(self.standing.values(), key=turn_of):
            found.setdefault((one.service, one.candidate.priority), one)
        return list(found.values())


def lived(hall: MadeHall, estimators: tuple[Estimator, Estimator], days: int, seed: str) -> Iterator[Lived]:
    """Everybody who came in so many days, and was called; the second estimator is told what rolling forward says."""
    first = 1
    for number in range(1, days + 1):
        chance = Random(f"{seed} {hall.name} {number}")  # noqa: S311
        found = _Day(hall, number, chance, estimators, first).live()
        first += len(found)
        yield from (one for one in found.values() if one.called is not None)


def _there(spans: tuple[tuple[float, float], ...], now: float) -> bool:
    return any(begin <= now < end for begin, end in spans)


def _at(minute: float) -> datetime:
    return _MIDNIGHT + minute * _MINUTE


def _ranked(one: Standing, rank: int) -> Candidate:
    candidate = one.candidate
    return Candidate(candidate.id, candidate.queue_time, candidate.issued_at, rank, candidate.priority)
