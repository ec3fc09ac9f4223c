"""Looks at the visits of the day: which incidents have begun, go on, or are over.

Programs look each minute, as at the business day (``hall.store.day.looking``). A look that finds nothing new writes
nothing; two that find the same at once write it once: they hold the hall, and the index of the table has one incident
that goes on for each agency.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from hall.access import By
from hall.incidents import REJOIN, STILL, AgencyVisit, Attendance, Incident, IncidentAction, begun, continued, minutes
from hall.lifecycle import AT_COUNTER, State
from hall.opening import hours_on, opening_at
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.incidents.incident_rows import note
from hall.store.structure.loaded import LoadedStructure
from hall.structure import Service

_REACH = timedelta(hours=2)
"""Visits that ended longer ago decide nothing any more, unless an incident goes on."""
_BY = By.system()


@dataclass(frozen=True, slots=True)
class _Findings:
    """What a look would write: incidents that begin, those that begin again or have changed by their row, and rows
    whose business day is over."""

    new: tuple[Incident, ...] = ()
    changed: tuple[tuple[Any, Incident], ...] = ()
    left: tuple[Any, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.new or self.changed or self.left)


def needs_look(tx: Transaction) -> bool:
    """Whether a look would write something."""
    return not _find(tx).nothing


def look(tx: Transaction) -> tuple[str, ...]:
    """One look; returns sentences for the log of what has begun."""
    tx.lock_hall()
    found, now = _find(tx), tx.now()
    day = tx.open_day()
    for row in found.left:
        _write(tx, row, until=max(row.since, min(row.day_closed_at or now, now)))
        note(tx, row.id, IncidentAction.OVER, _BY)
    for row, incident in found.changed:
        _write(tx, row, **_columns(incident))
        if incident.until is not None:
            note(tx, row.id, IncidentAction.OVER, _BY)
        elif row.until is not None:
            note(tx, row.id, IncidentAction.FOUND, _BY)
    return tuple(_insert(tx, incident, day, now) for incident in found.new)


def visits_of(tx: Transaction, day_id: int, since: datetime) -> list[AgencyVisit]:
    """The visits of a business day that have not ended, or not before ``since``."""
    services = tx.structure.services
    rows = whole_rows(tx.run(_VISITS, {"day": day_id, "since": since}))
    return [_visit(row, services[row.service_id]) for row in rows if row.service_id in services]


def _find(tx: Transaction) -> _Findings:
    day, now = tx.open_day(), tx.now()
    mine: Any = -1 if day is None else day.id
    rows = list(whole_rows(tx.connection.execute(_ROWS, {"day": mine})))
    left = tuple(row for row in rows if row.day_id != mine)
    if day is None:
        return _Findings(left=left)
    today = [row for row in rows if row.day_id == mine]
    running = {row.agency_id: row for row in today if row.until is None}
    since = min([now - _REACH, *(row.since for row in running.values())])
    visits = visits_of(tx, day.id, since)
    obstacles = tx.structure.obstacles
    changed = [(row, continued(_incident(row), visits, now, obstacles)) for row in running.values()]
    last = {row.agency_id: row for row in today if row.until is not None}  # the last one of each stays
    new = begun(
        [one for one in visits if one.agency not in running],
        now,
        obstacles=obstacles,
        attendance=_attendance(tx, now, {one.agency for one in visits if one.waits and now - one.issued_at >= STILL}),
        settled={agency: row.until for agency, row in last.items()},
    )
    again = [(last[one.agency], one) for one in new if one.agency in last and _is_again(last[one.agency], one)]
    return _Findings(
        tuple(one for one in new if all(one is not found for _, found in again)),
        (
            *((row, found) for row, found in changed if _differs(row, found)),
            *((row, continued(replace(_incident(row), until=None), visits, now, obstacles)) for row, _ in again),
        ),
        left,
    )


def _is_again(row: Any, found: Incident) -> bool:
    return row.closed_at is None and found.since - row.until <= REJOIN


def _differs(row: Any, found: Incident) -> bool:
    """Whether more has changed than some minutes: those are written with the next thing that has."""
    now = _columns(found)
    return any(now[name] != getattr(row, name) for name in ("obstacle", "until", "services", "numbers"))


def _incident(row: Any) -> Incident:
    services = frozenset(row.services)
    return Incident(row.agency_id, row.obstacle, row.since, row.until, services, row.numbers, minutes(row.lost_minutes))


def _columns(found: Incident) -> dict[str, Any]:
    return {
        "obstacle": found.obstacle,
        "since": found.since,
        "until": found.until,
        "services": sorted(found.services),
        "numbers": found.numbers,
        "lost_minutes": found.lost / minutes(1),
    }


def _write(tx: Transaction, row: Any, **values: Any) -> None:
    tx.connection.execute(update(t.incident).where(t.incident.c.id == row.id).values(**values))
    tx.must_notify = True


def _insert(tx: Transaction, found: Incident, day: Any, now: datetime) -> str:
    number = add(tx, found, day, now, _BY)
    note(tx, number, IncidentAction.FOUND, _BY)
    return f"incident {number}: {found.agency} cannot serve since {tx.local(found.since):%H:%M}"


def add(tx: Transaction, found: Incident, day: Any, now: datetime, by: By) -> int:
    """Write down a new incident of a business day; returns its number."""
    row = insert(t.incident).values(
        day_id=day.id, agency_id=found.agency, found_at=now, found_by=by.actor, **_columns(found)
    )
    return tx.number(row.returning(t.incident.c.id))


def _visit(row: Any, service: Service) -> AgencyVisit:
    return AgencyVisit(
        service.agency,
        service.id,
        row.issued_at,
        row.called_at,
        row.ended_at,
        row.outcome,
        row.obstacle_id or "",
        there=row.state in _AT_COUNTER,
        waits=row.state == State.WAITING,
    )


_AT_COUNTER = frozenset(map(str, AT_COUNTER))


def _attendance(tx: Transaction, now: datetime, agencies: set[str]) -> dict[str, Attendance]:
    """What each of these agencies has that is open and where somebody sits who is not on a break."""
    if not agencies:
        return {}
    since = {row.id: row.at for row in whole_rows(tx.run(_SINCE))}
    structure = tx.structure
    found: dict[str, Attendance] = {}
    for counter in structure.structure.counters:
        if counter.id not in since:
            continue
        for served in counter.services:
            service = structure.services[served.service]
            opened = _opened(structure, service, now) if service.agency in agencies else None
            if opened is not None:
                there = found.get(service.agency, Attendance())
                found[service.agency] = _more(there, service, max(opened, since[counter.id]))
    return found


def _more(there: Attendance, service: Service, since: datetime) -> Attendance:
    promised = timedelta(minutes=service.promised_minutes)
    earliest = since if there.since is None else min(there.since, since)
    return Attendance(there.services | {service.id}, max(there.promised, promised), earliest)


def _opened(structure: LoadedStructure, service: Service, now: datetime) -> datetime | None:
    """Since when a service is open; None when it is closed."""
    schedule = structure.schedule_of(service)
    if not opening_at(now, schedule).is_open:
        return None
    local = now.astimezone(schedule.zone)
    starts = (datetime.combine(local, one.start, schedule.zone) for one in hours_on(local.date(), schedule))
    return max((start for start in starts if start <= local), default=now - _REACH)


_I, _D = t.incident.c, t.business_day.c
_ROWS = (
    select(t.incident, _D.closed_at.label("day_closed_at"))
    .join(t.business_day, _D.id == _I.day_id)
    .where(or_(_I.until.is_(None), _I.day_id == bindparam("day", type_=_I.day_id.type)))
    .order_by(_I.until)
)
_T = t.ticket.c
_VISITS = Prepared(
    select(_T.service_id, _T.issued_at, _T.called_at, _T.ended_at, _T.outcome, _T.obstacle_id, _T.state).where(
        _T.day_id == bindparam("day", type_=_T.day_id.type),
        or_(_T.ended_at.is_(None), _T.ended_at >= bindparam("since", type_=_T.ended_at.type)),
    )
)
_P, _E = t.counter.c, t.counter_event.c
_LAST = t.counter_event.alias("last_event").c
_LAST_EVENT = select(func.max(_LAST.id)).where(_LAST.counter_id == _P.id).correlate(t.counter).scalar_subquery()
_SINCE = Prepared(
    select(_P.id, _E.at)
    .select_from(t.counter.join(t.counter_event, _E.id == _LAST_EVENT))
    .where(_P.staff_id.is_not(None), _P.pause == "", ~_P.archived)
)
"""The counters where somebody sits who is not on a break, and since when."""
