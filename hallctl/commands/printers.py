"""`hall printer` and `hall slip`: how the printers are, what they answer, and what a slip looks like."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from hall.errors import DeviceError, Refused
from hall.lifecycle import State
from hall.moments import clock_text
from hall.views import HallView, PrinterView, TicketView
from hallctl.session import Session, actor, session_of
from hallctl.tables import fields, table

if TYPE_CHECKING:
    from hall.printing.slip import Slip
    from hall.printing.spool import SlipEnd, Spool
    from hall.store import Store

app = typer.Typer(help="Printers: how they are, a test slip, and what each one answers.", rich_markup_mode=None)
slips = typer.Typer(help="Slips: what one looks like.", rich_markup_mode=None)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The station that the printer belongs to.")]
TEST = "UJI-001"


@app.command("status")
def status(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="One printer only, which is then asked anew.")] = "",
) -> None:
    """List the printers as they were heard of last; a named one is asked now."""
    session = session_of(context)
    with session.store() as store:
        if name:
            with store.read() as view:
                printer = view.printer(name)
            _ask(session, store, printer)
        with store.read() as view:
            rows = (view.printer(name),) if name else view.printers()
            zone = ZoneInfo(view.hall().timezone)
    documents = [printer_document(row) for row in rows]
    session.answer({"printers": documents}, _one(rows[0], zone) if name else printer_lines(rows, zone))


@app.command("test")
def test(context: typer.Context, name: Name) -> None:
    """Print a test slip that is nobody's number, and say what came of it."""
    session = session_of(context)
    with session.store() as store:
        with store.read() as view:
            printer, hall = view.printer(name), view.hall()
        result = _opened(session, printer).print(_test_slip(printer.name, hall))
        store.run(
            lambda work: work.printer_report(
                printer.name,
                problem=result.problem.value,
                detail=result.detail,
                near_end=result.near_end,
                paper_mm=result.paper_mm,
            )
        )
    session.answer(
        {"outcome": result.outcome.value, "problem": result.problem.value, "detail": result.detail},
        [f"{result.outcome.value}: {result.detail}"],
    )
    if not result.joins_queue:
        raise typer.Exit(3)


@app.command("roll")
def roll(context: typer.Context, name: Name) -> None:
    """Say that a new roll was put in: its slips are counted from here."""
    session = session_of(context)
    with session.store() as store:
        with store.read() as view:
            printer = view.printer(name)
        store.run(lambda work: work.new_roll(printer.name))
        with store.read() as view:
            printer = view.printer(name)
    left = f"about {printer.slips_left} slips" if printer.slips_left is not None else "not counted: set roll_m"
    session.answer({"printer": printer_document(printer)}, [f"New roll in {printer.name}: {left}."])


@app.command("calibrate")
def calibrate(context: typer.Context, name: Name) -> None:
    """Find out what a printer answers; you open its cover and take its roll out when asked."""
    from hall.printing.calibrating import Calibrator
    from hall.printing.links import Deadlines, LinkLost
    from hall.printing.opening import mode_for, open_link
    from hall.printing.paper import paper_of

    session = session_of(context)
    with session.store() as store:
        with store.read() as view:
            printer, hall = view.printer(name), view.hall()
        link = open_link(printer.url, Deadlines())
        work = Calibrator(link, paper_of(printer.paper_mm), mode_for(printer.url, printer.print_mode))
        steps: tuple[tuple[str, Callable[[], str]], ...] = (
            ("Close the cover, with paper in it.", lambda: work.slip(_test_slip(printer.name, hall))),
            ("Open the cover and leave it open.", work.cover),
            ("Take the roll out and close the cover.", work.no_paper),
            ("Put the roll in again and close the cover.", lambda: "Thank you."),
        )
        try:
            for number, (request, step) in enumerate(steps, 1):
                _wait_for_person(f"{number}. {request} Then press Enter.")
                _say(f"   {step()}")
        except LinkLost as error:
            raise DeviceError(f"{link.name} broke the connection ({error}); begin again.") from error
        found = work.found()
        document: dict[str, Any] = {
            "answers": found.answers,
            "confirm": found.confirm.value if found.confirm else None,
            "near_end": found.near_end,
        }
        store.run(lambda unit: unit.calibrate_printer(printer.name, printer.url, document))
    session.answer({"printer": printer.name, "calibration": document}, _calibration_lines(printer.name, document))


@slips.command("preview")
def preview(
    context: typer.Context,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    width: Annotated[int, typer.Option("--width", help="Paper in mm: 80 or 58.")] = 80,
    mode: Annotated[str, typer.Option("--mode", help="raster, mix or text.")] = "raster",
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the PNG goes.")] = Path(
        "slip.png"
    ),
    language: Annotated[str, typer.Option("--language", help="id or en.")] = "id",
    priority: Annotated[bool, typer.Option("--priority", help="Of a visitor with priority.")] = False,
    copy: Annotated[int, typer.Option("--copy", min=0, max=9, help="So many prints came before.")] = 0,
) -> None:
    """Draw the slip of a service, at its real size; gives no number."""
    from hall.printing.escpos_job import body_bytes
    from hall.printing.paper import Mode, paper_of
    from hall.printing.renderer import render_picture
    from hall.printing.slip import slip_of

    if mode not in tuple(Mode):
        raise typer.BadParameter(f'"{mode}" is none of {", ".join(Mode)}', param_hint="--mode")
    session = session_of(context)
    paper = paper_of(width)
    with session.store() as store, store.read() as view:
        ticket, hall = view.specimen(service, priority=priority), view.hall()
    slip = slip_of(ticket, hall, language, copy)
    picture = render_picture(slip, paper, Mode(mode))
    try:
        picture.save(output, format="PNG", dpi=(203, 203))
    except OSError as error:
        raise DeviceError(f"{output} cannot be written: {error.strerror or error}.") from error
    size = len(body_bytes(slip, paper, Mode(mode)))
    document = {"file": str(output), "width": picture.width, "height": picture.height, "bytes": size}
    session.answer(document, [f"{output}: {picture.width} x {picture.height} dots, {size} bytes to the printer."])


