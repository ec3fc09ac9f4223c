"""Taking one waiting ticket to a counter: all or nothing, and nobody else's.

The two functions do the same. Postgres gets it as one statement, because every round trip holds the counter's
lock longer; SQLite, which has no round trips and one writer, as plain steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, BigInteger, String, bindparam, column, func, insert, text, update

from hall.access import By
from hall.calling import CallChoice
from hall.lifecycle import AT_COUNTER, CALL_KINDS, Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import CHANNEL, Transaction
from hall.store.tickets.queue_snapshot import QueueSnapshot
from hall.views import Reason
from hall.visit import ASSUMED, Ending, Said

_C = t.ticket.c

Taken = tuple[int, Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who calls where, under which request, and what the key said of the visit that the call ends."""

    request_id: str
    asked: str
    counter_id: str
    by: By
    said: Said | None = None


def claim_sqlite(tx: Transaction, claim: Claim, snapshot: QueueSnapshot, choice: CallChoice) -> Taken | None:
    """Claim the chosen ticket; the sequence number of the call and the ticket's row. SQLite's one writer never
    loses a ticket that it has just read."""
    end_current(tx, claim, snapshot)
    taken = take_to_counter(tx, claim, snapshot, choice.ticket.id, Action.CALL_NEXT, State.WAITING, choice.reason)
    if choice.streak_after != snapshot.streak:
        tx.run(_STREAK, {"p_counter": claim.counter_id, "p_streak": choice.streak_after})
    requests.take(tx, claim.request_id, claim.asked, taken[0])
    return taken


def end_current(tx: Transaction, claim: Claim, snapshot: QueueSnapshot) -> None:
    """End the counter's present ticket, when there is one, because the next is called: a visit that has begun as done,
    one that has not as a no-show."""
    end = snapshot.ending(claim.said)
    if end is None:
        return
    assert snapshot.current_state is not None
    row = {"id": snapshot.current_id, "day_id": snapshot.current_day_id, "service_id": snapshot.current_service}
    who: dict[str, Any] = {"by": claim.by, "station": claim.by.station, "counter_id": claim.counter_id}
    before = snapshot.current_state
    if end.begun_at is not None:
        tx.log(row, Action.SERVE, before, State.SERVING, at=end.begun_at, **who, detail=ASSUMED)
        before = State.SERVING
    ended = {"p_id": snapshot.current_id, "p_at": snapshot.now, "p_state": end.state.value, "p_outcome": end.outcome}
    tx.run(_END, {**ended, "p_begun": end.begun_at, "p_lines": 1 if end.begun_at is None else 2})
    tx.log(row, end.action, before, end.state, at=snapshot.now, **who, detail=end.detail)


def take_to_counter(
    tx: Transaction,
    claim: Claim,
    snapshot: QueueSnapshot,
    ticket_id: int,
    action: Action,
    before: State,
    reason: Reason,
) -> Taken:
    """Call a ticket that this transaction holds in state ``before``, and write the call down, step by step."""
    by, counter_id, at = claim.by, claim.counter_id, snapshot.now
    taking = {"p_id": ticket_id, "p_before": before.value, "p_counter": counter_id, "p_at": at}
    row = tx.run(_TAKE, taking).one()
    made = {
        "day_id": row.day_id,
        "ticket_id": row.id,
        "counter_id": counter_id,
        "service_id": row.service_id,
        "kind": CALL_KINDS[action],
        "times": row.calls,
        "reason_code": reason.code,
        "reason_params": [list(pair) for pair in reason.params],
        "streak_before": snapshot.streak,
        **{"at": at, "actor": by.actor},
    }
    called = tx.run(_CALL[tx.postgres], made)
    seq = called.scalar_one() if tx.postgres else called.last_id
    stated: dict[str, Any] = {"detail": reason.code, "made": {"reason": made["reason_params"]}}
    who: dict[str, Any] = {"by": by, "station": by.station, "counter_id": counter_id}
    tx.log(row._mapping, action, before, State.CALLED, at=at, **who, **stated)
    return seq, row._mapping


