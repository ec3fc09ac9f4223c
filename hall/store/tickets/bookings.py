"""Reserved slots: a booking is no ticket; it becomes one at check-in, in the hall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from hall.access import By, Operation, Role
from hall.bookings import KEEPS_ITS_PLACE, Arrival, Step, WantedBooking, arrival_of
from hall.errors import Refused, or_refuse
from hall.store import tables as t
from hall.store.database import requests, sight
from hall.store.database.aspect import Reads, once, operation
from hall.store.database.readable import each
from hall.store.tickets import booking_rows, issuing
from hall.store.tickets.booking_imports import BookingImports, steps
from hall.store.tickets.booking_rows import BOOKING, find_row, view, view_of
from hall.text_rules import REASON, one_line
from hall.views import BookingView, TicketView


class BookingWork(BookingImports):
    """Operations on reserved slots."""

    @once(Operation.BOOK, BOOKING)
    def book(self, service: str, slot: datetime, by: By, *, priority: bool = False) -> BookingView:
        """Reserve ``slot`` (aware) of a service (id or prefix).

        Raises Refused("booking_past"), ("unknown_service"), or ("booking_closed") when the service is closed then.
        """
        tx = self._tx
        chosen, now = tx.structure.find_service(service), tx.now()
        booking_rows.refuse_slot(tx, chosen, slot, now)
        values = {"service_id": chosen.id, "slot": slot, "priority": priority, "state": "booked"}
        tx.must_notify = True
        return view(tx, booking_rows.insert(tx, {**values, "made_by": by.actor, "made_at": now}))

    def find(self, code: str) -> BookingView:
        """The booking with this code, or this name elsewhere, as this unit of work sees it. Raises
        Refused("unknown_booking")."""
        return view(self._tx, code)

    @operation(Operation.CHECK_IN)
    def check_in(
        self,
        code: str,
        by: By,
        *,
        priority: bool = False,
        to_print: bool = False,
        life: str = "",
        language: str = "",
        files: int = 1,
    ) -> TicketView:
        """Make the ticket of a booking, whose holder is here; ``language`` and ``files`` as in ``Issuing.issue``. It
        has priority when it was booked so, or its holder asks for it now (``priority``).

        Until ``Rules.booking_grace`` after the slot its turn is the slot minus ``Rules.booking_lead``, and neither a
        quota nor the cut-off stops it. After that it has lapsed: its turn is the check-in, as for everybody else.
        A kiosk makes none more than ``Rules.booking_early`` before the slot; the staff may. Raises
        Refused("unknown_booking"), ("booking_used"), ("booking_other_day"), ("booking_early"), and as
        ``Issuing.issue`` does.
        """
        tx = self._tx
        requests.refuse_odd_id(by.request_id)
        row = find_row(tx, code, lock=True)
        window = booking_rows.window(tx, row.slot)
        arrival = arrival_of("booked", row.slot, tx.now(), window, tx.structure.zone)
        holds = arrival in KEEPS_ITS_PLACE
        turn = row.slot - tx.structure.structure.hall.rules.booking_lead if holds else None
        slot = issuing.Slot(row.code, row.slot, turn)
        request = by.request_id or requests.new_request_id()
        more = slot, life, issuing.language_of(language), issuing.files_of(files)
        wanted = issuing.IssueRequest(row.service_id, row.priority or priority, by, request, to_print, *more)
        if row.state != "booked":
            return or_refuse(issuing.repeated(tx, wanted, tx.structure), "booking_used", booking=row.code)
        if arrival is Arrival.OTHER_DAY:
            raise Refused("booking_other_day", booking=row.code, day=tx.local(row.slot).date())
        if arrival is Arrival.EARLY and by.role is Role.KIOSK:
            slot_at, opens = tx.local(row.slot).time(), tx.local(window.opens).time()
            raise Refused("booking_early", booking=row.code, slot=slot_at, opens=opens)
        ticket = issuing.make(tx, wanted)
        made = update(t.booking).where(t.booking.c.id == row.id)
        tx.connection.execute(made.values(state="checked_in", ticket_id=ticket.id))
        return ticket

    @once(Operation.CANCEL_BOOKING, BOOKING)
    def cancel(self, code: str, by: By, *, reason: str) -> BookingView:
        """Give a slot back. Raises Refused("unknown_booking") and ("booking_used"), and as ``one_line`` does."""
        tx, reason = self._tx, one_line(reason, REASON)
        row = find_row(tx, code, lock=True)
        if row.state != "booked":
            raise Refused("booking_used", booking=row.code)
        changed = update(t.booking).where(t.booking.c.id == row.id)
        tx.connection.execute(changed.values(state="cancelled", ended_reason=f"{reason} ({by.actor})"))
        tx.must_notify = True
        return view(tx, row.code)

    def _agency_of(self, arguments: dict[str, Any]) -> str | None:
        structure = self._tx.structure
        key = arguments["service"] if "service" in arguments else find_row(self._tx, arguments["code"]).service_id
        return structure.services[key].agency if key in structure.services else structure.find_service(key).agency


class BookingReads(Reads):
    """Reserved slots."""

    def on(self, day: date | None = None) -> tuple[BookingView, ...]:
        """The bookings of a day in the hall's zone (today's when None), by slot, of the services that are seen."""
        tx, b = self._tx, t.booking.c
        start = datetime.combine(day or tx.local(tx.now()).date(), datetime.min.time(), tzinfo=tx.structure.zone)
        query = booking_rows.QUERY.where(b.slot >= start, b.slot < start + timedelta(days=1)).order_by(b.slot, b.id)
        found = each(lambda row: view_of(tx, row), tx.connection.execute(query))
        return tuple(one for one in found if sight.sees_service(tx, one.service_id))

    def service_of(self, text: str) -> str:
        """The service (id) that a file names by name, id or prefix. Raises Refused("unknown_service")."""
        return self._tx.structure.named_service(text).id

    def steps(self, wanted: Sequence[WantedBooking]) -> tuple[Step | Refused, ...]:
        """What each booking of a file does, or why it cannot be taken in."""
        return steps(self._tx, wanted)
