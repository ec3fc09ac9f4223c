"""What a clerk does with the ticket at the counter: recall, serve, finish, no-show, hold, transfer."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import insert, select

from hall.errors import Refused
from hall.lifecycle import CALL_KINDS, Action, Outcome
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.tickets.calls import at_counter, call_view
from hall.store.tickets.ticket_actions import Target, transferred
from hall.store.tickets.transitions import moment, move, once_at, ticket_here
from hall.structure import Counter
from hall.text_rules import REASON, one_line, reason_of
from hall.views import CallView, TicketView


def recall(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> CallView:
    """Call the counter's ticket again. Raises Refused: no ticket there, being served, or changed meanwhile."""

    def perform(place: Counter) -> tuple[CallView, int]:
        row = ticket_here(tx, place, Action.RECALL, version)
        at = moment(tx, row)
        times = row["calls"] + 1
        move(tx, row, Action.RECALL, at=at, actor=actor, calls=times, called_at=at)
        made = insert(t.call).values(
            day_id=row["day_id"],
            ticket_id=row["id"],
            counter_id=place.id,
            service_id=row["service_id"],
            kind=CALL_KINDS[Action.RECALL],
            times=times,
            reason_code="recalled",
            reason_params=[["times", times]],
            streak_before=0,
            at=at,
            actor=actor,
        )
        seq: int = tx.connection.execute(made.returning(t.call.c.seq)).scalar_one()
        return call_view(tx, seq), seq

    return at_counter(tx, request_id, "recall", counter, perform, partial(call_view, tx))


def serve(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """Begin to serve the called ticket. Raises Refused as ``recall`` does."""
    return _step(tx, counter, Action.SERVE, actor, request_id, version, stamp="serving_at")


def no_show(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """Note that the called visitor did not come. Raises Refused as ``recall`` does."""
    return _step(tx, counter, Action.NO_SHOW, actor, request_id, version, stamp="ended_at")


def finish(
    tx: Transaction,
    counter: str,
    *,
    outcome: str,
    obstacle: str,
    note: str,
    actor: str,
    request_id: str | None,
    version: int | None,
) -> TicketView:
    """End the visit at the counter as done, with its outcome and the obstacle that was met.

    Raises Refused as ``recall`` does, and ("obstacle_needed") for a visit that was not served without one,
    ("unknown_obstacle") and ("unknown_outcome").
    """
    if outcome not in set(Outcome):
        raise Refused("unknown_outcome", outcome=outcome, known=", ".join(Outcome))
    if not obstacle and outcome == Outcome.NOT_SERVED:
        raise Refused("obstacle_needed")
    note = one_line(note, REASON)
    detail = requests.joined(outcome, obstacle, note) if obstacle or note else ""
    values = {"outcome": outcome, "obstacle_id": obstacle or None}
    return _step(tx, counter, Action.FINISH, actor, request_id, version, stamp="ended_at", detail=detail, **values)


def hold(
    tx: Transaction, counter: str, *, reason: str, actor: str, request_id: str | None, version: int | None
) -> TicketView:
    """Put the ticket at the counter off, with a reason. Raises Refused as ``recall`` and ``reason_of`` do."""
    reason = reason_of(reason, REASON)
    return _step(tx, counter, Action.HOLD, actor, request_id, version, detail=reason, held_reason=reason)


def transfer(
    tx: Transaction,
    counter: str,
    target: Target,
    *,
    note: str,
    actor: str,
    request_id: str | None,
    version: int | None,
) -> TicketView:
    """Send the ticket at the counter to a service, a counter, or both. Raises Refused as ``tickets.ticket_actions``."""
    note = one_line(note, REASON)

    def perform(place: Counter) -> int:
        row = ticket_here(tx, place, Action.TRANSFER, version)
        return transferred(tx, row, target, note=note, actor=actor, counter_id=place.id)

    return once_at(tx, request_id, "transfer", counter, perform, *target, note, beside=target.counter)


def _step(
    tx: Transaction,
    counter: str,
    action: Action,
    actor: str,
    request_id: str | None,
    version: int | None,
    *,
    stamp: str = "",
    detail: str = "",
    **values: Any,
) -> TicketView:

    def perform(place: Counter) -> int:
        if values.get("obstacle_id"):  # here, not before: a repeat may name one that was archived since
            _refuse_unknown_obstacle(tx, values["obstacle_id"])
        row = ticket_here(tx, place, action, version)
        at = moment(tx, row)
        stamped = {**values, stamp: at} if stamp else values
        move(tx, row, action, at=at, actor=actor, counter_id=place.id, detail=detail, **stamped)
        ticket_id: int = row["id"]
        return ticket_id

    return once_at(tx, request_id, action.value, counter, perform, *values.values(), detail)


def _refuse_unknown_obstacle(tx: Transaction, obstacle: str) -> None:
    o = t.obstacle.c
    known = tx.connection.execute(select(o.id).where(~o.archived).order_by(o.position)).scalars().all()
    if obstacle not in known:
        raise Refused("unknown_obstacle", obstacle=obstacle, known=", ".join(known))
