"""How many people wait for what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction


def waiting_by_service(tx: Transaction) -> dict[str, tuple[int, datetime | None]]:
    """For every service with people waiting: how many, and the queue time of the one who waits longest."""
    return tx.kept(_by_service)


def _by_service(tx: Transaction) -> dict[str, tuple[int, datetime | None]]:
    rows = tx.run(_BY_SERVICE)
    services = tx.structure.services
    return {
        service: (count, oldest if oldest.__class__ is datetime else None)
        for service, count, oldest in rows
        if service in services
    }


_TICKET = t.ticket.c
_BY_SERVICE = Prepared(
    select(_TICKET.service_id, func.count(), func.min(_TICKET.queue_time))
    .where(t.state_is(State.WAITING))
    .group_by(_TICKET.service_id)
)
