"""What a supervisor does with a member of staff."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from counter.supervisor.acting import Preparing
from hall.access import By

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork
    from hall.store.staff.members import PinHash


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the person with ``login`` (and ``name``, as it is said): ``do`` is its operation, ``said`` the end of
    its text's code."""

    login: str
    name: str
    said: str
    do: Callable[[UnitOfWork, By], object]

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return self.do(work, by)

    def news(self, result: object) -> DeskNotice:
        """Says whom it was done to."""
        return DeskNotice(f"supervisor.people_said_{self.said}", (("name", self.name),), tone="info")


def set_role(login: str, name: str, role: str, agency: str) -> Change:
    """Another role; they are signed out."""
    return Change(login, name, "role", lambda work, by: work.staff.set_role(login, role, by, agency=agency))


def rename(login: str, name: str) -> Change:
    """Another name."""
    return Change(login, name, "rename", lambda work, by: work.staff.rename(login, name, by))


def disable(login: str, name: str) -> Change:
    """No sign-in any more."""
    return Change(login, name, "disable", lambda work, by: work.staff.disable(login, by))


def enable(login: str, name: str) -> Change:
    """Sign-in as before."""
    return Change(login, name, "enable", lambda work, by: work.staff.enable(login, by))


def sign_out(login: str, name: str) -> Change:
    """Away from whatever counter they sit at."""
    return Change(login, name, "sign_out", lambda work, by: work.staff.sign_out(login, by))


def unlock(login: str, name: str) -> Change:
    """The pause after wrong PINs ends."""
    return Change(login, name, "unlock", lambda work, by: work.staff.unlock(login, by))


def new_pin(login: str, name: str, pin: str) -> Preparing:
    """A new PIN, which is hashed before the unit of work begins, once it is clear that it may be given."""

    def made(hashed: PinHash) -> Change:
        return Change(login, name, "pin", lambda work, by: work.staff.set_pin(login, hashed, by))

    def prepared(store: Store, by: By) -> Change:
        store.fetch(lambda view: view.staff.refuse_pin(login, by))
        return made(store.new_pin(pin, login))

    return Preparing(prepared)
