"""Issuing a number: one atomic step per business day and prefix, in the ticket's own transaction."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Integer, String, bindparam, column, func, insert, literal, select, text
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.access import By, Operation
from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.aspect import operation
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import CHANNEL, Transaction
from hall.store.day import days
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
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
        wanted = IssueRequest(service, priority, by, request, to_print, life=life)
        return requests.or_first_answer(tx, by.request_id, wanted.fingerprint, lambda: make(tx, wanted), _made)


def make(tx: Transaction, wanted: IssueRequest) -> TicketView:
    """Make a ticket as ``issue`` does, from a booking too."""
    day = running_day(tx, wanted)
    if isinstance(day, TicketView):
        return day
    chosen = day.structure.find_service(wanted.service)
    refusal = _closed(day, chosen, wanted)
    row = None if refusal is not None else _insert_ticket(tx, wanted.by, _values(day, chosen, wanted))
    if row is None:
        made_before = repeated(tx, wanted, day.structure)
        if made_before is None:
            raise refusal or _why_not(tx, day, chosen, wanted)
        return made_before
    # Postgres has counted them in the same statement: every round trip holds the number's row longer.
    ahead = row["ahead"] if tx.postgres else ticket_rows.count_ahead(tx, row)
    return ticket_rows.view_of(row, day.structure, ahead=ahead, day=day.date)


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
    """Why no number was made: nothing that the statement did for it is kept."""
    requests.forget(tx, wanted.request_id)
    if service.quota is not None and numbers_given(tx, day.id, service.prefix) >= service.quota:
        return Refused("quota_used", service=BothNames(service.name, service.name_en), quota=service.quota)
    # The service was archived after the structure was read.
    return Refused("unknown_service", service=wanted.service)


def numbers_given(tx: Transaction, day_id: int, prefix: str) -> int:
    """How many numbers of a prefix count against its quota on a business day: those given and not cancelled."""
    n = t.day_number.c
    query = select(n.last - n.cancelled).where(n.day_id == day_id, n.prefix == prefix)
    return tx.connection.execute(query).scalar_one_or_none() or 0


def _values(day: days.IssuingDay, service: Service, wanted: IssueRequest) -> dict[str, Any]:
    slot = wanted.booking
    return {
        "day_id": day.id,
        "last_at": day.last_at,
        # A booking has its place already.
        "quota": service.quota if slot is None else None,
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
        "told": _stated(wanted),
    }


def _stated(wanted: IssueRequest) -> dict[str, Any]:
    """What the history tells of a new ticket next to its service, station and moment."""
    stated: dict[str, Any] = {"priority": wanted.priority}
    if wanted.booking is not None:
        stated["booked_for"] = wanted.booking.at.astimezone(UTC).isoformat()
        if wanted.booking.queue_time is not None:
            stated["queue_time"] = wanted.booking.queue_time.astimezone(UTC).isoformat()
    return stated


def _closed(day: days.IssuingDay, service: Service, wanted: IssueRequest) -> Refused | None:
    """Why the service gives no numbers now; a booking may come before its slot, when the service is open then."""
    schedule = day.structure.schedule_of(service)
    if wanted.booking is None:
        opening = opening_at(day.now, schedule)
        fits = opening.gives_numbers
    else:
        opening = opening_at(max(day.now, wanted.booking.at), schedule)
        fits = opening.is_open
    return None if fits else Refused("closed_now", service=BothNames(service.name, service.name_en), why=opening)


def _insert_ticket(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    """The row of the ticket that was made, with its request id, number, history and print job, all or nothing; None
    when the id is known, the quota used up, or the service gone.

    Postgres gets it as one statement, because every round trip holds the number's row longer; SQLite, which has no
    round trips and one writer, as plain steps.
    """
    return _on_postgres(tx, by, values) if tx.postgres else _on_sqlite(tx, by, values)


def _on_sqlite(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    # The request's result is the token, by which a repeat finds the ticket.
    if not requests.take(tx, values["request_id"], values["fingerprint"], values["token"]):
        return None
    counting = {
        "p_day": values["day_id"],
        "p_prefix": values["prefix"],
        "p_at": max(tx.now(), values["last_at"]),
        "p_quota": _NO_QUOTA if values["quota"] is None else values["quota"],
    }
    numbered = tx.run(_NUMBER_SQLITE, counting).one_or_none()
    if numbered is None:
        return None
    number, at = numbered
    columns = {name: values[name] for name in _TICKET_COLUMNS}
    numbers = {"number": number, "queue_time": values["queue_time"] or at, "issued_at": at}
    made = {**_NEW_TICKET, **columns, **numbers, "id": tx.run(_TICKET_SQLITE, {**columns, **numbers}).scalar_one()}
    state, action = State(values["state"]), Action(values["action"])
    tx.log(made, action, None, state, at=at, by=by, station=by.station, made=values["told"])
    if state is State.PRINTING:
        job = {"ticket_id": made["id"], "station": by.station, "state": "queued", "life": values["life"]}
        tx.run(_JOB_SQLITE, {**job, "created_at": at, "updated_at": at})
    return made


def _build_sqlite_number() -> Any:
    numbers = t.day_number
    n = numbers.c
    first = sqlite_insert(numbers).values(
        day_id=bindparam("p_day", type_=n.day_id.type),
        prefix=bindparam("p_prefix", type_=n.prefix.type),
        last=literal(1),
        last_at=bindparam("p_at", type_=UtcDateTime),
    )
    return first.on_conflict_do_update(
        index_elements=[n.day_id, n.prefix],
        # max of two values: a clock that went back within the day does not reorder the queue.
        set_={"last": n.last + 1, "last_at": func.max(n.last_at, first.excluded.last_at)},
        where=n.last - n.cancelled < bindparam("p_quota", type_=Integer),
    ).returning(n.last, n.last_at)


_NO_QUOTA = 2**31 - 1
_NEW_TICKET = {
    "counter_id": None,
    "calls": 0,
    "called_at": None,
    "serving_at": None,
    "ended_at": None,
    "unverified": False,
    "outcome": "",
    "obstacle_id": None,
    "held_reason": "",
    "directed_to": None,
    "directed_until": None,
    "version": 1,
}
"""What a ticket is before anything happened to it."""
_TICKET_COLUMNS = ("day_id", "prefix", "service_id", "priority", "state", "token", "station", "booked_for")

_C = t.ticket.c
# Built once: to build a statement takes longer than to run it.
_NUMBER_SQLITE = Prepared(_build_sqlite_number())
_TICKET_SQLITE = Prepared(insert(t.ticket).returning(_C.id), *_TICKET_COLUMNS, "number", "queue_time", "issued_at")
_JOB_SQLITE = Prepared(insert(t.print_job), "ticket_id", "station", "state", "life", "created_at", "updated_at")


def _on_postgres(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    row = tx.run(_POSTGRES, {**values, "actor": by.actor, "given": tx.given_now(), "channel": CHANNEL}).one_or_none()
    if row is None:
        return None
    # What was sent need not come back.
    return {**_NEW_TICKET, **{name: values[name] for name in _TICKET_COLUMNS}, **row._mapping}


_NOW = "coalesce(:given, clock_timestamp())"
_STAMP = f"greatest({_NOW}, :last_at)"
# clock_timestamp() is read after the number's row lock is held, because transaction time runs backwards between
# neighbours.
_POSTGRES_SQL = f"""
WITH fresh AS (
    INSERT INTO request (id, fingerprint, result, at)
    SELECT :request_id, :fingerprint, to_json(:token), {_NOW} FROM service
    WHERE service.id = :service_id AND NOT service.archived
    ON CONFLICT DO NOTHING RETURNING id
), numbered AS (
    INSERT INTO day_number (day_id, prefix, last, last_at) SELECT :day_id, :prefix, 1, {_STAMP} FROM fresh
    ON CONFLICT (day_id, prefix)
    DO UPDATE SET last = day_number.last + 1, last_at = greatest(day_number.last_at, {_STAMP})
    WHERE day_number.last - day_number.cancelled < coalesce(:quota, {_NO_QUOTA})
    RETURNING day_id, prefix, last, last_at
), made AS (
    INSERT INTO ticket (day_id, prefix, number, queue_time, issued_at, service_id, priority, state, token, station,
        booked_for)
    SELECT day_id, prefix, last, coalesce(:queue_time, last_at), last_at, :service_id, :priority, :state, :token,
        :station, :booked_for
    FROM numbered RETURNING *
), logged AS (
    INSERT INTO ticket_event (ticket_id, day_id, service_id, at, action, to_state, actor, station, after)
    SELECT id, day_id, service_id, issued_at, :action, state, :actor, station, :told FROM made
), job AS (
    INSERT INTO print_job (ticket_id, station, state, life, created_at, updated_at)
    SELECT id, station, 'queued', :life, issued_at, issued_at FROM made WHERE state = '{State.PRINTING}'
)
SELECT made.id, made.number, made.queue_time, made.issued_at, (
    SELECT count(*) FROM (
        SELECT w.id FROM ticket AS w
        WHERE w.service_id = made.service_id AND w.state = '{State.WAITING}' AND (
            (w.priority = made.priority
                AND (w.queue_time < made.queue_time OR (w.queue_time = made.queue_time AND w.id < made.id)))
            OR (w.priority AND NOT made.priority)
        ) LIMIT {ticket_rows.MANY}
    ) AS before
) AS ahead, pg_notify(:channel, '') AS notified FROM made
"""  # noqa: S608 - only constants of our own are written into it

_TEXTS = ("request_id", "fingerprint", "token", "prefix", "service_id", "state", "station", "action", "actor", "life")
_POSTGRES = Prepared(
    text(_POSTGRES_SQL)
    .bindparams(
        *(bindparam(name, type_=String) for name in (*_TEXTS, "channel")),
        *(bindparam(name, type_=UtcDateTime) for name in ("given", "last_at", "queue_time", "booked_for")),
        bindparam("day_id", type_=_C.day_id.type),
        bindparam("quota", type_=Integer),
        bindparam("priority", type_=_C.priority.type),
        bindparam("told", type_=t.ticket_event.c.after.type),
    )
    # All columns, in their order: only then SQLAlchemy remembers how to read the result.
    .columns(
        *(column(name, _C[name].type) for name in ("id", "number", "queue_time", "issued_at")),
        column("ahead", Integer),
        column("notified", String),
    )
)
