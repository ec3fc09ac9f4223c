"""The rows of bookings: made, found by their code or their name elsewhere, and turned into views."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, select

from hall.bookings import Window, arrival_of, window_of
from hall.errors import Refused, or_refuse
from hall.numbering import code_of, typed_code
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database.readable import known
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.structure import Service
from hall.views import BookingView
from hall.wording import BothNames

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people confuse."""
_LENGTH = 6
_B = t.booking.c

QUERY = select(
    t.booking, t.ticket.c.prefix, t.ticket.c.number, t.ticket.c.token, t.ticket.c.issued_at.label("came_at")
).outerjoin(t.ticket, t.ticket.c.id == _B.ticket_id)
"""Bookings with the number that became of them."""


def view(tx: Transaction, code: str) -> BookingView:
    """The booking with this code. Raises Refused("unknown_booking")."""
    return view_of(tx, find_row(tx, code))


BOOKING = Kept[BookingView](attrgetter("code"), view)
"""What a request of a booking leaves."""


def find_row(tx: Transaction, typed: str, *, lock: bool = False) -> Row[Any]:
    """The row with this code, or with this name elsewhere, as somebody typed or scanned it; as it is written, or all in
    capitals or small letters, which a keyboard may make of it. Raises Refused("unknown_booking")."""
    plain = typed_code(typed)
    named = _B.reference.in_({plain, plain.upper(), plain.lower()})
    found: Row[Any] | None = None
    for which in (_B.code == plain.upper(), t.is_named() & named):  # each by its own index
        query = QUERY.where(which).order_by(_B.id).limit(1)
        found = found or tx.connection.execute(query.with_for_update(of=t.booking) if lock else query).one_or_none()
    return or_refuse(found, "unknown_booking", booking=typed.strip())


def insert(tx: Transaction, values: Mapping[str, Any]) -> str:
    """Make a booking; its code. One that was given before is drawn again: bookings are kept for years."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        made = tx.insert(t.booking).values(code=code, **values)
        made = made.on_conflict_do_nothing(index_elements=[_B.code]).returning(_B.code)
        if tx.connection.execute(made).one_or_none() is not None:
            return code


def view_of(tx: Transaction, row: Row[Any]) -> BookingView:
    """The view of a row of ``QUERY``, as it stands now."""
    structure, now = tx.structure, tx.now()
    service = known(row.service_id, structure.services)
    agency = known(service.agency, structure.agencies)
    return BookingView(
        row.id,
        row.code,
        row.service_id,
        service.name,
        row.slot,
        bool(row.priority),
        row.state,
        "" if row.number is None else code_of(row.prefix, row.number),
        arrival_of(row.state, row.slot, now, window(tx, row.slot), structure.zone),
        window(tx, row.slot),
        service.name_en,
        service.prefix,
        agency.name,
        agency.name_en,
        row.token or "",
        row.reference,
        row.came_at,
    )


def window(tx: Transaction, slot: datetime) -> Window:
    """When the holder of a slot may come."""
    rules = tx.structure.structure.hall.rules
    return window_of(slot, rules.booking_early, rules.booking_grace)


def refuse_slot(tx: Transaction, service: Service, slot: datetime, now: datetime) -> None:
    """Raise Refused("booking_past"), or ("booking_closed") when the service is closed then, as in a break."""
    if slot <= now:
        raise Refused("booking_past")
    opening = opening_at(slot, tx.structure.schedule_of(service))
    if not opening.is_open:
        at = tx.local(slot)
        raise Refused("booking_closed", service=BothNames.of(service), day=at.date(), time=at.time(), why=opening)
