"""What is older than it is to be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, func, select

from hall.access import By, Operation, refuse
from hall.retention import kept_from
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction

_D = t.business_day.c


@dataclass(frozen=True, slots=True)
class OldRows:
    """What is older than it is to be kept, and from when on it is kept (None: for ever). ``days`` and ``job_days`` are
    keys and dates of business days, the oldest first; ``requests``, ``staff_events`` and ``alarms`` count rows."""

    events_from: date | None
    jobs_from: date | None
    requests_from: date | None
    staff_from: date | None
    days: tuple[tuple[int, date], ...] = ()
    job_days: tuple[tuple[int, date], ...] = ()
    requests: int = 0
    staff_events: int = 0
    alarms: int = 0


class RetentionReads(Reads):
    """What ``hall purge`` would delete."""

    def old(self, by: By) -> OldRows:
        """What is older than the configuration says. The business day that closed last is never. Raises
        Refused("needs_technician")."""
        refuse(by, Operation.PURGE_DAY)
        tx = self._tx
        kept, today = tx.structure.structure.hall.retention, _today(tx)
        events, jobs = kept_from(today, kept.events_months), kept_from(today, kept.print_jobs_months)
        requests, staff = kept_from(today, kept.requests_months), kept_from(today, kept.staff_events_months)
        return OldRows(
            events,
            jobs,
            requests,
            staff,
            old_days(tx),
            _days(tx, jobs, _D.jobs_purged_at),
            _count(tx, t.request.c.at, requests),
            _count(tx, t.staff_event.c.at, staff),
            _count(tx, t.alarm.c.last_seen, staff),
        )


def old_days(tx: Transaction) -> tuple[tuple[int, date], ...]:
    """The business days (keys and dates) whose numbers are older than the configuration says, the oldest first."""
    kept = tx.structure.structure.hall.retention
    return _days(tx, kept_from(_today(tx), kept.events_months), _D.purged_at)


def _today(tx: Transaction) -> date:
    return tx.local(tx.now()).date()


def begin_of(tx: Transaction, day: date) -> datetime:
    """The midnight with which a day begins in the hall."""
    return datetime.combine(day, time(), tx.structure.zone)


def _days(tx: Transaction, before: date | None, done: ColumnElement[Any]) -> tuple[tuple[int, date], ...]:
    if before is None:
        return ()
    latest = select(func.max(_D.date)).where(_D.closed_at.is_not(None)).scalar_subquery()
    old = select(_D.id, _D.date).where(_D.date < before, _D.date < latest, _D.closed_at.is_not(None), done.is_(None))
    return tuple((row.id, row.date) for row in whole_rows(tx.connection.execute(old.order_by(_D.date))))


def _count(tx: Transaction, at: ColumnElement[Any], before: date | None) -> int:
    return 0 if before is None else tx.number(select(func.count()).where(at < begin_of(tx, before)))
