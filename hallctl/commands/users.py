"""`hall user`: who may sign in at a counter."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated
from uuid import uuid4

import typer

from hallctl.documents import user_document
from hallctl.session import session_of
from hallctl.tables import table

app = typer.Typer(help="Who may sign in at a counter.", rich_markup_mode=None)


class Role(StrEnum):
    """What a member of staff is in the hall."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"


@app.command("add")
def add(
    context: typer.Context,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Short name to sign in with.")],
    name: Annotated[str | None, typer.Option(help="Name as the counter shows it; by default the login.")] = None,
    role: Annotated[Role, typer.Option(help="What the person is in the hall.")] = Role.CLERK,
    pin: Annotated[str, typer.Option(help="4 to 12 digits; left out, it is asked for without being shown.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")] = False,
) -> None:
    """Add a member of staff with a PIN."""
    session = session_of(context)
    secret = pin_of(pin, from_stdin=pin_stdin)
    request = uuid4().hex
    with session.store(first=True) as store:
        shown = login if name is None else name
        user = store.run(lambda work: work.add_user(login, shown, secret, role.value, request_id=request))
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
    pin: Annotated[str, typer.Option(help="4 to 12 digits; left out, it is asked for without being shown.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")] = False,
) -> None:
    """Give a member of staff a new PIN; a login that was locked is free again."""
    session = session_of(context)
    secret = pin_of(pin, from_stdin=pin_stdin)
    with session.store() as store:
        user = store.run(lambda work: work.set_pin(login, secret))
    session.answer({"user": user_document(user)}, [f"{user.name} has a new PIN."])


def pin_of(given: str, *, from_stdin: bool, again: bool = True) -> str:
    """The PIN that was given, read from the first input line, or typed without being shown (twice with ``again``).

    Raises typer.BadParameter.
    """
    if given and from_stdin:
        raise typer.BadParameter("give the PIN by --pin or by --pin-stdin, not both")
    if given:
        return given
    if from_stdin:
        return sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        raise typer.BadParameter("without a terminal the PIN comes by --pin-stdin or --pin")
    first: str = typer.prompt("PIN", hide_input=True, err=True)
    if again and typer.prompt("PIN again", hide_input=True, err=True) != first:
        raise typer.BadParameter("the two PINs differ; nothing was changed")
    return first
