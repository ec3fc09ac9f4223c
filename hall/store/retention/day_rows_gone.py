"""Deleting the numbers of one business day, and saying which rows are gone by that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, insert, select, update

from hall.access import By
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import zone_of

_AT_ONCE = 500
"""So many keys are named in a statement."""
_D = t.business_day.c


def purge_day(tx: Transaction, day: Row[Any], by: By) -> int:
    """Delete the numbers of a business day (a row of its table) with all that is written of them; returns how many
    rows are gone. The day itself, its history and its aggregates stay."""
    c, at = t.ticket.c, tx.now()
    tickets = _keys(tx, c.id, c.day_id == day.id)
    calls = [key for part in _parts(tickets) for key in _keys(tx, t.call.c.seq, t.call.c.ticket_id.in_(part))]
    gone = _of_calls(tx, calls) + _of_tickets(tx, tickets, at, by)
    gone += _noted(tx, t.call.c.seq, calls, at, by)
    gone += _noted(tx, c.id, tickets, at, by)
    gone += _noted(tx, t.booking.c.id, _unused_bookings(tx, day), at, by)
    for table in (t.number_gap, t.manual_import, t.day_number):
        gone += tx.connection.execute(delete(table).where(table.c.day_id == day.id)).rowcount
    gone += tx.connection.execute(delete(t.request).where(t.request.c.at <= day.closed_at)).rowcount
    said = {"purged_at": at, "purged_by": by.actor, "jobs_purged_at": at}
    tx.connection.execute(update(t.business_day).where(_D.id == day.id).values(**said))
    return gone


def purge_jobs(tx: Transaction, day: Row[Any], by: By) -> int:
    """Delete the print jobs of a business day; returns how many."""
    at, j = tx.now(), t.print_job.c
    mine = select(t.ticket.c.id).where(t.ticket.c.day_id == day.id)
    gone = _noted(tx, j.id, _keys(tx, j.id, j.ticket_id.in_(mine)), at, by)
    tx.connection.execute(update(t.business_day).where(_D.id == day.id).values(jobs_purged_at=at))
    return gone


def purge_seats(tx: Transaction, before: int, by: By) -> int:
    """Delete the history of the counters before one of its lines, up to the last line of each counter at which somebody
    left: what follows begins with nobody there."""
    e = t.counter_event.c
    gone: list[int] = []
    for counter in tx.connection.execute(select(t.counter.c.id)).scalars().all():
        mine = (e.counter_id == counter, e.id < before)
        left = select(e.id).where(*mine, e.action == "sign_out").order_by(e.id.desc()).limit(1)
        last = tx.connection.execute(left).scalar_one_or_none()
        if last is not None:
            gone += _keys(tx, e.id, e.counter_id == counter, e.id <= last)
    return _noted(tx, e.id, sorted(gone), tx.now(), by)


def _of_calls(tx: Transaction, calls: Sequence[int]) -> int:
    gone = 0
    for part in _parts(calls):
        for table in (t.call_shown, t.call_voiced):
            gone += tx.connection.execute(delete(table).where(table.c.call_seq.in_(part))).rowcount
    return gone


def _of_tickets(tx: Transaction, tickets: Sequence[int], at: datetime, by: By) -> int:
    """What names the tickets, but the calls. Answers of the survey stay, and name no visit any more."""
    gone = 0
    for table in (t.ticket_event, t.print_job, t.booking):
        keys = [key for part in _parts(tickets) for key in _keys(tx, table.c.id, table.c.ticket_id.in_(part))]
        gone += _noted(tx, table.c.id, sorted(keys), at, by)
    for part in _parts(tickets):
        gone += tx.connection.execute(delete(t.visit_offer).where(t.visit_offer.c.ticket_id.in_(part))).rowcount
        answered = t.survey_response.c.ticket_id
        tx.connection.execute(update(t.survey_response).where(answered.in_(part)).values(ticket_id=None))
    return gone


def _unused_bookings(tx: Transaction, day: Row[Any]) -> list[int]:
    """Those of the day for which nobody came."""
    b, begin = t.booking.c, datetime.combine(day.date, time(), zone_of(day, tx.structure))
    return _keys(tx, b.id, b.ticket_id.is_(None), b.slot >= begin, b.slot < begin + timedelta(days=1))


def _noted(tx: Transaction, key: ColumnElement[int], keys: Sequence[int], at: datetime, by: By) -> int:
    """Delete the rows of a table by their keys, in order, and write down which are gone."""
    table: Table = key.table
    for part in _parts(keys):
        tx.connection.execute(delete(table).where(key.in_(part)))
    stated = [{"name": table.name, "first": a, "last": b, "at": at, "actor": by.actor} for a, b in stretches(keys)]
    if stated:
        tx.connection.execute(insert(t.purged_rows), stated)
    return len(keys)


def stretches(keys: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Keys in their order as first and last of those that follow one another."""
    first = last = None
    for key in keys:
        if last is not None and key == last + 1:
            last = key
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = key
    if first is not None and last is not None:
        yield first, last


def _keys(tx: Transaction, key: ColumnElement[int], *where: ColumnElement[bool]) -> list[int]:
    return list(tx.connection.execute(select(key).where(*where).order_by(key)).scalars())


def _parts(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    return (keys[at : at + _AT_ONCE] for at in range(0, len(keys), _AT_ONCE))
