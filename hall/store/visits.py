"""What a clerk does with the ticket at the counter: recall, serve, finish, no-show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from hall.errors import Refused
from hall.lifecycle import Action, State, after
from hall.numbering import code_of
from hall.store import requests, tickets
from hall.store import tables as t
from hall.store.calls import call_view, current_ticket, locked_counter
from hall.store.transaction import Transaction
from hall.structure import Counter
from hall.views import CallView, TicketView


def recall(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> CallView:
    """Call the counter's ticket again. Raises Refused: no ticket there, being served, or changed meanwhile."""
    place = locked_counter(tx, counter)

    def perform() -> tuple[CallView, int]:
        row = _ticket_here(tx, place, Action.RECALL, version)
        now = tx.now()
        times = row["calls"] + 1
        _change(tx, row, Action.RECALL, at=now, actor=actor, place=place, values={"calls": times, "called_at": now})
        made = insert(t.call).values(
            day_id=row["day_id"],
            ticket_id=row["id"],
            counter_id=place.id,
            kind="recall",
            times=times,
            reason_code="recalled",
            reason_params=[["times", times]],
            streak_before=0,
            at=now,
            actor=actor,
        )
        seq: int = tx.connection.execute(made.returning(t.call.c.seq)).scalar_one()
        return call_view(tx, seq), seq

    asked = requests.fingerprint("recall", place.id)
    return requests.once(tx, request_id, asked, perform, lambda seq: call_view(tx, seq))


def serve(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """Begin to serve the called ticket. Raises Refused as ``recall`` does."""
    return _step(tx, counter, Action.SERVE, "serving_at", actor, request_id, version)


def finish(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """End the visit at the counter as done. Raises Refused as ``recall`` does."""
    return _step(tx, counter, Action.FINISH, "ended_at", actor, request_id, version)


def no_show(tx: Transaction, counter: str, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """Note that the called visitor did not come. Raises Refused as ``recall`` does."""
    return _step(tx, counter, Action.NO_SHOW, "ended_at", actor, request_id, version)


def _step(
    tx: Transaction,
    counter: str,
    action: Action,
    stamp: str,
    actor: str,
    request_id: str | None,
    version: int | None,
) -> TicketView:
    place = locked_counter(tx, counter)

    def perform() -> tuple[TicketView, int]:
        row = _ticket_here(tx, place, action, version)
        now = tx.now()
        _change(tx, row, action, at=now, actor=actor, place=place, values={stamp: now})
        return _view(tx, row["id"]), row["id"]

    asked = requests.fingerprint(action.value, place.id)
    return requests.once(tx, request_id, asked, perform, lambda ticket_id: _view(tx, ticket_id))


def _view(tx: Transaction, ticket_id: int) -> TicketView:
    return tickets.full_view(tx, tickets.by_id(tx, ticket_id))


def _ticket_here(tx: Transaction, place: Counter, action: Action, version: int | None) -> Mapping[Any, Any]:
    row = current_ticket(tx, place.id)
    if row is None:
        raise Refused("nobody_called", counter=place.label)
    refuse_wrong_state(row, action)
    if version is not None and version != row["version"]:
        raise Refused("changed_meanwhile", number=code_of(row["prefix"], row["number"]))
    return row


def refuse_wrong_state(row: Mapping[Any, Any], action: Action) -> State:
    """The state that ``action`` leads to. Raises Refused("wrong_state") when the table does not allow it."""
    state = State(row["state"])
    following = after(state, action)
    if following is None:
        number = code_of(row["prefix"], row["number"])
        raise Refused("wrong_state", number=number, state=state, action=action)
    return following


def _change(
    tx: Transaction,
    row: Mapping[Any, Any],
    action: Action,
    *,
    at: datetime,
    actor: str,
    place: Counter,
    values: dict[str, Any],
) -> None:
    before = State(row["state"])
    following = refuse_wrong_state(row, action)
    c = t.ticket.c
    tx.connection.execute(
        update(t.ticket).where(c.id == row["id"]).values(state=following.value, version=row["version"] + 1, **values)
    )
    tx.log(row["id"], row["day_id"], action, before, following, at=at, actor=actor, counter_id=place.id)
