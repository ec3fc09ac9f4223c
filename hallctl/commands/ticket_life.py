"""`hall ticket …`: everything else that is done to a number, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import By
from hall.dates import clock_text
from hall.documents import ticket_document
from hall.field_text import fields_of
from hall.lifecycle import Action
from hall.translator import ENGLISH
from hall.views import EventView, TicketView
from hallctl.commands.tickets import RequestId, app, ticket_lines
from hallctl.session import session_of
from hallctl.tables import table

if TYPE_CHECKING:
    from hall.store import UnitOfWork

Code = Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")]
_OF_FIELDS = (Action.TRANSFER, Action.FINISH)
Reason = Annotated[str, typer.Option(help="Why, for the history.")]


@app.command("cancel")
def cancel(
    context: typer.Context,
    code: Code,
    reason: Annotated[str, typer.Option(help="Why, for the history.")] = "cancelled on the command line",
    request_id: RequestId = "",
) -> None:
    """Cancel a number that still waits."""
    _act(context, code, lambda work, key, by: work.tickets.cancel(key, by, reason=reason), request_id)


@app.command("confirm")
def confirm(context: typer.Context, code: Code, request_id: RequestId = "") -> None:
    """Let a number wait whose slip did not come out."""
    _act(context, code, lambda work, key, by: work.tickets.confirm(key, by), request_id)


@app.command("hold")
def hold(context: typer.Context, code: Code, reason: Reason, request_id: RequestId = "") -> None:
    """Put a number off; nobody calls it until it is released."""
    _act(context, code, lambda work, key, by: work.tickets.hold(key, by, reason=reason), request_id)


@app.command("release")
def release(context: typer.Context, code: Code, request_id: RequestId = "") -> None:
    """Let a number that was put off wait again, with its turn."""
    _act(context, code, lambda work, key, by: work.tickets.release(key, by), request_id)


@app.command("return")
def return_late(context: typer.Context, code: Code, request_id: RequestId = "") -> None:
    """Let a no-show who is here after all, or a number that was ended by mistake, wait again."""
    _act(context, code, lambda work, key, by: work.tickets.return_late(key, by), request_id)


@app.command("restore")
def restore(context: typer.Context, code: Code, request_id: RequestId = "") -> None:
    """Bring a cancelled number of today back, with its turn."""
    _act(context, code, lambda work, key, by: work.tickets.restore(key, by), request_id)


@app.command("transfer")
def transfer(
    context: typer.Context,
    code: Code,
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Prefix or id of a service.")] = "",
    counter: Annotated[str, typer.Option("--counter", metavar="COUNTER", help="Label or id of a counter.")] = "",
    note: Annotated[str, typer.Option(help="A word for the colleague.")] = "",
    request_id: RequestId = "",
) -> None:
    """Send a number to another service, to one counter, or both; it keeps its code."""
    target = {"service": service, "to_counter": counter, "note": note}
    _act(context, code, lambda work, key, by: work.tickets.transfer(key, by, **target), request_id)


@app.command("priority")
def priority(
    context: typer.Context,
    code: Code,
    reason: Reason,
    off: Annotated[bool, typer.Option("--off", help="Take priority away instead of giving it.")] = False,
    request_id: RequestId = "",
) -> None:
    """Give a number priority, or take it away."""
    _act(context, code, lambda work, key, by: work.tickets.set_priority(key, not off, by, reason=reason), request_id)


@app.command("history")
def history(context: typer.Context, code: Code) -> None:
    """Every step of a number, with who did it where."""
    from zoneinfo import ZoneInfo

    session = session_of(context)
    with session.store() as store, store.read() as view:
        lines, zone = view.tickets.history(code), ZoneInfo(view.hall().timezone)
    rows = [
        (
            clock_text(line.at.astimezone(zone), ENGLISH),
            line.action.value,
            line.counter_label,
            line.actor,
            read_detail(line),
        )
        for line in lines
    ]
    document = [
        {
            "at": line.at.isoformat(),
            "action": line.action.value,
            "counter": line.counter_label,
            "actor": line.actor,
            "detail": line.detail,
            "fields": list(detail_fields(line)),
        }
        for line in lines
    ]
    session.answer({"history": document}, table(("Time", "Action", "Counter", "By", "Detail"), rows))


def detail_fields(line: EventView) -> tuple[str, ...]:
    """What the detail says, each field as it was typed: of a transfer the service's prefix, the counter's label and the
    note, of a finish outcome, obstacle and note; of all else the one text. None for no detail."""
    if line.action not in _OF_FIELDS:
        return (line.detail,) if line.detail else ()
    return fields_of(line.detail)


def read_detail(line: EventView) -> str:
    """``to C, counter 7: note``, ``not_served, obstacle: note``, or the detail as it is."""
    fields = detail_fields(line)
    if line.action not in _OF_FIELDS or not fields:
        return line.detail
    first, second, note = (*fields, "", "", "")[:3]
    if line.action is Action.TRANSFER:
        second = f"counter {second}" if second else ""
    head = ", ".join(part for part in (first, second) if part)
    head = f"to {head}" if line.action is Action.TRANSFER else head
    return f"{head}: {note}" if note else head


def _act(context: typer.Context, code: str, job: Callable[[UnitOfWork, int, By], TicketView], request_id: str) -> None:
    session = session_of(context)
    with session.store() as store:
        by = session.by(store, request_id)
        with store.read() as view:
            found, hall = view.tickets.find(code), view.hall()
        ticket = store.run(lambda work: job(work, found.id, by))
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))
