"""What a supervisor can do about the business day now, and what would come of it (``day.days.confirm_day``)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, select

from hall.business_day import DayCheck
from hall.day_steps import DayStep, StepKind
from hall.lifecycle import OPEN_STATES
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows, days, ending, looking, taking_back


def day_steps(tx: Transaction, now: datetime) -> tuple[DayStep, ...]:
    """The steps that an alarm of ``hall.store.day.day_alarms`` asks a person for, the most needed first.

    A step that would be refused is not among them: today's date has had its business day, or another day is open.
    """
    row = tx.open_day()
    if row is not None and row.date > tx.local(now).date():
        return _open_day(tx, row, now)
    if row is not None:
        return (*_open_day(tx, row, now), *_expired(tx, now, StepKind.BRING))
    return (*_confirm(tx, now), *_expired(tx, now, StepKind.REOPEN))


def _open_day(tx: Transaction, row: Row[Any], now: datetime) -> tuple[DayStep, ...]:
    today = tx.local(now).date()
    if row.date > today:
        early = taking_back.early(tx, row.id, now)
        if taking_back.is_simple(tx, row, today):
            return (DayStep(StepKind.CONFIRM, today, before=row.date, early=early),)
        return (_joining(tx, row, today, early),)
    if row.date < today and looking.found_at(tx, row, now) is DayCheck.OVER:
        return _ending(tx, row, now)
    doubtful, early = day_rows.in_doubt(tx), taking_back.early(tx, row.id, now)
    if doubtful is None and not early:
        return ()
    return (DayStep(StepKind.CONFIRM, row.date, doubtful=None if doubtful is None else doubtful.date, early=early),)


def _joining(tx: Transaction, row: Row[Any], today: date, early: int) -> DayStep:
    """The open day lies ahead, and today's date has had its own: that one opens again and gets what waits."""
    made = day_rows.day_on(tx, today)
    back = made.cancelled or 0 if made is not None and made.expired else 0
    moves = taking_back.coming_back(tx, today)
    renamed = tuple(move.renamed for move in moves if move.renamed is not None)
    return DayStep(StepKind.CONFIRM, today, joins=row.date, back=back, carried=len(moves), renamed=renamed, early=early)


def _ending(tx: Transaction, row: Row[Any], now: datetime) -> tuple[DayStep, ...]:
    """The open day is over: it ends, today's opens. What was given since it was over goes along."""
    today = tx.local(now).date()
    c, after = t.ticket.c, row.over_ticket
    since = 0
    if after is not None:
        since = tx.connection.execute(select(func.count()).where(c.day_id == row.id, c.id > after)).scalar_one()
    if since and day_rows.day_on(tx, today) is not None:
        return ()
    ended = select(func.count()).where(c.day_id == row.id, t.state_is(*OPEN_STATES))
    if since:
        ended = ended.where(c.id <= after)
    return (
        DayStep(StepKind.CONFIRM, today, ends=row.date, count=tx.connection.execute(ended).scalar_one(), carried=since),
    )


def _confirm(tx: Transaction, now: datetime) -> tuple[DayStep, ...]:
    """No day is open: numbers wait for a person, or a date is in doubt."""
    today = tx.local(now).date()
    doubtful, made = day_rows.in_doubt(tx), day_rows.day_on(tx, today)
    if doubtful is None and days.why_unready(tx, now) is None:
        return ()
    if made is not None and not made.expired:
        return ()  # a person has closed today's day: nobody opens it again by saying that a date is right
    back = made.cancelled or 0 if made is not None else 0
    return (DayStep(StepKind.CONFIRM, today, doubtful=None if doubtful is None else doubtful.date, back=back),)


def _expired(tx: Transaction, now: datetime, kind: StepKind) -> tuple[DayStep, ...]:
    """Days that ended by themselves lately, with people in them. Today's opens again; while another one is open, the
    numbers of such a day can come into that one."""
    today = tx.local(now).date()
    lately = ending.expired_lately(tx, now)
    return tuple(DayStep(kind, day, back=count) for day, count in lately if kind is StepKind.BRING or day >= today)
