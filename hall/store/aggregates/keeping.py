"""Keeping what business days add up to: each that has closed is added up once, and again when it was changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from hall.figures import (
    BookingFigures,
    CounterFigures,
    DayAggregate,
    DayTerms,
    PresenceFigures,
    ServiceFigures,
    day_aggregate,
)
from hall.store import tables as t
from hall.store.aggregates.facts import facts_of
from hall.store.aggregates.names import write_names
from hall.store.aggregates.naming import hall_code
from hall.store.aggregates.rows import figures_of, write
from hall.store.aggregates.totals import write_totals
from hall.store.database.day_reach import day_reach
from hall.store.database.readable import or_none, whole_rows
from hall.store.database.transaction import Transaction

_LATELY = 40
"""So many business days are looked at each minute; ``hall report rebuild`` looks at all."""
_D, _A = t.business_day.c, t.aggregate_day.c


def due_between(tx: Transaction, first: date, last: date) -> tuple[int, ...]:
    """The business days (keys) between two dates that have closed and are not added up, or were changed since."""
    return _missing(tx, _D.date.between(first, last))


def fresh_days(tx: Transaction, first: date, last: date) -> list[Row[Any]]:
    """The business days between two dates that no aggregates stand for: the open one, and those that are to be added
    up."""
    during = select(t.business_day).where(_D.date.between(first, last))
    waiting = due_between(tx, first, last)
    rows = tx.connection.execute(during.where(_D.closed_at.is_(None) | _D.id.in_(waiting)).order_by(_D.date))
    return list(whole_rows(rows))


def due_lately(tx: Transaction) -> tuple[int, ...]:
    """The same of the latest business days, and of all that were changed."""
    stale = tuple(tx.connection.execute(select(_A.day_id).where(_A.stale)).scalars())
    latest = select(func.max(_D.id)).scalar_subquery()
    return _missing(tx, or_(_D.id > latest - _LATELY, _D.id.in_(stale)))


def _missing(tx: Transaction, where: ColumnElement[bool]) -> tuple[int, ...]:
    hall = hall_code(tx.structure.structure.hall)
    kept = t.business_day.outerjoin(t.aggregate_day, and_(_A.day_id == _D.id, _A.hall == hall))
    missing = or_(_A.day_id.is_(None), _A.stale, _A.closed_at != _D.closed_at)
    closed = _D.closed_at.is_not(None), _D.purged_at.is_(None)
    query = select(_D.id).select_from(kept).where(where, *closed, missing).order_by(_D.id)
    return tuple(row.id for row in whole_rows(tx.connection.execute(query)))


@dataclass(frozen=True, slots=True)
class Counted:
    """A business day that was added up on a snapshot, and the last line of its numbers on it."""

    day_id: int
    last_line: int
    made: DayAggregate
    terms: DayTerms


def count(tx: Transaction, day_id: int) -> Counted | None:
    """Add a business day up, by the terms that were kept when it closed; None when it is open or was never there. It
    takes a while, and keeps nobody from writing."""
    day = _closed(tx, day_id)
    if day is None:
        return None
    made, terms = added_up(tx, day)
    return Counted(day_id, _last_line(tx, day), made, terms)


def keep(tx: Transaction, counted: Counted) -> bool:
    """Write down what was counted, unless the day was changed since: it is due again then."""
    tx.lock_hall()
    day = _closed(tx, counted.day_id)
    if day is None or day.closed_at != counted.made.closed_at or _last_line(tx, day) != counted.last_line:
        return False
    hall = hall_code(tx.structure.structure.hall)
    write(tx, hall, counted.day_id, counted.made, counted.terms, tx.now())
    write_totals(tx, hall, counted.day_id, counted.made)
    write_names(tx)
    return True


def is_unchanged(tx: Transaction, counted: Counted) -> Row[Any] | None:
    """The business day (a row of its table) whose kept aggregates are what was counted; None when it was changed."""
    day = _closed(tx, counted.day_id)
    if day is None or kept(tx, day) != counted.made or _last_line(tx, day) != counted.last_line:
        return None
    return day


def _closed(tx: Transaction, day_id: int) -> Row[Any] | None:
    row: Row[Any] | None = tx.connection.execute(
        select(t.business_day).where(_D.id == day_id, _D.closed_at.is_not(None), _D.purged_at.is_(None))
    ).one_or_none()
    return row


def _last_line(tx: Transaction, day: Row[Any]) -> int:
    return day_reach(tx.connection, day).lines[1]


def added_up(tx: Transaction, day: Row[Any]) -> tuple[DayAggregate, DayTerms]:
    """A business day (a row of its table) added up from what was written down, with the terms by which it was."""
    hall = hall_code(tx.structure.structure.hall)
    known = tx.connection.execute(select(_A.terms).where(_A.hall == hall, _A.day_id == day.id)).scalar_one_or_none()
    document = or_none(known)
    facts = facts_of(tx, day, None if document is None else DayTerms.of(document))
    return day_aggregate(facts), facts.terms


def kept(tx: Transaction, day: Row[Any]) -> DayAggregate | None:
    """What was written down of a business day; None when nothing was, or it is to be added up again."""
    hall = hall_code(tx.structure.structure.hall)
    row = tx.connection.execute(select(t.aggregate_day).where(_A.hall == hall, _A.day_id == day.id)).one_or_none()
    if row is None or row.stale or row.closed_at != day.closed_at:
        return None
    return DayAggregate(
        day.date,
        day.closed_at,
        figures_of(tx, ServiceFigures, hall, day.id),
        figures_of(tx, CounterFigures, hall, day.id),
        figures_of(tx, PresenceFigures, hall, day.id),
        figures_of(tx, BookingFigures, hall, day.id),
    )
