"""Reserved slots: a booking is no ticket; it becomes one at check-in, in the hall."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, select, update

from hall.access import By, Operation
from hall.errors import Refused, or_refuse
from hall.numbering import code_of, typed_code
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database import requests, sight
from hall.store.database.aspect import Aspect, Reads, once, operation
from hall.store.database.readable import each, known
from hall.store.database.requests import Kept
from hall.store.database.transaction import Transaction
from hall.store.tickets import issuing
from hall.text_rules import REASON, one_line
from hall.views import BookingView, TicketView
from hall.wording import BothNames

_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without I, O, 0 and 1, which people confuse."""
_LENGTH = 6


def view(tx: Transaction, code: str) -> BookingView:
    """The booking with this code. Raises Refused("unknown_booking")."""
    return _view(tx, _row(tx, code))


BOOKING = Kept[BookingView](attrgetter("code"), view)
"""What a request of a booking leaves."""


class BookingWork(Aspect):
    """Operations on reserved slots."""

    @once(Operation.BOOK, BOOKING)
    def book(self, service: str, slot: datetime, by: By, *, priority: bool = False) -> BookingView:
        """Reserve ``slot`` (aware) of a service (id or prefix).

        Raises Refused("booking_past"), ("unknown_service"), or ("closed_now") when the service is closed then.
        """
        tx = self._tx
        structure = tx.structure
        chosen = structure.find_service(service)
        now = tx.now()
        if slot <= now:
            raise Refused("booking_past")
        opening = opening_at(slot, structure.schedule_of(chosen))
        if not opening.is_open:
            raise Refused("closed_now", service=BothNames.of(chosen), why=opening)
        values = {"service_id": chosen.id, "slot": slot, "priority": priority, "state": "booked"}
        tx.must_notify = True
        return view(tx, _insert(tx, {**values, "made_by": by.actor, "made_at": now}))

    @operation(Operation.CHECK_IN)
    def check_in(self, code: str, by: By, *, to_print: bool = False) -> TicketView:
        """Make the ticket of a booking, whose holder is here.

        On time, until ``Rules.booking_grace`` after the slot, its turn is the slot minus ``Rules.booking_lead``; later
        it is the check-in. Raises Refused("unknown_booking"), ("booking_used"), ("booking_other_day"), and as
        ``Issuing.issue`` does.
        """
        tx = self._tx
        requests.refuse_odd_id(by.request_id)
        row = _row(tx, code, lock=True)
        rules = tx.structure.structure.hall.rules
        now = tx.now()
        on_time = now <= row.slot + rules.booking_grace
        slot = issuing.Slot(row.code, row.slot, row.slot - rules.booking_lead if on_time else None)
        wanted = issuing.IssueRequest(
            row.service_id, row.priority, by, by.request_id or requests.new_request_id(), to_print, slot
        )
        if row.state == "booked":
            day = tx.local(row.slot).date()
            if day != tx.local(now).date():
                raise Refused("booking_other_day", booking=row.code, day=day)
            ticket = issuing.make(tx, wanted)
            tx.connection.execute(
                update(t.booking).where(t.booking.c.id == row.id).values(state="checked_in", ticket_id=ticket.id)
            )
            return ticket
        return or_refuse(issuing.repeated(tx, wanted, tx.structure), "booking_used", booking=row.code)

    @once(Operation.CANCEL_BOOKING, BOOKING)
    def cancel(self, code: str, by: By, *, reason: str) -> BookingView:
        """Give a slot back. Raises Refused("unknown_booking") and ("booking_used"), and as ``one_line`` does."""
        tx, reason = self._tx, one_line(reason, REASON)
        row = _row(tx, code, lock=True)
        if row.state != "booked":
            raise Refused("booking_used", booking=row.code)
        changed = update(t.booking).where(t.booking.c.id == row.id)
        tx.connection.execute(changed.values(state="cancelled", ended_reason=f"{reason} ({by.actor})"))
        tx.must_notify = True
        return view(tx, row.code)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        structure = self._tx.structure
        key = arguments["service"] if "service" in arguments else _row(self._tx, arguments["code"]).service_id
        return structure.services[key].agency if key in structure.services else structure.find_service(key).agency


class BookingReads(Reads):
    """Reserved slots."""

    def on(self, day: date | None = None) -> tuple[BookingView, ...]:
        """The bookings of a day in the hall's zone (today's when None), by slot, of the services that are seen."""
        tx, b = self._tx, t.booking.c
        start = datetime.combine(day or tx.local(tx.now()).date(), datetime.min.time(), tzinfo=tx.structure.zone)
        query = _QUERY.where(b.slot >= start, b.slot < start + timedelta(days=1)).order_by(b.slot, b.id)
        found = each(lambda row: _view(tx, row), tx.connection.execute(query))
        return tuple(one for one in found if sight.sees_service(tx, one.service_id))


def _insert(tx: Transaction, values: Mapping[str, Any]) -> str:
    """Make a booking; its code. One that was given before is drawn again: bookings are kept for years."""
    while True:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        made = tx.insert(t.booking).values(code=code, **values).on_conflict_do_nothing().returning(t.booking.c.code)
        if tx.connection.execute(made).one_or_none() is not None:
            return code


_QUERY = select(t.booking, t.ticket.c.prefix, t.ticket.c.number).outerjoin(
    t.ticket, t.ticket.c.id == t.booking.c.ticket_id
)


def _row(tx: Transaction, code: str, *, lock: bool = False) -> Row[Any]:
    query = _QUERY.where(t.booking.c.code == typed_code(code).upper())
    if lock:
        query = query.with_for_update(of=t.booking)
    return or_refuse(tx.connection.execute(query).one_or_none(), "unknown_booking", booking=code.strip())


def _view(tx: Transaction, row: Row[Any]) -> BookingView:
    ticket = "" if row.number is None else code_of(row.prefix, row.number)
    name = known(row.service_id, tx.structure.services).name
    return BookingView(row.id, row.code, row.service_id, name, row.slot, bool(row.priority), row.state, ticket)
