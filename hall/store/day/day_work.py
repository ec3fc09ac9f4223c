"""What a person does to the business day: open, close, confirm that the clock is right, give it another date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row

from hall.access import By, Operation
from hall.business_day import DayAction, DayCheck, closes_at
from hall.errors import Refused, or_refuse
from hall.store.database.aspect import Aspect, once
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows, days, ending, looking, sheet_prints, taking_back
from hall.store.day.day_rows import NO_LOOK, change, note
from hall.store.tickets import waiting_again
from hall.text_rules import REASON, one_line, reason_of

_DATE = Kept[date](date.isoformat, lambda tx, text: date.fromisoformat(text))
_COUNT = Kept[int](int, lambda tx, stored: int(stored))


class DayWork(Aspect):
    """Operations on business days; each may have a ``reason`` for their history."""

    @once(Operation.OPEN_DAY, _DATE, apart=("reason",))
    def open(self, by: By, day: date | None = None, *, confirm: bool = False, reason: str = "") -> date:
        """Open the business day ``day`` (today's date in the hall's zone when None); returns its date.

        A person who confirms it may open any date, also one that was closed: its numbers go on where they stopped, and
        what the system had let expire comes back; into the open day, when that is another one. For a day that is open
        already the confirming says that its date is right, and where a day dated ahead is open, today's takes its place
        (``confirm``). Raises Refused: another day is open, or the date cannot be right (``hall.business_day``).
        """
        tx, why = self._tx, one_line(reason, REASON)
        return _open_confirmed(tx, day, by, why) if confirm else days.open_day(tx, by, day, why)

    @once(Operation.REOPEN_DAY, _COUNT)
    def reopen(self, by: By, day: date | None = None, *, reason: str) -> int:
        """``open`` a day that a person has closed, confirmed, and let wait again whom its closing ended before being
        served, each in the old turn; of a day that is open already only the latter. Returns how many those are.

        A number that was held waits; who was being served when the day closed stays served. Raises Refused as ``open``
        does, and as ``hall.text_rules.reason_of`` does.
        """
        tx, why = self._tx, reason_of(reason, REASON)
        tx.lock_hall()
        opened = _open_confirmed(tx, day, by, why)
        row = tx.open_day(hold=True)
        return waiting_again.bring_back(tx, row.id, by, why) if row is not None and row.date == opened else 0

    @once(Operation.CLOSE_DAY, _COUNT)
    def close(self, by: By, *, reason: str) -> int:
        """Close the open business day and cancel every number that is not finished; returns how many those were.

        Numbers at a counter end too: being served counts as done, being called as no-show. A day that lies ahead of the
        clock gets the date on which it was used, if that is free, in doubt until a person confirms it. Raises
        Refused("no_open_day").
        """
        tx, why = self._tx, one_line(reason, REASON)
        row = _held(tx)
        tx.lock_counters()
        now = ending.closing_time(tx, row.id)
        total = ending.end_numbers(tx, row.id, at=now, by=by, reason=why, expire=False)
        change(tx, row.id, closed_at=now, closed_by=by.actor, close_reason=why, cancelled=total, **NO_LOOK)
        used_on = tx.local(tx.now()).date()
        ahead = used_on < row.date
        gets_date = ahead and looking.may_take(tx, row, used_on)
        stated = {"cancelled": total, "ahead": True} if ahead and not gets_date else {"cancelled": total}
        note(tx, row.id, DayAction.CLOSE, row.date, by=by, at=now, reason=why, detail=stated)
        if gets_date:
            looking.redate(tx, row, used_on, at=now, by=by, reason="the clock had been ahead", doubt=True)
        sheet_prints.at_close(tx, row.id, by=by, at=now)
        return total

    @once(Operation.CONFIRM_DAY, _DATE)
    def confirm(self, by: By, *, reason: str = "") -> date:
        """A person has looked at the clock and says that it is right: today's business day is open afterwards.

        A day whose time is over ends (it expires, so that it can come back), one whose date lies ahead gets today's
        date or gives its numbers back to today's day (``hall.store.day.taking_back``), and today's opens however far it
        is from the last; a day of today's own date only ends, in the evening, and one that a person has closed stays
        closed. What was written with a time that is still to come gets the present one. Returns today's date. Raises
        Refused("day_closed") when a person has closed today's, and ("date_used") when numbers would go along to a date
        that has had its own.
        """
        return _confirm(self._tx, by, one_line(reason, REASON))

    @once(Operation.REDATE_DAY, _DATE)
    def redate(self, day: date, by: By, *, reason: str) -> date:
        """Give the open business day another date, which a wrong clock had given it; returns the date it had.

        It ends at that date's closing time, today's at the earliest. Raises Refused("no_open_day"), and ("date_used")
        when the date has had its business day: numbers never repeat within a date.
        """
        row = _held(self._tx)
        if day != row.date and day_rows.day_on(self._tx, day) is not None:
            raise Refused("date_used", day=day)
        return _redate(self._tx, row, day, by, one_line(reason, REASON))


def _held(tx: Transaction) -> Row[Any]:
    """The open business day, held. Raises Refused("no_open_day")."""
    tx.lock_hall()
    return or_refuse(tx.open_day(hold=True), "no_open_day")


def _open_confirmed(tx: Transaction, day: date | None, by: By, reason: str) -> date:
    tx.lock_hall()
    current, now = tx.open_day(), tx.now()
    wanted = day or tx.local(now).date()
    if current is not None:
        return _confirm_open(tx, current, wanted, by, reason)
    made = day_rows.day_on(tx, wanted)
    if made is not None:
        day_rows.refuse_purged(made)
        ending.open_again(tx, made, now, by, reason)
    else:
        looking.begin(tx, wanted, now, by=by, reason=reason)
    days.confirm_dates(tx, None, now, by=by, reason=reason)
    return wanted


def _confirm_open(tx: Transaction, current: Row[Any], wanted: date, by: By, reason: str) -> date:
    """Another day is open, or this one: it gets the numbers of ``wanted`` that expired, or its date is right."""
    now = tx.now()
    if wanted == tx.local(now).date() < current.date:
        return _confirm(tx, by, reason)
    if wanted != current.date:
        row = day_rows.day_on(tx, wanted)
        if row is None or not row.expired or not ending.expired_count(tx, row.id):
            raise Refused("day_already_open", day=current.date)
        tx.open_day(hold=True)
        taking_back.bring(tx, current, row, now, by=by, reason=reason)
        taking_back.put_right(tx, now, by=by)
    else:
        days.confirm_dates(tx, current, now, by=by, reason=reason)
    open_on: date = current.date
    return open_on


def _confirm(tx: Transaction, by: By, reason: str) -> date:
    tx.lock_hall()
    row, now = tx.open_day(hold=True), tx.now()
    found = today = tx.local(now).date()
    if row is None or row.date <= today:
        found = _confirm_today(tx, row, now, today, by, reason)
    elif taking_back.is_simple(tx, row, today):
        _redate(tx, row, today, by, reason)
    else:
        taking_back.take_back(tx, today, now, by=by, reason=reason)
    taking_back.put_right(tx, now, by=by)
    return found


def _confirm_today(tx: Transaction, row: Row[Any] | None, now: datetime, today: date, by: By, reason: str) -> date:
    """No day that lies ahead is open: one that is over ends, today's is open afterwards."""
    if row is not None and looking.found_at(tx, row, now) is DayCheck.OVER:
        if row.date != today or not looking.was_used_since(tx, row):
            looking.expire(tx, row, now, by=by)
        if row.date == today:
            return today
        row = tx.open_day()
    made = day_rows.day_on(tx, today) if row is None else None
    if made is not None and not made.expired and not day_rows.closed_ahead(tx, made.id):
        if day_rows.in_doubt(tx) is None:
            raise Refused("day_closed", day=today)
    elif row is None:
        return _open_confirmed(tx, today, by, reason)
    days.confirm_dates(tx, row, now, by=by, reason=reason)
    found: date = today if row is None else row.date
    return found


def _redate(tx: Transaction, row: Row[Any], day: date, by: By, reason: str) -> date:
    """Give the open day ``row``, which is held, the date ``day``; returns the one it had."""
    now = tx.now()
    local = now.astimezone(day_rows.zone_of(row, tx.structure))
    begins = datetime.combine(day, local.timetz()) if day > local.date() else local
    change(tx, row.id, ends_at=closes_at(begins, tx.structure.structure.hall), **NO_LOOK)
    looking.redate(tx, row, day, at=now, by=by, reason=reason, doubt=False)
    tx.cache.day_end = None
    before: date = row.date
    return before
