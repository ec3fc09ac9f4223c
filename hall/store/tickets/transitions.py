"""What every action on a ticket shares: the locks, the table of the life, the version, and the line of history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from hall.access import By
from hall.errors import Refused, or_refuse
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.engine import TryAgain
from hall.store.database.transaction import Transaction
from hall.store.tickets import ticket_rows
from hall.store.tickets.at_counter import current_ticket
from hall.store.tickets.queue_locks import take_turn
from hall.structure import Counter

Row = Mapping[Any, Any]


def ticket_here(tx: Transaction, place: Counter, action: Action, version: int | None) -> Row:
    """The ticket at a counter whose row is held, for ``action``. Raises Refused: no ticket there, the table does not
    allow it, or it changed since the caller saw ``version``."""
    row = or_refuse(current_ticket(tx, place.id), "nobody_called", counter=place.label)
    return _fit(row, action, version)


def held_ticket(
    tx: Transaction, ticket_id: int, action: Action, version: int | None, *, beside: str = "", queue_time: bool = False
) -> Row:
    """``locked_ticket`` for ``action``. Raises Refused too when the table does not allow it, or it changed since the
    caller saw ``version``."""
    return _fit(locked_ticket(tx, ticket_id, beside=beside, queue_time=queue_time), action, version)


def locked_ticket(tx: Transaction, ticket_id: int, *, beside: str = "", queue_time: bool = False) -> Row:
    """The row of a ticket, locked, and before it its counter, when it is at one, and the counter ``beside``, when there
    is one; with ``queue_time`` no call of its queue is under way. Raises Refused("unknown_ticket")."""
    seen = ticket_rows.by_id(tx, ticket_id)
    held = {seen["counter_id"]} if seen["state"] in AT_COUNTER else set()
    others = {tx.structure.find_counter(beside).id} if beside else set()
    if held or others:
        tx.lock_counters(*held, *others)
    if queue_time:
        take_turn(tx, seen["service_id"])
    row = ticket_rows.by_id(tx, ticket_id, lock=True)
    if row["state"] in AT_COUNTER and row["counter_id"] not in held:
        raise TryAgain(f"ticket {ticket_id} was called a moment ago")
    return row


def _fit(row: Row, action: Action, version: int | None) -> Row:
    refuse_wrong_state(row, action)
    refuse_changed(row, version)
    return row


def refuse_changed(row: Row, version: int | None) -> None:
    """Raise Refused("changed_meanwhile") when the ticket is not as the caller saw it, in this ``version``."""
    if version is not None and version != row["version"]:
        raise Refused("changed_meanwhile", number=code(row))


def refuse_wrong_state(row: Row, action: Action) -> State:
    """The state that ``action`` leads to. Raises Refused("wrong_state") when the table does not allow it."""
    state = State(row["state"])
    return or_refuse(after(state, action), "wrong_state", number=code(row), state=state, action=action)


def ticket_to_bring_back(
    tx: Transaction, ticket_id: int, action: Action, version: int | None, *, queue_time: bool = False
) -> Row:
    """The row of an ended ticket for ``action``, locked, with its business day held open before it: a day that closes
    meanwhile would not see that it waits again, and nobody could call it. ``queue_time`` as for ``held_ticket``.

    Raises Refused as ``held_ticket`` does, Refused("other_day") for a number of a day that is over, and
    ("unknown_service") for one whose service was retired.
    """
    day = tx.open_day(share=True)
    row = held_ticket(tx, ticket_id, action, version, queue_time=queue_time)
    if day is None or day.id != row["day_id"]:
        raise Refused("other_day", number=code(row), day=row["business_day"])
    tx.structure.find_service(row["service_id"])
    return row


def code(row: Row) -> str:
    """The code of a ticket row."""
    return code_of(row["prefix"], row["number"])


def time_of_action(tx: Transaction, row: Row) -> datetime:
    """The moment of an action on a ticket: not before anything that was written down for it."""
    stamps: list[datetime] = [row[name] for name in ("called_at", "serving_at", "ended_at") if row[name] is not None]
    return max(tx.stamp(), *stamps) if stamps else tx.stamp()


def move(
    tx: Transaction,
    row: Row,
    action: Action,
    *,
    at: datetime,
    by: By,
    counter_id: str | None = None,
    detail: str = "",
    replaced: Mapping[str, Any] | None = None,
    **values: Any,
) -> None:
    """Bring a locked ticket to the state that follows ``action``, set ``values``, and write it down."""
    stated: dict[str, Any] = {"counter_id": counter_id, "detail": detail, "replaced": replaced}
    bring(tx, row, refuse_wrong_state(row, action), action, at=at, by=by, values=values, **stated)


def bring(
    tx: Transaction,
    row: Row,
    following: State,
    action: Action,
    *,
    at: datetime,
    by: By,
    values: Mapping[str, Any],
    counter_id: str | None = None,
    detail: str = "",
    replaced: Mapping[str, Any] | None = None,
) -> None:
    """Bring a locked ticket to the state ``following``, set ``values``, and write it down."""
    changed = update(t.ticket).where(t.ticket.c.id == row["id"])
    made = {**values, "version": row["version"] + 1}
    tx.connection.execute(changed.values(state=following.value, **made))
    place = counter_id or (row["counter_id"] if row["state"] in AT_COUNTER else None)
    # The history names the service that the ticket has from now on.
    stated: dict[str, Any] = {"counter_id": place, "detail": detail, "replaced": replaced, "made": made}
    tx.log({**row, **values}, action, State(row["state"]), following, at=at, by=by, **stated)


def attended(tx: Transaction, counter_id: str) -> bool:
    """Whether somebody sits at the counter and is not on a break."""
    c = t.counter.c
    query = select(c.id).where(c.id == counter_id, c.staff_id.is_not(None), c.pause == "")
    return tx.connection.execute(query).one_or_none() is not None


def refuse_unknown_obstacle(tx: Transaction, obstacle: str) -> None:
    """Raise Refused("unknown_obstacle") for an id that is none of the hall's."""
    o = t.obstacle.c
    known = tx.connection.execute(select(o.id).where(~o.archived).order_by(o.position)).scalars().all()
    if obstacle not in known:
        raise Refused("unknown_obstacle", obstacle=obstacle, known=", ".join(known))
