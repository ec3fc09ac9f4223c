"""What is done to a ticket wherever it stands: hold, release, late return, restore, transfer, priority."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select, update

from hall.errors import Refused
from hall.lifecycle import CALL_KINDS, Action, State
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.tickets.slips import settle_job
from hall.store.tickets.transitions import Row, attended, code, held_ticket, moment, move, once, ticket_to_bring_back
from hall.structure import Counter, Rules
from hall.text_rules import REASON, one_line, reason_of
from hall.views import TicketView


class Target(NamedTuple):
    """Where a transfer leads: a service (id or prefix), a counter (label or id), or both; empty texts for none."""

    service: str
    counter: str


def hold(
    tx: Transaction, ticket_id: int, *, reason: str, actor: str, request_id: str | None, version: int | None
) -> TicketView:
    """Put a ticket off, with a reason. Raises Refused as ``reason_of`` does, or as the table says."""
    reason = reason_of(reason, REASON)
    return _act(tx, ticket_id, Action.HOLD, actor, request_id, version, detail=reason, held_reason=reason)


def release(
    tx: Transaction,
    ticket_id: int,
    *,
    actor: str,
    request_id: str | None,
    version: int | None,
    counter: str = "",
) -> TicketView:
    """Let a held ticket wait again; it keeps its turn, and the counter it was sent to while that time is not over. The
    ``counter`` (label or id) where somebody does it can take that back."""

    def perform() -> int:
        row = held_ticket(tx, ticket_id, Action.RELEASE, version)
        at = moment(tx, row)
        values: dict[str, Any] = {"held_reason": "", "serving_at": None}
        if row["directed_until"] is not None and row["directed_until"] <= tx.now():
            values |= {"directed_to": None, "directed_until": None}
        _move_from(tx, row, Action.RELEASE, counter, at=at, actor=actor, values=values)
        return ticket_id

    return once(tx, request_id, requests.fingerprint(Action.RELEASE.value, "ticket", ticket_id), perform)


def restore(tx: Transaction, ticket_id: int, *, actor: str, request_id: str | None, version: int | None) -> TicketView:
    """Bring a cancelled number back, with its turn: the visitor is here. Raises Refused("other_day") and
    ("unknown_service")."""

    def perform() -> int:
        row = ticket_to_bring_back(tx, ticket_id, Action.RESTORE, version)
        move(tx, row, Action.RESTORE, at=moment(tx, row), actor=actor, ended_at=None)
        tx.count_cancelled(row["day_id"], row["prefix"], -1)
        settle_job(tx, ticket_id, "confirmed", "")
        return ticket_id

    return once(tx, request_id, requests.fingerprint("restore", ticket_id), perform)


def return_late(
    tx: Transaction,
    ticket_id: int,
    *,
    actor: str,
    request_id: str | None,
    version: int | None,
    counter: str = "",
) -> TicketView:
    """A visitor who did not come when called, or whose number was ended as done by mistake, is here: it waits again.

    It keeps its turn when fewer than ``Rules.late_numbers`` calls of its service were made since it ended, else its
    turn is now. ``counter`` (label or id) is where somebody asks for it and can take it back, empty at none. Raises
    Refused("other_day"), ("unknown_service"), and ("ended_elsewhere") for a done number at another counter than the
    one that ended it.
    """

    def perform() -> int:
        row = ticket_to_bring_back(tx, ticket_id, Action.RETURN, version, queue_time=True)
        done = row["state"] == State.DONE
        if done and counter and tx.structure.find_counter(counter).id != row["counter_id"]:
            raise Refused("ended_elsewhere", number=code(row), counter=tx.structure.label_of(row["counter_id"]))
        at = moment(tx, row)
        kept = _calls_since(tx, row) < _rules(tx).late_numbers
        queue_time = row["queue_time"] if kept else at
        detail = "turn_kept" if kept else "turn_now"
        values = {"queue_time": queue_time, "ended_at": None, **(_REOPENED if done else {})}
        _move_from(tx, row, Action.RETURN, counter, at=at, actor=actor, detail=detail, values=values)
        return ticket_id

    return once(tx, request_id, requests.fingerprint("return", ticket_id), perform)


def _move_from(
    tx: Transaction,
    row: Mapping[Any, Any],
    action: Action,
    counter: str,
    *,
    at: datetime,
    actor: str,
    detail: str = "",
    values: Mapping[str, Any],
) -> None:
    """``move`` of a number that is at no counter, which ``counter`` can take back where there is one."""
    place = tx.structure.find_counter(counter).id if counter else None
    replaced = {name: row[name] for name in values} if counter else None
    move(tx, row, action, at=at, actor=actor, counter_id=place, detail=detail, replaced=replaced, **values)


_REOPENED: Mapping[str, Any] = {"serving_at": None, "outcome": "", "obstacle_id": None}
"""What a done number forgets when it waits again."""


def set_priority(
    tx: Transaction,
    ticket_id: int,
    priority: bool,
    *,
    reason: str,
    actor: str,
    request_id: str | None,
    version: int | None,
) -> TicketView:
    """Give or take priority, with a reason. Raises Refused as ``reason_of`` does, or as the table says."""
    reason = reason_of(reason, REASON)
    detail = f"{'priority' if priority else 'regular'}: {reason}"
    return _act(tx, ticket_id, Action.SET_PRIORITY, actor, request_id, version, detail=detail, priority=priority)


def transfer(
    tx: Transaction,
    ticket_id: int,
    target: Target,
    *,
    note: str,
    actor: str,
    request_id: str | None,
    version: int | None,
) -> TicketView:
    """Send a ticket to a service, a counter, or both; it keeps its code.

    Raises Refused("no_target"), ("unknown_service"), ("unknown_counter"), ("already_there"), ("counter_unattended"),
    and as ``hall.text_rules.one_line`` does.
    """
    note = one_line(note, REASON)

    def perform() -> int:
        # A structure is applied before or after: it would not see that a number comes to a service that it retires.
        tx.open_day(share=True)
        row = held_ticket(tx, ticket_id, Action.TRANSFER, version, beside=target.counter)
        return transferred(tx, row, target, note=note, actor=actor, counter_id=None)

    return once(tx, request_id, requests.fingerprint("transfer_ticket", ticket_id, *target, note), perform)


def transferred(tx: Transaction, row: Row, target: Target, *, note: str, actor: str, counter_id: str | None) -> int:
    """Do a transfer of a locked ticket; returns its id. The counter that it is sent to is held too: who leaves it
    meanwhile would not see that the ticket waits there alone."""
    service = tx.structure.find_service(target.service) if target.service else tx.structure.services[row["service_id"]]
    place = _attended_counter(tx, target.counter) if target.counter else None
    moves = service.id != row["service_id"]
    if not target.service and place is None:
        raise Refused("no_target")
    if not moves and place is None:
        raise Refused("already_there", number=code(row), service=service.name)
    rules, at = _rules(tx), moment(tx, row)
    values: dict[str, Any] = {
        "service_id": service.id,
        # A counter's own colleague next door is no new service: only a change of service may cost the turn.
        "queue_time": at if moves and rules.transfer_queue_time == "transfer" else row["queue_time"],
        "directed_to": place.id if place else None,
        # By the clock itself: a stamp stands still until a clock that went back has come so far again.
        "directed_until": tx.now() + rules.directed_for if place else None,
        "serving_at": None,
        "held_reason": "",
    }
    replaced = {name: row[name] for name in values}
    detail = requests.joined(service.prefix if moves else "", place.label if place else "", note)
    move(
        tx,
        row,
        Action.TRANSFER,
        at=at,
        actor=actor,
        counter_id=counter_id,
        detail=detail,
        replaced=replaced,
        **values,
    )
    ticket_id: int = row["id"]
    return ticket_id


def back_to_service(tx: Transaction, counter_id: str, *, actor: str) -> None:
    """Tickets that wait for a counter alone wait for their service again, because nobody sits there now."""
    c = t.ticket.c
    query = select(t.ticket).where(c.directed_to == counter_id, t.state_is(State.WAITING)).order_by(c.id)
    for row in tx.connection.execute(query.with_for_update(key_share=True)).all():
        values = {"directed_to": None, "directed_until": None, "version": row.version + 1}
        tx.connection.execute(update(t.ticket).where(c.id == row.id).values(**values))
        tx.log(
            row._mapping,
            Action.TO_SERVICE,
            State.WAITING,
            State.WAITING,
            at=tx.stamp(),
            actor=actor,
            counter_id=counter_id,
            made=values,
        )


def _attended_counter(tx: Transaction, key: str) -> Counter:
    place = tx.structure.find_counter(key)
    if not attended(tx, place.id):
        raise Refused("counter_unattended", counter=place.label)
    return place


def _calls_since(tx: Transaction, row: Row) -> int:
    """How many people of the ticket's service were called since it ended."""
    c = t.call.c
    query = select(func.count()).where(
        c.day_id == row["day_id"],
        c.service_id == row["service_id"],
        c.kind != CALL_KINDS[Action.RECALL],
        ~c.undone,
        c.at > row["ended_at"],
    )
    count: int = tx.connection.execute(query).scalar_one()
    return count


def _rules(tx: Transaction) -> Rules:
    return tx.structure.structure.hall.rules


def _act(
    tx: Transaction,
    ticket_id: int,
    action: Action,
    actor: str,
    request_id: str | None,
    version: int | None,
    *,
    detail: str = "",
    **values: Any,
) -> TicketView:
    def perform() -> int:
        row = held_ticket(tx, ticket_id, action, version)
        move(tx, row, action, at=moment(tx, row), actor=actor, detail=detail, **values)
        return ticket_id

    asked = requests.fingerprint(action.value, "ticket", ticket_id, *values.values(), detail)
    return once(tx, request_id, asked, perform)
