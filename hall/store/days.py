"""Opening and closing the business day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, null, select, update

from hall.business_day import closes_at, refuse_bad_date
from hall.errors import Refused
from hall.lifecycle import OPEN_STATES, Action, State
from hall.moments import date_text
from hall.store import tables as t
from hall.store.structure import LoadedStructure
from hall.store.transaction import Transaction
from hall.store.types import UtcDateTime


def open_day(tx: Transaction, day: date | None, *, actor: str, confirmed: bool) -> date:
    """Open the business day ``day`` (today's date in the hall's zone when None).

    Raises Refused: a day is open already, or the date cannot be right (``hall.business_day``).
    """
    current = tx.open_day()
    if current is not None:
        raise Refused("day_already_open", day=current.date.isoformat())
    now = tx.now()
    wanted = day or tx.local(now).date()
    last = tx.connection.execute(select(func.max(t.business_day.c.date))).scalar_one()
    refuse_bad_date(wanted, last, confirmed=confirmed)
    tx.connection.execute(insert(t.business_day).values(date=wanted, opened_at=now, opened_by=actor))
    tx.must_notify = True
    return wanted


def close_day(tx: Transaction, *, actor: str, reason: str) -> int:
    """Close the open business day and cancel every number that is not finished; returns how many those were.

    Numbers at a counter end too: being served counts as done, being called as no-show. Raises
    Refused("no_open_day").
    """
    query = select(t.business_day).where(t.business_day.c.closed_at.is_(None)).with_for_update()
    day = tx.connection.execute(query).one_or_none()
    if day is None:
        raise Refused("no_open_day")
    now = tx.now()
    ends = {
        State.SERVING: (State.DONE, Action.FINISH),
        State.CALLED: (State.NO_SHOW, Action.NO_SHOW),
    }
    c = t.ticket.c
    unfinished = select(c.id, c.state, c.counter_id).where(c.day_id == day.id, c.state.in_(sorted(OPEN_STATES)))
    cancelled = 0
    for row in tx.connection.execute(unfinished.with_for_update()).all():
        before = State(row.state)
        after, action = ends.get(before, (State.CANCELLED, Action.CANCEL))
        cancelled += after is State.CANCELLED
        values = {"state": after.value, "ended_at": now, "version": c.version + 1}
        tx.connection.execute(update(t.ticket).where(c.id == row.id).values(**values))
        tx.log(row.id, action, before, after, at=now, actor=actor, counter_id=row.counter_id, detail=reason)
    closing = update(t.business_day).where(t.business_day.c.id == day.id)
    tx.connection.execute(closing.values(closed_at=now, closed_by=actor, close_reason=reason))
    jobs = update(t.print_job).where(t.print_job.c.state.in_(("queued", "failed")))
    tx.connection.execute(jobs.values(state="abandoned", updated_at=now, detail=reason))
    tx.connection.execute(update(t.counter).values(streak=0))
    tx.must_notify = True
    return cancelled


def settle(tx: Transaction, *, actor: str) -> str | None:
    """Close a business day that has run its time; returns a sentence for the log, None when there was nothing."""
    day = tx.open_day()
    if day is None or not is_over(tx):
        return None
    cancelled = close_day(tx, actor=actor, reason="the business day had run its time")
    return f"closed the business day of {date_text(day.date, 'en')}; {cancelled} waiting numbers were cancelled"


def is_over(tx: Transaction) -> bool:
    """Whether a business day is open that has run its time."""
    day = tx.open_day()
    return day is not None and _has_run_its_time(day.opened_at, tx.now(), tx.structure)


def _has_run_its_time(opened_at: datetime, now: datetime, structure: LoadedStructure) -> bool:
    return now >= closes_at(opened_at.astimezone(structure.zone), structure.structure.hall)


@dataclass(frozen=True, slots=True)
class IssuingDay:
    """The open business day as an issue needs it: read in one statement, and held open until the commit."""

    id: int
    date: date
    now: datetime
    structure: LoadedStructure


def day_for_issue(tx: Transaction, *, actor: str) -> IssuingDay:
    """The open business day, kept open until this transaction ends; today's is opened when none is open.

    A day that has run its time is closed first. Raises Refused when today cannot be opened.
    """
    day = _held_day(tx)
    if day is None:
        # One transaction at a time opens a day: the others wait at the hall's row and then find it open.
        tx.connection.execute(select(t.hall.c.id).with_for_update()).one_or_none()
        settle(tx, actor=actor)
        if tx.open_day() is None:
            open_day(tx, None, actor=actor, confirmed=False)
        day = _held_day(tx)
        assert day is not None
    return day


def _held_day(tx: Transaction) -> IssuingDay | None:
    c = t.business_day.c
    revision = select(t.hall.c.revision).scalar_subquery()
    now = func.clock_timestamp(type_=UtcDateTime) if tx.postgres else null()
    query = select(c.id, c.date, c.opened_at, revision.label("revision"), now.label("now")).where(c.closed_at.is_(None))
    row = tx.connection.execute(query.with_for_update(read=True)).one_or_none()
    if row is None:
        return None
    structure = tx.cache.at(tx.connection, row.revision)
    moment = tx.clock.now() if tx.clock is not None else row.now or tx.now()
    if _has_run_its_time(row.opened_at, moment, structure):
        return None
    return IssuingDay(row.id, row.date, moment, structure)
