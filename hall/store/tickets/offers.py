"""What a visitor is offered whose promise was not kept, and whether it was."""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select

from hall.access import Operation
from hall.errors import Refused
from hall.lifecycle import Action
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.tickets.at_counter import CounterAspect, at_counter
from hall.store.tickets.ticket_rows import TICKET, view
from hall.store.tickets.transitions import ticket_here
from hall.structure import Counter
from hall.views import TicketView

_O = t.visit_offer.c
_LAST = Prepared(
    select(_O.offer_id)
    .where(_O.ticket_id == bindparam("ticket", type_=_O.ticket_id.type))
    .order_by(_O.id.desc())
    .limit(1)
)


class Offers(CounterAspect):
    """What is offered at a counter."""

    @at_counter(Operation.OFFER, TICKET)
    def offer(self, place: Counter, *, offer: str = "") -> TicketView:
        """Offer the visitor at the counter what has this id; empty takes back what was offered.

        Raises Refused("nobody_called"), ("unknown_offer"), and when the number changed since the person saw it.
        """
        tx, by = self._tx, self._by
        row = ticket_here(tx, place, Action.FINISH, by.version)
        known = [one.id for one in tx.structure.structure.offers]
        if offer and offer not in known:
            raise Refused("unknown_offer", offer=offer, known=", ".join(known))
        written = {"ticket_id": row["id"], "counter_id": place.id, "actor": by.actor}
        tx.connection.execute(insert(t.visit_offer).values(**written, offer_id=offer or None, at=tx.stamp()))
        tx.must_notify = True
        return view(tx, row["id"])


def offered(tx: Transaction, ticket_id: int) -> str:
    """The id of what the visitor with a ticket is offered; empty for nothing."""
    return tx.run(_LAST, {"ticket": ticket_id}).scalar_one_or_none() or ""
