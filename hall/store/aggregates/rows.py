"""What a business day adds up to, as rows of the tables of aggregates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import datetime
from operator import itemgetter
from typing import Any, TypeVar

from sqlalchemy import Row, Table, delete, insert, select

from hall.figures import (
    BookingFigures,
    CounterFigures,
    DayAggregate,
    DayTerms,
    PresenceFigures,
    ServiceFigures,
)
from hall.store import tables as t
from hall.store.database.transaction import Transaction

T = TypeVar("T", ServiceFigures, CounterFigures, PresenceFigures, BookingFigures)
KINDS: Mapping[type, Table] = {
    ServiceFigures: t.aggregate_service,
    CounterFigures: t.aggregate_counter,
    PresenceFigures: t.aggregate_presence,
    BookingFigures: t.aggregate_booking,
}
"""Where each kind of figures is kept; the columns are called like its fields."""
BY_NUMBER = frozenset({"waits", "takes", "arrivals"})
"""Counts by a number, which JSON writes as text."""


def forget(tx: Transaction, hall: str, day_id: int) -> None:
    """Take out every row of a day but the one that says that it was aggregated."""
    for table in KINDS.values():
        tx.connection.execute(delete(table).where(table.c.hall == hall, table.c.day_id == day_id))


def write(tx: Transaction, hall: str, day_id: int, made: DayAggregate, terms: DayTerms, now: datetime) -> None:
    """Put the rows of a day in the place of those that were there."""
    forget(tx, hall, day_id)
    of = {"hall": hall, "day_id": day_id, "date": made.date}
    for table, parts in ((t.aggregate_service, made.services), (t.aggregate_counter, made.counters)):
        _insert(tx, table, [{**of, **_columns(one, terms)} for one in parts])
    for table, others in ((t.aggregate_presence, made.presence), (t.aggregate_booking, made.bookings)):
        _insert(tx, table, [{**of, **_columns(one, terms)} for one in others])
    d = t.aggregate_day
    tx.connection.execute(delete(d).where(d.c.hall == hall, d.c.day_id == day_id))
    said = {"closed_at": made.closed_at, "made_at": now, "terms": terms.document(), "stale": False}
    tx.connection.execute(insert(d).values(**of, **said))


def _insert(tx: Transaction, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        tx.connection.execute(insert(table), rows)


def _columns(figures: Any, terms: DayTerms) -> dict[str, Any]:
    found = asdict(figures)
    if isinstance(figures, ServiceFigures):
        found["agency"] = terms.agencies.get(figures.service, "")
    return found


def read(kind: type[T], rows: Iterable[Row[Any]]) -> Iterator[tuple[Row[Any], T]]:
    """Rows of a table of aggregates, each with its figures."""
    names = [one.name for one in fields(kind)]
    numbered = [place for place, name in enumerate(names) if name in BY_NUMBER]
    values_of = None
    for row in rows:
        if values_of is None:  # by place: by name takes several times as long, and a year has a hundred thousand rows
            values_of = itemgetter(*map(row._fields.index, names))
        values = list(values_of(row))
        for place in numbered:
            values[place] = {int(key): count for key, count in values[place].items()}
        yield row, kind(*values)


def figures_of(tx: Transaction, kind: type[T], hall: str, day_id: int) -> tuple[T, ...]:
    """The figures of one kind of one day, in the order of their keys."""
    table = KINDS[kind]
    query = select(table).where(table.c.hall == hall, table.c.day_id == day_id).order_by(*table.primary_key)
    return tuple(figures for _, figures in read(kind, tx.connection.execute(query)))
