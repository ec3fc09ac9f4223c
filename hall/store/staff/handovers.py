"""What a clerk leaves for whoever sits at the counter next."""

from __future__ import annotations

from sqlalchemy import String, bindparam, insert, select, update

from hall.access import By, Operation
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.staff.who_acted import name_of
from hall.store.tickets.at_counter import CounterAspect, at_counter
from hall.structure import Counter
from hall.text_rules import REASON, one_line
from hall.views import HandoverNote

_N = t.handover_note.c
_UNREAD = Prepared(
    select(_N.text, _N.at, _N.actor)
    .where(_N.counter_id == bindparam("counter", type_=String), _N.read_at.is_(None))
    .order_by(_N.id)
)
_NOTHING = Kept[None](lambda answer: None, lambda tx, stored: None)


class Handovers(CounterAspect):
    """Notes from one clerk of the counter to the next; they are written with ``Seats.sign_out``."""

    @at_counter(Operation.READ_NOTES, _NOTHING)
    def read_notes(self, place: Counter) -> None:
        """Who sits at the counter has read what was left there: it is shown no more."""
        tx = self._tx
        unread = update(t.handover_note).where(_N.counter_id == place.id, _N.read_at.is_(None))
        tx.connection.execute(unread.values(read_at=tx.now(), read_by=self._by.actor))
        tx.must_notify = True


def leave_note(tx: Transaction, counter_id: str, text: str, by: By) -> None:
    """Leave a note at a counter whose row is held; an empty one is none. Raises Refused as ``one_line`` does."""
    text = one_line(text, REASON)
    if text:
        written = {"counter_id": counter_id, "text": text, "at": tx.now(), "actor": by.actor}
        tx.connection.execute(insert(t.handover_note).values(**written))


def unread_notes(tx: Transaction, counter_id: str) -> tuple[HandoverNote, ...]:
    """What was left at a counter and nobody has read, the oldest first."""
    return each(
        lambda row: HandoverNote(row.text, row.at, name_of(tx, row.actor)), tx.run(_UNREAD, {"counter": counter_id})
    )
