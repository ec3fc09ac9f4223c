"""The lines of history, as views."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from hall.lifecycle import Action
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.structure import Counter
from hall.views import EventView


def of_ticket(tx: Transaction, ticket_id: int) -> tuple[EventView, ...]:
    """Every line of a ticket's history, oldest first."""
    e = t.ticket_event.c
    rows = tx.connection.execute(_lines().where(e.ticket_id == ticket_id).order_by(e.id))
    return each(lambda row: _event(row, tx.structure), rows)


def last_at(tx: Transaction, place: Counter, day_id: int | None) -> EventView | None:
    """The last line of a counter on a business day; None when nothing happened yet."""
    if day_id is None:
        return None
    e = t.ticket_event.c
    mine = _lines().where(e.counter_id == place.id, e.day_id == day_id)
    rows = tx.connection.execute(mine.order_by(e.id.desc()).limit(1))
    return next(iter(each(lambda row: _event(row, tx.structure), rows)), None)


def _lines() -> Select[Any]:
    e, c = t.ticket_event.c, t.ticket.c
    columns = (e.at, e.action, e.actor, e.detail, e.counter_id, c.prefix, c.number)
    return select(*columns).join(t.ticket, c.id == e.ticket_id)


def _event(row: Any, structure: LoadedStructure) -> EventView:
    label = structure.label_of(row.counter_id)
    return EventView(row.at, Action(row.action), code_of(row.prefix, row.number), row.actor, label, row.detail)
