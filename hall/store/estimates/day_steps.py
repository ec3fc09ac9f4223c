"""The lines of a business day as the estimates take them (hall.estimating.following)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from hall.estimating.following import Step, Told
from hall.lifecycle import BEGINNINGS
from hall.store import tables as t
from hall.store.database.day_reach import day_reach
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows

_E = t.ticket_event.c
_MINUTE = timedelta(minutes=1)
OVERLAP = 200
"""On Postgres a line with a smaller key may be committed later, by so many at most."""
_AT_ONCE = 2000
"""Rows that are fetched at once."""


def midnight_of(tx: Transaction, day: Row[Any]) -> datetime:
    """When the date of a business day (a row of its table) began."""
    return datetime.combine(day.date, time(), day_rows.zone_of(day, tx.structure))


def lines_before(tx: Transaction, day_id: int) -> int:
    """A key below which no line of the open business day is; not far below, so that no other day is read."""
    c = t.ticket.c
    first = select(c.id).where(c.day_id == day_id).order_by(c.id).limit(1).scalar_subquery()
    found = tx.connection.execute(select(func.min(_E.id)).where(_E.ticket_id == first)).scalar_one()
    if found is None:
        found = tx.connection.execute(select(func.max(_E.id))).scalar_one() or 0
    return max(0, int(found) - OVERLAP)


def steps_after(tx: Transaction, day: Row[Any], after: int) -> Iterator[tuple[int, Step]]:
    """The lines of the open business day with keys above ``after``, in their order, each with its key."""
    return _steps(tx, day, (_E.id > after,))


def steps_of(tx: Transaction, day: Row[Any]) -> Iterator[Step]:
    """All lines of a business day that has closed, until its close: what was corrected later is not of its queue."""
    first, last = day_reach(tx.connection, day).lines
    where = (_E.id.between(first, last), _E.at <= day.closed_at)
    return (step for _, step in _steps(tx, day, where))


def _steps(tx: Transaction, day: Row[Any], where: tuple[Any, ...]) -> Iterator[tuple[int, Step]]:
    columns = _E.id, _E.ticket_id, _E.service_id, _E.at, _E.action, _E.to_state, _E.counter_id, _E.after
    query = select(*columns).where(*where, _E.day_id == day.id).order_by(_E.id)
    begin = midnight_of(tx, day)
    for row in tx.connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        if isinstance(row.at, datetime) and isinstance(row.id, int):
            yield row.id, _step(row, begin)


def _step(row: Any, begin: datetime) -> Step:
    told = Told.of(row.after) if row.action in BEGINNINGS and isinstance(row.after, dict) else None
    at = (row.at - begin) / _MINUTE
    return Step(row.ticket_id, row.service_id, at, row.action, row.to_state, row.counter_id or "", told)
