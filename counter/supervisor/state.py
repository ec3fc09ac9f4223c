"""What the supervisor's window shows at one time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from counter.desk.state import DeskNotice, LinkState
from hall.views import AlarmView, FloorView
from hall.wording import BothNames


class Phase(StrEnum):
    """Which page is shown: ``SIGN_IN`` as long as nobody may look into the hall."""

    SIGN_IN = "sign_in"
    HALL = "hall"


AlarmKey = tuple[str, tuple[tuple[str, str], ...]]
"""An alarm by its cause."""


@dataclass(frozen=True, slots=True)
class SupervisorState:
    """All that the window shows; ``view`` is None until it was read. ``user`` is the name of who looks. ``seen`` are
    the alarms that the person has looked at since they came."""

    phase: Phase = Phase.HALL
    user: str = ""
    view: FloorView | None = None
    link: LinkState = field(default_factory=LinkState)
    notice: DeskNotice | None = None
    seen: frozenset[AlarmKey] = frozenset()


def alarm_key(alarm: AlarmView) -> AlarmKey:
    """What stays of an alarm while it grows: not its counts and times."""
    named = [(name, str(value)) for name, value in alarm.params if isinstance(value, str | date | BothNames)]
    return alarm.code, tuple(named)
