"""What the tab Kendala reads: incidents, the history of the one that is looked at, and plans."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hall.access import By
from hall.errors import Refused
from hall.incidents import VISITORS, FollowUp
from hall.structure import Obstacle
from hall.views import IncidentView, PlanView

if TYPE_CHECKING:
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class ObstaclesView:
    """Incidents, the open ones first, and plans by their day; the incident that is looked at has its notes.
    ``followed`` is the follow-up of the last year, ``obstacles`` what an incident can be of: none of the visitors'."""

    incidents: tuple[IncidentView, ...]
    plans: tuple[PlanView, ...]
    followed: FollowUp
    obstacles: tuple[Obstacle, ...] = ()


def read_obstacles(reader: Reader, by: By, query: object) -> ObstaclesView:
    """All that ``by`` answers for; ``query`` is the number of the incident that is looked at."""
    incidents = reader.incidents.listed(by, closed=True)
    if isinstance(query, int):
        incidents = tuple(_with_notes(reader, by, one) if one.id == query else one for one in incidents)
    obstacles = tuple(one for one in reader.found.obstacles() if one.responsible != VISITORS)
    return ObstaclesView(incidents, reader.plans.listed(by), reader.incidents.follow_up(by=by), obstacles)


def _with_notes(reader: Reader, by: By, one: IncidentView) -> IncidentView:
    try:
        return replace(one, notes=reader.incidents.find(one.id, by).notes)
    except Refused:
        return one
