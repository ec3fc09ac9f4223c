"""Issuing a number: one atomic step per business day and prefix, in the ticket's own transaction."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from hall.access import By, Operation
from hall.errors import Refused
from hall.estimating.shown import too_late
from hall.lifecycle import Action, State
from hall.numbering import MOST_FILES
from hall.opening import opening_at, steady_until
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.estimates.given import give
from hall.store.structure.loaded import LoadedStructure
from hall.store.structure.structure_cache import Ground
from hall.store.tickets import ticket_rows
from hall.store.tickets.inserting import insert_ticket
from hall.store.tickets.ticket_rows import TicketAspect
from hall.structure import Service
from hall.translator import LANGUAGE_CODE
from hall.views import TicketView
from hall.wording import BothNames


def new_token() -> str:
    """A ticket's secret name on its slip: 80 random bits, 16 upper-case letters and digits 2 to 7."""
    return secrets.token_bytes(16).translate(_SIGNS).decode("ascii")


_SIGNS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 8
"""For each byte one of 32 characters, all of them equally likely."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The booking that becomes a ticket: its code, its slot, and its turn, None for the moment of the check-in: it has
    lapsed, and given its place back."""

    code: str
    at: datetime
    queue_time: datetime | None

    @property
    def has_place(self) -> bool:
        """Whether it needs none of the quota, and may come after the cut-off."""
        return self.queue_time is not None


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What is asked for when a ticket is made; ``booking`` is the slot of one that checks in, ``life`` the random id of
    the kiosk's life that prints the slip, ``language`` the one that its visitor chose, ``files`` how many files or
    persons it is for."""

    service: str
    priority: bool
    by: By
    request_id: str
    to_print: bool
    booking: Slot | None = None
    life: str = ""
    language: str = ""
    files: int = 1

    def fingerprint(self, service_id: str) -> str:
        """What was asked, for the request id."""
        several = (self.files,) if self.files > 1 else ()
        if self.booking is not None:
            return requests.fingerprint(Operation.CHECK_IN, self.booking.code, self.to_print, *several)
        return requests.named(Operation.ISSUE, service_id, self.service, self.priority, self.to_print, *several)


def language_of(text: str) -> str:
    """The code of a language, empty for what is none."""
    return text if LANGUAGE_CODE.fullmatch(text) else ""


def files_of(count: int) -> int:
    """How many files or persons a number is for. Raises Refused("files_count")."""
    if not 1 <= count <= MOST_FILES:
        raise Refused("files_count", most=MOST_FILES)
    return count


class Issuing(TicketAspect):
    """Giving numbers."""

    @operation(Operation.ISSUE, prepares=True)
    def issue(
        self,
        service: str,
        by: By,
        *,
        priority: bool = False,
        to_print: bool = False,
        life: str = "",
        language: str = "",
        files: int = 1,
    ) -> TicketView:
        """Give the next number of ``service`` (id or prefix). ``language`` is the code of the one that its visitor
        chose: slip and call are in it too. What is no such code is as if nobody had chosen.

        With ``to_print`` the ticket stays in ``printing`` with a print job of the kiosk's ``life``, until its slip is
        out; else it waits at once. It is for ``files`` files or persons, up to ``MOST_FILES``. Raises
        Refused("files_count"), and for an unknown or closed service, for one whose quota is used up, and
        for a day that cannot be opened.
        """
        tx, request = self._tx, by.request_id or requests.new_request_id()
        more = None, life, language_of(language), files_of(files)
        wanted = IssueRequest(service, priority, by, request, to_print, *more)
        return requests.or_first_answer(tx, by.request_id, wanted.fingerprint, lambda: make(tx, wanted), _made)


def make(tx: Transaction, wanted: IssueRequest) -> TicketView:
    """Make a ticket as ``issue`` does, from a booking too."""
    made = _made_on_known_ground(tx, wanted)
    if made is not None:
        return made
    tx.begin()
    day = running_day(tx, wanted)
    if isinstance(day, TicketView):
        return day
    chosen = day.structure.find_service(wanted.service)
    refusal = _closed(tx, day, chosen, wanted)
    if refusal is None:
        ground = _ground(tx, day, chosen, wanted)
        row = insert_ticket(tx, wanted.by, _values(tx, ground, chosen, wanted))
        if row is not None:
            return _view(tx, row, ground, wanted)
    made_before = repeated(tx, wanted, day.structure)
    if made_before is None:
        raise refusal or _why_not(tx, day, chosen, wanted)
    return made_before


def _made_on_known_ground(tx: Transaction, wanted: IssueRequest) -> TicketView | None:
    """The ticket, made on what the last number of its service was given on, which its statements prove; None when
    something of it has changed, and all must be asked anew."""
    structure = tx.cache.latest() if wanted.booking is None else None
    if structure is None or not structure.knows_service(wanted.service):
        return None
    service = structure.find_service(wanted.service)
    ground = tx.cache.grounds.get(service.id)
    if ground is None or ground.structure is not structure or _comes_late(tx, structure, service, wanted):
        return None
    row = insert_ticket(tx, wanted.by, _values(tx, ground, service, wanted))
    return None if row is None else _view(tx, row, ground, wanted)


def _ground(tx: Transaction, day: days.IssuingDay, service: Service, wanted: IssueRequest) -> Ground:
    """What the number is given on; kept for the next one of the service while the day runs."""
    known = tx.cache.grounds.get(service.id)
    if known is not None and known.day_id == day.id and _holds(known, day):
        return known
    until = steady_until(day.now, day.structure.schedule_of(service))
    ground = Ground(day.id, day.date, day.structure, day.now, until)
    if day.runs and wanted.booking is None and tx.cache.day_end is not None:
        tx.cache.grounds[service.id] = replace(ground, until=min(until, tx.cache.day_end))
    return ground


def _holds(known: Ground, day: days.IssuingDay) -> bool:
    """Whether the service still gives numbers on the day, as far as its opening decides."""
    return known.structure is day.structure and known.since <= day.now < known.until


def _view(tx: Transaction, row: Mapping[Any, Any], ground: Ground, wanted: IssueRequest) -> TicketView:
    tx.cache.waits.gave(row["id"], row["service_id"], row["issued_at"], priority=wanted.priority)
    if wanted.booking is None:
        tx.applied()
    # Postgres has counted them in the same statement: every round trip holds the number's row longer.
    ahead = row["ahead"] if tx.postgres else ticket_rows.count_ahead(tx, row)
    return ticket_rows.view_of(row, ground.structure, ahead=ahead, day=ground.date)


def running_day(tx: Transaction, wanted: IssueRequest) -> days.IssuingDay | TicketView:
    """The open business day, held; or what the same request made before.

    A late repeat must not be refused, nor open or close a day. Raises Refused when no day can be opened.
    """
    day = days.running_day(tx)
    if day is not None:
        return day
    made_before = repeated(tx, wanted, tx.structure)
    if made_before is not None:
        return made_before
    return days.day_to_issue_on(tx, wanted.by)


def repeated(tx: Transaction, wanted: IssueRequest, structure: LoadedStructure) -> TicketView | None:
    """What the same request made before."""
    service_id = "" if wanted.booking is not None else structure.find_service(wanted.service).id
    earlier = requests.earlier_result(tx, wanted.request_id, wanted.fingerprint(service_id))
    return None if earlier is None else _made(tx, earlier)


def _made(tx: Transaction, token: object) -> TicketView:
    """The ticket that a request made, found by its token, which is the request's result."""
    return ticket_rows.full_view(
        tx, tx.connection.execute(ticket_rows.with_date().where(t.ticket.c.token == str(token))).one()._mapping
    )


