"""Looks at the clock: what a program finds out about the open business day at its start and each minute.

One look never ends a day. It is written down, and a later look that finds the same lets the day expire
(``hall.business_day``, docs/decisions/021).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, insert

from hall.access import By
from hall.business_day import DayAction, DayCheck, OpenDay, closes_at, is_ahead, is_confirmed, is_far_ahead, look_at
from hall.dates import date_text
from hall.errors import Refused
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day import carrying, day_rows, ending, sheet_prints
from hall.store.day.day_rows import NO_LOOK, change
from hall.translator import ENGLISH
from hall.wording import counted


def needs_look(tx: Transaction) -> bool:
    """Whether a look would write something: the day is over, ahead of the clock, or was so at the last look. Read
    without a lock, because most often there is nothing to do."""
    now = tx.now()
    tx.watch.steady(now)
    row = tx.open_day()
    if row is None or tx.structure.evacuation is not None:
        return False
    found = found_at(tx, row, now)
    return found is DayCheck.OVER or found.value != row.look or _opened_ahead(row, now)


def _opened_ahead(row: Row[Any], now: datetime) -> bool:
    """Whether a clock that was ahead opened the day, and its end would be a day too late."""
    return row.ends_at is None and row.opened_at > now


def found_at(tx: Transaction, row: Row[Any], now: datetime) -> DayCheck:
    """What ``now`` says about the open day ``row``."""
    day = day_rows.open_day_of(tx, row)
    return look_at(day, now.astimezone(day.opened_at.tzinfo), tx.structure.structure.hall)


def look(tx: Transaction) -> str | None:
    """One look at the open business day; returns a sentence for the log when it ended the day, else None.

    Raises Refused("clock_far_ahead") when the clock says a date on which the day after the open one cannot be: then
    only a person ends it.
    """
    tx.lock_hall()
    row = tx.open_day(hold=True)
    if row is None or tx.structure.evacuation is not None:  # the queue stands still, and so does its day
        return None
    now = tx.now()
    steady = tx.watch.steady(now)
    day = day_rows.open_day_of(tx, row)
    local = now.astimezone(day.opened_at.tzinfo)
    if _opened_ahead(row, now):
        change(tx, row.id, ends_at=closes_at(local, tx.structure.structure.hall))
    found = look_at(day, local, tx.structure.structure.hall)
    if found is DayCheck.RUNS:
        if row.look:
            change(tx, row.id, **NO_LOOK)
            tx.must_notify = True
        return None
    refuse_far_ahead(tx, row, now)
    _write_down(tx, row, day, found, local)
    if found is DayCheck.OVER and is_confirmed(day, local, steady) and not _has_no_place(tx, row, now):
        return expire(tx, row, now, by=By.system())
    return None


def refuse_far_ahead(tx: Transaction, row: Row[Any], now: datetime) -> None:
    """Raises Refused("clock_far_ahead") when the clock is so far past the open day ``row`` that it cannot be right."""
    today = tx.local(now).date()
    if today <= row.date:
        return
    if is_far_ahead(today, row.date, None) and is_far_ahead(today, row.date, day_rows.following_day(tx, row.date)):
        raise Refused("clock_far_ahead", day=row.date, today=today)


def was_used_since(tx: Transaction, row: Row[Any]) -> bool:
    """Whether numbers were given since the open day ``row`` was found over: they go along to the next day."""
    return row.over_ticket is not None and carrying.given_since(tx, row.id, row.over_ticket)


def _has_no_place(tx: Transaction, row: Row[Any], now: datetime) -> bool:
    """Whether numbers would go along to a date that has had its business day: then the day stays open."""
    return was_used_since(tx, row) and day_rows.day_on(tx, tx.local(now).date()) is not None


def _write_down(tx: Transaction, row: Row[Any], day: OpenDay, found: DayCheck, local: datetime) -> None:
    """Keep what was found, and since when, for the look that confirms it; and the latest ticket when the day was first
    found over. What was found at a time that is still to come was the word of a clock that has gone back."""
    expected = DayCheck.AHEAD if is_ahead(day, local) else found
    same = day.look is expected and day.looked_at is not None and day.looked_at <= local
    values: dict[str, Any] = {} if same else {"look": found.value, "looked_at": local}
    if found is DayCheck.OVER and row.over_ticket is None:
        values["over_ticket"] = carrying.latest_ticket(tx)
    if values:
        change(tx, row.id, **values)
        tx.must_notify = True


def expire(tx: Transaction, row: Row[Any], now: datetime, *, by: By) -> str:
    """End the open day ``row`` by itself. Numbers that were given after it was found over go along to today's.

    A day that was ahead of the clock gets the date on which it was used, if that is free; until a person says that
    the dates are right, they are in doubt. Raises Refused("date_used") when today's date has had its business day.
    """
    tx.lock_counters()
    at = ending.closing_time(tx, row.id)
    today = tx.local(now).date()
    day = day_rows.open_day_of(tx, row)
    after, carries = row.over_ticket, was_used_since(tx, row)
    if carries and day_rows.day_on(tx, today) is not None:
        raise Refused("date_used", day=today)
    reason = "the business day had run its time"
    until = after if carries else None
    cancelled = ending.end_numbers(tx, row.id, at=at, by=by, reason=reason, expire=True, until=until)
    change(
        tx, row.id, closed_at=at, closed_by=by.actor, close_reason=reason, cancelled=cancelled, expired=True, **NO_LOOK
    )
    day_rows.note(tx, row.id, DayAction.EXPIRE, row.date, by=by, at=at, reason=reason, detail={"cancelled": cancelled})
    sheet_prints.at_close(tx, row.id, by=by, at=at)
    said = f"ended the business day of {date_text(row.date, ENGLISH)}; "
    said += f"{counted(cancelled, 'waiting number', 'waiting numbers')} expired"
    used_on = day.looked_at.date() if day.look is DayCheck.AHEAD and day.looked_at is not None else row.date
    if used_on < row.date and may_take(tx, row, used_on):
        redate(tx, row, used_on, at=at, by=by, reason="the clock had been ahead", doubt=True)
    if carries:
        new_id = begin(tx, today, now, by=by)
        codes = carrying.carry(tx, row, new_id, today, after=after, at=at, by=by)
        said += f"; {', '.join(codes)} were taken along to {date_text(today, ENGLISH)}"
    return said


def may_take(tx: Transaction, row: Row[Any], day: date) -> bool:
    """Whether the business day ``row`` may get the date ``day`` without a person's word: it is free, and a clock that
    says it is not behind another day."""
    others = day_rows.open_day_of(tx, row).others_until
    return day_rows.day_on(tx, day) is None and (others is None or day > others)


def redate(tx: Transaction, row: Row[Any], day: date, *, at: datetime, by: By, reason: str, doubt: bool) -> None:
    """Give the business day ``row`` the date ``day``, which is free; ``doubt``: no person has said so."""
    change(tx, row.id, date=day, in_doubt=doubt)
    detail = {"before": row.date.isoformat(), "doubt": doubt}
    day_rows.note(tx, row.id, DayAction.REDATE, day, by=by, at=at, reason=reason, detail=detail)


def begin(tx: Transaction, day: date, now: datetime, *, by: By, reason: str = "") -> int:
    """Make today's business day ``day``, which is not there yet; returns its id. The caller holds the hall."""
    zone = tx.structure.structure.hall.timezone
    row = insert(t.business_day).values(date=day, opened_at=now, opened_by=by.actor, timezone=zone)
    made = tx.number(row.returning(t.business_day.c.id))
    day_rows.note(tx, made, DayAction.OPEN, day, by=by, at=now, reason=reason, detail={"timezone": zone})
    return made
