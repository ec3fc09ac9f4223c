"""The rows of each ticket's life for an audit, merged by ticket: none of them is kept longer than its ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, func, select

from hall.auditing import (
    AuditReport,
    BookingRow,
    CalledRow,
    DayStory,
    Endings,
    JobRow,
    Known,
    LifeRow,
    LineRow,
    PlaceRow,
    ShiftRow,
    Shifts,
    TicketLife,
    audit_places,
)
from hall.auditing import audit_lives as replay
from hall.business_day import DayAction
from hall.store import tables as t
from hall.store.database.transaction import Transaction

Stream = Callable[[Transaction, Select[*tuple[Any, ...]]], Iterator[Any]]
R = TypeVar("R")


def known(tx: Transaction, history: Mapping[int, DayStory], shifts: Iterable[ShiftRow], stream: Stream) -> Known:
    """What the replay must know of the hall."""
    s, f = t.service.c, t.staff.c
    prefixes = {row.id: row.prefix for row in stream(tx, select(s.id, s.prefix))}
    logins = frozenset(row.login for row in stream(tx, select(f.login)))
    ends = (DayAction.CLOSE, DayAction.EXPIRE)
    closers = frozenset(event.actor for story in history.values() for event in story.of(*ends))
    return Known(prefixes, logins, Shifts(shifts), history, closers)


def replayed(tx: Transaction, day_id: int, known: Known, endings: Endings, stream: Stream) -> AuditReport:
    """What the replay of every ticket of a day finds."""
    return replay(_lives(tx, day_id, stream), known, endings)


def places(tx: Transaction, shifts: Iterable[ShiftRow], stream: Stream) -> AuditReport:
    """What the history of the counters and their rows disagree on."""
    c = t.counter.c
    columns = (c.id, c.archived, t.staff.c.login, c.signed_in_at, c.station, c.pause, c.pause_reason, c.pause_since)
    query = select(*columns).select_from(t.counter.outerjoin(t.staff, t.staff.c.id == c.staff_id)).order_by(c.id)
    return audit_places(shifts, map(PlaceRow._make, stream(tx, query)))


def shifts(tx: Transaction, stream: Stream) -> list[ShiftRow]:
    """The history of the counters, in its order."""
    return [ShiftRow._make(row) for row in stream(tx, of(ShiftRow, t.counter_event).order_by(t.counter_event.c.id))]


def _lives(tx: Transaction, day_id: int, stream: Stream) -> Iterator[TicketLife]:
    c, e, k, j, b = t.ticket.c, t.ticket_event.c, t.call.c, t.print_job.c, t.booking.c
    first, last = tx.connection.execute(select(func.min(c.id), func.max(c.id)).where(c.day_id == day_id)).one()
    if first is None:
        return

    def among(row: Any, table: Any, *order: Any) -> _Pages[Any]:
        query = of(row, table).where(table.c.ticket_id.between(first, last)).order_by(table.c.ticket_id, *order)
        return _Pages(map(row._make, stream(tx, query)))

    lines, calls = among(LineRow, t.ticket_event, e.id), among(CalledRow, t.call, k.seq)
    jobs, bookings = among(JobRow, t.print_job, j.id), among(BookingRow, t.booking, b.id)
    for ticket in map(LifeRow._make, stream(tx, of(LifeRow, t.ticket).where(c.day_id == day_id).order_by(c.id))):
        job, booking = jobs.of(ticket.id), bookings.of(ticket.id)
        yield TicketLife(
            ticket,
            lines.of(ticket.id),
            calls.of(ticket.id),
            job[0] if job else None,
            booking[0] if booking else None,
        )


def of(row: Any, table: Any) -> Select[*tuple[Any, ...]]:
    """The columns of ``table`` that ``row`` names."""
    return select(*(table.c[name] for name in row._fields))


class _Pages(Generic[R]):
    """Rows by ticket, of which one ticket's are taken at a time."""

    def __init__(self, rows: Iterable[R]) -> None:
        self._rows: Iterator[Any] = iter(rows)
        self._next: Any = next(self._rows, None)

    def of(self, ticket_id: int) -> list[R]:
        """The rows of the ticket; those of tickets before it, which are not asked for, are passed over."""
        found: list[R] = []
        while self._next is not None and self._next.ticket_id <= ticket_id:
            if self._next.ticket_id == ticket_id:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found
