"""Opening and closing the business day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, insert, null, select, update

from hall.business_day import FAR_AHEAD, closes_at, refuse_bad_date
from hall.clock import SystemClock
from hall.errors import Refused
from hall.lifecycle import OPEN_STATES, Action, Outcome, State
from hall.moments import date_text
from hall.spooling import UNFINISHED
from hall.store import tables as t
from hall.store.engine import TryAgain
from hall.store.structure import LoadedStructure
from hall.store.transaction import Transaction, last_stamp
from hall.store.types import UtcDateTime


def open_day(tx: Transaction, day: date | None, *, actor: str, confirmed: bool) -> date:
    """Open the business day ``day`` (today's date in the hall's zone when None).

    A person who ``confirmed`` it may open the last day again after it was closed.

    Raises Refused: a day is open already, or the date cannot be right (``hall.business_day``).
    """
    tx.lock_hall()
    current = tx.open_day()
    if current is not None:
        raise Refused("day_already_open", day=current.date)
    now = tx.now()
    wanted = day or tx.local(now).date()
    last = tx.connection.execute(select(func.max(t.business_day.c.date))).scalar_one()
    if confirmed and wanted == last:
        _open_again(tx, wanted, now, actor)
        return wanted
    refuse_bad_date(wanted, last, confirmed=confirmed)
    zone = tx.structure.structure.hall.timezone
    tx.connection.execute(insert(t.business_day).values(date=wanted, opened_at=now, opened_by=actor, timezone=zone))
    tx.must_notify = True
    return wanted


def _open_again(tx: Transaction, day: date, now: datetime, actor: str) -> None:
    """Take back the closing of the last business day; numbers go on where they stopped, cancelled ones stay so."""
    changed = update(t.business_day).where(t.business_day.c.date == day)
    tx.connection.execute(
        changed.values(
            opened_at=now, opened_by=actor, closed_at=None, closed_by=None, close_reason=None, cancelled=None
        )
    )
    tx.must_notify = True


def close_day(tx: Transaction, *, actor: str, reason: str) -> int:
    """Close the open business day and cancel every number that is not finished; returns how many those were.

    Numbers at a counter end too: being served counts as done, being called as no-show. Raises
    Refused("no_open_day").
    """
    tx.lock_hall()
    day = tx.open_day(hold=True)
    if day is None:
        raise Refused("no_open_day")
    tx.lock_counters()
    now = tx.stamp()
    ends = {
        State.SERVING: (State.DONE, Action.FINISH),
        State.CALLED: (State.NO_SHOW, Action.NO_SHOW),
    }
    c = t.ticket.c
    unfinished = select(c.id, c.day_id, c.service_id, c.prefix, c.state, c.counter_id).where(
        c.day_id == day.id, t.state_is(*OPEN_STATES)
    )
    cancelled: Counter[str] = Counter()
    for row in tx.connection.execute(unfinished.order_by(c.id).with_for_update(key_share=True)).all():
        before = State(row.state)
        after, action = ends.get(before, (State.CANCELLED, Action.CANCEL))
        cancelled[row.prefix] += after is State.CANCELLED
        outcome = Outcome.SERVED.value if after is State.DONE else ""
        values = {"state": after.value, "ended_at": now, "outcome": outcome, "version": c.version + 1}
        tx.connection.execute(update(t.ticket).where(c.id == row.id).values(**values))
        tx.log(row._mapping, action, before, after, at=now, actor=actor, counter_id=row.counter_id, detail=reason)
    for prefix, count in sorted(cancelled.items()):
        tx.count_cancelled(day.id, prefix, count)
    closing = update(t.business_day).where(t.business_day.c.id == day.id)
    total = cancelled.total()
    tx.connection.execute(closing.values(closed_at=now, closed_by=actor, close_reason=reason, cancelled=total))
    jobs = update(t.print_job).where(t.print_job.c.state.in_(UNFINISHED))
    tx.connection.execute(jobs.values(state="abandoned", updated_at=now, detail=reason))
    tx.connection.execute(update(t.counter).values(streak=0))
    tx.must_notify = True
    return total


def settle(tx: Transaction, *, actor: str) -> str | None:
    """Close a business day that has run its time; returns a sentence for the log, None when there was nothing.

    Raises Refused("clock_far_ahead") when the clock is more than 7 days past the day's opening: a wrong clock must
    not cancel everybody who waits, so then a person closes the day.
    """
    # Looked at under the lock: another program may close the old day and open the next while this one waits for it.
    tx.lock_hall()
    day = tx.open_day()
    if day is None or not is_over(tx):
        return None
    now = tx.now()
    if now - day.opened_at > FAR_AHEAD:
        raise Refused("clock_far_ahead", day=day.date, today=tx.local(now).date())
    cancelled = close_day(tx, actor=actor, reason="the business day had run its time")
    return f"closed the business day of {date_text(day.date, 'en')}; {cancelled} waiting numbers were cancelled"


def ended_on(tx: Transaction, now: datetime) -> date | None:
    """Today's date when its business day was closed already, so that no numbers are given until tomorrow."""
    if tx.open_day() is not None:
        return None
    today = tx.local(now).date()
    closed = select(t.business_day.c.id).where(t.business_day.c.date == today)
    return None if tx.connection.execute(closed).one_or_none() is None else today


