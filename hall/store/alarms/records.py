"""What is written down of alarms: since when each lasts, and who sees to it.

Reads write nothing: programs look at the alarms each minute (``Store.each_minute``) and write down which came and which
went. All of them may do it at the same time: an alarm that lasts has one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, insert, select, update

from hall.access import By
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each, or_none
from hall.store.database.transaction import Transaction
from hall.views import AlarmRecord, AlarmView

_A = t.alarm.c


def with_records(tx: Transaction, found: Sequence[AlarmView]) -> tuple[AlarmView, ...]:
    """The alarms with what is written down of them."""
    known = {row.key: row for row in lasting(tx)} if found else {}
    return tuple(_with_record(alarm, known.get(alarm.key)) for alarm in found)


def _with_record(alarm: AlarmView, row: Any) -> AlarmView:
    if row is None:
        return alarm
    name = or_none(row.name) or or_none(row.taken_by) or ""
    return replace(alarm, since=or_none(row.first_seen), taken_by=name, taken_at=or_none(row.taken_at))


def lasting(tx: Transaction) -> list[Row[Any]]:
    """The rows of alarms that last, each with the name of who sees to it."""
    return tx.run(_LASTING).all()


def differ(tx: Transaction, found: Iterable[AlarmView]) -> bool:
    """Whether alarms have come or gone since they were written down."""
    return {row.key for row in lasting(tx)} != {alarm.key for alarm in found}


def write_down(tx: Transaction, found: Iterable[AlarmView], now: datetime) -> None:
    """Write down which alarms have come, and which have gone."""
    present = {alarm.key: alarm for alarm in found}
    known = {row.key: row.id for row in lasting(tx)}
    for key, alarm in present.items():
        if key not in known:
            begin(tx, alarm, now)
    gone = [row_id for key, row_id in known.items() if key not in present]
    if gone:
        tx.connection.execute(update(t.alarm).where(_A.id.in_(gone), _A.last_seen.is_(None)).values(last_seen=now))
    tx.must_notify = tx.must_notify or bool(gone) or not known.keys() >= present.keys()


def begin(tx: Transaction, alarm: AlarmView, now: datetime) -> None:
    """Write down that an alarm has come, if nobody has."""
    row = tx.insert(t.alarm).values(key=alarm.key, code=alarm.code, agency=alarm.agency, first_seen=now)
    tx.connection.execute(row.on_conflict_do_nothing(index_elements=[_A.key], index_where=_A.last_seen.is_(None)))


def held(tx: Transaction, key: str) -> Row[Any] | None:
    """The row of an alarm that lasts, until this transaction ends; None when there is none."""
    query = select(t.alarm).where(_A.key == key, _A.last_seen.is_(None))
    found: Row[Any] | None = tx.connection.execute(query.with_for_update(key_share=True)).one_or_none()
    return found


def latest(tx: Transaction, key: str) -> Row[Any] | None:
    """The row of an alarm, or of the last time that there was one."""
    query = select(t.alarm).where(_A.key == key).order_by(_A.id.desc()).limit(1)
    found: Row[Any] | None = tx.connection.execute(query).one_or_none()
    return found


def change(tx: Transaction, row_id: int, action: str, by: By, **values: object) -> AlarmRecord:
    """Write down that somebody takes an alarm, or gives it back."""
    tx.connection.execute(update(t.alarm).where(_A.id == row_id).values(**values))
    tx.connection.execute(insert(t.alarm_event).values(alarm_id=row_id, at=tx.now(), action=action, actor=by.actor))
    tx.must_notify = True
    return record(tx, row_id)


def record(tx: Transaction, row_id: int) -> AlarmRecord:
    """What is written down under a number."""
    return _record(tx.connection.execute(select(t.alarm).where(_A.id == row_id)).one())


def records(tx: Transaction, agency: str, limit: int) -> tuple[AlarmRecord, ...]:
    """The latest ``limit`` alarms, of one agency (id) or, when it is empty, of all."""
    query = select(t.alarm).order_by(_A.id.desc()).limit(limit)
    return each(_record, tx.connection.execute(query.where(_A.agency == agency) if agency else query))


def _record(row: Row[Any]) -> AlarmRecord:
    return AlarmRecord(*attrgetter(*_FIELDS)(row))


_FIELDS = ("id", "key", "code", "agency", "first_seen", "last_seen", "taken_by", "taken_at")
_S = t.staff.c
_LASTING = Prepared(
    select(_A.id, _A.key, _A.first_seen, _A.taken_by, _A.taken_at, _S.name)
    .select_from(t.alarm.outerjoin(t.staff, _S.login == _A.taken_login))
    .where(_A.last_seen.is_(None))
    .order_by(_A.id)
)
