"""`hall numbers`: going on after an outage in which numbers were given on paper."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hall.access import Operation
from hall.documents import ticket_document
from hall.manual_numbers import PaperNumber, typed_numbers
from hall.text_tables import table
from hall.views import TicketView
from hallctl.arguments import LARGEST_NUMBER
from hallctl.commands.tickets import RequestId
from hallctl.dates import zone_of
from hallctl.session import Commands, Session

app = Commands(help="Numbers that were given on paper.", rich_markup_mode=None)


@app.command("import-manual")
def import_manual_numbers(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    last: Annotated[int, typer.Argument(min=1, max=LARGEST_NUMBER, help="The last number that was given on paper.")],
    waiting_from: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST_NUMBER, help="The first paper number that still waits; left out: none does."),
    ] = None,
    waiting: Annotated[
        str,
        typer.Option("--waiting", metavar="LIST", help='Those that still wait, with times: "52 09.10, 53 09.15, 55".'),
    ] = "",
    reason: Annotated[str, typer.Option(help="Why, for the history.")] = "given on paper",
    request_id: RequestId = "",
) -> None:
    """Go on after LAST; paper numbers that still wait join the queue, the others are written down as a gap.

    Of numbers that are written down so already, as after `hall restore`, those that wait join when they are named.
    """
    if waiting and waiting_from is not None:
        raise typer.BadParameter("--waiting lists what waits, --waiting-from begins it: one of them")
    with session.acting(request_id, may=Operation.IMPORT_MANUAL) as (store, by):
        listed = typed_numbers(waiting)
        state = store.fetch(lambda view: view.status())
        zone = zone_of(state.hall.timezone)
        today = state.business_day or state.now.astimezone(zone).date()
        numbers = [PaperNumber(number, None if at is None else _on(today, at, zone)) for number, at in listed]
        joined = store.run(
            lambda work: work.tickets.import_manual(
                service, last, by, waiting_from=waiting_from, waiting=numbers, reason=reason
            )
        )
        after = store.fetch(lambda view: view.imports.last(service))
    text = f"{_codes(joined)} wait now." if joined else "None of the paper numbers waits."
    document = {"last": after, "waiting": [ticket_document(ticket) for ticket in joined]}
    session.answer(document, [f"The next number follows {after}. {text}"])


@app.command("imports")
def imports(session: Session) -> None:
    """List the imports of the open business day, the latest first."""
    with session.acting() as (store, by):
        found, zone = store.fetch(lambda view: (view.imports.today(by), zone_of(view.hall().timezone)))
    rows = [
        (
            one.id,
            f"{one.at.astimezone(zone):%H:%M}",
            one.prefix,
            one.first,
            one.last,
            one.waiting,
            one.actor,
            "taken back" if one.withdrawn_at else "",
        )
        for one in found
    ]
    document = [
        {
            "id": one.id,
            "at": one.at.isoformat(),
            "prefix": one.prefix,
            "service": one.service_name,
            "first": one.first,
            "last": one.last,
            "waiting": one.waiting,
            "reason": one.reason,
            "actor": one.actor,
            "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
        }
        for one in found
    ]
    heads = ("Id", "Time", "Prefix", "First", "Last", "Waiting then", "By", "")
    session.answer({"imports": document}, table(heads, rows) if rows else ["Nothing was imported today."])


@app.command("withdraw")
def withdraw(
    session: Session,
    import_id: Annotated[int, typer.Argument(metavar="ID", min=1, help="Of `hall numbers imports`.")],
    reason: Annotated[str, typer.Option(help="Why, for the history.")],
    request_id: RequestId = "",
) -> None:
    """Take an import back: what waits of it is cancelled, what was called since is named and stays."""
    done = session.write(lambda work, by: work.imports.withdraw(import_id, by, reason=reason), request_id)
    lines = [f"Cancelled: {', '.join(done.cancelled) or 'none'}."]
    lines += [f"Called since, and kept: {', '.join(done.kept)}."] if done.kept else []
    lines += [f"The next number follows {done.next_after} again."] if done.next_after is not None else []
    document = {"cancelled": list(done.cancelled), "kept": list(done.kept), "next_after": done.next_after}
    session.answer(document, lines)


def _codes(tickets: tuple[TicketView, ...]) -> str:
    """Such as ``A-052 to A-054, A-057``."""
    runs: list[list[TicketView]] = []
    for ticket in tickets:
        if runs and ticket.number == runs[-1][-1].number + 1:
            runs[-1].append(ticket)
        else:
            runs.append([ticket])
    return ", ".join(run[0].code if len(run) == 1 else f"{run[0].code} to {run[-1].code}" for run in runs)


def _on(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)
