"""The rows of business days: the open one as a rule sees it, which came last, and the history of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, func, insert, select, update

from hall.access import By
from hall.business_day import DayAction, DayCheck, GapCause, OpenDay, next_open_day
from hall.errors import Refused
from hall.opening import Schedule
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_order import current_id, last_opened_id
from hall.store.structure.loaded import LoadedStructure

_E = t.day_event.c

_D = t.business_day.c


def open_day_of(tx: Transaction, row: Row[Any], structure: LoadedStructure | None = None) -> OpenDay:
    """The open business day ``row`` as ``hall.business_day`` judges it."""
    zone = zone_of(row, structure or tx.structure)
    return seen_as(row, zone, tx.run(_LAST_DATE, {"day": row.id}).scalar_one())


def seen_as(row: Any, zone: ZoneInfo, others_until: date | None) -> OpenDay:
    """``row`` as ``hall.business_day`` judges it, its times in ``zone``."""
    return OpenDay(
        on=row.date,
        opened_at=row.opened_at.astimezone(zone),
        ends_at=None if row.ends_at is None else row.ends_at.astimezone(zone),
        look=DayCheck(row.look),
        looked_at=None if row.looked_at is None else row.looked_at.astimezone(zone),
        others_until=others_until,
    )


def zone_of(row: Any, structure: LoadedStructure) -> ZoneInfo:
    """The zone in which a business day was opened: it keeps it."""
    return ZoneInfo(row.timezone) if row.timezone else structure.zone


def day_on(tx: Transaction, day: date) -> Row[Any] | None:
    """The business day of a date, None when there was none."""
    made: Row[Any] | None = tx.run(_ON, {"day": day}).one_or_none()
    return made


def wanted(tx: Transaction, day: date | None) -> Row[Any]:
    """The business day of a date, the open or latest one when None. Raises Refused("unknown_day"), ("no_open_day")
    before the first, and as ``refuse_purged``."""
    found = select(t.business_day).where(_D.id == current_id() if day is None else _D.date == day)
    row: Row[Any] | None = tx.connection.execute(found).one_or_none()
    if row is None:
        raise Refused("no_open_day") if day is None else Refused("unknown_day", day=day)
    refuse_purged(row)
    return row


def refuse_purged(row: Row[*tuple[Any, ...]]) -> None:
    """Raise Refused("day_purged") for a business day whose numbers were deleted (``hall.store.retention``)."""
    if row.purged_at is not None:
        raise Refused("day_purged", day=row.date)


def last_day(tx: Transaction) -> Row[Any] | None:
    """The business day that was opened last, whatever its date; None before the first."""
    return tx.connection.execute(select(t.business_day).where(_D.id == last_opened_id())).one_or_none()


def closed_ahead(tx: Transaction, day_id: int) -> bool:
    """Whether a business day was closed before its date had come by the clock."""
    closed = select(_E.detail).where(_E.day_id == day_id, _E.action == DayAction.CLOSE).order_by(_E.id.desc()).limit(1)
    detail = tx.connection.execute(closed).scalar_one_or_none()
    return isinstance(detail, dict) and bool(detail.get("ahead"))


def in_doubt(tx: Transaction) -> Row[Any] | None:
    """A business day whose date the system has changed and no person has confirmed; None when there is none."""
    return tx.kept(_in_doubt)


def _in_doubt(tx: Transaction) -> Row[Any] | None:
    row: Row[Any] | None = tx.run(_IN_DOUBT).one_or_none()
    return row


_ON = Prepared(select(t.business_day).where(_D.date == bindparam("day", type_=_D.date.type)))
_IN_DOUBT = Prepared(select(t.business_day).where(_D.in_doubt).order_by(_D.id.desc()).limit(1))
_LAST_DATE = Prepared(select(func.max(_D.date).label("latest")).where(_D.id != bindparam("day", type_=_D.id.type)))


def schedules(structure: LoadedStructure) -> tuple[Schedule, ...]:
    """What decides on which days something of the hall should be open: the hall's own hours, and each service's."""
    found = (structure.schedule(), *map(structure.schedule_of, structure.structure.services))
    # Most services share their hours: each kind is looked at once.
    return tuple({(one.levels, one.closures, one.openings): one for one in found}.values())


def following_day(tx: Transaction, last: date) -> date | None:
    """The next day after ``last`` on which something of the hall should be open."""
    return next_open_day(last, schedules(tx.structure))


def change(tx: Transaction, day_id: int, **values: Any) -> None:
    """Change the row of a business day."""
    tx.connection.execute(update(t.business_day).where(_D.id == day_id).values(**values))


NO_LOOK: Mapping[str, Any] = {"look": DayCheck.RUNS.value, "looked_at": None, "over_ticket": None}
"""The columns of a day that no look has found to be over or ahead of the clock."""


def gap(
    tx: Transaction,
    day: tuple[int, date],
    prefix: str,
    first: int,
    last: int,
    *,
    cause: GapCause,
    reason: str,
    by: By,
    at: datetime,
) -> None:
    """Log why the numbers of a prefix from ``first`` to ``last`` have no ticket on ``day``, given by id and date; the
    history of the day tells it too, with its ``cause``."""
    tx.connection.execute(
        insert(t.number_gap).values(
            day_id=day[0], prefix=prefix, first=first, last=last, reason=reason, actor=by.actor, at=at
        )
    )
    stated = {"prefix": prefix, "first": first, "last": last, "cause": cause}
    note(tx, day[0], DayAction.GAP, day[1], by=by, at=at, reason=reason, detail=stated)


def withdraw_gap(
    tx: Transaction, row: Row[Any], day: date, *, by: By, at: datetime, cause: GapCause = GapCause.WITHDRAWN
) -> None:
    """Take back a gap, whose numbers have a ticket again or were never given; ``day`` is the date of its day."""
    tx.connection.execute(t.number_gap.delete().where(t.number_gap.c.id == row.id))
    stated = {"prefix": row.prefix, "first": row.first, "last": row.last, "cause": cause}
    note(tx, row.day_id, DayAction.GAP, day, by=by, at=at, reason=row.reason, detail=stated)


def note(
    tx: Transaction,
    day_id: int,
    action: DayAction,
    day: date,
    *,
    by: By,
    at: datetime,
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Append one line to the history of a business day, whose date is ``day`` from now on."""
    tx.connection.execute(
        insert(t.day_event).values(
            day_id=day_id,
            at=at,
            action=action.value,
            date=day,
            actor=by.actor,
            reason=reason,
            detail=None if detail is None else dict(detail),
        )
    )
    tx.must_notify = True


def count_cancelled(tx: Transaction, day_id: int, prefix: str, count: int) -> None:
    """That ``count`` numbers more of a prefix were cancelled (fewer when negative): the quota gets them back."""
    n = t.day_number.c
    tx.connection.execute(
        update(t.day_number).where(n.day_id == day_id, n.prefix == prefix).values(cancelled=n.cancelled + count)
    )
