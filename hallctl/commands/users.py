"""`hall user`: who may sign in at a counter."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated
from uuid import uuid4

import typer

from hall.documents import staff_event_document, user_document
from hall.errors import Refused
from hall.identifiers import key_of, same
from hallctl.dates import zone_of
from hallctl.session import Session, actor, session_of
from hallctl.tables import table

if TYPE_CHECKING:
    from hall.store import Store

app = typer.Typer(help="Who may sign in at a counter.", rich_markup_mode=None)


class Role(StrEnum):
    """What a member of staff is in the hall."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"


NewPin = Annotated[
    str,
    typer.Option(
        help="6 digits or as many as the hall asks for; others can read it here: left out, it is asked for unseen."
    ),
]
PinStdin = Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")]
Supervisor = Annotated[
    str, typer.Option("--as", metavar="LOGIN", help="The supervisor who does it; left out, the technician does.")
]
SupervisorPin = Annotated[str, typer.Option(help="The supervisor's PIN; left out, it is asked for.")]
_EVENTS = {
    "added": "added",
    "removed": "removed",
    "pin": "new PIN",
    "station_pin": "new PIN of the staff page",
    "failed": "wrong PIN",
    "paused": "pause begins",
    "unlocked": "pause ended",
}


@app.command("add")
def add(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Short name to sign in with.")],
    name: Annotated[str | None, typer.Option(help="Name as the counter shows it; by default the login.")] = None,
    role: Annotated[Role, typer.Option(case_sensitive=False, help="What the person is in the hall.")] = Role.CLERK,
    pin: NewPin = "",
    pin_stdin: PinStdin = False,
) -> None:
    """Add a member of staff with a PIN."""
    session = session_of(context)
    secret = pin_of(pin, from_stdin=pin_stdin)
    request = uuid4().hex
    with session.store(first=True) as store:
        shown = login if name is None else name
        hashed, who = store.new_pin(secret, login), actor()
        user = store.run(lambda w: w.add_user(login, shown, hashed, role.value, actor=who, request_id=request))
    session.answer({"user": user_document(user)}, [f"{user.name} can sign in as {user.login}."])


@app.command("list")
def list_users(context: typer.Context) -> None:
    """List the members of staff."""
    session = session_of(context)
    with session.store() as store, store.read() as view:
        users = view.users()
    lines = table(("LOGIN", "NAME", "ROLE"), [(user.login, user.name, user.role) for user in users])
    session.answer({"users": [user_document(user) for user in users]}, lines if users else ["Nobody yet."])


@app.command("pin")
def set_pin(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Whose PIN is replaced.")],
    pin: NewPin = "",
    pin_stdin: PinStdin = False,
) -> None:
    """Give a member of staff a new PIN: pauses end, and the counter where they sit is free; a visitor stays there."""
    session = session_of(context)
    secret = pin_of(pin, from_stdin=pin_stdin)
    with session.store() as store:
        hashed, who = store.new_pin(secret, login), actor()
        user = store.run(lambda work: work.set_pin(login, hashed, actor=who))
    session.answer({"user": user_document(user)}, [f"{user.name} has a new PIN."])


@app.command("unlock")
def unlock(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Whose pause ends.")],
    supervisor: Supervisor = "",
    pin: SupervisorPin = "",
) -> None:
    """End the pause of a login after wrong PINs."""
    session = session_of(context)
    with session.store() as store:
        who, by = supervisor_of(session, store, supervisor, pin)
        ended = store.run(lambda work: work.people.unlock(login, supervisor_id=who, actor=by))
    name = key_of(login)
    said = f"{name} can sign in again." if ended else f"No wrong PIN of {name} was counted."
    session.answer({"login": name, "ended": ended}, [said])


@app.command("history")
def history(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="[LOGIN]", help="Of this login only.")] = "",
    count: Annotated[int, typer.Option("--count", min=1, max=100_000, help="How many lines, newest first.")] = 50,
) -> None:
    """Show wrong PINs, pauses, new PINs and new members of staff: when, whose, where, by whom."""
    session = session_of(context)
    with session.store() as store, store.read() as view:
        events, zone = view.staff_events(count, login), zone_of(view.hall().timezone)
        # Somebody who was removed is still known by what happened.
        if login and not events and not any(same(user.login, login) for user in view.users()):
            raise Refused("unknown_user", login=login)
    rows = [
        (
            f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}",
            _EVENTS[event.action],
            event.login or "-",
            event.station or "-",
            event.actor,
            event.detail,
        )
        for event in events
    ]
    lines = table(("WHEN", "WHAT", "LOGIN", "STATION", "BY", "MORE"), rows) if rows else ["Nothing yet."]
    session.answer({"events": [staff_event_document(event) for event in events]}, lines)


def supervisor_of(session: Session, store: Store, login: str, pin: str) -> tuple[int | None, str]:
    """The id of the supervisor whose PIN was given, and who acts; None for the technician, who needs no PIN."""
    if not login:
        return None, actor()
    secret = pin_of(pin, from_stdin=False, again=False)
    user = store.check_pin(login, secret, station=session.settings().station_name)
    return user.id, f"{actor()} as {user.login}"


def pin_of(given: str, *, from_stdin: bool, again: bool = True) -> str:
    """The PIN that was given, read from the first input line, or typed without being shown (twice with ``again``).

    Raises typer.BadParameter.
    """
    if given and from_stdin:
        raise typer.BadParameter("give the PIN by --pin or by --pin-stdin, not both")
    if given:
        return given
    if from_stdin:
        try:
            return sys.stdin.readline().strip()
        except UnicodeError:
            raise typer.BadParameter("the first input line is no text") from None
    if not sys.stdin.isatty():
        raise typer.BadParameter("without a terminal the PIN comes by --pin-stdin or --pin")
    first: str = typer.prompt("PIN", hide_input=True, err=True)
    if again and typer.prompt("PIN again", hide_input=True, err=True) != first:
        raise typer.BadParameter("the two PINs differ; nothing was changed")
    return first