def _why_not(tx: Transaction, day: days.IssuingDay, service: Service, wanted: IssueRequest) -> Refused:
    """Why no number was made."""
    if service.quota is not None and numbers_given(tx, day.id, service.prefix) >= service.quota:
        return Refused("quota_used", service=BothNames.of(service), quota=service.quota)
    # The service was archived after the structure was read.
    return Refused("unknown_service", service=wanted.service)


def numbers_given(tx: Transaction, day_id: int, prefix: str) -> int:
    """How many numbers of a prefix count against its quota on a business day: those given and not cancelled."""
    n = t.day_number.c
    query = select(n.last - n.cancelled).where(n.day_id == day_id, n.prefix == prefix)
    return tx.connection.execute(query).scalar_one_or_none() or 0


def _values(tx: Transaction, ground: Ground, service: Service, wanted: IssueRequest) -> dict[str, Any]:
    slot = wanted.booking
    answer = tx.cache.waits.to_give(tx, service.id, priority=wanted.priority)
    told = _stated(wanted)
    return {
        **give(answer, told),
        "day_id": ground.day_id,
        "revision": ground.structure.revision,
        "since": ground.since,
        "until": ground.until,
        # A booking has its place already.
        "quota": None if slot is not None and slot.has_place else service.quota,
        "prefix": service.prefix,
        "service_id": service.id,
        "priority": wanted.priority,
        "state": (State.PRINTING if wanted.to_print else State.WAITING).value,
        "token": new_token(),
        "station": wanted.by.station,
        "life": wanted.life,
        "request_id": wanted.request_id,
        "fingerprint": wanted.fingerprint(service.id),
        "action": (Action.ISSUE if slot is None else Action.CHECK_IN).value,
        "queue_time": None if slot is None else slot.queue_time,
        "booked_for": None if slot is None else slot.at,
        "language": wanted.language,
        "files": wanted.files,
        "told": told,
    }


def _stated(wanted: IssueRequest) -> dict[str, Any]:
    """What the history tells of a new ticket next to its service, station and moment."""
    stated: dict[str, Any] = {"priority": wanted.priority}
    if wanted.language:
        stated["language"] = wanted.language
    if wanted.files > 1:
        stated["files"] = wanted.files
    if wanted.booking is not None:
        stated["booked_for"] = wanted.booking.at.astimezone(UTC).isoformat()
        if wanted.booking.queue_time is not None:
            stated["queue_time"] = wanted.booking.queue_time.astimezone(UTC).isoformat()
    return stated


def _closed(tx: Transaction, day: days.IssuingDay, service: Service, wanted: IssueRequest) -> Refused | None:
    """Why the service gives no numbers now; a booking that holds may come before its slot, when the service is open
    then."""
    known, late = tx.cache.grounds.get(service.id), _comes_late(tx, day.structure, service, wanted)
    if known is not None and _holds(known, day) and not late:
        return None
    schedule = day.structure.schedule_of(service)
    if wanted.booking is None or not wanted.booking.has_place:
        opening = opening_at(day.now, schedule, too_late=late)
        fits = opening.gives_numbers
    else:
        opening = opening_at(max(day.now, wanted.booking.at), schedule)
        fits = opening.is_open
    return None if fits else Refused("closed_now", service=BothNames.of(service), why=opening)


def _comes_late(tx: Transaction, structure: LoadedStructure, service: Service, wanted: IssueRequest) -> bool:
    """Whether the number would hardly be served before the service closes, in a hall that gives no such numbers; a
    booking has its place."""
    rules = structure.structure.hall.rules
    if rules.after_closing != "stop" or (wanted.booking is not None and wanted.booking.has_place):
        return False
    answer = tx.cache.waits.to_give(tx, service.id, priority=wanted.priority)
    return answer is not None and too_late(rules, answer.shown)
