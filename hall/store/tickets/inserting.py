"""Writing a new ticket: all or nothing, with its request id, number, history and print job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Integer, String, bindparam, column, func, insert, literal, select, text, true
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from hall.access import By
from hall.lifecycle import Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import CHANNEL, Transaction, is_time
from hall.store.tickets import ticket_rows


def insert_ticket(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    """The row of the ticket that was made, with its request id, number, history and print job, all or nothing; None
    when the id is known, the quota used up, the service gone, or the day, the structure or the opening is not as
    ``values`` have it. The day is held as it looks, and nobody is waited for who holds it.

    Postgres gets it as one statement, because every round trip holds the number's row longer; SQLite, which has no
    round trips and one writer, as plain steps.
    """
    return _on_postgres(tx, by, values) if tx.postgres else _on_sqlite(tx, by, values)


def _on_sqlite(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    tx.begin()
    now = tx.now()
    if not values["since"] <= now < values["until"]:
        return None
    # The request's result is the token, by which a repeat finds the ticket.
    if not tx.run(_REQUEST_SQLITE, {**values, "now": now}).count:
        return None
    numbered = tx.run(_NUMBER_SQLITE, {**values, "now": now}).one_or_none()
    if numbered is None:
        requests.forget(tx, values["request_id"])
        return None
    number, at = numbered
    columns = {name: values[name] for name in _TICKET_COLUMNS}
    columns |= {"number": number, "queue_time": values["queue_time"] or at, "issued_at": at}
    made = {**_NEW_TICKET, **columns, "id": tx.run(_TICKET_SQLITE, columns).last_id}
    state, action = State(values["state"]), Action(values["action"])
    tx.log(made, action, None, state, at=at, by=by, station=by.station, made=values["told"])
    if state is State.PRINTING:
        job = {"ticket_id": made["id"], "station": by.station, "state": "queued", "life": values["life"]}
        tx.run(_JOB_SQLITE, {**job, "created_at": at, "updated_at": at})
    return made


def _build_sqlite_request() -> Any:
    """The request id, if the ground still holds."""
    r, day = t.request.c, t.business_day.c
    values = (
        bindparam("request_id", type_=r.id.type),
        bindparam("fingerprint", type_=r.fingerprint.type),
        bindparam("token", type_=r.result.type),
        bindparam("now", type_=UtcDateTime),
    )
    holds = (
        t.hall.c.revision == bindparam("revision", type_=t.hall.c.revision.type),
        day.id == bindparam("day_id", type_=day.id.type),
        day.closed_at.is_(None),
    )
    ground = select(*values).select_from(t.hall.join(t.business_day, true())).where(*holds)
    return sqlite_insert(t.request).from_select(_REQUEST, ground).on_conflict_do_nothing()


def _build_sqlite_number() -> Any:
    numbers, latest = t.day_number, t.day_number.alias("latest")
    n, day, now = numbers.c, bindparam("day_id", type_=t.day_number.c.day_id.type), bindparam("now", type_=UtcDateTime)
    # A clock that went back within the day puts no number before one that was given.
    stamp = select(func.max(latest.c.last_at)).where(latest.c.day_id == day, is_time(latest.c.last_at))
    first = sqlite_insert(numbers).values(
        day_id=day,
        prefix=bindparam("prefix", type_=n.prefix.type),
        last=literal(1),
        last_at=func.max(now, func.coalesce(stamp.scalar_subquery(), now)),
    )
    return first.on_conflict_do_update(
        index_elements=[n.day_id, n.prefix],
        set_={"last": n.last + 1, "last_at": func.max(n.last_at, first.excluded.last_at)},
        where=n.last - n.cancelled < func.coalesce(bindparam("quota", type_=Integer), _NO_QUOTA),
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
_TICKET_COLUMNS = (
    *("day_id", "prefix", "service_id", "priority", "state", "token", "station", "booked_for", "language", "files"),
    *("wait_low", "wait_middle", "wait_high", "wait_ahead", "wait_note"),
)

_REQUEST = ("id", "fingerprint", "result", "at")

_C = t.ticket.c
# Built once: to build a statement takes longer than to run it.
_REQUEST_SQLITE = Prepared(_build_sqlite_request())
_NUMBER_SQLITE = Prepared(_build_sqlite_number())
# What it has made is known already: to return it, SQLite would keep it in a table of its own first.
_TICKET_SQLITE = Prepared(insert(t.ticket), *_TICKET_COLUMNS, "number", "queue_time", "issued_at")
_JOB_SQLITE = Prepared(insert(t.print_job), "ticket_id", "station", "state", "life", "created_at", "updated_at")


def _on_postgres(tx: Transaction, by: By, values: Mapping[str, Any]) -> Mapping[Any, Any] | None:
    given = {"actor": by.actor, "given": tx.given_now(), "channel": CHANNEL}
    # Where a quota may leave a request without a number, it is taken back before anything is committed.
    run = tx.run_alone if values["quota"] is None else tx.run
    row = run(_POSTGRES, {**values, **given}).one_or_none()
    if row is None:
        return None
    if row.id is None:
        requests.forget(tx, values["request_id"])
        return None
    # What was sent need not come back.
    return {**_NEW_TICKET, **{name: values[name] for name in _TICKET_COLUMNS}, **row._mapping}


_NOW = "coalesce(:given, clock_timestamp())"
_STAMP = f"greatest({_NOW}, ground.last_at)"
# What was said of the wait is in the history already: five values less to send, in the kiosk's own time.
# clock_timestamp() is read after the number's row lock is held, because transaction time runs backwards between
# neighbours.
_POSTGRES_SQL = f"""
WITH ground AS (
    SELECT day.id, (
        SELECT max(n.last_at) FROM day_number AS n
        WHERE n.day_id = day.id AND CAST(n.last_at AS VARCHAR) LIKE '2___-__-__ __:__:__%'
    ) AS last_at
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
        booked_for, language, files, wait_low, wait_middle, wait_high, wait_ahead, wait_note)
    SELECT day_id, prefix, last, coalesce(:queue_time, last_at), last_at, :service_id, :priority, :state, :token,
        :station, :booked_for, :language, :files, wait_low, wait_middle, wait_high, wait_ahead, coalesce(wait_note, '')
    FROM numbered CROSS JOIN json_to_record(:told)
        AS said(wait_low FLOAT, wait_middle FLOAT, wait_high FLOAT, wait_ahead INTEGER, wait_note VARCHAR)
    RETURNING *
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
) AS ahead, pg_notify(:channel, '') AS notified FROM fresh LEFT JOIN made ON true
"""  # noqa: S608 - only constants of our own are written into it

_TEXTS = (
    "request_id",
    "fingerprint",
    "token",
    "prefix",
    "service_id",
    "state",
    "station",
    "action",
    "actor",
    "life",
    "language",
)
_TIMES = ("given", "since", "until", "queue_time", "booked_for")
_POSTGRES = Prepared(
    text(_POSTGRES_SQL)
    .bindparams(
        *(bindparam(name, type_=String) for name in (*_TEXTS, "channel")),
        *(bindparam(name, type_=UtcDateTime) for name in _TIMES),
        bindparam("revision", type_=t.hall.c.revision.type),
        bindparam("day_id", type_=_C.day_id.type),
        bindparam("quota", type_=Integer),
        bindparam("files", type_=Integer),
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
