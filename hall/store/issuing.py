"""Issuing a number: one atomic step per business day and prefix, in the ticket's own transaction."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, insert, literal, select, text
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.errors import Refused
from hall.lifecycle import Action, State
from hall.opening import opening_at
from hall.store import days, requests, tickets
from hall.store import tables as t
from hall.store.engine import TryAgain
from hall.store.structure import LoadedStructure
from hall.store.transaction import CHANNEL, Transaction
from hall.store.types import UtcDateTime
from hall.structure import Service
from hall.views import TicketView


def new_token() -> str:
    """A ticket's secret name on its slip: 80 random bits, 16 upper-case letters and digits 2 to 7."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii")


def issue(
    tx: Transaction,
    service: str,
    *,
    priority: bool,
    request_id: str | None,
    actor: str,
    station: str,
    to_print: bool,
) -> TicketView:
    """Give the next number of ``service`` (id or prefix).

    With ``to_print`` the ticket stays in ``printing`` with a print job beside it until its slip is out; else it
    waits at once. Raises Refused for an unknown or closed service and for a day that cannot be opened.
    """

    def repeated(structure: LoadedStructure) -> TicketView | None:
        """What the same request made before; a late repeat must not be refused, nor open or close a day."""
        if request_id is None:
            return None
        asked = _fingerprint(structure.find_service(service), priority, to_print)
        earlier = requests.earlier_result(tx, request_id, asked)
        return None if earlier is None else tickets.find(tx, str(earlier))

    day = days.held_day(tx) if days.known_to_run(tx) else None
    if day is None:
        made_before = repeated(tx.structure)
        if made_before is not None:
            return made_before
        days.make_ready(tx, actor=actor)
        day = days.held_day(tx)
        if day is None:
            raise TryAgain("the business day was closed a moment ago")
    chosen = day.structure.find_service(service)
    refusal = _closed(day, chosen)
    if refusal is not None:
        made_before = repeated(day.structure)
        if made_before is None:
            raise refusal
        return made_before
    token = new_token()
    values: dict[str, Any] = {
        "day_id": day.id,
        "prefix": chosen.prefix,
        "service_id": chosen.id,
        "priority": priority,
        "state": (State.PRINTING if to_print else State.WAITING).value,
        "token": token,
        "station": station,
        "actor": actor,
        "request_id": request_id or requests.new_request_id(),
        "fingerprint": _fingerprint(chosen, priority, to_print),
    }
    row = _issue_postgres(tx, values) if tx.postgres else _issue_sqlite(tx, values)
    if row is None:
        made_before = repeated(day.structure)
        if made_before is None:
            # Not a repeat: the service was archived after the structure was read.
            raise Refused("unknown_service", service=service)
        return made_before
    return tickets.view_of(row, day.structure, ahead=tickets.count_ahead(tx, row), day=day.date)


def _fingerprint(service: Service, priority: bool, to_print: bool) -> str:
    return requests.fingerprint("issue", service.id, priority, to_print)


def _closed(day: days.IssuingDay, service: Service) -> Refused | None:
    structure = day.structure
    always_open = structure.structure.hall.always_open
    opening = opening_at(day.now, structure.hours_of(service), structure.zone, always_open=always_open)
    return None if opening.is_open else Refused("closed_now", service=service.name, why=opening.sentence("id"))


def _issue_sqlite(tx: Transaction, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    # The request's result is the token, by which a repeat finds the ticket.
    if not requests.take(tx, values["request_id"], values["fingerprint"], values["token"]):
        return None
    now = tx.now()
    numbers = t.day_number
    first = sqlite_insert(numbers).values(day_id=values["day_id"], prefix=values["prefix"], last=1, last_at=now)
    following = first.on_conflict_do_update(
        index_elements=[numbers.c.day_id, numbers.c.prefix],
        # max of two values: a clock that went back within the day does not reorder the queue.
        set_={"last": numbers.c.last + 1, "last_at": func.max(numbers.c.last_at, first.excluded.last_at)},
    ).returning(numbers.c.last, numbers.c.last_at)
    number, at = tx.connection.execute(following).one()
    made = tx.connection.execute(
        insert(t.ticket)
        .values(
            number=number,
            turn=at,
            issued_at=at,
            **{name: values[name] for name in _TICKET_COLUMNS},
        )
        .returning(t.ticket)
    ).one()
    state = State(values["state"])
    tx.log(made.id, made.day_id, Action.ISSUE, None, state, at=at, actor=values["actor"], station=values["station"])
    if state is State.PRINTING:
        tx.connection.execute(
            insert(t.print_job).values(
                ticket_id=made.id, station=values["station"], state="queued", created_at=at, updated_at=at
            )
        )
    return made._mapping


_TICKET_COLUMNS = ("day_id", "prefix", "service_id", "priority", "state", "token", "station")


def _issue_postgres(tx: Transaction, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    parameters = {**values, "given": tx.given_now(), "channel": CHANNEL}
    row = tx.connection.execute(_POSTGRES_ISSUE, parameters).one_or_none()
    return None if row is None else row._mapping


def _build_postgres_issue() -> Any:
    # One round trip: request id, number, ticket, history and print job. clock_timestamp() is read after the
    # number's row lock is held, because transaction time runs backwards between neighbours.
    now = func.coalesce(bindparam("given", type_=UtcDateTime), func.clock_timestamp(), type_=UtcDateTime)
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
            now,
        ).select_from(request),
    )
    numbered = (
        counted.on_conflict_do_update(
            index_elements=[numbers.c.day_id, numbers.c.prefix],
            set_={"last": numbers.c.last + 1, "last_at": func.greatest(numbers.c.last_at, now)},
        )
        .returning(numbers.c.day_id, numbers.c.prefix, numbers.c.last, numbers.c.last_at)
        .cte("numbered")
    )
    c = t.ticket.c
    made = (
        insert(t.ticket)
        .from_select(
            [c.day_id, c.prefix, c.number, c.turn, c.issued_at, c.service_id, c.priority, c.state, c.token, c.station],
            select(
                numbered.c.day_id,
                numbered.c.prefix,
                numbered.c.last,
                numbered.c.last_at,
                numbered.c.last_at,
                *(bindparam(n, type_=c[n].type) for n in ("service_id", "priority", "state", "token", "station")),
            ),
        )
        .returning(t.ticket)
        .cte("made")
    )
    logged = (
        insert(t.ticket_event)
        .from_select(
            ["ticket_id", "day_id", "at", "action", "to_state", "actor", "station"],
            select(
                made.c.id,
                made.c.day_id,
                made.c.issued_at,
                literal(Action.ISSUE.value),
                made.c.state,
                bindparam("actor", type_=t.ticket_event.c.actor.type),
                made.c.station,
            ),
        )
        .cte("logged")
    )
    job = (
        insert(t.print_job)
        .from_select(
            ["ticket_id", "station", "state", "created_at", "updated_at"],
            select(made.c.id, made.c.station, literal("queued"), made.c.issued_at, made.c.issued_at).where(
                made.c.state == State.PRINTING.value
            ),
        )
        .cte("job")
    )
    notified = func.pg_notify(bindparam("channel", type_=c.token.type), text("''"))
    return select(made, notified).add_cte(logged, job)


_POSTGRES_ISSUE = _build_postgres_issue()
