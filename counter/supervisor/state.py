"""What the supervisor's window shows at one time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from types import MappingProxyType

from counter.desk.state import DeskNotice, LinkState
from hall.views import AlarmView, FloorView
from hall.wording import BothNames


class Phase(StrEnum):
    """Which page is shown: ``SIGN_IN`` as long as nobody may look into the hall."""

    SIGN_IN = "sign_in"
    HALL = "hall"


class Tab(StrEnum):
    """A tab of the window."""

    HALL = "hall"
    OBSTACLES = "obstacles"
    REPORTS = "reports"
    CORRECTIONS = "corrections"
    PEOPLE = "people"


class Acting(Enum):
    """How far an act of the supervisor has come."""

    IDLE = "idle"
    BUSY = "busy"
    REFUSED = "refused"
    """The last one was not done; the state's notice says why."""


AlarmKey = tuple[str, tuple[tuple[str, str], ...]]
"""An alarm by its cause."""


@dataclass(frozen=True, slots=True)
class SupervisorState:
    """All that the window shows; ``view`` is None until it was read. ``user`` is the name of who looks. ``seen`` are
    the alarms that the person has looked at since they came. ``tabs`` are those that the person has, ``tab`` the one
    that is shown; ``tab_views`` holds what each read last."""

    phase: Phase = Phase.HALL
    user: str = ""
    view: FloorView | None = None
    link: LinkState = field(default_factory=LinkState)
    notice: DeskNotice | None = None
    seen: frozenset[AlarmKey] = frozenset()
    tabs: tuple[Tab, ...] = (Tab.HALL,)
    tab: Tab = Tab.HALL
    tab_views: Mapping[Tab, object] = field(default_factory=lambda: MappingProxyType({}))
    acting: Acting = Acting.IDLE

    @property
    def tab_view(self) -> object | None:
        """The own view of the tab that is shown, None until it was read."""
        return self.tab_views.get(self.tab)


def alarm_key(alarm: AlarmView) -> AlarmKey:
    """What stays of an alarm while it grows: not its counts and times."""
    named = [(name, str(value)) for name, value in alarm.params if isinstance(value, str | date | BothNames)]
    return alarm.code, tuple(named)
