"""`hall incident` and `hall plan`: times in which an agency could not serve, and what will be done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from hall.access import Operation, refuse
from hall.documents import follow_up_document, incident_document, plan_document
from hall.incidents import FollowUp, PlanState
from hall.text_tables import fields, table
from hall.views import IncidentView, PlanView
from hallctl.arguments import LARGEST_ID
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import day_of, typed_time, zone_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from hall.access import By
    from hall.store import UnitOfWork

app = Commands(
    help="Times in which an agency could not serve: found by themselves, closed by a person.", rich_markup_mode=None
)
plans = Commands(help="What an agency or the hall will do, until which day.", rich_markup_mode=None)

Number = Annotated[
    int,
    typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="The incident's number, from `hall incident list`."),
]
PlanNumber = Annotated[
    int, typer.Argument(metavar="NUMBER", min=1, max=LARGEST_ID, help="The plan's number, from `hall plan list`.")
]
Agency = Annotated[str, typer.Option(metavar="ID", help="Of this agency alone.")]


@app.command("list")
def list_incidents(
    session: Session,
    closed: Annotated[bool, typer.Option("--closed", help="Closed ones too.")] = False,
    agency: Agency = "",
) -> None:
    """List the incidents that are open, and how those of a year were followed up."""
    with session.reading() as (_, view):
        rows = view.incidents.listed(closed=closed, agency=agency)
        found = view.incidents.follow_up(agency=agency)
        timezone = view.hall().timezone
    lines = table(_HEAD, [_row(row, timezone) for row in rows]) if rows else ["No incidents."]
    document = {"incidents": [incident_document(row) for row in rows], "follow_up": follow_up_document(found)}
    session.answer(document, [*lines, "", _followed(found)])


@app.command("show")
def show(session: Session, number: Number) -> None:
    """Show an incident with its history."""
    found, timezone = session.fetch(lambda view: (view.incidents.find(number), view.hall().timezone))
    session.answer({"incident": incident_document(found)}, _details(found, timezone))


@app.command("open")
def open_incident(
    session: Session,
    agency: Annotated[str, typer.Argument(metavar="AGENCY", help="The id of the agency.")],
    obstacle: Annotated[str, typer.Option(metavar="ID", help="What holds it back, by id or name, if known.")] = "",
    note: Annotated[str, typer.Option(help="What is known of it.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Open an incident that nobody has noted yet."""
    _do(session, lambda work, by: work.incidents.open(agency, by, obstacle=obstacle, text=note), pin, request_id)


