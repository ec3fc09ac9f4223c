"""Numbers whose visitors have no paper: the slip did not come out, or the visitor says so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, case, func, or_, select, type_coerce

from hall.lifecycle import Action, State
from hall.spooling import PrintJob
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.tickets import ticket_rows
from hall.views import MissingSlip

LATE_SLIP = timedelta(seconds=60)
"""A number whose slip did not come out for this long is shown to the staff."""


def missing_slips(tx: Transaction, now: datetime) -> tuple[MissingSlip, ...]:
    """Every such number, the oldest first."""
    late = tx.run(_LATE, {"until": now - LATE_SLIP})
    found = list(each(lambda row: _slip(tx, row, reported=False), late))
    known = {slip.ticket.id for slip in found}
    found += [slip for slip in reported_slips(tx) if slip.ticket.id not in known]
    return tuple(sorted(found, key=lambda slip: (slip.ticket.issued_at, slip.ticket.id)))


def missing_at(tx: Transaction, now: datetime, services: Collection[str]) -> tuple[MissingSlip, ...]:
    """Those of these services (ids), for the screen of a counter that serves them."""
    return tuple(slip for slip in missing_slips(tx, now) if slip.ticket.service_id in services)


def reported_slips(tx: Transaction) -> tuple[MissingSlip, ...]:
    """Numbers in the queue whose visitors reported at the kiosk that no paper came, until they are called or somebody
    has seen to them."""
    return tx.kept(_reported_now)


def _reported_now(tx: Transaction) -> tuple[MissingSlip, ...]:
    return each(lambda row: _slip(tx, row, reported=True), tx.run(_REPORTED))


def _reported() -> Select[Any]:
    c, j = t.ticket.c, t.print_job.c
    uncalled = or_(c.called_at.is_(None), c.called_at < j.updated_at)
    query = _with_job().where(
        t.is_unfinished(), j.state == PrintJob.NEEDS_STAFF.value, t.state_is(State.WAITING, State.HELD), uncalled
    )
    return query.order_by(j.updated_at)


def _with_job() -> Select[Any]:
    j = t.print_job.c
    e = t.ticket_event.c
    out = select(func.max(e.at)).where(e.ticket_id == t.ticket.c.id, e.action == Action.SLIP_OUT.value)
    verified = case((~t.ticket.c.unverified, out.correlate(t.ticket).scalar_subquery()))
    job = (
        *(j.station.label("job_station"), j.detail.label("job_detail"), j.updated_at.label("job_at")),
        type_coerce(verified, UtcDateTime).label("out_at"),
    )
    return ticket_rows.with_date().add_columns(*job).outerjoin(t.print_job, j.ticket_id == t.ticket.c.id)


def _slip(tx: Transaction, row: Any, *, reported: bool) -> MissingSlip:
    ticket = ticket_rows.view_of(row._mapping, tx.structure)
    since = row.job_at if reported else row.issued_at
    return MissingSlip(ticket, row.job_station or ticket.station, since, reported, row.job_detail or "", row.out_at)


_LATE = Prepared(
    _with_job().where(t.state_is(State.PRINTING), t.ticket.c.issued_at <= bindparam("until", type_=UtcDateTime))
)
_REPORTED = Prepared(_reported())
