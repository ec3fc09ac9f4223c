"""Where the rows of a business day are in the tables that grow: ranges of keys, found by indexes, so that no other day
is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, literal_column, select

from hall.store import tables as t

Span = tuple[int, int]
"""The first and the last key, both included."""
NO_END = 2**63 - 1
"""The highest key that a table can have."""
_NOTHING: Span = (0, -1)
_NEVER: Any = literal_column("'infinity'::timestamptz")


@dataclass(frozen=True, slots=True)
class DayReach:
    """The keys of a business day's rows. Between them may be rows of other days: a number that was taken along brought
    its lines, a day that was opened again has later ones."""

    day_id: int
    opened_at: datetime
    closed_at: Any
    """A time; while the day is open None on SQLite, on Postgres an expression for what is after any time."""
    days: frozenset[int]
    """The day itself and the others that its lines name."""
    counter_lines: Span
    """Of the counters' history: all from the last line of the day before to the first one of the day after."""
    tickets: Span = _NOTHING
    lines: Span = _NOTHING
    """Of the tickets' history."""

    def during(self, at: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
        """That a time is within the day, for rows that name neither a day nor a number."""
        return (at >= self.opened_at, *(() if self.closed_at is None else (at <= self.closed_at,)))


def day_reach(connection: Connection, day: Row[*tuple[Any, ...]]) -> DayReach:
    """Find the rows of a business day, which tells ``id``, ``opened_at`` and ``closed_at``."""
    c = t.ticket.c
    closed_at = day.closed_at
    if closed_at is None and connection.dialect.name == "postgresql":
        # Without an end it would expect a third of the history. On SQLite, what cannot be read is after any time.
        closed_at = _NEVER
    first, last, count = connection.execute(_ends(c.id).where(c.day_id == day.id)).one()
    tickets = (first, last) if count else _NOTHING
    lines, named = _lines(connection, tickets)
    counter_lines = _counter_lines(connection, lines)
    return DayReach(day.id, day.opened_at, closed_at, named | {day.id}, counter_lines, tickets, lines)


def _ends(key: Any) -> Any:
    """The lowest and the highest key, and how many there are: without the count, Postgres would look for each end along
    the whole table."""
    return select(func.min(key), func.max(key), func.count())


def _lines(connection: Connection, tickets: Span) -> tuple[Span, frozenset[int]]:
    """The lines of the tickets' history, and the days that they name. Where there is none: after the latest line, which
    is right for the latest day."""
    e = t.ticket_event.c
    named = select(e.day_id, func.min(e.id).label("first"), func.max(e.id).label("last"))
    found = connection.execute(named.where(e.ticket_id.between(*tickets)).group_by(e.day_id)).all()
    if not found:
        latest = connection.execute(select(func.coalesce(func.max(e.id), 0))).scalar_one()
        return (latest + 1, latest), frozenset()
    days = frozenset(row.day_id for row in found if isinstance(row.day_id, int))
    return (min(row.first for row in found), max(row.last for row in found)), days


def _counter_lines(connection: Connection, lines: Span) -> Span:
    """The lines of the counters' history. No clock is asked: each names the last line of the tickets' before it.
    One that names another line than it did is still between those that were written before and after it."""
    e, earlier = t.counter_event.c, t.ticket_event.c.id
    first, last = lines
    before = select(func.coalesce(func.max(earlier), 0)).where(earlier < first).scalar_subquery()
    lowest, highest, count = connection.execute(_ends(e.id).where(e.seen.between(before, last))).one()
    following = select(e.id).where(e.seen > last).order_by(e.seen, e.id).limit(1)
    after = connection.execute(following).scalar_one_or_none()
    begin = lowest if count else NO_END if after is None else after
    earlier_day = select(func.coalesce(func.max(e.id), 0)).where(e.id < begin, e.seen < before)
    begin = min(begin, connection.execute(earlier_day).scalar_one() + 1)
    return begin, NO_END if after is None else max(highest or 0, after - 1)
