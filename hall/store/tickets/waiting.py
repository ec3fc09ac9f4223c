"""How many people wait for what."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction


def waiting_by_service(tx: Transaction) -> dict[str, tuple[int, datetime | None]]:
    """For every service with people waiting: how many, and the queue time of the one who waits longest."""
    return tx.kept(_by_service)


def late_waiting(tx: Transaction, agency: str) -> int:
    """How many wait for their first call for longer than promised, at an ``agency`` (id), at all for an empty one."""
    now, structure = tx.now(), tx.structure
    promised = structure.structure.hall.rules.promised_wait
    count = 0
    for row in whole_rows(tx.run(_UNCALLED)):
        service = structure.services.get(row.service_id)
        if service is None or agency not in ("", service.agency):
            continue
        own = service.promised_wait_minutes
        most = promised if own is None else timedelta(minutes=own)
        count += now - row.issued_at - structure.stood(row.issued_at, now) > most
    return count


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
_UNCALLED = Prepared(
    select(_TICKET.service_id, _TICKET.issued_at).where(t.state_is(State.WAITING), _TICKET.called_at.is_(None))
)
