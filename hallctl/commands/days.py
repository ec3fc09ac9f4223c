"""`hall day`: the business day, opened and closed by a person."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from hall.access import Operation
from hall.documents import opening_document, sheet_document
from hall.lifecycle import State
from hall.report.closing import closing_report
from hall.report.terminal import report_lines
from hall.spooling import PrintJob
from hall.text_tables import fields
from hall.translator import ENGLISH
from hall.views import SheetPrint, StatusView
from hall.wording import counted
from hallctl.commands.overview import business_day_text
from hallctl.commands.slips import slip_translator
from hallctl.dates import day_of
from hallctl.files import write_file
from hallctl.session import Commands, Session

app = Commands(help="The business day: open, close, show, and put right after a wrong clock.", rich_markup_mode=None)


@app.command("open")
def open_day(
    session: Session,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="As 2026-11-23; by default today.")] = "",
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Also a closed day, an earlier date, or one far ahead.")
    ] = False,
    waiting: Annotated[
        bool,
        typer.Option("--waiting", help="Of a day that a person closed: who was not served then waits again."),
    ] = False,
    reason: Annotated[str, typer.Option(help="Why, for the history of the day.")] = "",
) -> None:
    """Open the business day; the first number of a day does it by itself. What the system let expire with a day comes
    back when the same day is opened again; whom a person's closing ended waits again with --waiting and a --reason."""
    wanted = day_of(day)
    if waiting:
        _open_again(session, wanted, reason)
        return
    with session.acting() as (store, by):
        opened = store.run(lambda work: work.day.open(by, wanted, confirm=confirm, reason=reason))
        far = store.fetch(lambda view: _far(view.status()))
    session.answer({"business_day": opened.isoformat()}, [f"The business day {opened} is open.", *far])


def _open_again(session: Session, wanted: date | None, reason: str) -> None:
    with session.acting(may=Operation.REOPEN_DAY) as (store, by):
        back = store.run(lambda work: work.day.reopen(by, wanted, reason=reason))
        opened = store.fetch(lambda view: view.status()).business_day
    named = opened.isoformat() if opened else None
    waits = counted(back, "number waits", "numbers wait")
    session.answer(
        {"business_day": named, "waiting_again": back}, [f"The business day {named} is open; {waits} again."]
    )


@app.command("confirm")
def confirm_day(
    session: Session,
    reason: Annotated[str, typer.Option(help="Why, for the history of the day.")] = "",
) -> None:
    """Say that the machine's clock is right: a day whose time is over ends at once, today's is open afterwards.

    A day that a clock ahead opened gives its numbers back to today's, which opens again.
    """
    opened = session.write(lambda work, by: work.day.confirm(by, reason=reason))
    session.answer({"business_day": opened.isoformat()}, [f"The business day {opened} is open."])


@app.command("redate")
def redate_day(
    session: Session,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The right date, as 2026-11-23.")],
    reason: Annotated[str, typer.Option(help="Why, for the history of the day.")],
) -> None:
    """Give the open business day the date that a wrong clock did not; its numbers go on."""
    if not session.login:  # the technician may do it: a wrong date is said before there is any database
        day_of(day)
    with session.acting(may=Operation.REDATE_DAY) as (store, by):
        wanted = day_of(day)
        if wanted is None:
            raise typer.BadParameter("the date is empty; write it as 2026-11-23")
        before = store.run(lambda work: work.day.redate(wanted, by, reason=reason))
        far = store.fetch(lambda view: _far(view.status()))
    document = {"business_day": wanted.isoformat(), "before": before.isoformat()}
    session.answer(document, [f"The business day {before} is now that of {wanted}.", *far])


