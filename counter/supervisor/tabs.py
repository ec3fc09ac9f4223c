"""The tabs of the supervisor's window, in their order. A new one is a line here and a folder of its own."""

from __future__ import annotations

from counter.supervisor.corrections.page import CorrectionPage
from counter.supervisor.corrections.reading import read_corrections
from counter.supervisor.obstacles.page import ObstaclesPage
from counter.supervisor.obstacles.reading import read_obstacles
from counter.supervisor.page import HallPage
from counter.supervisor.people.page import PeoplePage
from counter.supervisor.people.reading import read_people
from counter.supervisor.reports.page import ReportsPage
from counter.supervisor.state import Tab
from counter.supervisor.tab_page import TabKind
from counter.supervisor.whole.breaks import read_hall
from hall.access import Role

TABS: tuple[TabKind, ...] = (
    TabKind(Tab.HALL, HallPage, read_hall),
    TabKind(Tab.OBSTACLES, ObstaclesPage, read_obstacles),
    TabKind(Tab.REPORTS, ReportsPage),
    TabKind(Tab.CORRECTIONS, CorrectionPage, read_corrections),
    TabKind(Tab.PEOPLE, PeoplePage, read_people, frozenset({Role.SUPERVISOR})),
)
"""All tabs."""


def tabs_of(role: Role) -> tuple[TabKind, ...]:
    """The tabs that somebody with this role has."""
    return tuple(kind for kind in TABS if role in kind.roles)
