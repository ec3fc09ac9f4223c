"""`hall breaks`: who has a break when, so that no service stops at noon."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from hall.access import Operation
from hall.breaks import BreakPlan, Gap, Turn
from hall.text_tables import table
from hall.views import BreaksView
from hall.wording import counted
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.dates import typed_time
from hallctl.session import Commands, Session

app = Commands(help="Staggered breaks, so that no service stops at noon.", rich_markup_mode=None)

STOPS = 1
"""Exit code when a service stops."""
Agency = Annotated[str, typer.Option(metavar="ID", help="Of this agency alone.")]
Everybody = Annotated[
    bool, typer.Option("--everybody", help="All counters; without it those where somebody sits, if anybody does.")
]
_WHY = {
    "hours": "its opening hours have a break: take it out of [hours]",
    "one_counter": "it has one counter: let another one serve it too at noon",
    "no_counter": "nobody sits at a counter that serves it",
    "together": "all of its counters have their break at once",
}


@app.command("plan")
def plan(
    session: Session,
    keep: Annotated[bool, typer.Option("--keep", help="Keep it: counters show it.")] = False,
    agency: Agency = "",
    everybody: Everybody = False,
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Say who goes when today, what it does to the wait, and which service stops all the same."""
    with session.acting(request_id, pin=pin) as (store, by):
        if keep:
            store.run(lambda work: work.breaks.plan(by, agency, everybody=everybody))
        found = store.fetch(lambda view: view.breaks.today(agency, everybody=everybody), by)
    proposal = found.proposal
    turns = found.kept if keep else proposal.turns
    session.answer(
        {"kept": keep, **_document(found, turns)},
        [*_turn_lines(turns), "", _wait_line(proposal), *_gap_lines(found), *_hint(keep)],
    )


@app.command("check")
def check(session: Session, agency: Agency = "", everybody: Everybody = False) -> None:
    """Say whether any service stops at noon today; exit code 1 when one does."""
    found = session.fetch(lambda view: view.breaks.today(agency, everybody=everybody))
    session.answer(_document(found, found.kept or found.proposal.turns), _gap_lines(found))
    raise typer.Exit(STOPS if found.gaps else 0)


@app.command("list")
def list_breaks(session: Session, agency: Agency = "") -> None:
    """List today's breaks that are kept."""
    found = session.fetch(lambda view: view.breaks.today(agency))
    lines = _turn_lines(found.kept) if found.kept else ["No breaks are planned; `hall breaks plan --keep` does."]
    session.answer(_document(found, found.kept), lines)


@app.command("move")
def move(
    session: Session,
    counter: Annotated[str, typer.Argument(metavar="COUNTER", help="Label or id of the counter.")],
    start: Annotated[str, typer.Argument(metavar="TIME", help="When its break begins, such as 12:15.")],
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Let a counter have today's break at another time."""
    with session.acting(request_id, pin=pin, may=Operation.MOVE_BREAK) as (store, by):
        at = typed_time(store, start)
        if at is None:
            raise typer.BadParameter("the time is empty; write it as 12:15")
        store.run(lambda work: work.breaks.move(counter, at, by))
        found = store.fetch(lambda view: view.breaks.today(), by)
    session.answer(_document(found, found.kept), [*_turn_lines(found.kept), *_gap_lines(found)])


def _document(found: BreaksView, turns: tuple[Turn, ...]) -> dict[str, Any]:
    proposal = found.proposal
    return {
        "day": found.day.isoformat(),
        "breaks": [
            {
                "counter": turn.label,
                "starts_at": turn.starts_at.isoformat(),
                "ends_at": turn.ends_at.isoformat(),
            }
            for turn in turns
        ],
        "stops": [
            {
                "service": gap.service,
                "starts_at": gap.starts_at.isoformat(),
                "ends_at": gap.ends_at.isoformat(),
                "why": gap.code,
            }
            for gap in found.gaps
        ],
        "wait_minutes": {
            "without": round(proposal.wait_without, 1),
            "planned": round(proposal.wait, 1),
            "together": round(proposal.wait_together, 1),
        }
        if proposal.expected
        else None,
        "attended": found.attended,
    }


def _wait_line(proposal: BreakPlan) -> str:
    if not proposal.expected:
        return "The wait cannot be computed yet: no day before had visitors in the hours of breaks."
    return (
        f"Mean wait of who comes meanwhile: {proposal.wait:.0f} min; without breaks {proposal.wait_without:.0f}, "
        f"all at once {proposal.wait_together:.0f}."
    )


def _turn_lines(turns: tuple[Turn, ...]) -> list[str]:
    if not turns:
        return ["Nobody has a break: no counter, or no time for one."]
    return table(("COUNTER", "BREAK"), [(turn.label, f"{turn.starts_at:%H:%M}-{turn.ends_at:%H:%M}") for turn in turns])


def _gap_lines(found: BreaksView) -> list[str]:
    if not found.gaps:
        return ["No service stops."]
    head = f"{counted(len(found.gaps), 'service stops', 'services stop')}:"
    return [head, *(f"  {_gap_line(found, gap)}" for gap in found.gaps)]


def _gap_line(found: BreaksView, gap: Gap) -> str:
    span = f"{gap.starts_at:%H:%M}-{gap.ends_at:%H:%M}"
    return f"{found.name_of(gap.service)}, {span}: {_WHY[gap.code]}"


def _hint(kept: bool) -> tuple[str, ...]:
    return () if kept else ("`hall breaks plan --keep` keeps it: counters show it.",)
