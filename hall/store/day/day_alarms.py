"""What the staff must know of day and clock: before the first visitor, and before a day ends by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select

from hall.business_day import CONFIRM, EARLIEST, FAR_AHEAD, DayAction, DayCheck, is_ahead, look_at, skipped_days
from hall.day_steps import changed_codes
from hall.lifecycle import OPEN_STATES
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows, days, ending
from hall.views import AlarmView

_TOLERANCE = timedelta(seconds=5)
"""Clocks are set by seconds all the time; more than this behind the last number is told."""


def day_alarms(tx: Transaction, now: datetime) -> tuple[AlarmView, ...]:
    """The alarms of day and clock at ``now`` (the raw clock), the gravest first."""
    return (*_unready(tx, now), *_open_day(tx, now), *_clock(tx, now), *_ended(tx, now), *_doubt(tx), *_renamed(tx))


def _unready(tx: Transaction, now: datetime) -> list[AlarmView]:
    """No number can be given until somebody has looked at the clock."""
    today = tx.local(now).date()
    if today < EARLIEST:
        return [AlarmView("alarm_clock_lost", (("today", today),))]
    refused = days.why_unready(tx, now)
    if refused is not None:
        code = {"clock_far_ahead": "alarm_clock_ahead", "day_far_ahead": "alarm_day_far_ahead"}
        return [AlarmView(code.get(refused.code, "alarm_day_not_later"), tuple(refused.params.items()))]
    return _skipped(tx, today)


def _skipped(tx: Transaction, today: date) -> list[AlarmView]:
    """Before the first number of a day: the hall should have been open meanwhile, so the clock may be ahead."""
    last = None if tx.open_day() is not None or tx.structure.structure.hall.always_open else day_rows.last_day(tx)
    if last is None or today <= last.date or today - last.date > 2 * FAR_AHEAD:
        return []
    skipped = skipped_days(last.date, today, day_rows.schedules(tx.structure))
    return [AlarmView("alarm_days_skipped", (("last", last.date), ("today", today)))] if skipped else []


def _open_day(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The open day should be over, or its date lies ahead."""
    row = tx.open_day()
    if row is None:
        return []
    day = day_rows.open_day_of(tx, row)
    local = now.astimezone(day.opened_at.tzinfo)
    if look_at(day, local, tx.structure.structure.hall) is DayCheck.OVER:
        if days.why_unready(tx, now) is not None:
            return []
        count = tx.connection.execute(
            select(func.count()).where(t.ticket.c.day_id == row.id, t.state_is(*OPEN_STATES))
        ).scalar_one()
        minutes = int(CONFIRM / timedelta(minutes=1))
        return [AlarmView("alarm_day_over", (("day", row.date), ("count", count), ("minutes", minutes)))]
    if is_ahead(day, local):
        return [AlarmView("alarm_day_ahead", (("day", row.date), ("today", local.date())))]
    return []


def _clock(tx: Transaction, now: datetime) -> list[AlarmView]:
    row = tx.open_day()
    found: list[AlarmView] = []
    behind = (_last_delivery(tx) or now if row is None else tx.stamp()) - now
    if behind > _TOLERANCE:
        found.append(AlarmView("alarm_clock_behind", (("minutes", -(-behind // timedelta(minutes=1))),)))
    if row is None:
        return found
    zone = tx.structure.structure.hall.timezone
    if row.timezone and row.timezone != zone:
        found.append(AlarmView("alarm_timezone", (("before", row.timezone), ("now", zone))))
    return found


def _last_delivery(tx: Transaction) -> datetime | None:
    """When the last thing happened to a business day; None before the first."""
    stated: datetime | None = tx.connection.execute(
        select(t.day_event.c.at).where(t.day_event.c.id == select(func.max(t.day_event.c.id)).scalar_subquery())
    ).scalar_one_or_none()
    return stated


def _ended(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Days that ended by themselves with people waiting: reported for half a day."""
    lately = ending.expired_lately(tx, now)
    return [AlarmView("alarm_day_closed_late", (("day", day), ("count", count))) for day, count in lately]


def _doubt(tx: Transaction) -> list[AlarmView]:
    """The system has put a date right; a person has not said yet that it is."""
    row = day_rows.in_doubt(tx)
    return [] if row is None else [AlarmView("alarm_day_in_doubt", (("day", row.date),))]


def _renamed(tx: Transaction) -> list[AlarmView]:
    """Who waits today with another code than stands on the slip, since the day that a clock ahead had opened closed."""
    row = tx.open_day()
    if row is None:
        return []
    carried = tx.run(_CARRIED, {"day": row.id})
    pairs = [pair for line in carried for pair in (line.detail or {}).get("renamed", ())]
    if not pairs:
        return []
    return [AlarmView("alarm_codes_changed", (("count", len(pairs)), ("codes", changed_codes(pairs))))]


_E = t.day_event.c
_CARRIED = Prepared(
    select(_E.detail).where(
        _E.day_id == bindparam("day", type_=_E.day_id.type), _E.action == t.written(DayAction.CARRY)
    )
)
