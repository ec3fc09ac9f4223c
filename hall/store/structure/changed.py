"""What supervisors have closed, opened or changed for a time, as a new configuration meets it: it stays in force, and
what it is about is not archived."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.engine import Connection

from hall.clock import SystemClock
from hall.errors import Refused
from hall.overrides import Override, OverrideKind
from hall.store import tables as t
from hall.store.database.codec import to_json
from hall.store.structure.structure_rows import approved_closures, running_overrides
from hall.structure import Closure, Counter, CounterService


def refuse(connection: Connection, kind: str, name: str) -> None:
    """Raises Refused("retires_changed") when something of the structure, by its table and id, is closed, opened or
    changed now or later."""
    for closing in closings(connection):
        if (closing.scope, closing.target) == (kind, name):
            raise _refused(kind, name, "closure", closing)
    for one in running_overrides(connection):
        if (one.scope, one.target) == (kind, name) or (kind == "service" and name in {s.service for s in one.services}):
            raise _refused(kind, name, "change", one)


def _refused(kind: str, name: str, what: str, one: Closure | Override) -> Refused:
    return Refused("retires_changed", kind=kind, id=name, what=what, number=one.id, reason=one.reason)


def closings(connection: Connection) -> tuple[Closure, ...]:
    """The approved closings that are not over."""
    now = SystemClock().now()
    return tuple(one for one in approved_closures(connection) if one.ends_at is None or one.ends_at > now)


def configured(connection: Connection, counter_id: str) -> set[tuple[str, int]] | None:
    """What the configuration said that a counter serves, by service and rank, where a supervisor has set it for a time;
    else None."""
    found = _assignment(connection, counter_id)
    return None if found is None else {(one.service, one.rank) for one in found.configured}


def configure(connection: Connection, counter: Counter) -> None:
    """Keep what a counter serves when the time of its assignment is over."""
    found = _assignment(connection, counter.id)
    assert found is not None
    served = to_json(tuple[CounterService, ...], counter.services)
    connection.execute(update(t.override).where(t.override.c.id == found.id).values(configured=served))


def _assignment(connection: Connection, counter_id: str) -> Override | None:
    running = (one for one in running_overrides(connection) if one.kind is OverrideKind.SERVICES)
    return next((one for one in running if one.target == counter_id), None)
