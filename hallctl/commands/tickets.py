"""`hall ticket`: give a number, look at one, cancel one."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from hall.dates import clock_text
from hall.documents import counter_of, ticket_document
from hall.printing.spool import PrintRequest, SlipEnd
from hall.translator import ENGLISH
from hall.views import HallView, TicketView
from hallctl.commands.slips import own_printer, printed_lines, slip_translator, spool_of
from hallctl.session import Session, session_of
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
    printer: Annotated[
        str, typer.Option("--print", metavar="PRINTER", help="Print its slip there: the name of a station.")
    ] = "",
    request_id: RequestId = "",
) -> None:
    """Give a number. Without a slip it waits at once; with --print it waits when its slip is out."""
    session = session_of(context)
    with session.store() as store:
        by = session.by(store, request_id)
        spool = spool_of(session, store, by, printer) if printer else None
        at = replace(by, station=spool.printer.name) if spool else by
        ticket = store.run(lambda work: work.tickets.issue(service, at, priority=priority, to_print=bool(printer)))
        with store.read() as view:
            hall = view.hall()
        end = spool.print(PrintRequest(ticket, hall), lambda _end: None, lambda _pause: True) if spool else None
        with store.read() as view:
            ticket = view.tickets.find(ticket.token)
    _answer(session, ticket, hall, end)


@app.command("reprint")
def reprint(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")],
    printer: Annotated[
        str, typer.Option("--print", metavar="PRINTER", help="Where: a station; by default where it was taken.")
    ] = "",
    language: Annotated[str, typer.Option("--language", help="id, en, or a language of the hall's own.")] = "id",
) -> None:
    """Print the slip of a number again, marked as a copy; a number that was never printed joins the queue by it."""
    session = session_of(context)
    translate = slip_translator(session, language)
    with session.store() as store:
        by = session.by(store)
        with store.read() as view:
            found, hall = view.tickets.find(code), view.hall()
        end = spool_of(session, store, by, printer or found.station or own_printer(session)).reprint(
            found, hall, translate
        )
        with store.read() as view:
            ticket = view.tickets.find(found.token)
    _answer(session, ticket, hall, end)


def _answer(session: Session, ticket: TicketView, hall: HallView, end: SlipEnd | None) -> None:
    lines = ticket_lines(ticket, hall)
    document: dict[str, object] = {"ticket": ticket_document(ticket)}
    if end is not None:
        document["slip"] = {
            "outcome": end.outcome,
            "problem": end.problem,
            "copy": end.copy,
            "printer": end.printer or None,
            "passed": [{"printer": name, "problem": problem} for name, problem in end.passed],
        }
        lines += printed_lines(ticket, end)
    session.answer(document, lines)
    if end is not None and not end.joined:
        raise typer.Exit(3)


@app.command("show")
def show(
    context: typer.Context,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")],
) -> None:
    """Show a number of this business day."""
    session = session_of(context)
    with session.store() as store, store.read() as view:
        ticket, hall = view.tickets.find(code), view.hall()
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
        ("Issued", f"{issued.date()} {clock_text(issued, ENGLISH)}"),
    ]
    if ticket.business_day != issued.date():  # after midnight
        rows.append(("Business day", ticket.business_day))
    if counter_of(ticket):
        rows.append(("Counter", counter_of(ticket)))
    else:
        rows += [("Ahead", ticket.ahead), ("Counters", ", ".join(ticket.counters))]
    return fields(rows)
