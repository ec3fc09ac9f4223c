"""`hall change`: what a supervisor sets over the configuration for a time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal, TypedDict
from zoneinfo import ZoneInfo

import typer

from hall.access import Operation
from hall.dates import typed_day
from hall.documents import closure_document, override_document
from hall.overrides import Override, OverrideKind, end_of_day
from hall.structure import Closure
from hallctl.arguments import LARGEST_ID
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import typed_time, zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import Store

app = Commands(help="What supervisors set over the configuration for a time.", rich_markup_mode=None)

Scope = Literal["hall", "agency", "service"]
Target = Annotated[
    str, typer.Argument(metavar="[TARGET]", help="An agency's id, a service's prefix or a counter's label.")
]
Reason = Annotated[str, typer.Option(help="Why; visitors may read it.")]
ReasonEn = Annotated[str, typer.Option(help="The same in English, for visitors who read it.")]
Until = Annotated[
    str, typer.Option("--until", metavar="TIME", help="A time or a date, that day included; by default today.")
]
OpenEnded = Annotated[bool, typer.Option("--open-ended", help="Until it is taken back.")]
Number = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="The change's number, from `hall change list`.")
]


class Lasting(TypedDict):
    """Until when, as the operations take it."""

    ends_at: datetime | None
    open_ended: bool


def typed_end(store: Store, text: str, *, open_ended: bool) -> Lasting:
    """Until when something lasts, as a technician typed it. Raises typer.BadParameter."""
    if open_ended and text:
        raise typer.BadParameter("give --until or --open-ended, not both")
    try:
        day = typed_day(text) if text else None
    except ValueError:
        return {"ends_at": typed_time(store, text), "open_ended": False}
    if day is None:
        return {"ends_at": None, "open_ended": open_ended}
    zone = zone_of(store.fetch(lambda view: view.hall().timezone))
    return {"ends_at": end_of_day(datetime.combine(day, datetime.min.time(), zone), zone), "open_ended": False}


@app.command("open")
def open_up(
    session: Session,
    scope: Annotated[Scope, typer.Argument(case_sensitive=False, help="What to open.")],
    target: Target = "",
    reason: Reason = "",
    reason_en: ReasonEn = "",
    end: Until = "",
    open_ended: OpenEnded = False,
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Open the hall, an agency or a service although its hours say closed."""
    with session.acting(request_id, pin=pin, may=Operation.OPEN) as (store, by):
        lasting = typed_end(store, end, open_ended=open_ended)
        made = store.run(
            lambda work: work.overrides.open(scope, by, target, reason=reason, reason_en=reason_en, **lasting)
        )
        _answer(session, made, zone_of(store.fetch(lambda view: view.hall().timezone)))


@app.command("services")
def services(
    session: Session,
    counter: Annotated[str, typer.Argument(metavar="COUNTER", help="The counter's label.")],
    services: Annotated[list[str], typer.Argument(metavar="SERVICE...", help="What it serves, by prefix.")],
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="SERVICE", help="Served too when nobody waits for the others.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    end: Until = "",
    open_ended: OpenEnded = False,
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Let a counter serve other services than the configuration says."""
    with session.acting(request_id, pin=pin, may=Operation.ASSIGN) as (store, by):
        lasting = typed_end(store, end, open_ended=open_ended)
        made = store.run(
            lambda work: work.overrides.assign(counter, by, services, also=also or (), reason=reason, **lasting)
        )
        _answer(session, made, zone_of(store.fetch(lambda view: view.hall().timezone)))


@app.command("end")
def end(session: Session, number: Number, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Take a change back: what the configuration says holds again."""
    override = session.write(lambda work, by: work.overrides.end(number, by), request_id, pin=pin)
    session.answer({"change": override_document(override)}, [f"Change {override.id} is ended."])


@app.command("list")
def list_changes(session: Session) -> None:
    """List what supervisors have changed and closed, and until when."""
    overrides, closures, timezone = session.fetch(
        lambda view: (
            view.overrides.listed(),
            tuple(one for one in view.closures.listed() if one.state == "approved"),
            view.hall().timezone,
        )
    )
    zone = zone_of(timezone)
    lines = [*(change_line(one, zone) for one in overrides), *(closing_line(one, zone) for one in closures)]
    document = {
        "changes": [override_document(one) for one in overrides],
        "closures": [closure_document(one) for one in closures],
    }
    session.answer(document, lines or ["Everything is as the configuration says."])


def _answer(session: Session, made: Override, zone: ZoneInfo) -> None:
    session.answer({"change": override_document(made)}, [f"In force: {change_line(made, zone)}"])


def change_line(one: Override, zone: ZoneInfo) -> str:
    """An override in one line."""
    what = f"{one.scope} {one.target}".rstrip()
    if one.kind is OverrideKind.SERVICES:
        first, also = (", ".join(s.service for s in one.services if (s.rank == 1) is main) for main in (True, False))
        what += f" serves {first}" + (f", also {also}" if also else "")
    else:
        what += " is open whatever its hours say"
    return f"change {one.id}: {what}, {_until(one, zone)} ({one.reason}; {one.made_by})"


def closing_line(one: Closure, zone: ZoneInfo) -> str:
    """A closing that is approved in one line."""
    what = f"{one.scope} {one.target}".rstrip()
    return f"closing {one.id}: {what} is closed, {_until(one, zone)} ({one.reason}; {one.decided_by})"


def _until(one: Override | Closure, zone: ZoneInfo) -> str:
    return "until taken back" if one.ends_at is None else f"until {one.ends_at.astimezone(zone):%Y-%m-%d %H:%M}"
