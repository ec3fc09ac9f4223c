"""`hall ticket`: give a number, look at one, and everything that is done to one, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from hall.access import By
from hall.dates import clock_text
from hall.documents import counter_of, promise_document, ticket_document
from hall.field_text import fields_of
from hall.lifecycle import Action
from hall.printing.spool import PrintRequest, SlipEnd
from hall.text_tables import fields, table
from hall.translator import ENGLISH
from hall.views import EventView, HallView, TicketView
from hall.wording import BothNames
from hallctl.commands.estimated import wait_rows
from hallctl.commands.slips import own_printer, printed_lines, slip_translator, spool_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import UnitOfWork

app = Commands(help="Numbers: give, show, and everything that is done to one.", rich_markup_mode=None)

RequestId = Annotated[
    str, typer.Option("--request-id", metavar="ID", help="Repeating a command with the same id does it only once.")
]
Code = Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042, or the token of a slip.")]
AtKiosk = Annotated[str, typer.Option("--at", metavar="KIOSK", help="Let this kiosk print its slip by itself.")]
_OF_FIELDS = (Action.TRANSFER, Action.FINISH)
Reason = Annotated[str, typer.Option(help="Why, for the history.")]


@app.command("issue")
def issue(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    priority: Annotated[bool, typer.Option("--priority", help="For a visitor with priority.")] = False,
    printer: Annotated[
        str, typer.Option("--print", metavar="PRINTER", help="Print its slip there: the name of a station.")
    ] = "",
    kiosk: AtKiosk = "",
    request_id: RequestId = "",
) -> None:
    """Give a number. Without a slip it waits at once; with --print or --at it waits when its slip is out."""
    if printer and kiosk:
        raise typer.BadParameter("the slip is printed here by --print, or at a kiosk by --at, not both")
    if kiosk:
        _issue_at(session, kiosk, service, priority=priority, request_id=request_id)
        return
    with session.acting(request_id) as (store, by):
        spool = spool_of(session, store, by, printer) if printer else None
        at = replace(by, station=spool.care.own.name) if spool else by
        ticket = store.act(lambda work: work.tickets.issue(service, at, priority=priority, to_print=bool(printer)))
        hall = store.fetch(lambda view: view.hall())
        end = spool.print(PrintRequest(ticket, hall), lambda _end: None, lambda _pause: True) if spool else None
        ticket = store.fetch(lambda view: view.tickets.find(ticket.token))
    _answer(session, ticket, hall, end)


def _issue_at(session: Session, kiosk: str, service: str, *, priority: bool, request_id: str) -> None:
    def issue(work: UnitOfWork, at: By, out: bool) -> TicketView:
        return work.tickets.issue(service, at, priority=priority, to_print=out)

    give_at(session, kiosk, issue, request_id)


def give_at(session: Session, kiosk: str, give: Callable[[UnitOfWork, By, bool], TicketView], request_id: str) -> None:
    """Give a number whose slip a kiosk prints by itself; it waits at once, and that is said, when the kiosk is off."""
    with session.acting(request_id) as (store, by):
        place = store.fetch(lambda view: view.printers.kiosk(kiosk))
        at = replace(by, station=place.name)
        ticket = store.act(lambda work: give(work, at, place.on))
        hall = store.fetch(lambda view: view.hall())
    said = f"{place.name} prints its slip." if place.on else f"{place.name} is off: no slip, the number waits at once."
    document = {"ticket": ticket_document(ticket), "kiosk": place.name, "prints": place.on}
    session.answer(document, [*ticket_lines(ticket, hall), said])


@app.command("reprint")
def reprint(
    session: Session,
    code: Code,
    printer: Annotated[
        str, typer.Option("--print", metavar="PRINTER", help="Where: a station; by default where it was taken.")
    ] = "",
    language: Annotated[
        str, typer.Option("--language", help="id, en, or a language of the hall's own; by default the visitor's.")
    ] = "",
) -> None:
    """Print the slip of a number again, marked as a copy; a number that was never printed joins the queue by it."""
    translate = slip_translator(session, language) if language else None
    with session.acting() as (store, by):
        found, hall = store.fetch(lambda view: (view.tickets.find(code), view.hall()))
        end = spool_of(session, store, by, printer or found.station or own_printer(session)).reprint(
            found, hall, translate
        )
        ticket = store.fetch(lambda view: view.tickets.find(found.token))
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
    session: Session,
    code: Code,
) -> None:
    """Show a number of this business day."""
    ticket, hall = session.fetch(lambda view: (view.tickets.find(code), view.hall()))
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))


@app.command("cancel")
def cancel(
    session: Session,
    code: Code,
    reason: Reason = "cancelled on the command line",
    request_id: RequestId = "",
) -> None:
    """Cancel a number that still waits."""
    _act(session, code, lambda work, key, by: work.tickets.cancel(key, by, reason=reason), request_id)


@app.command("confirm")
def confirm(session: Session, code: Code, request_id: RequestId = "") -> None:
    """Let a number wait whose slip did not come out."""
    _act(session, code, lambda work, key, by: work.tickets.confirm(key, by), request_id)


@app.command("hold")
def hold(session: Session, code: Code, reason: Reason, request_id: RequestId = "") -> None:
    """Put a number off; nobody calls it until it is released."""
    _act(session, code, lambda work, key, by: work.tickets.hold(key, by, reason=reason), request_id)


@app.command("release")
def release(session: Session, code: Code, request_id: RequestId = "") -> None:
    """Let a number that was put off wait again, with its place in the queue."""
    _act(session, code, lambda work, key, by: work.tickets.release(key, by), request_id)


@app.command("return")
def return_late(session: Session, code: Code, request_id: RequestId = "") -> None:
    """Let a no-show who is here after all, or a number that was ended by mistake, wait again."""
    _act(session, code, lambda work, key, by: work.tickets.return_late(key, by), request_id)


@app.command("restore")
def restore(session: Session, code: Code, request_id: RequestId = "") -> None:
    """Bring a cancelled number of today back, with its place in the queue."""
    _act(session, code, lambda work, key, by: work.tickets.restore(key, by), request_id)


@app.command("transfer")
def transfer(
    session: Session,
    code: Code,
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Prefix or id of a service.")] = "",
    counter: Annotated[str, typer.Option("--counter", metavar="COUNTER", help="Label or id of a counter.")] = "",
    note: Annotated[str, typer.Option(help="A word for the colleague.")] = "",
    request_id: RequestId = "",
) -> None:
    """Send a number to another service, to one counter, or both; it keeps its code."""
    _act(
        session,
        code,
        lambda work, key, by: work.tickets.transfer(key, by, service=service, to_counter=counter, note=note),
        request_id,
    )


@app.command("priority")
def priority(
    session: Session,
    code: Code,
    reason: Reason,
    off: Annotated[bool, typer.Option("--off", help="Take priority away instead of giving it.")] = False,
    request_id: RequestId = "",
) -> None:
    """Give a number priority, or take it away."""
    _act(session, code, lambda work, key, by: work.tickets.set_priority(key, not off, by, reason=reason), request_id)


@app.command("correct")
def correct(
    session: Session,
    code: Code,
    reason: Reason,
    state: Annotated[
        str, typer.Option("--state", metavar="STATE", help="What it should be: waiting, done, no_show, cancelled.")
    ] = "",
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="The right service.")] = "",
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="OUTCOME", help="How the visit ended: served or not_served.")
    ] = "",
    obstacle: Annotated[
        str, typer.Option("--obstacle", metavar="ID", help="What held the service back; with --outcome alone: none.")
    ] = "",
    request_id: RequestId = "",
) -> None:
    """Correct what is written down of a number: its state, its service, how the visit ended."""
    wanted = {"state": state, "service": service, "outcome": outcome, "obstacle": obstacle}
    _act(session, code, lambda work, key, by: work.tickets.correct(key, by, reason=reason, **wanted), request_id)


@app.command("promise")
def promise(session: Session, code: Code) -> None:
    """Whether a number's visit was as promised, why not, and what was offered."""
    found = session.fetch(lambda view: view.tickets.promise(code))
    verdict = found.verdict
    broken = f"not kept ({', '.join(sorted(verdict.broken))}), because of: {verdict.why}"
    rows = [
        ("promise", "kept" if verdict.kept else broken),
        ("waited", _of_promised(found.visit.waited, found.promise.wait)),
        ("served", _of_promised(found.visit.served, found.promise.service)),
        ("offered", found.offer.name_en if found.offer else "nothing"),
    ]
    session.answer(promise_document(found), [found.ticket.code, *fields(rows)])


