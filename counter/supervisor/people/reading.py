"""What the tab Petugas reads: the staff, and where each of them sits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hall.access import By
from hall.views import UserView

if TYPE_CHECKING:
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class Person:
    """A member of staff; ``counter`` is the label of the counter where they sit, empty at none."""

    user: UserView
    counter: str = ""


@dataclass(frozen=True, slots=True)
class PeopleView:
    """All members of staff by name."""

    people: tuple[Person, ...]

    def find(self, login: str) -> Person | None:
        """Who has this login now."""
        return next((person for person in self.people if person.user.login == login), None)


def read_people(reader: Reader, _by: By, _query: object) -> PeopleView:
    """The staff of the hall; the tab is the hall supervisor's alone."""
    seats = {one.clerk_id: one.label for one in reader.counters() if one.clerk_id is not None}
    return PeopleView(tuple(Person(user, seats.get(user.id, "")) for user in reader.staff.users()))
