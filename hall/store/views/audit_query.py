"""The rows of an audit, streamed day by day, and the visits of a day for its sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Row, Select, String, case, cast, func, or_, select, text

from hall.access import Operation
from hall.auditing import (
    MOST_FINDINGS,
    AuditFinding,
    AuditReport,
    CallRow,
    DayNumberRow,
    DayRow,
    DayStory,
    Endings,
    EventRow,
    Evidence,
    GapRow,
    PurgedDay,
    RequestRow,
    TicketRow,
    TicketSummary,
    audit,
    audit_requests,
)
from hall.errors import Refused
from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database import sight, wrong_rows
from hall.store.database.aspect import Reads
from hall.store.database.day_reach import DayReach, day_reach
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.day.day_order import current_id, in_order
from hall.store.day.day_rows import refuse_purged
from hall.store.views import audit_lives, audit_places, audit_whole

_AT_ONCE = 5000
"""Rows that are fetched at once: little memory, few round trips."""


class DayReads(Reads):
    """Business days as they were written down."""

    def audit(self, day: date | None = None) -> AuditReport:
        """Check every invariant of one business day, of all when None (``hall.auditing``). Raises
        Refused("unknown_day"), and ("needs_supervisor") to whoever sees a part of the hall."""
        tx = self._tx
        sight.refuse_part(tx)
        if tx.postgres:
            # Sorting and counting a year takes longer than a press of a key may.
            tx.connection.execute(text("SET LOCAL statement_timeout = '10min'"))
        rows = _days(tx, day)
        only = None if day is None else day_reach(tx.connection, rows[0])
        report = _unreadable(tx, only)
        history = audit_whole.history(tx, None if only is None else only.days, stream)
        shifts = audit_places.shifts(tx, only, stream)
        known, endings = audit_lives.known(tx, history, shifts, stream), Endings(history)
        for row in rows:
            if row.purged_at is not None:
                report += audit_whole.purged(tx, row.id, PurgedDay(row.date, tx.local(row.purged_at), row.purged_by))
                continue
            reach = only or day_reach(tx.connection, row)
            report += audit(_evidence(tx, row, history.get(row.id, DayStory()), reach))
            report += audit_whole.not_purged(tx, row)
            kept_jobs = row.jobs_purged_at is None
            report += audit_lives.replayed(tx, reach, known, endings, stream, kept_jobs=kept_jobs)
        report += audit_whole.days(tx, history, endings, None if only is None else only.day_id, stream)
        report += audit_places.places(tx, shifts, stream)
        if only is None:
            report += audit_whole.whole(tx, stream)
        return report + audit_requests(_requests(tx, only))

    def latest(self) -> date | None:
        """The date of the open, else the latest business day; None before the first."""
        dates = select(t.business_day.c.date)
        for query in (dates.where(t.business_day.c.id == current_id()), dates.order_by(*in_order())):
            for row in whole_rows(self._tx.connection.execute(query)):
                found: date = row.date
                return found
        return None

    def visits(self, day: date) -> tuple[TicketSummary, ...]:
        """Every number of a business day with the times of its wait, by prefix and number. Raises
        Refused("unknown_day")."""
        day_id = _days(self._tx, day)[0].id
        call, c = t.call.c, t.ticket.c
        first = (
            select(call.ticket_id, func.min(call.at).label("at"))
            .where(call.day_id == day_id, ~call.undone)
            .group_by(call.ticket_id)
            .subquery("first")
        )
        query = (
            select(c.prefix, c.number, c.priority, c.state, c.issued_at, first.c.at, c.counter_id)
            .select_from(t.ticket.outerjoin(first, first.c.ticket_id == c.id))
            .where(c.day_id == day_id)
            .order_by(c.prefix, c.number)
        )
        return tuple(
            TicketSummary(prefix, number, priority, State(state), issued_at, called_at, counter_id)
            for prefix, number, priority, state, issued_at, called_at, counter_id in stream(self._tx, query)
        )


def _unreadable(tx: Transaction, only: DayReach | None) -> AuditReport:
    """The rows that cannot be read: everything else is checked without them."""
    found = 0
    findings = []
    for row in wrong_rows.every(tx.connection, only):
        found += 1
        if found <= MOST_FINDINGS:
            findings.append(AuditFinding(row.code, row.params))
    return AuditReport(findings=tuple(findings), found=found)


def _days(tx: Transaction, day: date | None) -> list[Row[*tuple[Any, ...]]]:
    d = t.business_day.c
    query = select(d.id, d.date, d.opened_at, d.closed_at, d.purged_at, d.purged_by, d.jobs_purged_at).order_by(d.date)
    found = list(whole_rows(tx.connection.execute(query if day is None else query.where(d.date == day))))
    if not found and day is not None:
        raise Refused("unknown_day", day=day)
    if day is not None:
        refuse_purged(found[0])
    return found


def _evidence(tx: Transaction, day: Row[*tuple[Any, ...]], story: DayStory, reach: DayReach) -> Evidence:
    c, n, g = t.ticket.c, t.day_number.c, t.number_gap.c
    tickets = select(c.id, c.prefix, c.number, c.state, c.priority, c.version, c.calls, c.issued_at)
    tickets = tickets.where(c.day_id == day.id)
    numbers = select(n.prefix, n.last, n.last_at, n.cancelled).where(n.day_id == day.id)
    gaps = select(g.prefix, g.first, g.last, g.at).where(g.day_id == day.id)
    uncounted = story.uncounted
    return Evidence(
        DayRow(day.date, day.opened_at, day.closed_at is not None, story.reopened, story.mixed, story.joined),
        numbers=map(DayNumberRow._make, stream(tx, numbers)),
        gaps=(
            GapRow(row.prefix, row.first, row.last, row.at, (row.prefix, row.first) in uncounted)
            for row in stream(tx, gaps)
        ),
        tickets=map(TicketRow._make, stream(tx, tickets.order_by(c.prefix, c.number))),
        events=_events(tx, reach),
        calls=_calls(tx, day.id),
    )


def _events(tx: Transaction, reach: DayReach) -> Iterator[EventRow]:
    """The events of the day's tickets by id."""
    c, e = t.ticket.c, t.ticket_event.c
    columns = (e.ticket_id, e.action, e.from_state, e.to_state, e.counter_id, e.detail, e.at, e.actor, e.station)
    mine = select(*columns).join(t.ticket, c.id == e.ticket_id).where(c.day_id == reach.day_id)
    yield from map(EventRow._make, stream(tx, mine.where(e.id.between(*reach.lines)).order_by(e.id)))


