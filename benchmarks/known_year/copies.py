"""The known year again and again, year before year, written straight into the database: a long history whose figures
are added up already."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, create_engine, insert, make_url, select, text

from benchmarks.known_year.making import FIRST, Maker
from hall.store import tables as t
from hall.store.database.column_types import Guarded, UtcDateTime

WEEKS = 53
"""From one copy to the next: each weekday stays what it was, and two years share no day."""
_DAYS, _TICKETS, _EVENTS = 400, 1_000_000, 6_000_000
"""Room for the keys of one year."""
_ROOM = {
    "business_day.id": _DAYS,
    "day_id": _DAYS,
    "ticket.id": _TICKETS,
    "ticket_id": _TICKETS,
    "ticket_event.id": _EVENTS,
    "counter_event.id": _TICKETS,
    "visit_offer.id": _TICKETS,
    "seen": _EVENTS,
}
_NAMES = ("token", "code")
_OF_THE_YEAR = {
    "business_day": f"id > {_DAYS} * {{years}}",
    "counter_event": f"seen >= {_EVENTS} * {{years}}",
    "visit_offer": f"ticket_id > {_TICKETS} * {{years}}",
    "booking": f"slot >= '{FIRST.isoformat()}'",
}
"""Which rows the year itself has; elsewhere those of its business days."""
_TABLES = (
    *("business_day", "ticket", "ticket_event", "counter_event", "visit_offer", "booking"),
    *("aggregate_service", "aggregate_counter", "aggregate_presence", "aggregate_booking", "aggregate_total"),
)
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d(?!\d)")


def roomy_maker(seed: int, visits: int, years: int) -> Maker:
    """A maker whose year leaves room for ``years`` copies below its keys."""
    maker = Maker(seed, visits)
    maker.day_id, maker.ticket = _DAYS * years, _TICKETS * years
    maker.event, maker.counter_line = _EVENTS * years, _TICKETS * years
    return maker


def copy_back(url: str, years: int) -> Iterator[int]:
    """Write the year of a ``roomy_maker`` once into each of ``years`` years before it, with what was added up; yields
    the number of each when it is there."""
    engine = create_engine(make_url(url))
    sqlite = engine.dialect.name == "sqlite"
    for back in range(1, years + 1):
        with engine.begin() as connection:
            for name in _TABLES:
                connection.execute(text(_Copy(t.metadata.tables[name], years, back, sqlite).statement))
            connection.execute(insert(t.aggregate_day), list(_days(connection, years, back)))
        yield back
    engine.dispose()


def _days(connection: Connection, years: int, back: int) -> Iterator[dict[str, Any]]:
    """The rows of what was kept of the days: their terms hold times of day as well."""
    earlier = timedelta(weeks=WEEKS * back)

    def shifted(found: re.Match[str]) -> str:
        return (date.fromisoformat(found[0]) - earlier).isoformat()

    days = t.aggregate_day
    for row in connection.execute(select(days).where(days.c.day_id > _DAYS * years)).mappings():
        terms = json.loads(_DATE.sub(shifted, json.dumps(row["terms"])))
        times = {name: row[name] - earlier for name in ("date", "closed_at", "made_at")}
        yield {**row, **times, "terms": terms, "day_id": row["day_id"] - _DAYS * back}


@dataclass(frozen=True)
class _Copy:
    """How the rows of a table become those of ``back`` times 53 weeks before."""

    table: Table
    years: int
    back: int
    sqlite: bool

    @property
    def statement(self) -> str:
        """INSERT … SELECT."""
        name = self.table.name
        columns = [column for column in self.table.columns if f"{name}.{column.name}" != "booking.id"]
        names = ", ".join(f'"{column.name}"' for column in columns)
        values = ", ".join(self._value(column) for column in columns)
        year = _OF_THE_YEAR.get(name, f"day_id > {_DAYS} * {{years}}").format(years=self.years)
        return f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} WHERE {year}"  # noqa: S608

    def _value(self, column: Column[Any]) -> str:
        name, days = f'"{column.name}"', 7 * WEEKS * self.back
        room = _ROOM.get(column.name) or _ROOM.get(f"{self.table.name}.{column.name}")
        if room:
            return f"{name} - {room * self.back}"
        if column.name in _NAMES:
            return f"{name} || '-{self.back}'"
        kind = column.type.plain if isinstance(column.type, Guarded) else column.type
        if isinstance(kind, UtcDateTime):
            earlier = f"strftime('%Y-%m-%d %H:%M:%f000', {name}, '-{days} days')"
            return earlier if self.sqlite else f"{name} - interval '{days} days'"
        if isinstance(kind, Date):
            return f"date({name}, '-{days} days')" if self.sqlite else f"{name} - {days}"
        return name
