"""What was kept of the business days of a period, read of one hall and added up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeVar

from sqlalchemy import Row, select

from hall.figures import BookingFigures, CounterFigures, Period, PeriodSums, PresenceFigures, ServiceFigures
from hall.store.aggregates.rows import KINDS, read
from hall.store.database.transaction import Transaction
from hall.store.views.audit_query import stream

T = TypeVar("T", ServiceFigures, CounterFigures, PresenceFigures, BookingFigures)


def add_kept(tx: Transaction, sums: PeriodSums, hall: str, period: Period, out: Collection[int] = ()) -> None:
    """Add what was kept of a hall (its code) in a period, but the days (keys) that are left ``out``."""
    for row, services in _kept(tx, ServiceFigures, hall, period, out):
        sums.add_services(row.date, (services,))
    for _, counters in _kept(tx, CounterFigures, hall, period, out):
        sums.add_counters((counters,))
    for row, presence in _kept(tx, PresenceFigures, hall, period, out):
        sums.add_presence(row.date, (presence,))
    for _, bookings in _kept(tx, BookingFigures, hall, period, out):
        sums.add_bookings((bookings,))


def _kept(
    tx: Transaction, kind: type[T], hall: str, period: Period, out: Collection[int]
) -> Iterator[tuple[Row[Any], T]]:
    table = KINDS[kind]
    query = select(table).where(table.c.hall == hall, table.c.date.between(period.first, period.last))
    ordered = query.order_by(table.c.date, *table.primary_key)
    return read(kind, (row for row in stream(tx, ordered) if row.day_id not in out))
