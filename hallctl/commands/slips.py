"""`hall slip`: what a slip looks like, who has none; and printing one from the command line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from hall.access import By
from hall.dates import clock_text
from hall.errors import DeviceError
from hall.lifecycle import State
from hall.text_tables import table
from hall.translator import ENGLISH, Translator
from hall.views import MissingSlip, TicketView
from hallctl.session import Commands, Session
from hallctl.stations import place_of

if TYPE_CHECKING:
    from hall.printing.spool import SlipEnd, Spool
    from hall.store import Store

app = Commands(help="Slips: what one looks like.", rich_markup_mode=None)


@app.command("preview")
def preview(
    session: Session,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Prefix or id of the service.")],
    width: Annotated[int, typer.Option("--width", help="Paper in mm: 80 or 58.")] = 80,
    mode: Annotated[str, typer.Option("--mode", help="raster, mix or text.")] = "raster",
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where the PNG goes.")] = Path(
        "slip.png"
    ),
    language: Annotated[str, typer.Option("--language", help="id, en, or a language of the hall's own.")] = "id",
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
    paper = paper_of(width)
    ticket, hall = session.fetch(lambda view: (view.tickets.specimen(service, priority=priority), view.hall()))
    slip = slip_of(ticket, hall, slip_translator(session, language), copy)
    picture = render_picture(slip, paper, Mode(mode))
    try:
        picture.save(output, format="PNG", dpi=(203, 203))
    except OSError as error:
        raise DeviceError(f"{output} cannot be written: {error.strerror or error}.") from error
    size = len(body_bytes(slip, paper, Mode(mode)))
    document = {"file": str(output), "width": picture.width, "height": picture.height, "bytes": size}
    session.answer(document, [f"{output}: {picture.width} x {picture.height} dots, {size} bytes to the printer."])


@app.command("missing")
def missing(session: Session) -> None:
    """List the numbers whose visitors have no paper: slips that did not come out, or that they reported missing."""
    found, zone = session.fetch(lambda view: (view.slips.missing(), ZoneInfo(view.hall().timezone)))
    rows = [
        (
            slip.ticket.code,
            slip.station or "-",
            clock_text(slip.since.astimezone(zone), ENGLISH),
            "in the queue" if slip.reported else "not in the queue",
            what_came(slip, zone),
        )
        for slip in found
    ]
    lines = [
        *table(("NUMBER", "STATION", "SINCE", "IT IS", "WHY"), rows),
        "hall ticket reprint CODE prints its slip again; hall ticket confirm CODE: the visitor has the number; "
        "hall ticket cancel CODE: nobody needs it.",
    ]
    session.answer({"missing_slips": [_missing_document(slip) for slip in found]}, lines if found else ["None."])


def what_came(slip: MissingSlip, zone: ZoneInfo) -> str:
    """Why a visitor has no paper, as far as it is known: what its printer said, or when the slip came out."""
    if slip.detail:
        return slip.detail
    if slip.out_at is None:
        return "never sent"
    return f"came out at {clock_text(slip.out_at.astimezone(zone), ENGLISH)}"


def _missing_document(slip: MissingSlip) -> dict[str, Any]:
    return {
        "code": slip.ticket.code,
        "state": slip.ticket.state.value,
        "station": slip.station or None,
        "since": slip.since.isoformat(),
        "reported": slip.reported,
        "detail": slip.detail,
    }


def slip_translator(session: Session, language: str) -> Translator:
    """The messages of a slip in ``language``. Raises BadParameter for a language that is not there."""
    translate = session.settings().translate.in_language(language)
    known = translate.languages
    if language not in known:
        raise typer.BadParameter(f'"{language}" is none of {", ".join(known)}', param_hint="--language")
    return translate


def spool_of(session: Session, store: Store, by: By, name: str) -> Spool:
    """The spool of a station's printer, for slips that a command prints. Raises Refused, DeviceError."""
    from hall.printing.spool import Spool
    from hall.printing.stations import printers_of

    place = store.fetch(lambda view: place_of(session, view, name, reach=True))
    printers = printers_of(place.station, store, session.settings().path.absolute().parent)
    own = replace(printers.own, station=place.named)
    at = replace(by, station=place.station.name, request_id=None)
    return Spool(lambda: store, own, printers.fallback, by=at, stays=False)


def own_printer(session: Session) -> str:
    """The name of this machine's own station when it has a printer, else empty."""
    own = session.settings().station
    return own.name if own is not None and own.printer else ""


def printed_lines(ticket: TicketView, end: SlipEnd) -> list[str]:
    """What came of a slip, for a person at a terminal."""
    said = {
        "printed": f"The slip is out{_by(end)}.",
        "unverified": f"The slip was sent{_by(end)}; this printer does not say whether it printed it.",
        "not_sent": "The slip was not sent",
        "blocked": "The printer waits for a person",
        "unknown": "Nobody knows whether the slip came out",
    }.get(end.outcome, end.outcome)
    if end.joined:
        return [said]
    why = ": ".join(part for part in (end.printer, end.problem.replace("_", " ")) if part)
    line = f"{said} ({why}): {end.detail}" if why else f"{said}: {end.detail}"
    if ticket.state is not State.PRINTING:
        return [line]
    code = ticket.code
    return [
        line,
        f"{code} is not in the queue yet, and nothing is tried again by itself. Choose:",
        f"  hall ticket confirm {code}                the visitor has the number: it waits, without paper",
        f"  hall ticket reprint {code} --print NAME   print its slip, there or at another station",
        f"  hall ticket cancel {code}                 nobody needs it",
    ]


def _by(end: SlipEnd) -> str:
    """Which printer it was, when another one should have been it."""
    if not end.passed:
        return ""
    others = ", ".join(f"{name}: {(problem or 'took nothing').replace('_', ' ')}" for name, problem in end.passed)
    return f", from {end.printer} ({others})"
