"""What all numbers of a hall's day and of its month come to: the rows of which a page of many halls is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select

from hall.figures import DayAggregate, ServiceFigures, added
from hall.store import tables as t
from hall.store.aggregates.rows import BY_NUMBER
from hall.store.database.transaction import Transaction

_D, _M = t.aggregate_total.c, t.aggregate_month.c
FIGURES = tuple(one.name for one in fields(ServiceFigures) if one.name in _D)
"""The columns of figures, as ``ServiceFigures`` calls them."""


def write_totals(tx: Transaction, hall: str, day_id: int, made: DayAggregate) -> None:
    """Put the sums of a day in the place of those that were there, and add up the months that it is and was in."""
    mine = _D.hall == hall, _D.day_id == day_id
    before = tx.connection.execute(select(_D.date).where(*mine)).scalar_one_or_none()
    tx.connection.execute(delete(t.aggregate_total).where(*mine))
    values = {"hall": hall, "day_id": day_id, "date": made.date, **_columns(made.services)}
    tx.connection.execute(insert(t.aggregate_total).values(**values))
    for month in sorted({_month(day) for day in (before, made.date) if day is not None}):
        _add_month_up(tx, hall, month)


def is_summed(tx: Transaction, hall: str, day_id: int, made: DayAggregate) -> bool:
    """Whether the row of a day's sums is there and is what the day came to."""
    row = tx.connection.execute(select(t.aggregate_total).where(_D.hall == hall, _D.day_id == day_id)).one_or_none()
    return row is not None and figures_of_row(row) == added(ServiceFigures("", False), made.services)


def _add_month_up(tx: Transaction, hall: str, month: date) -> None:
    """Write the sums of a month from those of its days; a month without days has none."""
    tx.connection.execute(delete(t.aggregate_month).where(_M.hall == hall, _M.month == month))
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    days = select(t.aggregate_total).where(_D.hall == hall, _D.date >= month, _D.date < after).order_by(_D.date)
    rows = tx.connection.execute(days).all()
    if rows:
        values = {"hall": hall, "month": month, "days": len(rows), "last": rows[-1].date}
        values |= _columns([sum_of(rows, FIGURES)])
        tx.connection.execute(insert(t.aggregate_month).values(**values))


def figures_of_row(row: Row[Any]) -> ServiceFigures:
    """The figures of a row of totals."""
    return sum_of([row], FIGURES)


def sum_of(rows: Sequence[Row[Any]], names: Iterable[str]) -> ServiceFigures:
    """What rows of totals come to, at least one, of which so many columns (``names``) were read."""
    read: dict[str, Any] = {}
    for name in names:
        values = [getattr(row, name) for row in rows]
        read[name] = sum(values) if isinstance(values[0], int) else _together(values, by_number=name in BY_NUMBER)
    return ServiceFigures("", False, **read)


def _together(tables: Iterable[Mapping[str, int]], *, by_number: bool) -> dict[Any, int]:
    """Counts by name or by minute; JSON has the minutes as texts, which are turned into numbers once for all."""
    found: dict[str, int] = {}
    for table in tables:
        for key, count in table.items():
            found[key] = found.get(key, 0) + count
    return {int(key): count for key, count in found.items()} if by_number else found


def _columns(parts: Iterable[ServiceFigures]) -> dict[str, Any]:
    total = asdict(added(ServiceFigures("", False), parts))
    return {name: total[name] for name in FIGURES}


def _month(day: date) -> date:
    return day.replace(day=1)
