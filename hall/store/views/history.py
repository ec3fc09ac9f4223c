"""Tickets, and the lines of their history, as views."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, bindparam, func, select

from hall.lifecycle import Action, State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Reads
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.views.corrections import Story
from hall.store.views.promise_query import promise_view
from hall.structure import Counter
from hall.views import EventView, TicketPromiseView, TicketView


class TicketReads(Reads):
    """Tickets by their code or token, and what became of them."""

    def find(self, code_or_token: str) -> TicketView:
        """The ticket with this token, or with this code on the open, else the latest business day. Raises
        Refused("other_agency") for one that waits for, or ended at, a service that is not seen."""
        found = ticket_rows.find(self._tx, code_or_token)
        sight.refuse_unseen(self._tx, found.agency_id)
        return found

    def history(self, code_or_token: str) -> tuple[EventView, ...]:
        """Every line of a ticket's history, oldest first. Raises as ``find`` does."""
        tx, e = self._tx, t.ticket_event.c
        lines = _lines(e.from_state, e.to_state, e.service_id, e.after)
        rows = tx.connection.execute(lines.where(e.ticket_id == self.find(code_or_token).id).order_by(e.id))
        story = Story(tx.structure)
        return each(lambda row: replace(_event(row, tx.structure), changes=story.changes(row)), rows)

    def promise(self, code_or_token: str) -> TicketPromiseView:
        """Whether a ticket's visit was as promised. Raises as ``find`` does."""
        return promise_view(self._tx, self.find(code_or_token))

    def specimen(self, service: str, *, priority: bool = False) -> TicketView:
        """What the next number of a service would look like now; nothing is written and none is given."""
        tx = self._tx
        chosen, now, day = tx.structure.find_service(service), tx.now(), tx.open_day()
        sight.refuse_unseen(tx, chosen.agency)
        n, waits = t.day_number.c, t.ticket.c
        last = select(n.last).where(n.day_id == (day.id if day else 0), n.prefix == chosen.prefix)
        row: dict[str, Any] = {column.name: None for column in t.ticket.c} | _SPECIMEN
        row |= {"prefix": chosen.prefix, "service_id": chosen.id, "priority": priority}
        row |= {"number": (tx.connection.execute(last).scalar_one_or_none() or 0) + 1}
        row |= {"queue_time": now, "issued_at": now}
        others = select(func.count()).where(
            waits.service_id == chosen.id, t.state_is(State.WAITING), waits.priority if priority else waits.id > 0
        )
        ahead = tx.number(others)
        return ticket_rows.view_of(row, tx.structure, ahead=ahead, day=day.date if day else tx.local(now).date())


_SPECIMEN = {
    "id": 0,
    "state": State.PRINTING.value,
    "token": "CONTOHCONTOHCONT",
    "station": "",
    "calls": 0,
    "unverified": False,
    "outcome": "",
    "held_reason": "",
    "version": 0,
    "language": "",
    "files": 1,
    "wait_note": "",
}
"""What a ticket is that nobody took."""


def last_at(tx: Transaction, place: Counter, day_id: int) -> EventView | None:
    """The last line of a counter on a business day; None when nothing happened yet."""
    rows = tx.run(_LAST, {"counter": place.id, "day": day_id})
    return next(iter(each(lambda row: _event(row, tx.structure), rows)), None)


def _lines(*more: ColumnElement[Any]) -> Select[Any]:
    e, c = t.ticket_event.c, t.ticket.c
    columns = (e.at, e.action, e.actor, e.detail, e.counter_id, c.prefix, c.number, *more)
    return select(*columns).join(t.ticket, c.id == e.ticket_id)


def _event(row: Any, structure: LoadedStructure) -> EventView:
    label = structure.label_of(row.counter_id)
    return EventView(row.at, Action(row.action), code_of(row.prefix, row.number), row.actor, label, row.detail)


_E = t.ticket_event.c
_LAST = Prepared(
    _lines()
    .where(_E.counter_id == bindparam("counter", type_=String), _E.day_id == bindparam("day", type_=_E.day_id.type))
    .order_by(_E.id.desc())
    .limit(1)
)
