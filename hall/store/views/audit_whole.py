"""What an audit looks at beyond single tickets: the history of days, rows that are gone, rows of days that are gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, func, select

from hall.auditing import (
    AuditFindings,
    AuditReport,
    BusinessRow,
    DayEventRow,
    DayStory,
    Endings,
    LoggedGapRow,
    PurgedDay,
    audit_days,
    stories,
)
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.views.audit_lives import Stream, of

_GROWING = (
    t.business_day.c.id,
    t.day_event.c.id,
    t.ticket.c.id,
    t.ticket_event.c.id,
    t.call.c.seq,
    t.counter_event.c.id,
    t.print_job.c.id,
    t.booking.c.id,
    t.closure.c.id,
)
"""Keys of tables of which nothing is deleted but what ``purged_rows`` tells. A gap is, when its numbers come back; the
days' history tells it."""
_OF_A_DAY = (t.ticket, t.call, t.number_gap, t.day_number)
_OF_A_TICKET = (t.ticket_event, t.call, t.print_job)


def history(tx: Transaction, of_days: Iterable[int] | None, stream: Stream) -> dict[int, DayStory]:
    """The history of business days by id; of every one when None."""
    query = of(DayEventRow, t.day_event).order_by(t.day_event.c.id)
    if of_days is not None:
        query = query.where(t.day_event.c.day_id.in_(sorted(of_days)))
    return stories(map(DayEventRow._make, stream(tx, query)))


def days(
    tx: Transaction, history: Mapping[int, DayStory], endings: Endings, day_id: int | None, stream: Stream
) -> AuditReport:
    """What business days and gaps, all or those of one day, and the history of days disagree on."""
    g, d = t.number_gap.c, t.business_day.c
    gaps, rows = of(LoggedGapRow, t.number_gap).order_by(g.id), of(BusinessRow, t.business_day).order_by(d.id)
    gone = select(d.id).where(d.purged_at.is_not(None))
    if day_id is not None:
        gaps, rows, gone = gaps.where(g.day_id == day_id), rows.where(d.id == day_id), gone.where(d.id == day_id)
        history = {day_id: history[day_id]} if day_id in history else {}
    found = [BusinessRow._make(row) for row in stream(tx, rows)]
    purged = frozenset(row.id for row in stream(tx, gone))
    findings = AuditFindings()
    for row in found:
        if row.id not in purged:
            endings.check(row, findings)
    return audit_days(found, map(LoggedGapRow._make, stream(tx, gaps)), history, purged) + findings.report()


def purged(tx: Transaction, day_id: int, day: PurgedDay) -> AuditReport:
    """What is wrong with a day that was purged: numbers that are there still, or aggregates that are not."""
    findings = AuditFindings()
    numbers = tx.number(select(func.count()).where(t.ticket.c.day_id == day_id))
    if numbers:
        findings.add("audit_purged_left", day=day.day, rows=numbers)
    if not tx.number(select(func.count()).where(t.aggregate_day.c.day_id == day_id)):
        findings.add("audit_purged_lost", day=day.day)
    return AuditReport(purged=(day,)) + findings.report()


def not_purged(tx: Transaction, day: Row[Any]) -> AuditReport:
    """What is wrong with a day (a row of its table) whose numbers are there: somebody who purged it, or print jobs that
    are said to be gone."""
    findings = AuditFindings()
    if day.purged_by is not None:
        findings.add("audit_purged_half", day=day.date, by=day.purged_by)
    if day.jobs_purged_at is not None:
        mine = select(t.ticket.c.id).where(t.ticket.c.day_id == day.id)
        jobs = tx.number(select(func.count()).where(t.print_job.c.ticket_id.in_(mine)))
        if jobs:
            findings.add("audit_jobs_left", day=day.date, rows=jobs)
    return findings.report()


def whole(tx: Transaction, stream: Stream) -> AuditReport:
    """Rows that are gone, and rows that belong to something that is gone."""
    findings = AuditFindings()
    if not tx.postgres:  # its sequences skip what was rolled back
        for key in _GROWING:
            gone = _purged(tx, key.table.name, stream)
            for first, last in without(_holes(tx, key, stream), gone):
                findings.add("audit_hole", table=key.table.name, first=first, last=last)
    for table in _OF_A_DAY:
        day = table.c.day_id
        known = select(t.business_day.c.id).where(t.business_day.c.id == day).exists()
        for row in stream(tx, select(day, func.count().label("rows")).where(~known).group_by(day)):
            findings.add("audit_no_day", day=row.day_id, rows=row.rows, table=table.name)
    for table in _OF_A_TICKET:
        ticket = table.c.ticket_id
        for row in stream(tx, select(ticket).where(~select(t.ticket.c.id).where(t.ticket.c.id == ticket).exists())):
            findings.add("audit_orphan", what=table.name, id=row.ticket_id)
    return findings.report()


def _purged(tx: Transaction, table: str, stream: Stream) -> list[tuple[int, int]]:
    """The keys of a table whose rows were deleted after their time."""
    p = t.purged_rows.c
    return [(row.first, row.last) for row in stream(tx, select(p.first, p.last).where(p.name == table))]


def without(holes: Iterable[tuple[int, int]], gone: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of the holes that are in none of what is gone; both name the first and the last key."""
    known = sorted(gone)
    for first, last in holes:
        at = first
        for begin, end in known:
            if end < at or begin > last:
                continue
            if at < begin:
                yield at, begin - 1
            at = max(at, end + 1)
        if at <= last:
            yield at, last


def _holes(tx: Transaction, key: Any, stream: Stream) -> Iterator[tuple[int, int]]:
    """The stretches of ids of a table of SQLite, which gives one after the other, that are not there."""
    least, most, count = tx.connection.execute(select(func.min(key), func.max(key), func.count())).one()
    if not count or (least == 1 and most == count):
        return
    if least != 1:
        yield min(1, least), max(1, least) - 1
    pairs = select(key.label("id"), func.lead(key).over(order_by=key).label("following")).subquery()
    for row in stream(tx, select(pairs.c.id, pairs.c.following).where(pairs.c.following > pairs.c.id + 1)):
        yield row.id + 1, row.following - 1