def spool_of(session: Session, store: Store, name: str) -> Spool:
    """The spool of a station's printer, for slips that the command line prints. Raises Refused, DeviceError."""
    from hall.printing.spool import Spool
    from hall.printing.stations import printers_of

    with store.read() as view:
        printer = view.printer(name)
        station = view.station(printer.name)
    assert station is not None, "a printer belongs to a station"
    printers = printers_of(station, store, session.settings().path.absolute().parent)
    return Spool(printer.name, lambda: store, printers.own, printers.fallback, actor=actor())


def printed_lines(ticket: TicketView, end: SlipEnd) -> list[str]:
    """What came of a slip, for a person at a terminal."""
    said = {
        "printed": "The slip is out.",
        "blind": "The slip was sent; this printer does not say whether it printed it.",
        "not_sent": "The slip was not sent",
        "blocked": "The printer waits for a person",
        "unknown": "Nobody knows whether the slip came out",
    }.get(end.outcome, end.outcome)
    if end.joined:
        return [said]
    problem = f" ({end.problem.replace('_', ' ')})" if end.problem else ""
    wait = f"{ticket.code} is in the queue when you say so: hall ticket confirm {ticket.code}"
    return [f"{said}{problem}: {end.detail}", *([wait] if ticket.state is State.PRINTING else [])]


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


def printer_lines(rows: tuple[PrinterView, ...], zone: ZoneInfo) -> list[str]:
    """All printers for a person at a terminal."""
    if not rows:
        return ["No station of the hall has a printer."]
    header = ("PRINTER", "ADDRESS", "PAPER", "STATE", "SLIPS LEFT", "HEARD", "PROOF")
    return table(header, [_row(printer, zone) for printer in rows])


def _row(printer: PrinterView, zone: ZoneInfo) -> tuple[object, ...]:
    heard = clock_text(printer.seen_at.astimezone(zone), "en") if printer.seen_at else "never"
    left = "-" if printer.slips_left is None else printer.slips_left
    proof = dict(printer.calibration).get("confirm") or "not calibrated"
    state = (printer.problem or "ready").replace("_", " ") if printer.seen_at else "not known"
    state += ", paper near its end" if printer.paper_low else ""
    return printer.name, printer.url, f"{printer.paper_mm} mm", state, left, heard, proof


def _one(printer: PrinterView, zone: ZoneInfo) -> list[str]:
    names = ("Printer", "Address", "Paper", "State", "Slips left", "Heard", "Proof")
    rows: list[tuple[str, object]] = list(zip(names, _row(printer, zone), strict=True))
    return fields([*rows, ("Detail", printer.detail)])


def _opened(session: Session, printer: PrinterView) -> Any:
    from hall.printing.opening import open_printer
    from hall.printing.outcome import calibration_of

    folder = session.settings().path.absolute().parent
    return open_printer(
        printer.url, printer.paper_mm, folder, mode=printer.print_mode, calibration=calibration_of(printer)
    )


def _ask(session: Session, store: Store, printer: PrinterView) -> None:
    status = _opened(session, printer).poll()
    store.run(
        lambda work: work.printer_report(
            printer.name, problem=status.problem.value, detail=status.detail, near_end=status.near_end
        )
    )


def _test_slip(name: str, hall: HallView) -> Slip:
    from hall.printing.slip import Fact, Slip

    return Slip(
        code=TEST, token="", hall=hall.name, city=hall.city, moment=("Uji cetak", name), service="Bukan nomor antrean",
        agency="Slip percobaan", facts=(Fact("0 orang", "di depan Anda"),), zone="", zone_sign="", counters="", way="",
        notes=("Buang kertas ini.",), copy_mark="LATIHAN",
    )  # fmt: skip


def _wait_for_person(text: str) -> None:
    _say(text)
    if not sys.stdin.readline():
        raise Refused("calibration_stopped")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _calibration_lines(name: str, document: dict[str, Any]) -> list[str]:
    proof = {
        "process-id": "proves each slip by its process id",
        "gs-r": "proves each slip by GS r",
        "none": "cannot prove a slip; its numbers join the queue as unproven",
    }[document["confirm"]]
    answers = "answers status queries" if document["answers"] else "answers nothing"
    near = "has a sensor for the end of the roll" if document["near_end"] else "has no sensor for the end of the roll"
    return [f"{name} {answers}, {proof}, and {near}. Kept for every program of the hall."]
