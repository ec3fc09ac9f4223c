"""Day aggregates of halls that never were: seeded, and added up while they are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, Table, insert

from hall.figures import CounterFigures, PresenceFigures, ServiceFigures, added
from hall.store import tables as t
from hall.store.aggregates.totals import FIGURES

NOTHING = ServiceFigures("", False)
_WAITS = [60 - minute for minute in range(60)]
_TAKES = [min(take, 30 - take) + 1 for take in range(30)]
_HALF_HOURS = range(15, 32)


@dataclass
class KnownHall:
    """A hall with what its year comes to by construction."""

    code: str
    name: str
    total: ServiceFigures = NOTHING
    days: int = 0
    last: date = date.min
    months: dict[date, list[ServiceFigures]] = field(default_factory=dict)


def workdays(year: int, days: int) -> list[date]:
    """The first so many days of a year from Monday to Friday."""
    every = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    return [day for day in every if day.year == year and day.weekday() < 5][:days]


def a_day(rng: Random) -> ServiceFigures:
    """All numbers of a hall's day: 150 to 1,200 of them."""
    issued = rng.randint(150, 1200)
    no_show, cancelled, left, not_served = (rng.randint(0, issued // 30) for _ in range(4))
    served = issued - no_show - cancelled - left - not_served
    late = rng.randint(0, served // 4)
    return ServiceFigures(
        "", False, issued, served, not_served, left, no_show, cancelled, 0, rng.randint(0, 9), served - late, 3,
        {"queue": late, "obstacle": not_served}, {"pulang": late // 9}, {"pusat": not_served},
        _spread(rng, issued - cancelled - left, _WAITS), _spread(rng, served + not_served, _TAKES),
        _spread(rng, issued, [1] * len(_HALF_HOURS), _HALF_HOURS[0]),
    )  # fmt: skip


def _spread(rng: Random, count: int, weights: Sequence[int], first: int = 0) -> dict[int, int]:
    """So many, over as many places as there are weights; the first place takes what is left over."""
    whole, shift = sum(weights), rng.randint(0, 5)
    found = {first + at + shift: count * weight // whole for at, weight in enumerate(weights)}
    found[first + shift] += count - sum(found.values())
    return {key: n for key, n in found.items() if n}


def sums(known: KnownHall, days: Sequence[date], rng: Random) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    """The rows of a hall's days and months, which are counted in ``known``."""
    of_days = []
    for at, day in enumerate(days, 1):
        made = a_day(rng)
        known.months.setdefault(day.replace(day=1), []).append(made)
        known.days, known.last = known.days + 1, day
        of_days.append({"hall": known.code, "day_id": at, "date": day, **columns(made)})
    yield t.aggregate_total, of_days
    of_months = []
    for month, made_days in known.months.items():
        whole = added(NOTHING, made_days)
        known.total = added(known.total, [whole])
        last = max(day for day in days if day.replace(day=1) == month)
        of_months.append({"hall": known.code, "month": month, "days": len(made_days), "last": last, **columns(whole)})
    yield t.aggregate_month, of_months
    known.months.clear()
    names: dict[str, Any] = {"services": {}, "agencies": {}, "counters": {}, "obstacles": {}, "offers": {}}
    yield t.aggregate_hall, [{"hall": known.code, "name": known.name, "city": "", "names": names}]


def columns(made: ServiceFigures) -> dict[str, Any]:
    """Figures as the columns of a row."""
    values = asdict(made)
    return {name: values[name] for name in FIGURES}


def in_full(code: str, at: int, day: date, services: int, counters: int, rng: Random) -> Iterator[Any]:
    """What a hall keeps of a day beside its sums: rows by service and class, by counter, by presence, and the day's."""
    of = {"hall": code, "day_id": at, "date": day}
    closed = datetime.combine(day, time(8), UTC)
    by_service = []
    for service in range(services):
        for priority in (False, True):
            count = rng.randint(1, 3 if priority else 15)
            waits, takes = _spread(rng, count, [1] * min(count, 9)), _spread(rng, count, [1] * min(count, 7), 4)
            made = ServiceFigures(
                f"s{service}", priority, count, count, kept=count, waits=waits, takes=takes, arrivals={16: count}
            )
            by_service.append({**of, **asdict(made), "agency": f"a{service % 25}"})
    yield t.aggregate_service, by_service
    visits = [CounterFigures(f"c{n}", "", 20, 1, 1, _spread(rng, 20, [1] * 9, 4)) for n in range(counters)]
    yield t.aggregate_counter, [{**of, **asdict(one)} for one in visits]
    there = [PresenceFigures(f"c{n}", 450, 400, 20, 9, closed, closed) for n in range(counters)]
    yield t.aggregate_presence, [{**of, **asdict(one)} for one in there]
    terms = {"agencies": {f"s{n}": f"a{n % 25}" for n in range(services)}}
    yield t.aggregate_day, [{**of, "closed_at": closed, "made_at": closed, "terms": terms, "stale": False}]


def write(connection: Connection, parts: Iterator[tuple[Table, list[dict[str, Any]]]]) -> int:
    """Insert rows; returns how many."""
    rows = 0
    for table, values in parts:
        connection.execute(insert(table), values)
        rows += len(values)
    return rows
