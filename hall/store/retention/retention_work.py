"""Deleting what was kept long enough, a business day or some thousand rows at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, select

from hall.access import By, Operation
from hall.errors import Refused
from hall.store import tables as t
from hall.store.aggregates.keeping import Counted, is_unchanged
from hall.store.database.aspect import Aspect, operation
from hall.store.database.day_reach import day_reach
from hall.store.retention import day_rows_gone
from hall.store.retention.retention_reads import begin_of, old_days

_AT_ONCE = 5000
_D = t.business_day.c


class RetentionWork(Aspect):
    """Operations that delete. Each repeats safely: what is gone is not there to be deleted again."""

    @operation(Operation.PURGE_DAY)
    def purge_day(self, by: By, counted: Counted) -> int | None:
        """Delete the numbers of a business day that was just counted again; returns how many rows are gone, None when
        that is not what is kept of it: then nothing is. Raises Refused("day_kept") for a day that is not old enough, is
        open, or is the one that closed last."""
        tx = self._tx
        tx.lock_hall()
        if counted.day_id not in {key for key, _ in old_days(tx)}:
            raise Refused("day_kept", day=counted.made.date)
        day = is_unchanged(tx, counted)
        return None if day is None else day_rows_gone.purge_day(tx, day, by)

    @operation(Operation.PURGE_JOBS)
    def purge_jobs(self, by: By, day_id: int) -> int:
        """Delete the print jobs of a business day; returns how many."""
        day = self._tx.connection.execute(select(t.business_day).where(_D.id == day_id)).one()
        return day_rows_gone.purge_jobs(self._tx, day, by)

    @operation(Operation.PURGE_SEATS)
    def purge_seats(self, by: By) -> int:
        """Delete the counters' history before the first business day whose numbers are there; returns how many lines.
        Those of days that are not purged are needed to count them again."""
        tx = self._tx
        tx.lock_counters()
        kept = select(t.business_day).where(_D.purged_at.is_(None)).order_by(_D.date).limit(1)
        day = tx.connection.execute(kept).one_or_none()
        if day is None or not tx.number(select(func.count()).where(_D.purged_at.is_not(None))):
            return 0
        return day_rows_gone.purge_seats(tx, day_reach(tx.connection, day).counter_lines[0], by)

    @operation(Operation.PURGE_REQUESTS)
    def purge_requests(self, by: By, before: date) -> int:
        """Delete some of the requests before a date; returns how many, 0 when none is left."""
        return self._some(t.request.c.id, t.request.c.at < begin_of(self._tx, before))

    @operation(Operation.PURGE_STAFF_EVENTS)
    def purge_staff_events(self, by: By, before: date) -> int:
        """The same of what is written of who tried to sign in, of alarms that are over, and of calls for
        a person."""
        tx, begin = self._tx, begin_of(self._tx, before)
        over = select(t.alarm.c.id).where(t.alarm.c.last_seen < begin)
        tx.connection.execute(delete(t.alarm_event).where(t.alarm_event.c.alarm_id.in_(over)))
        gone = tx.connection.execute(delete(t.alarm).where(t.alarm.c.last_seen < begin)).rowcount
        gone += tx.connection.execute(delete(t.help_call).where(t.help_call.c.at < begin)).rowcount
        return gone + self._some(t.staff_event.c.id, t.staff_event.c.at < begin)

    def _some(self, key: ColumnElement[Any], old: ColumnElement[bool]) -> int:
        table: Table = key.table
        found = select(key).where(old).limit(_AT_ONCE)
        gone: int = self._tx.connection.execute(delete(table).where(key.in_(found))).rowcount
        return gone
