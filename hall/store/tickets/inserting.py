"""Writing a new ticket: all or nothing, with its request id, number, history and print job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, String, bindparam, column, func, insert, literal, text
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.access import By
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import CHANNEL, Transaction
from hall.store.tickets import ticket_rows


def insert_ticket(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    """The row of the ticket that was made, with its request id, number, history and print job, all or nothing; None
    when the id is known, the quota used up, or the service gone.

    Postgres gets it as one statement, because every round trip holds the number's row longer; SQLite, which has no
    round trips and one writer, as plain steps.
    """
    return on_postgres(tx, by, values) if tx.postgres else _on_sqlite(tx, by, values)


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


def on_postgres(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    """``insert_ticket`` in one statement. None also when the day, the structure or the opening is not as ``values``
    have it: the day is held as it looks, and nobody is waited for who holds it."""
    row = tx.run(_POSTGRES, {**values, "actor": by.actor, "given": tx.given_now(), "channel": CHANNEL}).one_or_none()
    if row is None:
        return None
    # What was sent need not come back.
    return {**_NEW_TICKET, **{name: values[name] for name in _TICKET_COLUMNS}, **row._mapping}


_NOW = "coalesce(:given, clock_timestamp())"
_STAMP = f"greatest({_NOW}, ground.last_at)"
# clock_timestamp() is read after the number's row lock is held, because transaction time runs backwards between
# neighbours.
_POSTGRES_SQL = f"""
WITH ground AS (
    SELECT day.id, coalesce(:last_at, (
        SELECT max(n.last_at) FROM day_number AS n
        WHERE n.day_id = day.id AND CAST(n.last_at AS VARCHAR) LIKE '2___-__-__ __:__:__%'
    )) AS last_at
    FROM hall CROSS JOIN (
        SELECT id FROM business_day WHERE id = :day_id AND closed_at IS NULL FOR SHARE SKIP LOCKED
    ) AS day
    WHERE hall.revision = :revision AND {_NOW} >= :since AND {_NOW} < :until
), fresh AS (
    INSERT INTO request (id, fingerprint, result, at)
    SELECT :request_id, :fingerprint, to_json(:token), {_NOW} FROM service CROSS JOIN ground
    WHERE service.id = :service_id AND NOT service.archived
    ON CONFLICT DO NOTHING RETURNING id
), numbered AS (
    INSERT INTO day_number (day_id, prefix, last, last_at)
    SELECT ground.id, :prefix, 1, {_STAMP} FROM fresh CROSS JOIN ground
    ON CONFLICT (day_id, prefix)
    DO UPDATE SET last = day_number.last + 1, last_at = greatest(day_number.last_at, excluded.last_at, {_NOW})
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
_TIMES = ("given", "last_at", "since", "until", "queue_time", "booked_for")
_POSTGRES = Prepared(
    text(_POSTGRES_SQL)
    .bindparams(
        *(bindparam(name, type_=String) for name in (*_TEXTS, "channel")),
        *(bindparam(name, type_=UtcDateTime) for name in _TIMES),
        bindparam("revision", type_=t.hall.c.revision.type),
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
