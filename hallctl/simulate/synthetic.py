"""A made-up day of demand with a seed: a peak in the morning, a smaller one after noon, all services of a hall."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hall.errors import SettingsError
from hall.structure import Calendar, HallStructure, WeeklyHours
from hallctl.simulate.outages import plan_outages
from hallctl.simulate.plan import Arrival, Plan, Post, ServiceTime, Shares, seeded

_SERVED_OF_PROMISE = 0.7
_AFTER_CLOSING = timedelta(hours=3)
_PEAKS = ((0.18, 0.10, 1.0), (0.68, 0.12, 0.5))
_FLOOR = 0.25

Stretch = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Demand:
    """What may be chosen of a synthetic day."""

    seed: int = 1
    visitors: int = 400
    priority: float = 0.2
    shares: Shares = field(default_factory=Shares)
    outages: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that is offered: id, prefix, name, promised minutes, and when numbers are given for it that day."""

    id: str
    prefix: str
    name: str
    promised_minutes: int
    open: tuple[Stretch, ...]


def sample_plan(structure: HallStructure, day: date | None, today: date, demand: Demand) -> Plan:
    """A day in a hall like ``structure``, on ``day`` or the first day from ``today`` on which it opens.

    Holidays and dated hours are left out of the hall that is made: any date can be played. Raises SettingsError when
    nothing is open on ``day``.
    """
    weekly = replace(structure.hall, calendar=Calendar(), profiles=(), cutoff_minutes=0)
    agencies = tuple(replace(agency, profiles=(), cutoff_minutes=None) for agency in structure.agencies)
    services = tuple(replace(s, profiles=(), cutoff_minutes=None, quota=None) for s in structure.services)
    made = replace(structure, hall=weekly, agencies=agencies, services=services)
    zone = ZoneInfo(made.hall.timezone)
    for chosen in [day] if day else [today + timedelta(days=ahead) for ahead in range(7)]:
        offers = _offers(made, chosen, zone)
        if any(offer.open for offer in offers):
            posts = tuple(Post(c.id, c.label, tuple(s.service for s in c.services)) for c in made.counters)
            obstacles = tuple(obstacle.id for obstacle in made.obstacles)
            plan = plan_for(offers, posts, demand)
            outages = plan_outages(made, plan.arrivals, demand.outages, demand.seed)
            return replace(plan, structure=made, obstacles=obstacles, outages=outages)
    raise SettingsError([f"the hall is closed on {day or 'all days of the week'}; choose another --date"])


def plan_for(offers: Sequence[Offer], posts: Sequence[Post], demand: Demand) -> Plan:
    """Visitors for ``offers`` at ``posts``; a service gets them by the hours that its counters have for it."""
    times = {o.id: ServiceTime(timedelta(minutes=max(2.0, o.promised_minutes * _SERVED_OF_PROMISE))) for o in offers}
    served = {service for post in posts for service in post.services}
    offers = [offer for offer in offers if offer.id in served and offer.open]
    if not offers:
        raise SettingsError(["no free counter serves a service that is open"])
    random = seeded(demand.seed, "demand")
    weights = _weights(offers, posts, times, random)
    begin = min(stretch[0] for offer in offers for stretch in offer.open)
    end = max(stretch[1] for offer in offers for stretch in offer.open)
    arrivals = [
        Arrival(_time(offer.open, begin, end, random), offer.id, random.random() < demand.priority)
        for offer in random.choices(offers, weights, k=demand.visitors)
    ]
    return Plan(
        seed=demand.seed,
        begin=begin,
        latest=end + _AFTER_CLOSING,
        arrivals=tuple(sorted(arrivals, key=lambda arrival: arrival.at)),
        posts=tuple(posts),
        times=times,
        names={offer.prefix: offer.name for offer in offers},
        shares=demand.shares,
    )


def _offers(structure: HallStructure, day: date, zone: ZoneInfo) -> list[Offer]:
    hall = structure.hall
    of_agency = {agency.id: agency.hours for agency in structure.agencies}
    return [
        Offer(
            s.id,
            s.prefix,
            s.name,
            s.promised_minutes,
            _open_on(s.hours or of_agency[s.agency] or hall.hours, day, zone),
        )
        for s in structure.services
    ]


def _open_on(hours: WeeklyHours, day: date, zone: ZoneInfo) -> tuple[Stretch, ...]:
    return tuple(
        (datetime.combine(day, r.start, tzinfo=zone), datetime.combine(day, r.end, tzinfo=zone))
        for r in hours.days[day.weekday()]
    )


def _weights(
    offers: Sequence[Offer], posts: Sequence[Post], times: Mapping[str, ServiceTime], random: Random
) -> list[float]:
    """How many visits an hour the counters have for each service, and chance."""
    shares = {offer.id: 0.0 for offer in offers}
    for post in posts:
        for service in post.services:
            if service in shares:
                shares[service] += 1 / len(post.services)
    return [shares[o.id] / times[o.id].mean.total_seconds() * random.uniform(0.5, 1.2) for o in offers]


def _time(stretches: Sequence[Stretch], begin: datetime, end: datetime, random: Random) -> datetime:
    """A time of the stretches, likelier where the curve of the day is high. The last minute belongs to nobody: who
    comes then would find the door closing."""
    lengths = [(b - a).total_seconds() - 60 for a, b in stretches]
    while True:
        start, _ = random.choices(stretches, lengths)[0]
        at = start + timedelta(seconds=random.uniform(0, lengths[[a for a, _ in stretches].index(start)]))
        if random.uniform(0, 1 + _FLOOR) < _curve((at - begin) / (end - begin)):
            return at


def _curve(part: float) -> float:
    """How busy a hall is at a part of its day (0 to 1): low at the ends, a peak in the morning, one after noon."""
    return _FLOOR + max(height * math.exp(-((part - at) ** 2) / (2 * width**2)) for at, width, height in _PEAKS)