def _build_take() -> Any:
    changed = {
        "state": State.CALLED.value,
        "counter_id": bindparam("p_counter", type_=String),
        "calls": _C.calls + 1,
        "called_at": bindparam("p_at", type_=UtcDateTime),
        "serving_at": None,
        "version": _C.version + 1,
    }
    mine = (_C.id == bindparam("p_id", type_=_C.id.type), _C.state == bindparam("p_before", type_=String))
    return update(t.ticket).where(*mine).values(**changed).returning(t.ticket)


def _build_end() -> Any:
    return (
        update(t.ticket)
        .where(_C.id == bindparam("p_id", type_=_C.id.type))
        .values(
            state=bindparam("p_state", type_=String),
            ended_at=bindparam("p_at", type_=UtcDateTime),
            outcome=bindparam("p_outcome", type_=String),
            serving_at=func.coalesce(bindparam("p_begun", type_=UtcDateTime), _C.serving_at),
            version=_C.version + bindparam("p_lines", type_=_C.version.type),
        )
    )


# Built once: to build a statement takes longer than to run it.
_TAKE = Prepared(_build_take())
_END = Prepared(_build_end())
_COLUMNS_OF_CALL = (
    *("day_id", "ticket_id", "counter_id", "service_id", "kind", "times", "at", "actor"),
    *("reason_code", "reason_params", "streak_before"),
)
_CALL = {
    True: Prepared(insert(t.call).returning(t.call.c.seq), *_COLUMNS_OF_CALL),
    # SQLite knows the key that it has made; to return it, it would keep it in a table of its own first.
    False: Prepared(insert(t.call), *_COLUMNS_OF_CALL),
}
"""By whether it is Postgres."""
_STREAK = Prepared(
    update(t.counter)
    .where(t.counter.c.id == bindparam("p_counter", type_=String))
    .values(streak=bindparam("p_streak", type_=t.counter.c.streak.type))
)


def claim_postgres(tx: Transaction, claim: Claim, snapshot: QueueSnapshot, choice: CallChoice) -> Taken | None:
    """Claim the chosen ticket in one statement; None when it changed since the snapshot was read, or the request id is
    being used elsewhere at this moment. A ticket that somebody holds is waited for, unless that took too long before:
    then None too."""
    end = snapshot.ending(claim.said) or _NOTHING
    parameters = {
        "ticket": choice.ticket.id,
        "version": snapshot.versions[choice.ticket.id],
        "current": snapshot.current_id or 0,
        "current_state": snapshot.current_state.value if snapshot.current_state else "",
        "end_from": _state_before(snapshot, end),
        "begun": end.begun_at,
        "end_state": end.state.value,
        "end_outcome": end.outcome,
        "end_action": end.action.value,
        "end_detail": end.detail,
        "request": claim.request_id,
        "asked": claim.asked,
        "counter": claim.counter_id,
        "actor": claim.by.actor,
        "station": claim.by.station,
        "now": snapshot.now,
        "clock": tx.given_now(),
        "reason": choice.reason.code,
        "reason_params": [list(pair) for pair in choice.reason.params],
        "streak_before": snapshot.streak,
        "streak_after": choice.streak_after,
        "channel": CHANNEL,
    }
    row = tx.run(_CLAIM[tx.patient], parameters).one_or_none()
    return None if row is None else (row.seq, row._mapping)


def _state_before(snapshot: QueueSnapshot, end: Ending) -> str:
    """The state from which the counter's ticket ends: an assumed beginning comes before it."""
    state = State.SERVING if end.begun_at is not None else snapshot.current_state
    return state.value if state is not None else ""


_NOTHING = Ending(State.DONE, Action.FINISH, "", "")
"""For a counter where nobody is: the statement ends nothing."""
_AT_COUNTER = ", ".join(f"'{state.value}'" for state in sorted(AT_COUNTER))

_COLUMNS = ", ".join(f"claimed.{column.name}" for column in t.ticket.c)

