"""What becomes of those who hold a number of services that are closed: each gets its line of history.

The caller holds the hall and, shared, the day. The turns of the queues are held here, so that no call of them is under
way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import func, select

from hall.access import By
from hall.field_text import joined
from hall.lifecycle import OPEN_STATES, Action, State
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import count_cancelled
from hall.store.tickets.queue_locks import take_turns
from hall.store.tickets.slips import settle_job
from hall.store.tickets.transitions import code, move, time_of_action
from hall.structure import Service

_C = t.ticket.c
_QUEUED = (State.WAITING, State.HELD)


def move_all(tx: Transaction, services: Collection[str], to: Service, by: By, note: str) -> tuple[str, ...]:
    """Send every number that waits or is held for ``services`` (ids) to another service, with its turn; their codes."""
    take_turns(tx, (*services, to.id))
    moved = []
    for row in _holders(tx, services, _QUEUED):
        values: dict[str, Any] = {
            "service_id": to.id,
            "queue_time": row["queue_time"],
            "directed_to": None,
            "directed_until": None,
            "serving_at": None,
            "held_reason": "",
        }
        at, replaced = time_of_action(tx, row), {name: row[name] for name in values}
        move(tx, row, Action.TRANSFER, at=at, by=by, detail=joined(to.prefix, "", note), replaced=replaced, **values)
        moved.append(code(row))
    return tuple(moved)


def send_home(tx: Transaction, services: Collection[str], by: By, reason: str) -> tuple[str, ...]:
    """Cancel every number of ``services`` (ids) that is at no counter; their codes."""
    take_turns(tx, services)
    cancelled: Counter[tuple[int, str]] = Counter()
    codes = []
    for row in _holders(tx, services, (State.PRINTING, *_QUEUED)):
        at = time_of_action(tx, row)
        move(tx, row, Action.CANCEL, at=at, by=by, detail=reason, ended_at=at)
        settle_job(tx, row["id"], "abandoned", reason)
        cancelled[row["day_id"], row["prefix"]] += 1
        codes.append(code(row))
    for (day_id, prefix), count in sorted(cancelled.items()):
        count_cancelled(tx, day_id, prefix, count)
    return tuple(codes)


def staying(tx: Transaction, services: Collection[str]) -> int:
    """How many numbers of ``services`` (ids) are not finished."""
    query = select(func.count()).where(_C.service_id.in_(services), t.state_is(*OPEN_STATES))
    return tx.number(query)


def _holders(tx: Transaction, services: Collection[str], states: Collection[State]) -> Iterator[Mapping[Any, Any]]:
    query = select(t.ticket).where(_C.service_id.in_(services), t.state_is(*states)).order_by(_C.id)
    for row in tx.connection.execute(query.with_for_update(key_share=True)).all():
        yield row._mapping