def _of_promised(spent: timedelta | None, promised: timedelta) -> str:
    """A span and what was promised of it, in minutes."""
    known = "not known" if spent is None else f"{spent.total_seconds() / 60:.1f} min"
    return f"{known}, promised {promised.total_seconds() / 60:.0f} min"


@app.command("history")
def history(session: Session, code: Code) -> None:
    """Every step of a number, with who did it where."""
    lines, zone = session.fetch(lambda view: (view.tickets.history(code), ZoneInfo(view.hall().timezone)))
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
            "changes": {change.what: [_named(change.before), _named(change.after)] for change in line.changes},
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
    """``to C, counter 7: note``, ``not_served, obstacle: note``, ``state done to waiting: reason``, or the detail as it
    is."""
    if line.changes:
        said = (f"{one.what} {_named(one.before) or 'none'} to {_named(one.after) or 'none'}" for one in line.changes)
        return f"{', '.join(said)}: {line.detail}"
    fields = detail_fields(line)
    if line.action not in _OF_FIELDS or not fields:
        return line.detail
    first, second, note = (*fields, "", "", "")[:3]
    if line.action is Action.TRANSFER:
        second = f"counter {second}" if second else ""
    head = ", ".join(part for part in (first, second) if part)
    head = f"to {head}" if line.action is Action.TRANSFER else head
    return f"{head}: {note}" if note else head


