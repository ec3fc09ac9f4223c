"""Issuing a number: one atomic step per business day and prefix, in the ticket's own transaction."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import Integer, and_, bindparam, delete, func, insert, literal, or_, select, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.column_types import UtcDateTime
from hall.store.database.transaction import CHANNEL, Transaction
from hall.store.day import days
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
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
    request_id: str
    actor: str
    station: str
    to_print: bool
    booking: Slot | None = None
    life: str = ""

    def fingerprint(self, service_id: str) -> str:
        """What was asked, for the request id."""
        if self.booking is not None:
            return requests.fingerprint("check_in", self.booking.code, self.to_print)
        return requests.named("issue", service_id, self.service, self.priority, self.to_print)


def issue(
    tx: Transaction,
    service: str,
    *,
    priority: bool,
    request_id: str | None,
    actor: str,
    station: str,
    to_print: bool,
    life: str = "",
) -> TicketView:
    """Give the next number of ``service`` (id or prefix).

    With ``to_print`` the ticket stays in ``printing`` with a print job beside it, of the kiosk's ``life``, until its
    slip is out; else it waits at once. Raises Refused for an unknown or closed service, for one whose quota is used up,
    and for a day that cannot be opened.
    """
    request = request_id or requests.new_request_id()
    wish = IssueRequest(service, priority, request, actor, station, to_print, life=life)
    return requests.or_first_answer(tx, request_id, wish.fingerprint(""), partial(make, tx, wish), partial(_made, tx))


def make(tx: Transaction, wish: IssueRequest) -> TicketView:
    """Make a ticket as ``issue`` does, from a booking too."""
    day = running_day(tx, wish)
    if isinstance(day, TicketView):
        return day
    chosen = day.structure.find_service(wish.service)
    refusal = _closed(day, chosen, wish)
    row = None if refusal is not None else _insert(tx, _values(day, chosen, wish))
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
    return days.day_to_issue_on(tx, actor=wish.actor)


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
        "station": wish.station,
        "life": wish.life,
        "actor": wish.actor,
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


def _insert(tx: Transaction, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    return _issue_postgres(tx, values) if tx.postgres else _issue_sqlite(tx, values)


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


def _issue_sqlite(tx: Transaction, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    # The request's result is the token, by which a repeat finds the ticket.
    if not requests.take(tx, values["request_id"], values["fingerprint"], values["token"]):
        return None
    counting = {
        "p_day": values["day_id"],
        "p_prefix": values["prefix"],
        "p_at": max(tx.now(), values["last_at"]),
        "p_quota": _NO_QUOTA if values["quota"] is None else values["quota"],
    }
    numbered = tx.connection.execute(_NUMBER_SQLITE, counting).one_or_none()
    if numbered is None:
        return None
    number, at = numbered
    columns = {name: values[name] for name in _TICKET_COLUMNS}
    row = {**columns, "number": number, "queue_time": values["queue_time"] or at, "issued_at": at}
    made = tx.connection.execute(_TICKET_SQLITE, row).one()
    state, action = State(values["state"]), Action(values["action"])
    who = {"actor": values["actor"], "station": values["station"]}
    tx.log(made._mapping, action, None, state, at=at, **who, made=values["told"])
    if state is State.PRINTING:
        job = {
            "ticket_id": made.id,
            "station": values["station"],
            "state": "queued",
            "life": values["life"],
            "created_at": at,
            "updated_at": at,
        }
        tx.connection.execute(_JOB_SQLITE, job)
    return made._mapping


def _build_sqlite_number() -> Any:
    numbers = t.day_number
    n = numbers.c
    values = {
        "day_id": bindparam("p_day", type_=n.day_id.type),
        "prefix": bindparam("p_prefix", type_=n.prefix.type),
        "last": literal(1),
        "last_at": bindparam("p_at", type_=UtcDateTime),
    }
    first = sqlite_insert(numbers).values(**values)
    return first.on_conflict_do_update(
        index_elements=[n.day_id, n.prefix],
        # max of two values: a clock that went back within the day does not reorder the queue.
        set_={"last": n.last + 1, "last_at": func.max(n.last_at, first.excluded.last_at)},
        where=n.last - n.cancelled < bindparam("p_quota", type_=Integer),
    ).returning(n.last, n.last_at)


# Built once: to build a statement takes longer than to run it.
_NUMBER_SQLITE = _build_sqlite_number()
_TICKET_SQLITE = insert(t.ticket).returning(t.ticket)
_JOB_SQLITE = insert(t.print_job)
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


def _issue_postgres(tx: Transaction, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    parameters = {**values, "given": tx.given_now(), "channel": CHANNEL}
    row = tx.connection.execute(_POSTGRES_ISSUE, parameters).one_or_none()
    if row is None:
        return None
    # What was sent need not come back.
    return {**_NEW_TICKET, **{name: values[name] for name in _TICKET_COLUMNS}, **row._mapping}


def _build_postgres_issue() -> Any:
    # One round trip: request id, number, ticket, history and print job. clock_timestamp() is read after the
    # number's row lock is held, because transaction time runs backwards between neighbours.
    now = func.coalesce(bindparam("given", type_=UtcDateTime), func.clock_timestamp(), type_=UtcDateTime)
    stamp = func.greatest(now, bindparam("last_at", type_=UtcDateTime))
    quota = bindparam("quota", type_=Integer)
    request = (
        postgres_insert(t.request)
        .from_select(
            ["id", "fingerprint", "result", "at"],
            select(
                bindparam("request_id", type_=t.request.c.id.type),
                bindparam("fingerprint", type_=t.request.c.fingerprint.type),
                func.to_json(bindparam("token", type_=t.ticket.c.token.type)),
                now,
            ).where(t.service.c.id == bindparam("service_id", type_=t.service.c.id.type), ~t.service.c.archived),
        )
        .on_conflict_do_nothing()
        .returning(t.request.c.id)
        .cte("fresh")
    )
    numbers = t.day_number
    counted = postgres_insert(numbers).from_select(
        ["day_id", "prefix", "last", "last_at"],
        select(
            bindparam("day_id", type_=numbers.c.day_id.type),
            bindparam("prefix", type_=numbers.c.prefix.type),
            literal(1),
            stamp,
        ).select_from(request),
    )
    numbered = (
        counted.on_conflict_do_update(
            index_elements=[numbers.c.day_id, numbers.c.prefix],
            set_={"last": numbers.c.last + 1, "last_at": func.greatest(numbers.c.last_at, stamp)},
            where=numbers.c.last - numbers.c.cancelled < func.coalesce(quota, _NO_QUOTA),
        )
        .returning(numbers.c.day_id, numbers.c.prefix, numbers.c.last, numbers.c.last_at)
        .cte("numbered")
    )
    c = t.ticket.c
    bound = ("service_id", "priority", "state", "token", "station", "booked_for")
    made = (
        insert(t.ticket)
        .from_select(
            [c.day_id, c.prefix, c.number, c.queue_time, c.issued_at, *(c[name] for name in bound)],
            select(
                numbered.c.day_id,
                numbered.c.prefix,
                numbered.c.last,
                func.coalesce(bindparam("queue_time", type_=UtcDateTime), numbered.c.last_at),
                numbered.c.last_at,
                *(bindparam(name, type_=c[name].type) for name in bound),
            ),
        )
        .returning(t.ticket)
        .cte("made")
    )
    logged = (
        insert(t.ticket_event)
        .from_select(
            ["ticket_id", "day_id", "service_id", "at", "action", "to_state", "actor", "station", "after"],
            select(
                made.c.id,
                made.c.day_id,
                made.c.service_id,
                made.c.issued_at,
                bindparam("action", type_=t.ticket_event.c.action.type),
                made.c.state,
                bindparam("actor", type_=t.ticket_event.c.actor.type),
                made.c.station,
                bindparam("told", type_=t.ticket_event.c.after.type),
            ),
        )
        .cte("logged")
    )
    job = (
        insert(t.print_job)
        .from_select(
            ["ticket_id", "station", "state", "life", "created_at", "updated_at"],
            select(
                made.c.id,
                made.c.station,
                literal("queued"),
                bindparam("life", type_=t.print_job.c.life.type),
                made.c.issued_at,
                made.c.issued_at,
            ).where(made.c.state == State.PRINTING.value),
        )
        .cte("job")
    )
    notified = func.pg_notify(bindparam("channel", type_=c.token.type), text("''"))
    w = t.ticket.alias("w")
    earlier = or_(w.c.queue_time < made.c.queue_time, and_(w.c.queue_time == made.c.queue_time, w.c.id < made.c.id))
    before = or_(and_(w.c.priority == made.c.priority, earlier), and_(w.c.priority, ~made.c.priority))
    waiting = w.c.state == literal(State.WAITING.value, literal_execute=True)
    rows = select(w.c.id).where(w.c.service_id == made.c.service_id, waiting, before).correlate(made)
    ahead = select(func.count()).select_from(rows.limit(ticket_rows.MANY).subquery())
    returned = (made.c.id, made.c.number, made.c.queue_time, made.c.issued_at)
    return select(*returned, ahead.scalar_subquery().label("ahead"), notified).add_cte(logged, job)


_POSTGRES_ISSUE = _build_postgres_issue()