# `target` compares the version: the ticket may have been sent elsewhere, called by its number or given priority since
# the snapshot was read, and then another may be next. Whatever changes a candidate counts its version up, or a call
# would read and claim for ever.
# `claimed` asks for the count of `ended` so that the counter is free before it is taken: the order of data-modifying
# common table expressions is otherwise undefined, and the unique index allows one ticket per counter.
_CLAIM_SQL = f"""
WITH target AS (
    SELECT id, nextval('call_seq_seq') AS seq FROM (
        SELECT id FROM ticket WHERE id = :ticket AND version = :version AND state = '{State.WAITING}'
        FOR NO KEY UPDATE SKIP LOCKED
    ) AS free
), fresh AS (
    INSERT INTO request (id, fingerprint, result, at)
    SELECT :request, :asked, to_json(seq), :now FROM target
    ON CONFLICT DO NOTHING RETURNING id
), ended AS (
    UPDATE ticket SET state = :end_state, ended_at = :now, outcome = :end_outcome,
        serving_at = coalesce(:begun, serving_at), version = version + CASE WHEN :begun IS NULL THEN 1 ELSE 2 END
    FROM fresh WHERE ticket.id = :current AND ticket.state IN ({_AT_COUNTER})
    RETURNING ticket.id, ticket.day_id, ticket.service_id
), claimed AS (
    UPDATE ticket SET state = '{State.CALLED}', counter_id = :counter, calls = calls + 1, called_at = :now,
        serving_at = NULL, version = version + 1
    FROM target, fresh
    WHERE ticket.id = target.id AND (SELECT count(*) FROM ended) >= 0
    RETURNING ticket.*, target.seq
), made AS (
    INSERT INTO call (seq, day_id, ticket_id, counter_id, service_id, kind, times, reason_code, reason_params,
        streak_before, at, actor)
    SELECT seq, day_id, id, counter_id, service_id, '{CALL_KINDS[Action.CALL_NEXT]}', calls, :reason, :reason_params,
        :streak_before, :now, :actor
    FROM claimed
), logged AS (
    INSERT INTO ticket_event (ticket_id, day_id, service_id, at, action, from_state, to_state, actor, station,
        counter_id, detail, after, clock_at)
    SELECT id, day_id, service_id, :begun, '{Action.SERVE}', :current_state, '{State.SERVING}', :actor, :station,
        :counter, '{ASSUMED}', json_build_object(), coalesce(:clock, clock_timestamp())
    FROM ended WHERE :begun IS NOT NULL
    UNION ALL
    SELECT id, day_id, service_id, :now, :end_action, :end_from, :end_state, :actor, :station,
        :counter, :end_detail, json_build_object(), coalesce(:clock, clock_timestamp())
    FROM ended
    UNION ALL
    SELECT id, day_id, service_id, :now, '{Action.CALL_NEXT}', '{State.WAITING}', '{State.CALLED}', :actor, :station,
        :counter, :reason, json_build_object('reason', CAST(:reason_params AS json)),
        coalesce(:clock, clock_timestamp())
    FROM claimed
), counted AS (
    UPDATE counter SET streak = :streak_after FROM claimed
    WHERE counter.id = :counter AND counter.streak <> :streak_after
)
SELECT {_COLUMNS}, claimed.seq, pg_notify(:channel, '') FROM claimed
"""  # noqa: S608 - only enum values of our own are written into it

_STRINGS = (
    *("request", "asked", "counter", "actor", "station", "reason", "channel"),
    *("current_state", "end_from", "end_state", "end_outcome", "end_action", "end_detail"),
)


def _statement(sql: str) -> Prepared:
    return Prepared(
        text(sql)
        .bindparams(
            bindparam("ticket", type_=BigInteger),
            bindparam("version", type_=t.ticket.c.version.type),
            bindparam("current", type_=BigInteger),
            bindparam("now", type_=UtcDateTime),
            bindparam("clock", type_=UtcDateTime),
            bindparam("begun", type_=UtcDateTime),
            bindparam("reason_params", type_=JSON),
            *(bindparam(name, type_=String) for name in _STRINGS),
        )
        # All columns, in their order: only then SQLAlchemy remembers how to read the result.
        .columns(*(column(c.name, c.type) for c in t.ticket.c), column("seq", BigInteger), column("notified", String))
    )


_CLAIM = {False: _statement(_CLAIM_SQL), True: _statement(_CLAIM_SQL.replace(" SKIP LOCKED", ""))}
"""By whether a ticket that somebody holds is waited for."""