@app.command("close")
def close_day(
    session: Session,
    reason: Annotated[str, typer.Option(help="Why, for the history of the numbers that still wait.")] = "closing time",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Close the business day; numbers that still wait are cancelled. Asks first when a person is at the terminal."""
    with session.acting(may=Operation.CLOSE_DAY) as (store, by):
        state = store.fetch(lambda view: view.status())
        day, waiting = state.business_day, dict(state.counts).get(State.WAITING, 0)
        if day is not None and not (yes or session.json) and sys.stdin.isatty():
            typer.confirm(
                f"Close {day} now and cancel {counted(waiting, 'waiting number', 'waiting numbers')}?", abort=True
            )
        cancelled = store.run(lambda work: work.day.close(by, reason=reason))
    document = {"business_day": day.isoformat() if day else None, "cancelled": cancelled}
    were = counted(cancelled, "waiting number was", "waiting numbers were")
    session.answer(document, [f"The business day {day} is closed; {were} cancelled."])


@app.command("show")
def show_day(session: Session) -> None:
    """Show the open business day and its numbers by state."""
    state = session.fetch(lambda view: view.status())
    day = state.business_day
    document = {
        "business_day": day.isoformat() if day else None,
        "day_ended": state.day_ended,
        "tickets": {name.value: count for name, count in state.counts},
        **opening_document(state.opening),
    }
    rows: list[tuple[str, object]] = [
        ("Business day", business_day_text(state)),
        ("Hall", state.opening.message(ENGLISH)),
    ]
    session.answer(document, fields(rows + [(name.value, count) for name, count in state.counts]))


@app.command("sheet")
def closing_sheet(
    session: Session,
    day: Annotated[
        str, typer.Argument(metavar="[DATE]", help="As 2026-11-23; by default the open day, else the last one.")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write it as a PDF file there.")
    ] = None,
    language: Annotated[str, typer.Option("--language", help="id, en, or a language of the hall's own.")] = "id",
    to_print: Annotated[
        bool, typer.Option("--print", help="The kiosk of closing_sheet in [slip] prints it on its slip printer.")
    ] = False,
    at: Annotated[str, typer.Option("--at", metavar="KIOSK", help="This kiosk prints it.")] = "",
) -> None:
    """The closing sheet of a business day: what became of its numbers, by service."""
    wanted, translate = day_of(day), slip_translator(session, language)
    if to_print or at:
        if output is not None:
            raise typer.BadParameter("-o writes a file; leave it out where a kiosk prints the sheet")
        _print_sheet(session, wanted, at)
        return
    with session.acting() as (store, by):
        sheet = store.fetch(lambda view: view.sheets.of(by, wanted))
        prints = store.fetch(lambda view: view.sheets.prints(sheet.day))
    report = closing_report(sheet, translate)
    document = sheet_document(sheet, prints)
    if output is None:
        session.answer(document, [*report_lines(report, translate), *map(_said, prints)])
        return
    from hall.report.pdf import pdf_of

    write_file(output, pdf_of(report, translate))
    session.answer({**document, "file": str(output)}, [f"{output}: the closing sheet of {sheet.day}."])


def _print_sheet(session: Session, day: date | None, at: str) -> None:
    with session.acting(may=Operation.PRINT_SHEET) as (store, by):
        name = store.run(lambda work: work.sheets.print(by, day, at=at))
        kiosk = store.fetch(lambda view: view.printers.kiosk(name))
    when = "prints the closing sheet." if kiosk.on else "is off; it prints the closing sheet when it runs."
    session.answer({"kiosk": kiosk.name, "prints": kiosk.on}, [f"{kiosk.name} {when}"])


def _said(asked: SheetPrint) -> str:
    """What became of a sheet on a slip printer."""
    why = f" ({asked.detail})" if asked.detail else ""
    return f"Slip printer of {asked.station}: {_STATES.get(asked.state, asked.state)}{why}"


_STATES: dict[str, str] = {
    PrintJob.QUEUED: "to be printed",
    PrintJob.SENDING: "being printed",
    PrintJob.BLOCKED: "to be printed, not out yet",
    PrintJob.PRINTED: "printed",
    PrintJob.UNVERIFIED: "printed, unverified",
    PrintJob.NEEDS_STAFF: "given up; ask for it again with --print",
}


def _far(state: StatusView) -> list[str]:
    """A line of warning when the open day is far from what the hall's clock says."""
    today = state.now.astimezone(ZoneInfo(state.hall.timezone)).date()
    days = abs((state.business_day - today).days) if state.business_day is not None else 0
    return [] if days <= 1 else [f"That is {days} days from {today}, which the clock of the hall says."]
