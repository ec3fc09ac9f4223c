"""Reads of incidents and of how they are followed up; a supervisor of an agency reads those of the own agency."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from hall.access import By, agency_seen
from hall.errors import Refused
from hall.incidents import FOLLOWED, Followed, FollowUp, follow_up
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.readable import each, whole_rows
from hall.store.incidents import incident_rows
from hall.views import IncidentView

_I = t.incident.c
MOST = 200
"""So many incidents are listed at once, the latest."""


class IncidentReads(Reads):
    """Incidents, of what ``by``, or whoever reads, answers for. Raises Refused("needs_supervisor") to all others."""

    def listed(self, by: By | None = None, *, closed: bool = False, agency: str = "") -> tuple[IncidentView, ...]:
        """The open incidents, with ``closed`` the latest closed ones behind them, the latest first; of one ``agency``
        (id) where it is given. Raises Refused("unknown_agency") and ("other_agency")."""
        whose = self._whose(by, agency)
        query = incident_rows.ROWS.order_by(_I.closed_at.is_not(None), _I.found_at.desc(), _I.id.desc()).limit(MOST)
        query = query if closed else query.where(_I.closed_at.is_(None))
        rows = self._tx.connection.execute(_of(query, whose))
        return each(lambda row: incident_rows.view(self._tx, row), rows)

    def found(
        self, since: datetime, until: datetime, by: By | None = None, *, agency: str = ""
    ) -> tuple[IncidentView, ...]:
        """Every incident that ``follow_up`` counts of the same time, the earliest first. Raises as ``listed`` does."""
        query = _counted(incident_rows.ROWS, since, until).order_by(_I.since, _I.id)
        rows = self._tx.connection.execute(_of(query, self._whose(by, agency)))
        return each(lambda row: incident_rows.view(self._tx, row), rows)

    def find(self, number: int, by: By | None = None) -> IncidentView:
        """One incident with its history. Raises Refused("unknown_incident") and ("other_agency")."""
        found = incident_rows.find(self._tx, number)
        if agency_seen(by or self._tx.reads_as) not in ("", found.agency_id):
            raise Refused("other_agency")
        return found

    def follow_up(
        self, since: datetime | None = None, until: datetime | None = None, by: By | None = None, *, agency: str = ""
    ) -> FollowUp:
        """How the incidents found in a time (by default the last ``FOLLOWED``), and all that are open from before it,
        are followed up; of one ``agency`` (id) where it is given. Raises as ``listed`` does."""
        tx, whose = self._tx, self._whose(by, agency)
        now, structure = tx.now(), tx.structure
        start, today = since or now - FOLLOWED, tx.local(now).date()
        query = _counted(select(_I.found_at, _I.closed_at, _I.due, _I.obstacle), start, until)
        return follow_up(
            Followed(
                row.found_at,
                row.closed_at,
                row.due is not None and row.due < today,
                incident_rows.obstacle_of(structure, row.obstacle).external,
            )
            for row in whole_rows(tx.connection.execute(_of(query, whose)))
        )

    def _whose(self, by: By | None, agency: str) -> str:
        """The agency (id) that is read, empty for all."""
        wanted = self._tx.structure.find_agency(agency).id if agency else ""
        own = agency_seen(by or self._tx.reads_as)
        if own and wanted not in ("", own):
            raise Refused("other_agency")
        return own or wanted


def _counted(query: Select[Any], since: datetime, until: datetime | None) -> Select[Any]:
    """Incidents that were found in a time, and those that are open from before it."""
    query = query.where(or_(_I.found_at >= since, _I.closed_at.is_(None)))
    return query if until is None else query.where(_I.found_at < until)


def _of(query: Select[Any], agency: str) -> Select[Any]:
    return query.where(_I.agency_id == agency) if agency else query
