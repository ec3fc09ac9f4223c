"""Incidents with their history, how they were followed up, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """A line of an incident's history: ``action`` is a ``hall.incidents.IncidentAction``, ``text`` what was written, or
    what was done in short."""

    at: datetime
    action: str
    actor: str
    text: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """A time in which an agency could not serve (``hall.incidents.Incident``), and what became of it.

    ``obstacle`` is the id of what was noted, empty when nobody noted why; ``responsible`` and ``external`` are that
    obstacle's. ``until`` None goes on. ``lost`` is time of all visitors together. An incident is open until a person
    closes it with what was ``done``. ``announced`` is whether boards and kiosks say it now; ``gives_numbers`` whether
    numbers are given meanwhile. ``notes`` are empty in a list.
    """

    id: int
    agency_id: str
    agency_name: str
    obstacle: str
    obstacle_name: str
    obstacle_name_en: str
    responsible: str
    external: bool
    since: datetime
    until: datetime | None
    services: tuple[str, ...]
    numbers: int
    lost: timedelta
    found_at: datetime
    found_by: str
    owner: str = ""
    due: date | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    done: str = ""
    announced: bool = False
    gives_numbers: bool = True
    notes: tuple[IncidentNote, ...] = ()
    agency_name_en: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it."""
        return self.closed_at is None

    @property
    def goes_on(self) -> bool:
        """Whether the agency still cannot serve."""
        return self.until is None


@dataclass(frozen=True, slots=True)
class PlanView:
    """What will be done until a day, by an agency or, when ``agency_id`` is empty, the hall. ``state`` is a
    ``hall.incidents.PlanState``; ``reason`` is why it was dropped. ``element`` is the key of what the satisfaction
    survey found, where the plan follows that; ``owner`` says who does it."""

    id: int
    text: str
    due: date
    agency_id: str
    agency_name: str
    made_at: datetime
    made_by: str
    state: str
    ended_at: datetime | None = None
    ended_by: str = ""
    reason: str = ""
    late: bool = False
    agency_name_en: str = ""
    element: str = ""
    owner: str = ""
