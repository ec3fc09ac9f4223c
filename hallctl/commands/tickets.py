"""`hall ticket`: give a number, look at one, cancel one."""

from __future__ import annotations

from typing import Annotated
from uuid import uuid4

import typer

from hall.moments import clock_text
from hall.views import HallView, TicketView
from hallctl.documents import ticket_document
from hallctl.session import actor, session_of
from hallctl.tables import fields

app = typer.Typer(help="Numbers: give, show, and everything that is done to one.", rich_markup_mode=None)

RequestId = Annotated[
    str, typer.Option("--request-id", metavar="ID", help="Repeating a command with the same id does it only once.")
]


@app.command("issue")
def issue(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    priority: Annotated[bool, typer.Option("--priority", help="For a visitor with priority.")] = False,
    request_id: RequestId = "",
) -> None:
    """Give a number without a slip; it waits at once."""
    session = session_of(context)
    request = request_id or uuid4().hex
    with session.store() as store:
        ticket = store.run(lambda work: work.issue(service, priority=priority, request_id=request, actor=actor()))
        with store.read() as view:
            hall = view.hall()
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))


@app.command("show")
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")],
) -> None:
    """Show a number of this business day."""
    session = session_of(context)
    with session.store() as store, store.read() as view:
        ticket, hall = view.ticket(code), view.hall()
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))


@app.command("cancel")
def cancel(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")],
    reason: Annotated[str, typer.Option(help="Why, for the history.")] = "cancelled on the command line",
    request_id: RequestId = "",
) -> None:
    """Cancel a number that still waits."""
    session = session_of(context)
    request = request_id or uuid4().hex
    with session.store() as store:
        with store.read() as view:
            found, hall = view.ticket(code), view.hall()
        ticket = store.run(lambda work: work.cancel(found.id, reason=reason, actor=actor(), request_id=request))
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))


def ticket_lines(ticket: TicketView, hall: HallView) -> list[str]:
    """A number for a person at a terminal, its times in the hall's zone."""
    from zoneinfo import ZoneInfo

    issued = ticket.issued_at.astimezone(ZoneInfo(hall.timezone))
    rows: list[tuple[str, object]] = [
        ("Number", ticket.code + (" (priority)" if ticket.priority else "")),
        ("State", ticket.state.value),
        ("Service", ticket.service_name),
        ("Agency", ticket.agency_name),
        ("Issued", f"{ticket.business_day} {clock_text(issued, 'en')}"),
    ]
    if ticket.counter_label:
        rows.append(("Counter", ticket.counter_label))
    else:
        rows += [("Ahead", ticket.ahead), ("Counters", ", ".join(ticket.counters))]
    return fields(rows)
