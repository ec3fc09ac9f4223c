"""Rows of incidents, and the lines of their history, as views."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from hall.access import By
from hall.errors import or_refuse
from hall.incidents import IncidentAction, minutes
from hall.store import tables as t
from hall.store.database.readable import each, known, or_none
from hall.store.database.transaction import Transaction
from hall.store.structure.loaded import LoadedStructure
from hall.structure import Obstacle
from hall.views import IncidentNote, IncidentView

_I, _A, _C = t.incident.c, t.announcement.c, t.closure.c
ROWS = (
    select(
        t.incident,
        _A.ended_at.label("announcement_ended"),
        _A.until.label("announcement_until"),
        _C.state.label("closure_state"),
        _C.ends_at.label("closure_until"),
    )
    .outerjoin(t.announcement, _A.id == _I.announcement_id)
    .outerjoin(t.closure, _C.id == _I.closure_id)
)
"""Incidents with what the boards and the openings say of them."""
_STOOD_STILL = Obstacle("", "", "")


def find(tx: Transaction, number: int) -> IncidentView:
    """The incident of this number, with its history. Raises Refused("unknown_incident")."""
    n = t.incident_note.c
    lines = select(t.incident_note).where(n.incident_id == number).order_by(n.id)
    notes = each(lambda row: IncidentNote(row.at, row.action, row.actor, row.text), tx.connection.execute(lines))
    return view(tx, row_of(tx, number), notes)


def row_of(tx: Transaction, number: int) -> Any:
    """Its row. Raises Refused("unknown_incident")."""
    row = tx.connection.execute(ROWS.where(_I.id == number)).one_or_none()
    return or_refuse(row, "unknown_incident", incident=number)


def view(tx: Transaction, row: Any, notes: tuple[IncidentNote, ...] = ()) -> IncidentView:
    """The view of a row of ``ROWS``."""
    structure, now = tx.structure, tx.now()
    agency = known(row.agency_id, structure.agencies)
    obstacle = obstacle_of(structure, row.obstacle)
    return IncidentView(
        id=row.id,
        agency_id=agency.id,
        agency_name=agency.name,
        agency_name_en=agency.name_en,
        obstacle=row.obstacle,
        obstacle_name=obstacle.name,
        obstacle_name_en=obstacle.name_en,
        responsible=obstacle.responsible,
        external=obstacle.external,
        since=row.since,
        until=row.until,
        services=tuple(structure.services[one].prefix for one in row.services if one in structure.services),
        numbers=row.numbers,
        lost=minutes(row.lost_minutes),
        found_at=row.found_at,
        found_by=row.found_by,
        owner=row.owner,
        due=or_none(row.due),
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        done=row.done,
        announced=_stands(row.announcement_id, row.announcement_ended, row.announcement_until, now),
        gives_numbers=not (row.closure_state == "approved" and _stands(row.closure_id, None, row.closure_until, now)),
        notes=notes,
    )


def obstacle_of(structure: LoadedStructure, obstacle: str) -> Obstacle:
    """What was noted; nothing where the agency stood still, and a name where the obstacle is not known any more."""
    return structure.obstacles.get(obstacle, Obstacle(obstacle, obstacle, obstacle)) if obstacle else _STOOD_STILL


def note(tx: Transaction, number: int, action: IncidentAction, by: By, text: str = "") -> None:
    """Append a line to the history of an incident."""
    values = {"incident_id": number, "at": tx.now(), "action": action.value, "actor": by.actor, "text": text}
    tx.connection.execute(insert(t.incident_note).values(**values))
    tx.must_notify = True


def _stands(number: int | None, ended: datetime | None, until: datetime | None, now: datetime) -> bool:
    return number is not None and ended is None and (until is None or until > now)
