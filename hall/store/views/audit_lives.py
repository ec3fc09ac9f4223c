"""The rows of each ticket's life for an audit, merged by ticket: none of them is kept longer than its ticket."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, select

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
    ShiftRow,
    Shifts,
    TicketLife,
)
from hall.auditing import audit_lives as replay
from hall.store import tables as t
from hall.store.database.day_reach import DayReach
from hall.store.database.transaction import Transaction

Stream = Callable[[Transaction, Select[*tuple[Any, ...]]], Iterator[Any]]
R = TypeVar("R")


def known(tx: Transaction, history: Mapping[int, DayStory], shifts: Iterable[ShiftRow], stream: Stream) -> Known:
    """What the replay must know of the hall."""
    s, f = t.service.c, t.staff.c
    prefixes = {row.id: row.prefix for row in stream(tx, select(s.id, s.prefix))}
    logins = frozenset(row.login for row in stream(tx, select(f.login)))
    return Known(prefixes, logins, Shifts(shifts), history)


def replayed(
    tx: Transaction, reach: DayReach, known: Known, endings: Endings, stream: Stream, *, kept_jobs: bool = True
) -> AuditReport:
    """What the replay of every ticket of a day finds; unless they are ``kept_jobs``, its print jobs are missing
    rightly."""
    return replay(_lives(tx, reach, stream, kept_jobs), known, endings)


def _lives(tx: Transaction, reach: DayReach, stream: Stream, kept_jobs: bool) -> Iterator[TicketLife]:
    c, e, k, j, b = t.ticket.c, t.ticket_event.c, t.call.c, t.print_job.c, t.booking.c

    def among(row: Any, table: Any, *order: Any) -> _Pages[Any]:
        query = of(row, table).where(table.c.ticket_id.between(*reach.tickets)).order_by(table.c.ticket_id, *order)
        return _Pages(map(row._make, stream(tx, query)))

    mine = of(LifeRow, t.ticket).where(c.day_id == reach.day_id, c.id.between(*reach.tickets))
    lines, calls = among(LineRow, t.ticket_event, e.id), among(CalledRow, t.call, k.seq)
    jobs, bookings = among(JobRow, t.print_job, j.id), among(BookingRow, t.booking, b.id)
    for ticket in map(LifeRow._make, stream(tx, mine.order_by(c.id))):
        job, booking = jobs.of(ticket.id), bookings.of(ticket.id)
        yield TicketLife(
            ticket,
            lines.of(ticket.id),
            calls.of(ticket.id),
            job[0] if job else None,
            booking[0] if booking else None,
            kept_jobs,
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
