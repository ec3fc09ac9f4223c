"""Opening the business day with its first number, and holding it open for whoever gives one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, null, select

from hall.access import By
from hall.business_day import DayAction, closes_at, refuse_bad_date
from hall.clock import SystemClock
from hall.errors import Refused
from hall.opening import Today
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.engine import TryAgain
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction, last_stamp
from hall.store.day import day_rows, ending, looking
from hall.store.day.day_rows import change, note
from hall.store.structure.loaded import LoadedStructure


def open_day(tx: Transaction, by: By, day: date | None = None, reason: str = "") -> date:
    """Open the business day ``day`` (today's date in the hall's zone when None), as far as nobody need confirm it.
    Raises Refused: another day is open, or the date cannot be right (``hall.business_day``)."""
    tx.lock_hall()
    current, now = tx.open_day(), tx.now()
    if current is not None:
        raise Refused("day_already_open", day=current.date)
    wanted = day or tx.local(now).date()
    made = day_rows.day_on(tx, wanted)
    if made is None:
        refuse_to_open(tx, wanted)
        looking.begin(tx, wanted, now, by=by, reason=reason)
        return wanted
    if day_rows.in_doubt(tx) is None:
        refuse_behind(tx, made)
    if not _opens_again(tx, made, now):
        raise Refused("day_closed", day=wanted)
    ending.open_again(tx, made, now, by, reason)
    return wanted


def refuse_to_open(tx: Transaction, day: date) -> None:
    """Raises Refused when the clock cannot be right that says ``day``, which has no business day yet."""
    last = day_rows.last_day(tx)
    if last is not None:
        refuse_bad_date(day, last.date, day_rows.following_day(tx, last.date))


def refuse_behind(tx: Transaction, row: Row[Any]) -> None:
    """Raises Refused("day_not_later") when the clock says the date of the day ``row``, which ended by itself, while
    another day was opened since: it may be behind, and would bring back who waited long ago."""
    last = day_rows.last_day(tx)
    if row.expired and last is not None and last.id != row.id:
        raise Refused("day_not_later", day=row.date, last=last.date)


def _opens_again(tx: Transaction, row: Row[Any], now: datetime) -> bool:
    """Whether the closed day of today's date opens again by itself, with the next number.

    It does when the system had let it expire before its time (a clock that was ahead), when it was closed before its
    date had come (a clock that was ahead had opened it), and while the date of another day is in doubt: then a closing
    puts something right and does not end the service.
    """
    local = now.astimezone(day_rows.zone_of(row, tx.structure))
    if row.expired:
        return local < closes_at(row.opened_at.astimezone(local.tzinfo), tx.structure.structure.hall)
    doubtful = day_rows.in_doubt(tx)
    return (doubtful is not None and doubtful.id != row.id) or day_rows.closed_ahead(tx, row.id)


def confirm_dates(tx: Transaction, current: Row[Any] | None, now: datetime, *, by: By, reason: str) -> None:
    """A person says that the dates of the business days are right."""
    doubtful = day_rows.in_doubt(tx)
    if doubtful is not None:
        change(tx, doubtful.id, in_doubt=False)
        note(tx, doubtful.id, DayAction.CONFIRM, doubtful.date, by=by, at=now, reason=reason)
    elif current is not None:
        note(tx, current.id, DayAction.CONFIRM, current.date, by=by, at=now, reason=reason)


def has_ended(tx: Transaction, now: datetime) -> bool:
    """Whether today's business day was there and is over."""
    return tx.open_day() is None and day_rows.day_on(tx, tx.local(now).date()) is not None


def today(tx: Transaction, now: datetime) -> Today:
    """What the business day says of now: whether today's is over, so that no numbers are given until tomorrow, and
    whether the staff must look at the clock first."""
    if tx.open_day() is None:
        date_today = tx.local(now).date()
        row = day_rows.day_on(tx, date_today)
        if row is not None and why_unready(tx, now) is None and not _opens_again(tx, row, now):
            return Today(ended_on=date_today)
    return Today(unready=why_unready(tx, now) is not None)


