"""`hall announce` and `hall boards`: what the staff tell the hall, and how its boards are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from hall.access import Operation
from hall.documents import announcement_document, board_document
from hall.text_tables import table
from hall.views import AnnouncementView, BoardHealth
from hallctl.arguments import LARGEST_ID
from hallctl.commands.tickets import RequestId
from hallctl.dates import shown_time, typed_time, zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import Reader

Shown = Callable[[datetime], str]
"""A time in the hall's time, as a list shows it."""

app = Commands(help="Announcements of the staff, large on the boards.", rich_markup_mode=None)


Kind = Literal["info", "outage"]


@app.command("add")
def add(
    session: Session,
    title: Annotated[str, typer.Argument(help='Such as "Layanan Imigrasi terhenti: jaringan pusat".')],
    line: Annotated[list[str] | None, typer.Option(help="Up to three more lines; repeat the option.")] = None,
    kind: Annotated[Kind, typer.Option(case_sensitive=False, help="`outage` goes before `info`.")] = "info",
    zone: Annotated[str, typer.Option(help="The id of one zone; by default all boards.")] = "",
    agency: Annotated[str, typer.Option(help="The id of an agency, whose boards alone show it.")] = "",
    until: Annotated[str, typer.Option(metavar="TIME", help="Such as 14:00; by default until it is ended.")] = "",
    request_id: RequestId = "",
) -> None:
    """Show something large on the boards, next to the calls."""
    with session.acting(request_id, may=Operation.ANNOUNCE) as (store, by):
        end = typed_time(store, until)
        made = store.run(
            lambda work: work.boards.announce(kind, title, by, line or (), zone=zone, agency=agency, until=end)
        )
        lasts = store.fetch(lambda view: f" until {_shown(view)(made.until)}" if made.until else "")
    told = f"Announcement {made.id} stands on the boards{lasts}; `hall announce end {made.id}` takes it down."
    session.answer({"announcement": announcement_document(made)}, [told])


@app.command("end")
def end(
    session: Session,
    number: Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="From `hall announce list`.")],
    request_id: RequestId = "",
) -> None:
    """Take an announcement down."""
    ended = session.write(lambda work, by: work.boards.end_announcement(number, by), request_id)
    session.answer({"announcement": announcement_document(ended)}, [f"Announcement {ended.id} is taken down."])


@app.command("list")
def list_announcements(session: Session) -> None:
    """List what stands on the boards now."""
    rows, shown = session.fetch(lambda view: (view.boards.announcements(), _shown(view)))
    lines = table(("NUMBER", "KIND", "WHERE", "SINCE", "UNTIL", "TEXT"), [_announced(row, shown) for row in rows])
    session.answer(
        {"announcements": [announcement_document(row) for row in rows]}, lines if rows else ["Nothing is announced."]
    )


def boards(session: Session) -> None:
    """List the boards: zone, whether they live, whether they are heard, what must be done."""
    rows, shown = session.fetch(lambda view: (view.boards.health(), _shown(view)))
    lines = table(("BOARD", "ZONE", "STATE", "SOUND", "WARNINGS", "DETAIL"), [_board(row, shown) for row in rows])
    session.answer({"boards": [board_document(row) for row in rows]}, lines if rows else ["No board has reported yet."])


def _announced(row: AnnouncementView, shown: Shown) -> tuple[object, ...]:
    where = " ".join(part for part in (row.zone, row.agency) if part) or "all"
    until = shown(row.until) if row.until else "ended by hand"
    return row.id, row.kind, where, shown(row.since), until, " / ".join((row.title, *row.lines))


def _board(row: BoardHealth, shown: Shown) -> tuple[object, ...]:
    state = "on" if row.alive else f"silent since {shown(row.seen_at)}"
    return row.name, row.zone or "whole hall", state, row.sound, ",".join(row.warnings) or "-", row.detail or "-"


def _shown(view: Reader) -> Shown:
    return partial(shown_time, now=view.status().now, zone=zone_of(view.hall().timezone))
