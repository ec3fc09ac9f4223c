"""Members of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class UserView:
    """A member of staff; the PIN's hash never leaves the store.

    ``agency`` is the id of the agency of which somebody is the supervisor, empty where the hall has none of this id.
    Who is ``disabled`` cannot sign in. ``session`` is another one after each sign-out from elsewhere, as with another
    PIN: a machine where they signed in before belongs to them no more.
    """

    id: int
    login: str
    name: str
    role: str
    agency: str = ""
    disabled: bool = False
    session: int = 0


@dataclass(frozen=True, slots=True)
class LeftView:
    """Who emptied a counter: as the history records it, by name, and why; ``reason`` is empty where its clerk left."""

    actor: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class StaffEventView:
    """One line of the history of who may sign in, with an ``action`` of ``hall.store.tables.staff_event``; ``login`` is
    empty for one that nobody has, and for a station's PIN."""

    at: datetime
    action: str
    login: str
    station: str
    actor: str
    detail: str


@dataclass(frozen=True, slots=True)
class PersonalWords:
    """What names persons: of each of the ``people`` every login and name, and the ``codes`` that visitors show."""

    people: tuple[tuple[str, ...], ...] = ()
    codes: tuple[str, ...] = ()