def is_over(tx: Transaction) -> bool:
    """Whether a business day is open that has run its time."""
    day = tx.open_day()
    return day is not None and tx.now() >= _end_of(day, tx.structure)


def _end_of(day: Row[tuple[object, ...]], structure: LoadedStructure) -> datetime:
    """When the day ends by itself, in the zone in which it was opened."""
    zone = ZoneInfo(day.timezone) if day.timezone else structure.zone
    return closes_at(day.opened_at.astimezone(zone), structure.structure.hall)


@dataclass(frozen=True, slots=True)
class IssuingDay:
    """The open business day as an issue needs it: read in one statement, and held open until the commit.

    ``last_at`` is its latest stamp: the next one is not before it, whatever the clock says.
    """

    id: int
    date: date
    now: datetime
    last_at: datetime
    structure: LoadedStructure


def known_to_run(tx: Transaction) -> bool:
    """Whether this process has seen the open day lately and, by the machine's clock, it goes on: then no care is
    needed before an issue, which saves it two statements."""
    end = tx.cache.day_end
    guess = tx.clock.now() if tx.clock is not None else SystemClock().now()
    return end is not None and guess < end


def make_ready(tx: Transaction, *, actor: str) -> None:
    """See that a business day is open which has not run its time: close the old one, open today's.

    Looks without a lock first, because most often there is nothing to do. Raises Refused when today cannot be
    opened.
    """
    if tx.open_day() is not None and not is_over(tx):
        return
    settle(tx, actor=actor)
    if tx.open_day() is None:
        open_day(tx, None, actor=actor, confirmed=False)


def held_day(tx: Transaction, *, wait: bool = True) -> IssuingDay | None:
    """The open business day, kept from being closed until this transaction ends; None when there is none that runs, or
    when it is being closed or a structure applied and we are not to ``wait``.

    Who has waited in vain holds a closed day and must not lock the hall any more: whoever opens that day again holds
    the hall and waits for the day. Raises TryAgain when Postgres holds one for us that has just ended: to close it
    now, while others hold it too, would be a deadlock. The next try makes a new one ready first.
    """
    row = tx.connection.execute(_HELD_DAY[tx.postgres, wait]).one_or_none()
    tx.cache.day_end = None
    if row is None:
        return None
    structure = tx.cache.at(tx.connection, row.revision)
    moment = tx.clock.now() if tx.clock is not None else row.now or tx.now()
    end = _end_of(row, structure)
    if moment >= end:
        if tx.postgres:
            raise TryAgain("the business day has just ended")
        return None
    tx.cache.day_end = end
    return IssuingDay(row.id, row.date, moment, row.last_at or moment, structure)


def _build_held_day(*, postgres: bool, wait: bool) -> Any:
    c = t.business_day.c
    revision = select(t.hall.c.revision).scalar_subquery()
    now = func.clock_timestamp(type_=UtcDateTime) if postgres else null()
    columns = (c.id, c.date, c.opened_at, c.timezone, revision.label("revision"), now.label("now"))
    query = select(*columns, last_stamp().label("last_at")).where(c.closed_at.is_(None))
    return query.with_for_update(read=True, skip_locked=not wait)


_HELD_DAY = {
    (postgres, wait): _build_held_day(postgres=postgres, wait=wait)
    for postgres in (True, False)
    for wait in (True, False)
}
