"""Who was ended by a person's closing of the day before being served, and waits again when that day is opened again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, func, select

from hall.access import By
from hall.business_day import DayAction
from hall.correcting import corrected
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.tickets.correcting import record_of, write
from hall.store.tickets.transitions import locked_ticket

_C, _E, _D = t.ticket.c, t.ticket_event.c, t.day_event.c


def count(tx: Transaction, day_id: int) -> int:
    """How many numbers the latest closing of a day ended, that were not served and not touched since."""
    ended = _ended(tx, day_id)
    return 0 if ended is None else tx.number(select(func.count()).where(*ended))


def bring_back(tx: Transaction, day_id: int, by: By, reason: str) -> int:
    """Let those of ``count`` wait again in the open day, each in its old turn and with a correction of its own in its
    history; returns how many. A number whose service was retired meanwhile stays ended.

    The caller holds the hall and the day.
    """
    ended = _ended(tx, day_id)
    if ended is None:
        return 0
    back, kept = 0, {one.id for one in tx.structure.structure.services}
    for ticket_id in tx.connection.execute(select(_C.id).where(*ended).order_by(_C.id)).scalars().all():
        row = locked_ticket(tx, ticket_id)
        if row["service_id"] in kept:
            before = record_of(row)
            write(tx, row, before, corrected(before, state=State.WAITING.value), by, reason)
            back += 1
    tx.must_notify = True
    return back


def _ended(tx: Transaction, day_id: int) -> tuple[ColumnElement[bool], ...] | None:
    """What holds of such a ticket and the last line of its history; None where nobody has closed the day."""
    closings = select(_D.at, _D.actor, _D.reason).where(_D.day_id == day_id, _D.action == DayAction.CLOSE.value)
    closing: Any = tx.connection.execute(closings.order_by(_D.id.desc()).limit(1)).one_or_none()
    if closing is None:
        return None
    last = t.ticket_event.alias("last").c
    latest = select(func.max(last.id)).where(last.ticket_id == _C.id).scalar_subquery()
    return (
        _C.day_id == day_id,
        _C.ended_at == closing.at,
        _E.ticket_id == _C.id,
        _E.id == latest,
        _E.action.in_((Action.CANCEL.value, Action.NO_SHOW.value)),
        _E.at == closing.at,
        _E.actor == closing.actor,
        _E.detail == closing.reason,
    )
