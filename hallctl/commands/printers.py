"""`hall printer`: how the printers are, and what they answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from hall.access import By
from hall.errors import DeviceError, Refused
from hall.identifiers import key_of
from hall.printing.outcome import UNVERIFIED, Calibration, calibration_document
from hall.printing.specimen import trial_slip
from hall.text_tables import fields, table
from hall.views import HallView, PrinterView
from hall.wording import counted
from hallctl.dates import shown_time
from hallctl.session import Commands, Session, os_login
from hallctl.stations import Place, place_of, places

if TYPE_CHECKING:
    from hall.printing.calibrating import Calibrator
    from hall.printing.printer import TicketPrinter
    from hall.store import Store

app = Commands(help="Printers: how they are, a test slip, and what each one answers.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The station that the printer belongs to.")]


@app.command("status")
def status(
    session: Session,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One printer only, which is then asked again.")] = "",
) -> None:
    """List the printers as they last reported; a named one is asked now."""
    with session.store() as store:
        if name:
            place = store.fetch(lambda view: place_of(session, view, name))
            if place.reachable:
                _ask(session, store, place)
        with store.read() as view:
            rows = tuple(
                place.printer for place in ((place_of(session, view, name),) if name else places(session, view))
            )
            zone, now = ZoneInfo(view.hall().timezone), view.status().now
    documents = [printer_document(row) for row in rows]
    session.answer({"printers": documents}, _one(rows[0], zone, now) if name else printer_lines(rows, zone, now))


@app.command("test")
def test(session: Session, name: Name) -> None:
    """Print a test slip that is nobody's number, and say what came of it."""
    with session.acting() as (store, by):
        place, hall = store.fetch(lambda view: (place_of(session, view, name, reach=True), view.hall()))
        result = opened(session, place.printer).print(trial_slip(place.station.name, hall))
        store.run(
            lambda work: work.printers.report(
                place.station.name,
                by,
                problem=result.problem.value,
                detail=result.detail,
                near_end=result.near_end,
                paper_mm=result.paper_mm,
                station=place.named,
            )
        )
    session.answer(
        {"outcome": result.outcome.value, "problem": result.problem.value, "detail": result.detail},
        [f"{result.outcome.value}: {result.detail}"],
    )
    if not result.joins_queue:
        raise typer.Exit(3)


@app.command("roll")
def roll(session: Session, name: Name) -> None:
    """Say that a new roll was put in: its slips are counted from here."""
    with session.acting() as (store, by):
        printer = store.fetch(lambda view: place_of(session, view, name).printer)
        store.run(lambda work: work.printers.new_roll(printer.name, by))
        printer = store.fetch(lambda view: place_of(session, view, name).printer)
    left = (
        f"about {counted(printer.slips_left, 'slip', 'slips')}"
        if printer.slips_left is not None
        else "not counted: set roll_m"
    )
    session.answer({"printer": printer_document(printer)}, [f"New roll in {printer.name}: {left}."])


@app.command("calibrate")
def calibrate(
    session: Session,
    name: Name,
    unverified: Annotated[
        bool,
        typer.Option("--unverified", help="It answers nothing, and its slips are believed: nothing is asked."),
    ] = False,
) -> None:
    """Find out what a printer answers; you open its cover and take its roll out when asked."""
    from hall.printing.opening import draws_pictures

    with session.acting() as (store, by):
        printer, hall = store.fetch(lambda view: (place_of(session, view, name, reach=True).printer, view.hall()))
        if draws_pictures(printer.url):
            raise Refused("nothing_to_calibrate", printer=printer.name, url=printer.url)
        found = UNVERIFIED if unverified else _asked(printer, hall)
        document = calibration_document(found)
        store.run(lambda work: work.printers.calibrate(printer.name, printer.url, document, by))
    session.answer({"printer": printer.name, "calibration": document}, _calibration_lines(printer.name, document))


def _asked(printer: PrinterView, hall: HallView) -> Calibration:
    """What a printer was found to answer while a person opened it. Raises DeviceError."""
    from hall.printing.calibrating import Calibrator
    from hall.printing.links import Deadlines, LinkLost
    from hall.printing.opening import mode_for, open_link
    from hall.printing.paper import paper_of

    link = open_link(printer.url, Deadlines())
    work = Calibrator(link, paper_of(printer.paper_mm), mode_for(printer.url, printer.print_mode))
    try:
        _wait_for_person("1. Close the cover, with paper in it. Then press Enter.")
        _say(f"   {work.slip(trial_slip(printer.name, hall))}")
        if not work.answers:
            _slip_seen(printer.name)
        _until_seen("2. Open the cover and leave it open.", work, work.cover)
        _until_seen("3. Take the roll out and close the cover.", work, work.no_paper)
        _wait_for_person("4. Put the roll in again and close the cover. Then press Enter.")
    except LinkLost as error:
        raise DeviceError(f"{link.name} broke the connection ({error}); begin again.") from error
    return work.found()


