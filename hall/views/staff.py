"""Members of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UserView:
    """A member of staff who can sign in; the PIN's hash never leaves the store."""

    id: int
    login: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class StaffEventView:
    """One line of the history of who may sign in: ``added``, ``removed``, ``pin``, ``station_pin``, ``failed``,
    ``paused`` or ``unlocked``; ``login`` is empty for one that nobody has, and for a station's PIN."""

    at: datetime
    action: str
    login: str
    station: str
    actor: str
    detail: str
