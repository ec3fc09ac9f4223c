"""`hall booking`: reserved slots, and the check-in that makes a number of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import Operation
from hall.booking_file import read_bookings, written_bookings
from hall.bookings import Step, WantedBooking
from hall.csv_lines import LineProblem
from hall.documents import booking_document, ticket_document
from hall.errors import Refused, SettingsError
from hall.text_tables import table
from hallctl.commands.tickets import AtKiosk, RequestId, give_at
from hallctl.dates import day_of, time_of, zone_of
from hallctl.files import problem_lines, read_file, write_file
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import Reader

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


@app.command("import")
def import_bookings(
    session: Session,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file as `hall booking export` makes it.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what is in it and what is wrong.")] = False,
) -> None:
    """Take bookings in that were made elsewhere: the whole file, or nothing of it where a line is wrong. A file that
    comes again changes nothing."""
    with session.acting(may=Operation.IMPORT_BOOKINGS) as (store, by):
        data = read_file(file)
        wanted, counts, problems = store.fetch(lambda view: _looked_at(view, data))
        if problems:
            raise SettingsError(problem_lines(file, problems))
        if not dry_run:
            counts = store.run(lambda work: work.bookings.take_in(wanted, by))
    said = ", ".join(f"{counts[step]} {step}" for step in Step)
    document = {"dry_run": dry_run, **{step.value: counts[step] for step in Step}}
    session.answer(document, [f"{file}: {said}." + (" Nothing was taken in." if dry_run else "")])


@app.command("export")
def export_bookings(
    session: Session,
    day: Annotated[str, typer.Option(metavar="DATE", help="Such as 2026-12-01; by default today.")] = "",
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the CSV file goes.")] = Path(
        "bookings.csv"
    ),
) -> None:
    """Write the bookings of a day, and what became of them, into a CSV file."""
    wanted = day_of(day)
    rows, zone = session.fetch(lambda view: (view.bookings.on(wanted), zone_of(view.hall().timezone)))
    write_file(output, written_bookings(rows, zone).encode())
    document = {"file": str(output), "bookings": [booking_document(row) for row in rows]}
    session.answer(document, [f"{output}: {len(rows)} bookings."])


def _looked_at(
    view: Reader, data: bytes
) -> tuple[Sequence[WantedBooking], Mapping[Step, int], tuple[LineProblem, ...]]:
    """What is in a file, what it would do, and what is wrong with it, line by line."""
    found = read_bookings(data, view.bookings.service_of, zone_of(view.hall().timezone))
    wanted = [one for _, one in found.rows]
    steps = view.bookings.steps(wanted)
    refused = [
        LineProblem(line, step) for (line, _), step in zip(found.rows, steps, strict=True) if isinstance(step, Refused)
    ]
    problems = tuple(sorted((*found.problems, *refused), key=lambda one: one.line))
    return wanted, Counter(step for step in steps if isinstance(step, Step)), problems
