"""`hall user`: who may sign in at a counter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hall.access import By, Operation, sees_the_hall
from hall.documents import staff_event_document, user_document
from hall.errors import Refused
from hall.identifiers import key_of, same
from hall.text_tables import table
from hall.views import UserView
from hallctl.commands.staff_import import import_staff
from hallctl.commands.tickets import RequestId
from hallctl.dates import zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import UnitOfWork

app = Commands(help="Who may sign in at a counter.", rich_markup_mode=None)


StaffRole = Literal["clerk", "agency_supervisor", "supervisor"]
Agency = Annotated[str, typer.Option(metavar="ID", help="The agency of an agency_supervisor, by its id.")]
Whose = Annotated[str, typer.Argument(metavar="LOGIN", help="Whom it is about.")]
NewPin = Annotated[
    str,
    typer.Option(
        help="6 digits or as many as the hall asks for; others can read it here: left out, it is asked for unseen."
    ),
]
PinStdin = Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")]
AsPin = Annotated[str, typer.Option("--pin", help="The PIN of the person of --as; left out, it is asked for.")]
_EVENTS = {
    "added": "added",
    "removed": "removed",
    "renamed": "new name",
    "role": "new role",
    "disabled": "login closed",
    "enabled": "login open again",
    "signed_out": "signed out",
    "refused": "right PIN of a closed login",
    "pin": "new PIN",
    "station_pin": "new PIN of the staff page",
    "failed": "wrong PIN",
    "paused": "pause begins",
    "unlocked": "pause ended",
}


@app.command("add")
def add(
    session: Session,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Short name to sign in with.")],
    name: Annotated[str | None, typer.Option(help="Name as the counter shows it; by default the login.")] = None,
    role: Annotated[StaffRole, typer.Option(case_sensitive=False, help="What the person is in the hall.")] = "clerk",
    agency: Agency = "",
    pin: NewPin = "",
    pin_stdin: PinStdin = False,
) -> None:
    """Add a member of staff with a PIN."""
    shown = login if name is None else name
    with session.acting(may=Operation.ADD_STAFF, first=True) as (store, by):
        hashed = store.new_pin(session.other_pin(pin, from_stdin=pin_stdin), login)
        user = store.run(lambda work: work.staff.add(login, shown, hashed, by, role=role, agency=agency))
    session.answer({"user": user_document(user)}, [f"{user.name} can sign in as {user.login}."])


app.command("import")(import_staff)


@app.command("list")
def list_users(session: Session) -> None:
    """List the members of staff."""
    users = session.fetch(lambda view: view.staff.users())
    rows = [(one.login, one.name, one.role, one.agency or "-", "disabled" if one.disabled else "") for one in users]
    lines = table(("LOGIN", "NAME", "ROLE", "AGENCY", "STATE"), rows)
    session.answer({"users": [user_document(user) for user in users]}, lines if users else ["Nobody yet."])


@app.command("role")
def set_role(
    session: Session,
    login: Whose,
    role: Annotated[StaffRole, typer.Argument(case_sensitive=False, metavar="ROLE", help="What they are from now on.")],
    agency: Agency = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Give a member of staff another role; they are signed out, and sign in again with it."""
    _change(
        session,
        lambda work, by: work.staff.set_role(login, role, by, agency=agency),
        lambda user: f"{user.name} is {user.role}{f' of {user.agency}' if user.agency else ''} now.",
        pin,
        request_id,
    )


@app.command("rename")
def rename(
    session: Session,
    login: Whose,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name as the counter shows it.")],
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Give a member of staff another name; the login stays."""
    _change(
        session,
        lambda work, by: work.staff.rename(login, name, by),
        lambda user: f"{user.login} is {user.name} now.",
        pin,
        request_id,
    )


@app.command("disable")
def disable(session: Session, login: Whose, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Close a login: the person is signed out and cannot sign in; a visitor at the counter stays, and the history."""
    _change(
        session,
        lambda work, by: work.staff.disable(login, by),
        lambda user: f"{user.name} cannot sign in any more.",
        pin,
        request_id,
    )


@app.command("enable")
def enable(session: Session, login: Whose, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Open a login again that was closed; its PIN is the same."""
    _change(
        session,
        lambda work, by: work.staff.enable(login, by),
        lambda user: f"{user.name} can sign in as {user.login} again.",
        pin,
        request_id,
    )


@app.command("sign-out")
def sign_out(session: Session, login: Whose, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Sign a member of staff out at whatever counter they sit, and end the supervisor's window of who has one open; a
    visitor at the counter stays."""
    with session.acting(request_id, pin=pin) as (store, by):
        left = store.run(lambda work: work.staff.sign_out(login, by))
        window = store.fetch(lambda view: sees_the_hall(view.staff.find(login).role))
    name = key_of(login)
    said = f"{name} left counter {', '.join(left)}." if left else f"{name} sat at no counter."
    more = " A supervisor's window that was open by this login ends." if window else ""
    session.answer({"login": name, "left": list(left), "window_ends": window}, [f"{said}{more}"])


def _change(
    session: Session,
    job: Callable[[UnitOfWork, By], UserView],
    said: Callable[[UserView], str],
    pin: str,
    request_id: str,
) -> None:
    """Change a member of staff, and say what they are now."""
    user = session.write(job, request_id, pin=pin)
    session.answer({"user": user_document(user)}, [said(user)])


@app.command("pin")
def set_pin(
    session: Session,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Whose PIN is replaced.")],
    pin: NewPin = "",
    pin_stdin: PinStdin = False,
) -> None:
    """Give a member of staff a new PIN: pauses end, and the counter where they sit is free; a visitor stays there."""
    with session.acting(may=Operation.SET_PIN) as (store, by):
        store.fetch(lambda view: view.staff.refuse_pin(login, by))
        hashed = store.new_pin(session.other_pin(pin, from_stdin=pin_stdin), login)
        user = store.run(lambda work: work.staff.set_pin(login, hashed, by))
    session.answer({"user": user_document(user)}, [f"{user.name} has a new PIN."])


@app.command("unlock")
def unlock(
    session: Session,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Whose pause ends.")],
    pin: AsPin = "",
) -> None:
    """End the pause of a login after wrong PINs."""
    ended = session.write(lambda work, by: work.staff.unlock(login, by), pin=pin)
    name = key_of(login)
    said = f"{name} can sign in again." if ended else f"No wrong PIN of {name} was counted."
    session.answer({"login": name, "ended": ended}, [said])


@app.command("history")
def history(
    session: Session,
    login: Annotated[str, typer.Argument(metavar="[LOGIN]", help="Of this login only.")] = "",
    count: Annotated[int, typer.Option("--count", min=1, max=100_000, help="How many lines, newest first.")] = 50,
) -> None:
    """Show wrong PINs, pauses, new PINs and new members of staff: when, whose, where, by whom."""
    with session.reading() as (_, view):
        events, zone = view.staff.events(count, login), zone_of(view.hall().timezone)
        # Somebody who was removed is still known by what happened.
        if login and not events and not any(same(user.login, login) for user in view.staff.users()):
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