def _named(changed: str | BothNames) -> str:
    return changed if isinstance(changed, str) else changed.message(ENGLISH)


def _act(session: Session, code: str, job: Callable[[UnitOfWork, int, By], TicketView], request_id: str) -> None:
    with session.acting(request_id) as (store, by):
        found, hall = store.fetch(lambda view: (view.tickets.find(code), view.hall()))
        ticket = store.run(lambda work: job(work, found.id, by))
    session.answer({"ticket": ticket_document(ticket)}, ticket_lines(ticket, hall))


def _at(local: datetime) -> str:
    return f"{local.date()} {clock_text(local, ENGLISH)}"


def ticket_lines(ticket: TicketView, hall: HallView) -> list[str]:
    """A number for a person at a terminal, its times in the hall's zone."""
    zone = ZoneInfo(hall.timezone)
    issued = ticket.issued_at.astimezone(zone)
    imported = [("Imported", _at(issued))] if ticket.paper_at is not None else []
    given = _at((ticket.paper_at or ticket.issued_at).astimezone(zone))
    rows: list[tuple[str, object]] = [
        ("Number", ticket.code + (" (priority)" if ticket.priority else "")),
        ("State", ticket.state.value),
        ("Service", ticket.service_name),
        ("Agency", ticket.agency_name),
        *([("Files", ticket.files)] if ticket.files > 1 else []),
        ("On paper" if imported else "Issued", given),
        *imported,
    ]
    if ticket.business_day != issued.date():  # after midnight
        rows.append(("Business day", ticket.business_day))
    if counter_of(ticket):
        rows.append(("Counter", counter_of(ticket)))
    else:
        rows += [("Ahead", ticket.ahead), ("Counters", ", ".join(ticket.counters))]
    return fields([*rows, *(wait_rows(ticket, hall.timezone) if ticket.told or ticket.wait_now else [])])
