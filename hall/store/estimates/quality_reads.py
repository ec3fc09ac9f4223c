"""What was said of the waits of a business day, and what came."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, select

from hall.estimating.quality import DayQuality, Outcome, quality_of
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.prepared import Prepared
from hall.store.database.readable import or_none, whole_rows
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.estimates.given import said_of
from hall.store.estimates.kept_quality import Latest

_C, _CALL, _E = t.ticket.c, t.call.c, t.ticket_event.c
_D = t.business_day.c
_MINUTE = timedelta(minutes=1)
_LOOK_AGAIN = timedelta(minutes=5)
_OLD = timedelta(days=7)
"""What was said longer ago is nothing to see to any more."""
_ELSEWHERE = (
    *(Action.HOLD, Action.TRANSFER, Action.TO_SERVICE, Action.SET_PRIORITY, Action.CARRY, Action.CORRECT),
    *(Action.PUT_RIGHT, Action.CANCEL, Action.EXPIRE),
)
"""After one of these a number waits for something else than what was told of it, or does not wait."""


def quality_on(tx: Transaction, day: date) -> DayQuality | None:
    """How good the estimates of the business day of a date were, of the services that are seen; None where there is
    none, or its numbers were deleted."""
    row = day_rows.day_on(tx, day)
    if row is None or row.purged_at is not None:
        return None
    return quality_of_day(tx, row, sight.services_seen(tx))


def quality_of_day(tx: Transaction, day: Row[Any], services: Collection[str] | None = None) -> DayQuality:
    """As ``quality_on``, of the day of a row that holds its numbers still; of ``services`` (ids), or of all."""
    return quality_of(day.date, _outcomes(tx, day.id, services))


def latest(tx: Transaction, now: datetime) -> Latest:
    """Of the whole hall, the last business day that closed within a week and the open one, as this process judged them
    within five minutes."""
    kept, day = tx.cache.quality, tx.open_day()
    found = None if day is None else day.id
    looked = kept.looked
    if looked is None or looked[0] != found or not timedelta() <= now - looked[1] < _LOOK_AGAIN:
        judged = Latest(_last_closed(tx, now), None if day is None else quality_of_day(tx, day))
        looked = kept.looked = found, now, judged
    return looked[2]


def _last_closed(tx: Transaction, now: datetime) -> DayQuality | None:
    row = next((one for one in tx.run(_LAST_DAYS) if one.closed_at is not None), None)
    if row is None or row.purged_at is not None or or_none(row.closed_at) is None:
        return None
    key, known = (row.id, row.closed_at), tx.cache.quality.closed
    if known is None or known[0] != key:
        known = tx.cache.quality.closed = key, quality_of_day(tx, row)
    return known[1] if now - row.closed_at < _OLD else None


def _outcomes(tx: Transaction, day_id: int, seen: Collection[str] | None) -> Iterator[Outcome]:
    rows = list(whole_rows(tx.connection.execute(_TOLD.where(_C.day_id == day_id)).mappings()))
    left = _left(tx, [row["id"] for row in rows])
    for row in rows:
        said, service = said_of(row), row["called_for"] or row["service_id"]
        if said is not None and (seen is None or service in seen):
            yield Outcome(service, said, row["wait_middle"] or 0.0, _waited(row, left.get(row["id"])))


def _waited(row: Any, left: datetime | None) -> float | None:
    called_at: datetime | None = row["called_at"]
    issued_at: datetime = row["issued_at"]
    if called_at is None or (left is not None and left <= called_at):
        return None
    return max(0.0, (called_at - issued_at) / _MINUTE)


def _left(tx: Transaction, tickets: list[int]) -> dict[int, datetime]:
    """When those of these numbers that waited for something else than at first began to."""
    if not tickets:
        return {}
    where = _E.ticket_id.between(min(tickets), max(tickets)), _E.from_state.in_((State.PRINTING, State.WAITING))
    query = select(_E.ticket_id, func.min(_E.at).label("at")).where(*where, _E.action.in_(_ELSEWHERE))
    rows = tx.connection.execute(query.group_by(_E.ticket_id))
    return {row.ticket_id: row.at for row in whole_rows(rows) if or_none(row.at) is not None}


_SOME_DAYS = 8
_LAST_DAYS = Prepared(
    select(t.business_day).where(_D.id > select(func.max(_D.id)).scalar_subquery() - _SOME_DAYS).order_by(_D.id.desc())
)
"""The days that were opened last: one of them is open at most."""
_FIRST = (
    select(func.min(_CALL.seq)).where(_CALL.ticket_id == _C.id, ~_CALL.undone).correlate(t.ticket).scalar_subquery()
)
_TOLD = (
    select(
        *(_C.id, _C.service_id, _C.issued_at, _C.wait_low, _C.wait_middle, _C.wait_high, _C.wait_ahead, _C.wait_note),
        *(_CALL.at.label("called_at"), _CALL.service_id.label("called_for")),
    )
    .select_from(t.ticket.outerjoin(t.call, and_(_CALL.ticket_id == _C.id, _CALL.seq == _FIRST)))
    .where(_C.wait_ahead.is_not(None))
    .order_by(_C.id)
)
"""The numbers of which something was said, with their first call that was not taken back."""