def printer_document(printer: PrinterView) -> dict[str, Any]:
    """A printer as JSON."""
    return {
        "name": printer.name,
        "url": printer.url,
        "paper_mm": printer.paper_mm,
        "problem": printer.problem,
        "detail": printer.detail,
        "since": printer.since.isoformat() if printer.since else None,
        "seen_at": printer.seen_at.isoformat() if printer.seen_at else None,
        "near_end": printer.near_end,
        "slips_left": printer.slips_left,
        "calibration": dict(printer.calibration) or None,
    }


def printer_lines(rows: tuple[PrinterView, ...], zone: ZoneInfo, now: datetime) -> list[str]:
    """All printers for a person at a terminal."""
    if not rows:
        return ["No station of the hall has a printer, and this machine has none."]
    header = ("PRINTER", "ADDRESS", "PAPER", "STATE", "SLIPS LEFT", "HEARD", "PROOF")
    return table(header, [_row(printer, zone, now) for printer in rows])


def _row(printer: PrinterView, zone: ZoneInfo, now: datetime) -> tuple[object, ...]:
    heard = shown_time(printer.seen_at, now, zone) if printer.seen_at else "never"
    left = "-" if printer.slips_left is None else printer.slips_left
    proof = dict(printer.calibration).get("confirm") or "not calibrated"
    well = "reachable, answers nothing" if dict(printer.calibration).get("answers") is False else "ready"
    state = (printer.problem or well).replace("_", " ") if printer.seen_at else "not known"
    state += ", paper near its end" if printer.paper_low else ""
    return printer.name, printer.url or "-", f"{printer.paper_mm} mm", state, left, heard, proof


def _one(printer: PrinterView, zone: ZoneInfo, now: datetime) -> list[str]:
    names = ("Printer", "Address", "Paper", "State", "Slips left", "Heard", "Proof")
    rows: list[tuple[str, object]] = list(zip(names, _row(printer, zone, now), strict=True))
    return fields([*rows, ("Detail", printer.detail)])


def opened(session: Session, printer: PrinterView) -> TicketPrinter:
    """The printer behind its address, with what is known of it. Raises DeviceError."""
    from hall.printing.opening import open_printer
    from hall.printing.outcome import calibration_of

    folder = session.settings().path.absolute().parent
    return open_printer(
        printer.url, printer.paper_mm, folder, mode=printer.print_mode, calibration=calibration_of(printer)
    )


def _ask(session: Session, store: Store, place: Place) -> None:
    status = opened(session, place.printer).poll()
    store.run(
        lambda work: work.printers.report(
            place.station.name,
            By.technician(os_login()),
            problem=status.problem.value,
            detail=status.detail,
            near_end=status.near_end,
            station=place.named,
        )
    )


def _until_seen(request: str, work: Calibrator, step: Callable[[], str]) -> None:
    """Ask for something and look whether the printer tells of it; when it says nothing of it, the person says
    whether it was done: a sensor that was never asked must not be stored as one that is missing."""
    _wait_for_person(f"{request} Then press Enter.")
    _say(f"   {step()}")
    while work.answers and work.unmoved:
        done = _wait_for_person(
            "   The printer says that nothing of this happened. Not done yet? Do it now, then press Enter again. "
            'Already done? Then it has no sensor for it: type "no sensor" and press Enter.'
        )
        if key_of(done).strip('" .') in {"no sensor", "no"}:
            return
        _say(f"   {step()}")


def _slip_seen(name: str) -> None:
    """A printer that answers nothing is believed from now on: somebody must have seen its slip."""
    seen = key_of(_wait_for_person('   Did a whole slip come out? Then type "yes" and press Enter.'))
    if seen.strip('" .') not in {"yes", "ya"}:
        raise Refused("calibration_no_slip", printer=name)


def _wait_for_person(text: str) -> str:
    _say(text)
    line = sys.stdin.readline()
    if not line:
        raise Refused("calibration_stopped")
    return line.strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _calibration_lines(name: str, document: dict[str, Any]) -> list[str]:
    proof = {
        "process-id": "proves each slip by its process id",
        "gs-r": "proves each slip by GS r",
        "none": "cannot prove a slip; its numbers join the queue as unverified",
    }[document["confirm"]]
    answers = "answers status queries" if document["answers"] else "answers nothing"
    near = "has a sensor for the end of the roll" if document["near_end"] else "has no sensor for the end of the roll"
    return [f"{name} {answers}, {proof}, and {near}. Kept for every program of the hall."]
