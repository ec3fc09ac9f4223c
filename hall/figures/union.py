"""Several halls as one: their figures under ids that name the hall too, and agencies called by their hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from hall.figures.halls import HallName
from hall.figures.period import Period
from hall.figures.reported import CounterName, ObstacleName, ReportFacts, ReportNames, ServiceName
from hall.figures.sums import DayTotal, PeriodFigures
from hall.forms import ReportForm


@dataclass(frozen=True, slots=True)
class HallPart:
    """What one hall gives to a report of several: as in ``ReportFacts``."""

    code: str
    name: HallName
    names: ReportNames
    figures: PeriodFigures
    before: PeriodFigures
    year_before: PeriodFigures
    months: Mapping[date, DayTotal] = field(default_factory=dict)


def united(
    parts: Sequence[HallPart], owner: str, now: datetime, period: Period, unread: tuple[str, ...] = ()
) -> ReportFacts:
    """The facts of a report of at least one of them, which is of ``owner``; ``unread`` are the names of those that are
    missing. Two parts of one code are two halls. What needs single numbers is not there, nor is the longest wait."""
    coded = [(f"{at}:{one.code}", one) for at, one in enumerate(parts)]
    return ReportFacts(
        owner,
        "",
        ReportForm(),
        now,
        period,
        _names(coded),
        _figures(period, [(code, one.figures) for code, one in coded]),
        _figures(parts[0].before.period, [(code, one.before) for code, one in coded]),
        _figures(parts[0].year_before.period, [(code, one.year_before) for code, one in coded]),
        months=_days(one.months for one in parts),
        unread=unread,
    )


def _names(coded: Iterable[tuple[str, HallPart]]) -> ReportNames:
    services: dict[str, ServiceName] = {}
    agencies: dict[str, str] = {}
    counters: dict[str, CounterName] = {}
    obstacles: dict[str, ObstacleName] = {}
    offers: dict[str, str] = {}
    for code, part in coded:
        names = part.names
        for key, service in names.services.items():
            services[_key(code, key)] = service._replace(agency=_key(code, service.agency))
        for key, agency in names.agencies.items():
            agencies[_key(code, key)] = f"{part.name.text}: {agency}"
        for key, counter in names.counters.items():
            counters[_key(code, key)] = counter._replace(agency=_key(code, counter.agency))
        obstacles |= names.obstacles
        offers |= names.offers
    return ReportNames(services, agencies, counters, obstacles, offers)


def _figures(period: Period, coded: Sequence[tuple[str, PeriodFigures]]) -> PeriodFigures:
    """Figures under the keys of their halls."""
    arrivals: Counter[tuple[int, int]] = Counter()
    for _, one in coded:
        arrivals.update(one.arrivals)
    mine = [(partial(_key, code), one) for code, one in coded]
    return PeriodFigures(
        period,
        _days(one.days for _, one in coded),
        None,
        {(as_(key), p): replace(f, service=as_(key)) for as_, one in mine for (key, p), f in one.services.items()},
        {(as_(key), day): count for as_, one in mine for (key, day), count in one.issued.items()},
        dict(arrivals),
        {(as_(key), who): replace(f, counter=as_(key)) for as_, one in mine for (key, who), f in one.counters.items()},
        {(day, as_(key)): replace(f, counter=as_(key)) for as_, one in mine for (day, key), f in one.presence.items()},
        {as_(key): replace(f, service=as_(key)) for as_, one in mine for key, f in one.bookings.items()},
    )


def _days(of: Iterable[Mapping[date, DayTotal]]) -> Mapping[date, DayTotal]:
    found: dict[date, DayTotal] = {}
    for days in of:
        for day, total in days.items():
            found[day] = found.get(day, DayTotal()).plus(total)
    return dict(sorted(found.items()))


def _key(code: str, key: str) -> str:
    return f"{code}/{key}"
