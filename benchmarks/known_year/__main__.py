"""Makes the known year, adds it up, and holds every figure against what it was made of."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import create_engine, insert, make_url, text

from benchmarks.floors import databases
from benchmarks.known_year.expected import COUNTS, TABLES, Expected
from benchmarks.known_year.making import Maker, workdays
from benchmarks.known_year.place import known_hall
from benchmarks.known_year.surveys import survey_differences
from hall.access import By
from hall.figures import Period, PeriodFigures, PeriodKind
from hall.store import Store, open_store, prepare_store
from hall.store import tables as t
from hall.store.aggregates.adding_up import rebuilt
from hall.structure import HallStructure

_SURVEY = ("survey_response", "survey_answer")
_ORDER = (
    "business_day",
    "ticket",
    "ticket_event",
    "counter_event",
    "visit_offer",
    "booking",
    "survey_response",
    "survey_answer",
)


def make(url: str, days: int, visits: int, maker: Maker | None = None, hall: HallStructure | None = None) -> Maker:
    """Write the year into a new hall."""
    prepare_store(url, hall or known_hall()).close()
    maker = maker or Maker(1, visits)
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA synchronous = OFF"))
        for day in workdays(days):
            rows = maker.day(day)
            maker.events += len(rows["ticket_event"])
            for name in _ORDER:
                if rows.get(name):
                    connection.execute(insert(t.metadata.tables[name]), rows[name])
        if engine.dialect.name == "postgresql":
            for name in ("business_day", "ticket", "ticket_event", "counter_event"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")  # noqa: S608
                )
    engine.dispose()
    return maker


def differences(found: PeriodFigures, expected: Expected) -> Iterator[str]:
    """Each figure that is not what the year was made of."""
    yield from _of_services(found, expected)
    if dict(found.issued) != dict(expected.issued):
        yield "issued by day"
    if dict(found.arrivals) != dict(expected.heat):
        yield "arrivals by weekday and half hour"
    yield from _of_counts(found.counters, {(counter, ""): counts for counter, counts in expected.counters.items()})
    yield from _of_counts(found.bookings, expected.bookings)
    for place in sorted({*found.presence, *expected.presence}):
        one = found.presence[place]
        made = (one.scheduled, one.open, one.breaks, one.idle, one.late(0) or 0)
        if made != expected.presence[place]:
            yield f"{place} scheduled, open, breaks, idle, late: {made}, made of {expected.presence[place]}"


def _of_services(found: PeriodFigures, expected: Expected) -> Iterator[str]:
    for key in sorted({*found.services, *expected.counts}):
        tables = {name: dict(getattr(found.services[key], name)) for name in TABLES}
        made = {name: dict(expected.tables[*key, name]) for name in TABLES}
        yield from (
            f"{key} {name}: {tables[name]}, made of {made[name]}" for name in TABLES if tables[name] != made[name]
        )
        yield from _of_counts({key: found.services[key]}, {key: {name: expected.counts[key][name] for name in COUNTS}})


def _of_counts(found: Mapping[Any, Any], made: Mapping[Any, Mapping[str, int]]) -> Iterator[str]:
    for key in sorted({*found, *made}):
        for name, count in made[key].items():
            if getattr(found[key], name) != count:
                yield f"{key} {name}: {getattr(found[key], name)}, made of {count}"


def add_up(store: Store) -> PeriodFigures:
    """Add all of its days up, and the year of them."""
    for _ in rebuilt(store, By.system()):
        pass
    year = Period(PeriodKind.RANGE, date(2025, 1, 1), date(2025, 12, 31))
    return store.fetch(lambda view: view.aggregates.of(year, By.system()))


def main() -> int:
    """The command; exit code 1 when a figure is another."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--days", type=int, default=261)
    parser.add_argument("--visits", type=int, default=83)
    options = parser.parse_args()
    with databases(options.database) as database:
        url = database.fresh()
        begun = time.perf_counter()
        maker = make(url, options.days, options.visits)
        print(f"{maker.events} events of {maker.ticket} numbers made in {time.perf_counter() - begun:.0f} s")
        store = open_store(url)
        begun = time.perf_counter()
        found = add_up(store)
        print(f"added up in {time.perf_counter() - begun:.0f} s: {found.of().issued} issued on {len(found.days)} days")
        wrong = [*differences(found, maker.expected), *survey_differences(store, maker.surveys)]
        store.close()
        for line in wrong[:40]:
            print(line)
        print(f"{len(wrong)} figures differ")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
