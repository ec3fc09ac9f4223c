"""Numbers that wait for one counter alone: as long as that counter calls."""

from __future__ import annotations

from sqlalchemy import exists, or_, select, update

from hall.access import By
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.overrides import in_force
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.tickets.transitions import attended
from hall.structure import Closure, Counter


def receiving_counter(tx: Transaction, key: str) -> Counter:
    """The counter with this label or id, to which a number may be sent. Raises Refused("counter_unattended") and
    ("counter_closed")."""
    place = tx.structure.find_counter(key)
    if not attended(tx, place.id):
        raise Refused("counter_unattended", counter=place.label)
    closure = _closed(tx, place.id)
    if closure is not None:
        raise Refused("counter_closed", counter=place.label, why=closure.reason)
    return place


def is_calling(tx: Transaction, counter_id: str) -> bool:
    """Whether somebody sits at the counter who is not on a break, and it is not closed."""
    return attended(tx, counter_id) and _closed(tx, counter_id) is None


def back_to_service(tx: Transaction, counter_id: str, by: By) -> None:
    """Tickets that wait for a counter alone wait for their service again, because it calls nobody now."""
    c = t.ticket.c
    query = select(t.ticket).where(c.directed_to == counter_id, t.state_is(State.WAITING)).order_by(c.id)
    for row in tx.connection.execute(query.with_for_update(key_share=True)).all():
        values = {"directed_to": None, "directed_until": None, "version": row.version + 1}
        tx.connection.execute(update(t.ticket).where(c.id == row.id).values(**values))
        states = State.WAITING, State.WAITING
        tx.log(row._mapping, Action.TO_SERVICE, *states, at=tx.stamp(), by=by, counter_id=counter_id, made=values)


def stranded(tx: Transaction) -> tuple[str, ...]:
    """The counters (ids) that call nobody now and for which numbers wait alone: those whose closing has begun by its
    time, which no person's action sends back."""
    now, c, p, x = tx.now(), t.ticket.c, t.counter.c, t.closure.c
    waits = exists().where(c.directed_to == p.id, t.state_is(State.WAITING), c.directed_until > now)
    lasts = x.starts_at <= now, or_(x.ends_at.is_(None), x.ends_at > now)
    closed = exists().where(x.scope == "counter", x.target == p.id, x.state == "approved", *lasts)
    query = select(p.id).where(waits, or_(p.staff_id.is_(None), p.pause != "", closed)).order_by(p.id)
    return tuple(tx.connection.execute(query).scalars())


def send_back(tx: Transaction) -> None:
    """Numbers of ``stranded`` counters wait for their service again."""
    tx.lock_hall()
    tx.lock_counters()
    for counter_id in stranded(tx):
        back_to_service(tx, counter_id, By.system())


def _closed(tx: Transaction, counter_id: str) -> Closure | None:
    return in_force(tx.now(), tx.structure.closures_of_counter(counter_id))
