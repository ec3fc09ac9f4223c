"""`hall evacuation`: everybody leaves the building, and the queue goes on as it was when they are back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.access import Operation
from hall.evacuation import CONFIRMED_BY, Evacuation, under_way
from hall.text_tables import table
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

app = Commands(help="Evacuation: boards and kiosks say it, and the queue stands still.", rich_markup_mode=None)


@app.command("start")
def start(
    session: Session,
    word: Annotated[
        str, typer.Argument(metavar="WORD", help=f"{CONFIRMED_BY}, typed out: nobody starts it by chance.")
    ],
    reason: Annotated[str, typer.Option(help="Why, for the history; visitors do not read it.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Call for evacuation: no number is given, no counter calls, and every number keeps its place."""
    with session.acting(request_id, pin=pin, may=Operation.EVACUATE) as (store, by):
        if word.strip().upper() != CONFIRMED_BY:
            raise typer.BadParameter(f"type {CONFIRMED_BY} to confirm")
        made = store.run(lambda work: work.hall.evacuate(by, reason=reason))
    session.answer(
        {"evacuation": _document(made)},
        ["The hall is called for evacuation. `hall evacuation end` when people are back."],
    )


@app.command("end")
def end(
    session: Session,
    note: Annotated[str, typer.Option(help="How it went, for the history.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """End the evacuation: all goes on as it was."""
    over = session.write(lambda work, by: work.hall.evacuation_over(by, note=note), request_id, pin=pin)
    session.answer({"evacuation": _document(over)}, ["The evacuation is over; the queue goes on as it was."])


@app.command("list")
def list_evacuations(session: Session) -> None:
    """List the last evacuations, and whether one goes on."""
    rows, zone = session.fetch(lambda view: (view.evacuations.latest(), zone_of(view.hall().timezone)))
    lines = table(("FROM", "UNTIL", "BY", "ENDED BY", "REASON"), [_row(row, zone) for row in rows])
    session.answer(
        {"evacuated": under_way(rows) is not None, "evacuations": [_document(row) for row in rows]},
        lines if rows else ["The hall was never evacuated."],
    )


def _row(row: Evacuation, zone: ZoneInfo) -> tuple[object, ...]:
    ended = f"{row.ended_at.astimezone(zone):%Y-%m-%d %H:%M}" if row.ended_at is not None else "goes on"
    begun = f"{row.started_at.astimezone(zone):%Y-%m-%d %H:%M}"
    return begun, ended, row.started_by, row.ended_by or "-", " / ".join(filter(None, (row.reason, row.note))) or "-"


def _document(evacuation: Evacuation) -> dict[str, Any]:
    """An evacuation of the hall."""
    return {
        "id": evacuation.id,
        "started_at": evacuation.started_at.isoformat(),
        "started_by": evacuation.started_by,
        "reason": evacuation.reason,
        "ended_at": None if evacuation.ended_at is None else evacuation.ended_at.isoformat(),
        "ended_by": evacuation.ended_by,
        "note": evacuation.note,
    }