def why_unready(tx: Transaction, now: datetime) -> Refused | None:
    """Why no number can be given until a person has looked at the clock, as the next number would hear it; None when
    nothing stands in the way."""
    row = tx.open_day()
    date_today = tx.local(now).date()
    try:
        if row is not None:
            looking.refuse_far_ahead(tx, row, now)
        else:
            made = day_rows.day_on(tx, date_today)
            if made is None:
                refuse_to_open(tx, date_today)
            elif day_rows.in_doubt(tx) is None:
                refuse_behind(tx, made)
    except Refused as refused:
        return refused
    return None


@dataclass(frozen=True, slots=True)
class IssuingDay:
    """The open business day as an issue needs it: read in one statement, and held open until the commit.

    ``last_at`` is its latest stamp: the next one is not before it, whatever the clock says. ``runs`` is whether by the
    clock it goes on; else a look at it comes first.
    """

    id: int
    date: date
    now: datetime
    last_at: datetime
    structure: LoadedStructure
    runs: bool


def known_to_run(tx: Transaction) -> bool:
    """Whether this process has seen the open day lately and, by the machine's clock, it goes on: then no care is
    needed before an issue, which saves it two statements."""
    end = tx.cache.day_end
    guess = tx.clock.now() if tx.clock is not None else SystemClock().now()
    return end is not None and guess < end


def make_ready(tx: Transaction, by: By) -> None:
    """See that a business day is open: look at the one that is over, open today's when there is none.

    Looks without a lock first, because most often there is nothing to do. A day that is over and that no second look
    has confirmed stays open: numbers go on in it (``day.carrying``). Raises Refused when today cannot be opened.
    """
    if tx.open_day() is not None and not looking.needs_look(tx):
        return
    looking.look(tx)
    if tx.open_day() is None:
        open_day(tx, by)


def held_day(tx: Transaction, *, wait: bool = True) -> IssuingDay | None:
    """The open business day, kept from being closed until this transaction ends; None when there is none, or when it is
    being closed or a structure applied and we are not to ``wait``.

    Who has waited in vain holds a closed day and must not lock the hall any more: whoever opens that day again holds
    the hall and waits for the day.
    """
    row = tx.run(_HELD_DAY[tx.postgres, wait]).one_or_none()
    tx.cache.day_end = None
    if row is None:
        return None
    structure = tx.cache.at(tx.connection, row.revision)
    now = tx.clock.now() if tx.clock is not None else row.now or tx.now()
    local = now.astimezone(day_rows.zone_of(row, structure))
    end = row.ends_at or closes_at(row.opened_at.astimezone(local.tzinfo), structure.structure.hall)
    runs = now < end and row.date <= local.date()
    if runs:
        tx.cache.day_end = end
    return IssuingDay(row.id, row.date, now, row.last_at or now, structure, runs)


def running_day(tx: Transaction) -> IssuingDay | None:
    """``held_day`` without waiting, where this process knows that it runs; None when a look at it comes first.

    Raises TryAgain when Postgres holds a day for us that has just ended: to end it now, while others hold it too, would
    be a deadlock. The next try looks at it first.
    """
    day = held_day(tx, wait=False) if known_to_run(tx) else None
    if day is None or day.runs:
        return day
    if tx.postgres:
        raise TryAgain("the business day has just ended")
    return None


def day_to_issue_on(tx: Transaction, by: By) -> IssuingDay:
    """The open business day after a look at it, held. Raises Refused when none can be opened."""
    make_ready(tx, by)
    day = held_day(tx)
    if day is None:
        raise TryAgain("the business day was closed a moment ago")
    return day


def _build_held_day(*, postgres: bool, wait: bool) -> Any:
    c = t.business_day.c
    revision = select(t.hall.c.revision).scalar_subquery()
    now = func.clock_timestamp(type_=UtcDateTime) if postgres else null()
    columns = (c.id, c.date, c.opened_at, c.ends_at, c.timezone, revision.label("revision"), now.label("now"))
    query = select(*columns, last_stamp().label("last_at")).where(c.closed_at.is_(None))
    return query.with_for_update(read=True, skip_locked=not wait)


_HELD_DAY = {
    (postgres, wait): Prepared(_build_held_day(postgres=postgres, wait=wait))
    for postgres in (True, False)
    for wait in (True, False)
}