_STATED = ("priority_nth", "regular_after_priority")


def _calls(tx: Transaction, day_id: int) -> Iterator[CallRow]:
    c = t.call.c
    stated = case((c.reason_code.in_(_STATED), c.reason_params)).label("stated")
    columns = (c.ticket_id, c.counter_id, c.kind, c.undone, c.streak_before, c.reason_code, stated, c.at)
    for row in stream(tx, select(*columns).where(c.day_id == day_id).order_by(c.seq)):
        params = dict(row.stated) if row.stated else {}
        yield CallRow(
            row.ticket_id,
            row.counter_id,
            row.kind,
            row.undone,
            row.streak_before,
            row.reason_code,
            params.get("nth", 0),
            params.get("of", 0),
            row.at,
        )


_GIVES = (Operation.ISSUE, Operation.CHECK_IN)
_CALLS = (Operation.CALL_NEXT, Operation.CALL_NUMBER, Operation.RECALL)


def _requests(tx: Transaction, only: DayReach | None) -> Iterator[RequestRow]:
    """What requests for a number and for a call answered, those of one day or all."""
    r = t.request.c
    answer = func.replace(cast(r.result, String), '"', "").label("answer")
    # Each looked for by itself: for EXISTS, Postgres may read all tickets first.
    tickets = select(t.ticket.c.id).where(t.ticket.c.token == answer)
    calls = select(t.call.c.seq).where(t.call.c.seq == cast(answer, BigInteger))
    ticket_there, call_there = (
        wanted.limit(1).correlate(t.request).scalar_subquery().is_not(None) for wanted in (tickets, calls)
    )
    during = () if only is None else only.during(r.at)
    for operations, there in ((_GIVES, ticket_there), (_CALLS, call_there)):
        asked = [r.fingerprint.startswith(f"{operation}|", autoescape=True) for operation in operations]
        # The time first: it is compared faster than the words, and keeps another day's requests out.
        query = select(answer, func.count(), func.min(case((there, 1), else_=0))).where(*during, or_(*asked))
        for result, times, was_found in stream(tx, query.group_by(answer)):
            yield RequestRow(operations[0].value, str(result), times, bool(was_found))


def stream(tx: Transaction, query: Select[*tuple[Any, ...]]) -> Iterator[Row[*tuple[Any, ...]]]:
    """The rows of a query, some thousand at once."""
    with tx.connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as rows:
        yield from whole_rows(rows)
