"""The first supervisor of a new hall, whom `hall init` asks for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from hall.access import Role
from hall.errors import Refused
from hall.identifiers import key_of
from hallctl.session import Session

if TYPE_CHECKING:
    from hall.store import Store
    from hall.views import UserView

_AGAIN = frozenset({"weak_pin", "pin_short", "pin_common"})
LATER = "No supervisor can sign in yet: `hall user add LOGIN --role supervisor` makes the first."


@dataclass(frozen=True, slots=True)
class WantedSupervisor:
    """Who was named on the command line, empty for nobody; the PIN is the first input line where ``pin_stdin`` is set.
    ``nobody``: none is asked for."""

    login: str = ""
    name: str = ""
    pin_stdin: bool = False
    nobody: bool = False


def first_supervisor(session: Session, store: Store, wanted: WantedSupervisor) -> UserView | None:
    """The supervisor who was named, or who is asked for at a terminal where there is none; None when nobody was added,
    also when whoever was named is a supervisor already.

    Raises Refused as adding a member of staff does, typer.BadParameter for a PIN that cannot be had.
    """
    if wanted.login:
        known = any(one.login == key_of(wanted.login) for one in _supervisors(store))
        return None if known else _add(session, store, wanted)
    if wanted.nobody or can_open_the_day(store):
        return None
    if session.json or sys.stdin is None or not sys.stdin.isatty():
        return None
    return _asked(session, store)


def can_open_the_day(store: Store) -> bool:
    """Whether any supervisor can sign in."""
    return any(not one.disabled for one in _supervisors(store))


def _supervisors(store: Store) -> list[UserView]:
    return [one for one in store.fetch(lambda view: view.staff.users()) if one.role == Role.SUPERVISOR]


def _asked(session: Session, store: Store) -> UserView | None:
    """Whoever is typed; a PIN that is too easy is asked for again."""
    who = "Login of the first supervisor, who opens the day (empty: later)"
    login = str(typer.prompt(who, default="", show_default=False, err=True)).strip()
    if not login:
        return None
    name = typer.prompt("Name", default=login, err=True)
    while True:
        try:
            return _add(session, store, WantedSupervisor(login, name))
        except Refused as refused:
            if refused.code not in _AGAIN:
                raise
            sys.stderr.write(f"{refused}\n")
        except typer.BadParameter as differ:
            sys.stderr.write(f"{differ.message}\n")


def _add(session: Session, store: Store, wanted: WantedSupervisor) -> UserView:
    by = session.by(store)
    hashed = store.new_pin(session.other_pin("", from_stdin=wanted.pin_stdin), wanted.login)
    name = wanted.name or wanted.login
    return store.run(lambda work: work.staff.add(wanted.login, name, hashed, by, role=str(Role.SUPERVISOR)))
