"""`hall booking`: reserved slots, and the check-in that makes a number of one."""

from __future__ import annotations

from typing import Annotated

import typer

from hall.access import Operation
from hall.documents import booking_document, ticket_document
from hall.text_tables import table
from hallctl.commands.tickets import AtKiosk, RequestId, give_at
from hallctl.dates import day_of, time_of, zone_of
from hallctl.session import Commands, Session

app = Commands(help="Reserved slots.", rich_markup_mode=None)

Code = Annotated[str, typer.Argument(metavar="CODE", help="The code of the booking.")]


@app.command("add")
def add(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    slot: Annotated[str, typer.Argument(metavar="TIME", help="Such as 2026-12-01T10:00, in the hall's time.")],
    priority: Annotated[bool, typer.Option("--priority", help="For a visitor who has priority.")] = False,
    request_id: RequestId = "",
) -> None:
    """Reserve a slot of a service; the answer is the code to check in with."""
    with session.acting(request_id, may=Operation.BOOK) as (store, by):
        at = store.fetch(lambda view: time_of(slot, view.hall().timezone))
        booking = store.run(lambda work: work.bookings.book(service, at, by, priority=priority))
        line = f"{booking.code}: {booking.service_name} at {at:%Y-%m-%d %H:%M}."
    session.answer({"booking": booking_document(booking)}, [line])


@app.command("check-in")
def check_in(session: Session, code: Code, kiosk: AtKiosk = "", request_id: RequestId = "") -> None:
    """The holder is here: make the number, which waits at once; with --at it waits when its slip is out."""
    if kiosk:
        give_at(session, kiosk, lambda work, at, out: work.bookings.check_in(code, at, to_print=out), request_id)
        return
    ticket = session.write(lambda work, by: work.bookings.check_in(code, by), request_id)
    session.answer(
        {"ticket": ticket_document(ticket)}, [f"{ticket.code} for {ticket.service_name}, {ticket.ahead} ahead."]
    )


@app.command("cancel")
def cancel(
    session: Session,
    code: Code,
    reason: Annotated[str, typer.Option(help="Why, for the history.")],
    request_id: RequestId = "",
) -> None:
    """Give a reserved slot back."""
    booking = session.write(lambda work, by: work.bookings.cancel(code, by, reason=reason), request_id)
    session.answer({"booking": booking_document(booking)}, [f"{booking.code} is cancelled."])


@app.command("list")
def list_bookings(
    session: Session,
    day: Annotated[str, typer.Option(metavar="DATE", help="Such as 2026-12-01; by default today.")] = "",
) -> None:
    """List the bookings of a day by their slots."""
    wanted = day_of(day)
    rows, zone = session.fetch(lambda view: (view.bookings.on(wanted), zone_of(view.hall().timezone)))
    header = ("CODE", "SLOT", "SERVICE", "STATE", "NUMBER")
    local = [(row, row.slot.astimezone(zone)) for row in rows]
    lines = table(
        header, [(row.code, f"{at:%H:%M}", row.service_name, row.state, row.ticket_code or "-") for row, at in local]
    )
    session.answer({"bookings": [booking_document(row) for row in rows]}, lines if rows else ["No bookings."])
