"""Issuing a number: one atomic step per business day and prefix, in the ticket's own transaction."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, select

from hall.access import By, Operation
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.new_ticket import insert_ticket
from hall.store.tickets.ticket_rows import TicketAspect
from hall.structure import Service
from hall.views import TicketView
from hall.wording import BothNames


def new_token() -> str:
    """A ticket's secret name on its slip: 80 random bits, 16 upper-case letters and digits 2 to 7."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


@dataclass(frozen=True, slots=True)
class Slot:
    """The booking that becomes a ticket: its code, its slot, and its turn, None for the moment of the check-in."""

    code: str
    at: datetime
    queue_time: datetime | None


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What is asked for when a ticket is made; ``booking`` is the slot of one that checks in, ``life`` the random id of
    the kiosk's life that prints the slip."""

    service: str
    priority: bool
    by: By
    request_id: str
    to_print: bool
    booking: Slot | None = None
    life: str = ""

    def fingerprint(self, service_id: str) -> str:
        """What was asked, for the request id."""
        if self.booking is not None:
            return requests.fingerprint(Operation.CHECK_IN, self.booking.code, self.to_print)
        return requests.named(Operation.ISSUE, service_id, self.service, self.priority, self.to_print)


class Issuing(TicketAspect):
    """Giving numbers."""

    @operation(Operation.ISSUE)
    def issue(
        self, service: str, by: By, *, priority: bool = False, to_print: bool = False, life: str = ""
    ) -> TicketView:
        """Give the next number of ``service`` (id or prefix).

        With ``to_print`` the ticket stays in ``printing`` with a print job of the kiosk's ``life``, until its slip is
        out; else it waits at once. Raises Refused for an unknown or closed service, for one whose quota is used up, and
        for a day that cannot be opened.
        """
        tx, request = self._tx, by.request_id or requests.new_request_id()
        wish = IssueRequest(service, priority, by, request, to_print, life=life)
        asked = wish.fingerprint("")
        return requests.or_first_answer(tx, by.request_id, asked, lambda: make(tx, wish), _made)


def make(tx: Transaction, wish: IssueRequest) -> TicketView:
    """Make a ticket as ``issue`` does, from a booking too."""
    day = running_day(tx, wish)
    if isinstance(day, TicketView):
        return day
    chosen = day.structure.find_service(wish.service)
    refusal = _closed(day, chosen, wish)
    row = None if refusal is not None else insert_ticket(tx, wish.by, _values(day, chosen, wish))
    if row is None:
        made_before = repeated(tx, wish, day.structure)
        if made_before is None:
            raise refusal or _why_not(tx, day, chosen, wish)
        return made_before
    # Postgres has counted them in the same statement: every round trip holds the number's row longer.
    ahead = row["ahead"] if tx.postgres else ticket_rows.count_ahead(tx, row)
    return ticket_rows.view_of(row, day.structure, ahead=ahead, day=day.date)


def running_day(tx: Transaction, wish: IssueRequest) -> days.IssuingDay | TicketView:
    """The open business day, held; or what the same request made before.

    A late repeat must not be refused, nor open or close a day. Raises Refused when no day can be opened.
    """
    day = days.running_day(tx)
    if day is not None:
        return day
    made_before = repeated(tx, wish, tx.structure)
    if made_before is not None:
        return made_before
    return days.day_to_issue_on(tx, wish.by)


def repeated(tx: Transaction, wish: IssueRequest, structure: LoadedStructure) -> TicketView | None:
    """What the same request made before."""
    service_id = "" if wish.booking is not None else structure.find_service(wish.service).id
    earlier = requests.earlier_result(tx, wish.request_id, wish.fingerprint(service_id))
    return None if earlier is None else _made(tx, earlier)


def _made(tx: Transaction, token: object) -> TicketView:
    """The ticket that a request made, found by its token, which is the request's result."""
    query = ticket_rows.with_date().where(t.ticket.c.token == str(token))
    return ticket_rows.full_view(tx, tx.connection.execute(query).one()._mapping)


def _why_not(tx: Transaction, day: days.IssuingDay, service: Service, wish: IssueRequest) -> Refused:
    """Why no number was made: nothing that the statement did for it is kept."""
    tx.connection.execute(delete(t.request).where(t.request.c.id == wish.request_id))
    if service.quota is not None and numbers_given(tx, day.id, service.prefix) >= service.quota:
        return Refused("quota_used", service=BothNames(service.name, service.name_en), quota=service.quota)
    # The service was archived after the structure was read.
    return Refused("unknown_service", service=wish.service)


def numbers_given(tx: Transaction, day_id: int, prefix: str) -> int:
    """How many numbers of a prefix count against its quota on a business day: those given and not cancelled."""
    n = t.day_number.c
    query = select(n.last - n.cancelled).where(n.day_id == day_id, n.prefix == prefix)
    return tx.connection.execute(query).scalar_one_or_none() or 0


def _values(day: days.IssuingDay, service: Service, wish: IssueRequest) -> dict[str, Any]:
    slot = wish.booking
    return {
        "day_id": day.id,
        "last_at": day.last_at,
        # A booking has its place already.
        "quota": service.quota if slot is None else None,
        "prefix": service.prefix,
        "service_id": service.id,
        "priority": wish.priority,
        "state": (State.PRINTING if wish.to_print else State.WAITING).value,
        "token": new_token(),
        "station": wish.by.station,
        "life": wish.life,
        "request_id": wish.request_id,
        "fingerprint": wish.fingerprint(service.id),
        "action": (Action.ISSUE if slot is None else Action.CHECK_IN).value,
        "queue_time": None if slot is None else slot.queue_time,
        "booked_for": None if slot is None else slot.at,
        "told": _told(wish),
    }


def _told(wish: IssueRequest) -> dict[str, Any]:
    """What the history tells of a new ticket beside its service, station and moment."""
    told: dict[str, Any] = {"priority": wish.priority}
    if wish.booking is not None:
        told["booked_for"] = wish.booking.at.astimezone(UTC).isoformat()
        if wish.booking.queue_time is not None:
            told["queue_time"] = wish.booking.queue_time.astimezone(UTC).isoformat()
    return told


def _closed(day: days.IssuingDay, service: Service, wish: IssueRequest) -> Refused | None:
    """Why the service gives no numbers now; a booking may come before its slot, when the service is open then."""
    schedule = day.structure.schedule_of(service)
    if wish.booking is None:
        opening = opening_at(day.now, schedule)
        fits = opening.gives_numbers
    else:
        opening = opening_at(max(day.now, wish.booking.at), schedule)
        fits = opening.is_open
    return None if fits else Refused("closed_now", service=BothNames(service.name, service.name_en), why=opening)