@app.command("note")
def note(
    session: Session,
    number: Number,
    text: Annotated[str, typer.Argument(help="What was found out or done.")],
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Write a follow-up note."""
    _do(session, lambda work, by: work.incidents.note(number, by, text=text), pin, request_id)


@app.command("assign")
def assign(
    session: Session,
    number: Number,
    owner: Annotated[str, typer.Argument(help="Who sees to it: a person or an office.")],
    due: Annotated[str, typer.Option(metavar="DATE", help="By which day, as 2026-11-25.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Say who sees to it, and by which day."""
    day = day_of(due)
    _do(session, lambda work, by: work.incidents.assign(number, by, owner=owner, due=day), pin, request_id)


@app.command("close")
def close(
    session: Session,
    number: Number,
    done: Annotated[str, typer.Option(help="What was done.")],
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Close an incident with what was done; what is broadcast of it ends too."""
    _do(session, lambda work, by: work.incidents.close(number, by, done=done), pin, request_id)


@app.command("broadcast")
def broadcast(
    session: Session,
    number: Number,
    title: Annotated[str, typer.Option(help="By default the agency and what holds it back.")] = "",
    line: Annotated[list[str] | None, typer.Option(help="Up to three lines of your own; repeat the option.")] = None,
    service: Annotated[str, typer.Option(help="Only this service of the agency, by prefix or id.")] = "",
    no_numbers: Annotated[bool, typer.Option("--no-numbers", help="Give no numbers meanwhile.")] = False,
    news: Annotated[str, typer.Option(metavar="TIME", help="When there will be news, such as 11:00.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Say on boards and kiosks that the agency does not serve, until the end of the day."""
    with session.acting(request_id, pin=pin, may=Operation.BROADCAST) as (store, by):
        at = typed_time(store, news)
        made = store.run(
            lambda work: work.incidents.broadcast(
                number,
                by,
                title=title,
                lines=line,
                service=service,
                gives_numbers=not no_numbers,
                next_news=at,
            )
        )
        timezone = store.fetch(lambda view: view.hall().timezone)
    session.answer({"incident": incident_document(made)}, _details(made, timezone))


@app.command("end-broadcast")
def end_broadcast(session: Session, number: Number, pin: AsPin = "", request_id: RequestId = "") -> None:
    """End what boards and kiosks say of it."""
    _do(session, lambda work, by: work.incidents.end_broadcast(number, by), pin, request_id)


@plans.command("add")
def add_plan(
    session: Session,
    text: Annotated[str, typer.Argument(help="What will be done.")],
    due: Annotated[str, typer.Option(metavar="DATE", help="Until which day, as 2026-12-01.")],
    agency: Annotated[str, typer.Option(metavar="ID", help="Who will do it; by default the hall.")] = "",
    element: Annotated[
        str, typer.Option(metavar="KEY", help="The element of the satisfaction survey that it follows, as waktu.")
    ] = "",
    owner: Annotated[str, typer.Option(help="The person or office that does it.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Write down what will be done."""

    def added(work: UnitOfWork, by: By) -> PlanView:
        refuse(by, Operation.ADD_PLAN)
        day = day_of(due)
        if day is None:
            raise typer.BadParameter("--due needs a date, as 2026-12-01")
        return work.plans.add(text, day, by, agency=agency, element=element, owner=owner)

    _plan(session, added, pin, request_id)


@plans.command("list")
def list_plans(
    session: Session, ended: Annotated[bool, typer.Option("--ended", help="Those done or dropped too.")] = False
) -> None:
    """List what will be done."""
    rows = session.fetch(lambda view: view.plans.listed(ended=ended))
    lines = table(("NUMBER", "UNTIL", "WHO", "STATE", "WHAT"), [_plan_row(row) for row in rows])
    session.answer({"plans": [plan_document(row) for row in rows]}, lines if rows else ["No plans."])


@plans.command("change")
def change_plan(
    session: Session,
    number: PlanNumber,
    text: Annotated[str, typer.Option(help="What will be done.")] = "",
    due: Annotated[str, typer.Option(metavar="DATE", help="Until which day, as 2026-12-01.")] = "",
    owner: Annotated[str, typer.Option(help="The person or office that does it.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Write an open plan anew; what is not given stays."""

    def changed(work: UnitOfWork, by: By) -> PlanView:
        return work.plans.change(number, by, text=text or None, due=day_of(due), owner=owner or None)

    _plan(session, changed, pin, request_id)


@plans.command("done")
def done_plan(session: Session, number: PlanNumber, pin: AsPin = "", request_id: RequestId = "") -> None:
    """Say that a plan is done."""
    _plan(session, lambda work, by: work.plans.end(number, PlanState.DONE, by), pin, request_id)


@plans.command("drop")
def drop_plan(
    session: Session,
    number: PlanNumber,
    reason: Annotated[str, typer.Option(help="Why it is dropped.")] = "",
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Drop a plan, for a reason."""
    _plan(session, lambda work, by: work.plans.end(number, PlanState.DROPPED, by, reason=reason), pin, request_id)


_HEAD = ("NUMBER", "AGENCY", "WHAT", "RESPONSIBLE", "SINCE", "UNTIL", "NUMBERS", "LOST MIN", "OWNER", "DUE", "STATE")


def _do(session: Session, job: Callable[[UnitOfWork, By], IncidentView], pin: str, request_id: str) -> None:
    with session.acting(request_id, pin=pin) as (store, by):
        made = store.run(lambda work: job(work, by))
        timezone = store.fetch(lambda view: view.hall().timezone)
    session.answer({"incident": incident_document(made)}, _details(made, timezone))


def _plan(session: Session, job: Callable[[UnitOfWork, By], PlanView], pin: str, request_id: str) -> None:
    made = session.write(job, request_id, pin=pin)
    who = ", ".join(filter(None, (made.agency_name or "the hall", made.owner)))
    session.answer(
        {"plan": plan_document(made)}, [f"Plan {made.id} of {who} until {made.due}, {made.state}: {made.text}"]
    )


def _row(one: IncidentView, timezone: str) -> tuple[object, ...]:
    until = _time(one.until, timezone) if one.until else "goes on"
    due = str(one.due or "-")
    numbers = one.numbers, round(one.lost.total_seconds() / 60)
    state = "open" if one.is_open else "closed"
    what = one.obstacle_name_en or "stood still"
    who = f"{one.responsible}{', external' if one.external else ''}"
    return one.id, one.agency_name, what, who, _time(one.since, timezone), until, *numbers, one.owner or "-", due, state


def _details(one: IncidentView, timezone: str) -> list[str]:
    told = "boards and kiosks say it" if one.announced else "not announced"
    row = _row(one, timezone)
    rows = [(name.capitalize(), value) for name, value in zip(_HEAD, row, strict=True)]
    rows += [("Services", ", ".join(one.services)), ("Broadcast", told if one.gives_numbers else f"{told}, no numbers")]
    rows += [("Done", one.done)] if one.done else []
    notes = [f"{_time(note.at, timezone)}  {note.action:<13}  {note.actor}  {note.text}".rstrip() for note in one.notes]
    return [*fields(rows), "", *notes]


def _followed(found: FollowUp) -> str:
    if found.share is None:
        return "Nothing to follow up in the last year."
    days = "" if found.days is None else f", in {found.days:.1f} days in the mean"
    closed = f"{found.closed} of {found.found} closed ({found.share:.0%}){days}, {found.open} open"
    return f"Last year: {closed}; {found.overdue} overdue; {found.external} external, {found.internal} internal."


def _plan_row(one: PlanView) -> tuple[object, ...]:
    state = f"{one.state}: {one.reason}" if one.reason else "late" if one.late else one.state
    return one.id, str(one.due), one.agency_name or "hall", state, one.text


def _time(at: datetime, timezone: str) -> str:
    return f"{at.astimezone(zone_of(timezone)):%Y-%m-%d %H:%M}"
