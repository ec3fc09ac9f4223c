"""The alarm about a hall that is open without a business day."""

from __future__ import annotations

from datetime import datetime

from hall.opening import hours_on, opening_at
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.views import AlarmView


def unopened(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The hall has been open for a while, and nobody has taken a number or opened the day; one that was closed was
    closed by a person."""
    schedule, local = tx.structure.schedule(), tx.local(now)
    if tx.open_day() is not None or schedule.always_open or not opening_at(now, schedule).is_open:
        return []
    opens = next(iter(hours_on(local.date(), schedule))).start
    since = datetime.combine(local.date(), opens, local.tzinfo)
    if now - since < tx.structure.structure.hall.rules.alarms.unopened_after:
        return []
    return [] if day_rows.day_on(tx, local.date()) is not None else [AlarmView("alarm_unopened", (("at", opens),))]
