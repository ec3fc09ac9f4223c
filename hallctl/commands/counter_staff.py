"""`hall counter sign-in | sign-out | show`: who sits at a counter, and all that the clerk there sees."""

from __future__ import annotations

from typing import Annotated

import typer

from hall.documents import counter_document, delivery_sentence, desk_document
from hall.translator import ENGLISH
from hall.views import CounterView
from hallctl.commands.counters import CounterName, app
from hallctl.commands.tickets import RequestId
from hallctl.session import session_of
from hallctl.tables import fields


@app.command("sign-in")
def sign_in(
    context: typer.Context,
    counter: CounterName,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Who sits down.")],
    pin: Annotated[str, typer.Option(help="Left out, it is asked for without being shown.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")] = False,
    request_id: RequestId = "",
) -> None:
    """Put a member of staff at a counter."""
    session = session_of(context)
    own, secret = session.pin(), session.other_pin(pin, from_stdin=pin_stdin, again=False)
    with session.store() as store:
        by = session.by(store, request_id, pin=own)
        user = store.check_pin(login, secret, station=session.settings().station_name)
        info = store.run(lambda work: work.counter(counter, by).sign_in(user.id))
    session.answer({"counter": counter_document(info)}, [f"{info.clerk_name} sits at counter {info.label}."])


@app.command("sign-out")
def sign_out(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Free a counter; its number must be ended first."""
    session = session_of(context)
    with session.store() as store:
        by = session.by(store, request_id)
        store.run(lambda work: work.counter(counter, by).sign_out())
        with store.read() as view:
            info = view.counter(counter).counter
    session.answer({"counter": counter_document(info)}, [f"Nobody sits at counter {info.label} now."])


@app.command("show")
def show(context: typer.Context, counter: CounterName) -> None:
    """Show all that the clerk at a counter sees: number, how far its call came, who is next, what can be undone."""
    session = session_of(context)
    with session.store() as store, store.read() as view:
        desk = view.counter(counter)
    session.answer({"counter": desk_document(desk)}, fields(_lines(desk)))


def _lines(desk: CounterView) -> list[tuple[str, object]]:
    info, pause = desk.counter, desk.counter.pause
    rows: list[tuple[str, object]] = [
        ("Counter", f"{info.label}, {info.agency_name}, {info.zone.name}"),
        ("Clerk", info.clerk_name or "nobody"),
        ("Number", f"{desk.current.code}, {desk.current.state.value}" if desk.current else "none"),
    ]
    if desk.told is not None:
        boards = f" ({', '.join(desk.told.boards)})" if desk.told.boards else ""
        rows.append(("Call", delivery_sentence(desk.told.told) + boards))
    if pause is not None:
        until = f" until {pause.until.isoformat()}" if pause.until else ""
        rows.append(("Pause", f"{pause.kind} {pause.reason}".rstrip() + until))
    if desk.next is not None:
        rows.append(("Next", f"{desk.next.ticket.code}: {desk.next.reason.message(ENGLISH)}"))
    rows.extend(("Held", f"{ticket.code}: {ticket.held_reason}") for ticket in desk.held)
    rows.extend(("No-show", ticket.code) for ticket in desk.no_shows)
    rows.extend(("Done here", ticket.code) for ticket in desk.done)
    rows.extend(("For this counter", ticket.code) for ticket in desk.directed)
    if desk.undo is not None:
        rows.append(("Can be undone", f"{desk.undo.action.value} of {desk.undo.code}"))
    rows.append(("Possible now", ", ".join(sorted(action.value for action in desk.allowed)) or "nothing"))
    return rows
