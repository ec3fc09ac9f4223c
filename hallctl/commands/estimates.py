"""`hall estimate`: what the hall says of waits, whether it is a function of the history, and how good it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer
from typer.core import TyperGroup

from hall.access import Operation
from hall.dates import clock_text
from hall.documents import quality_document, ticket_document, waits_document
from hall.errors import Refused
from hall.estimating.waits import Answer
from hall.estimating.wording import wait_note, wait_text
from hall.text_tables import fields, table
from hall.translator import ENGLISH
from hall.views import HallView, ServiceWait, TicketView, WaitsView
from hall.wording import counted
from hallctl.commands.estimated import NOTHING, quality_lines, wait_rows, wait_sentence
from hallctl.dates import day_of
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import Reader

FOUND = 1
"""Exit code when what was learned is not what its lines say."""
NOBODY = "Nobody works the waits out: a counter or a board must run, `mpp-counter --counter 7` or `mpp-display`."
_SHOW = "show"


class _Group(TyperGroup):
    """A word that is no command of its own is what is asked about: `hall estimate A`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Without a word everything is shown."""
        return super().parse_args(ctx, args or [_SHOW])

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first word names."""
        known = self.get_command(ctx, args[0])
        return super().resolve_command(ctx, args if known else [_SHOW, *args])


app = Commands(
    cls=_Group,
    help="What the hall says of waits: `hall estimate A`, `hall estimate A-012`, `hall estimate` for all.",
    rich_markup_mode=None,
)


@app.command(_SHOW)
def show(
    session: Session,
    key: Annotated[
        str, typer.Argument(metavar="[SERVICE|CODE]", help="A service's prefix or id, or a number; by default all.")
    ] = "",
) -> None:
    """Show what is said to whoever would come now, or what was and is said of a number."""
    with session.reading() as (_, view):
        hall, found = view.hall(), _found(view, key)
    if isinstance(found, TicketView):
        rows = [("Number", found.code), ("Service", found.service_name), *wait_rows(found, hall.timezone)]
        session.answer({"ticket": ticket_document(found)}, fields(rows))
        return
    lines = [*fields(_when(found, hall)), *([NOBODY] if not found.holds else _waits(found, one=bool(key)))]
    session.answer({"estimates": waits_document(found)}, lines)


@app.command("rebuild")
def rebuild(session: Session) -> None:
    """Learn again from the history, and keep that; exit code 1 when it is not what was kept."""
    from hall.store.estimates.learning_days import rebuilt

    with session.acting(may=Operation.REMEMBER_WAITS) as (store, by):
        found = rebuilt(store, by)
    said = f"Learned again from {counted(found.days, 'business day', 'business days')}: "
    said += "the same as what was kept." if found.same else "not what was kept. What was learned now is kept."
    gone = [f"The numbers of {counted(found.gone, 'day', 'days')} are deleted; they taught once, and do no more."]
    document = {"days": found.days, "deleted_days": found.gone, "same": found.same}
    session.answer({"rebuilt": document}, [said, *(gone if found.gone else [])])
    raise typer.Exit(0 if found.same else FOUND)


@app.command("report")
def report(
    session: Session,
    day: Annotated[str, typer.Argument(metavar="[DAY]", help="As 2026-11-23; by default the latest day.")] = "",
) -> None:
    """How good the estimates of a business day were: how many held, and by how much they were wrong."""
    wanted = day_of(day)
    with session.reading() as (_, view):
        chosen = wanted or view.days.latest()
        found = None if chosen is None else view.estimates.quality(chosen)
        names = {one.id: f"{one.prefix} {one.name}" for one in view.services()}
    if found is None:
        nothing = f"No numbers are kept of {chosen}." if chosen else "The hall has had no business day yet."
        session.answer({"quality": None}, [nothing])
        return
    session.answer({"quality": quality_document(found)}, quality_lines(found, names))


def _found(view: Reader, key: str) -> TicketView | WaitsView:
    """The number or the services that are meant. Raises Refused("unknown_service") for what is neither."""
    try:
        return view.estimates.shown(key)
    except Refused as refused:
        if refused.code != "unknown_service":
            raise
        try:
            return view.tickets.find(key)
        except Refused as other:
            raise (refused if other.code == "unknown_ticket" else other) from None


def _when(waits: WaitsView, hall: HallView) -> list[tuple[str, object]]:
    """When it was worked out, and how long ago."""
    if waits.at is None or waits.age is None:
        return [("Worked out", "never")]
    at, zone = waits.at, ZoneInfo(hall.timezone)
    local = at.astimezone(zone)
    other_day = f"{local.date()} " if local.date() != waits.now.astimezone(zone).date() else ""
    return [("Worked out", f"{other_day}{clock_text(local, ENGLISH)}, {_ago(waits.age)} ago")]


def _ago(age: timedelta) -> str:
    seconds = int(age.total_seconds())
    return f"{seconds} s" if seconds < _MINUTE_S * 2 else f"{seconds // _MINUTE_S} min"


_MINUTE_S = 60


def _waits(waits: WaitsView, *, one: bool) -> list[str]:
    if one:
        return fields(_rows_of(waits.services[0]))
    header = ("PREFIX", "SERVICE", "WAIT", "AHEAD", "WITH PRIORITY", "AHEAD", "COUNTERS", "WHY")
    return table(header, [_row_of(one) for one in waits.services])


def _row_of(one: ServiceWait) -> tuple[object, ...]:
    without, priority = one.without, one.priority
    if without is None or priority is None:
        return one.prefix, one.name, NOTHING, "-", NOTHING, "-", "-", ""
    texts = [(wait_text(each.shown, ENGLISH), each.shown.ahead) for each in (without, priority)]
    return one.prefix, one.name, *texts[0], *texts[1], without.counters, wait_note(without.shown, ENGLISH)


def _rows_of(one: ServiceWait) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [("Service", f"{one.prefix} {one.name}")]
    for name, answer in (("Without priority", one.without), ("With priority", one.priority)):
        rows.append((name, NOTHING if answer is None else wait_sentence(answer.shown)))
        rows += [("", _behind(answer))] if answer is not None and answer.estimate.unknown is None else []
    if one.without is not None:
        rows.append(("Counters", one.without.counters))
    return rows


def _behind(answer: Answer) -> str:
    """What the range that is shown comes from."""
    estimate, roll = answer.estimate, answer.roll
    rolled = "its turn is not seen today" if roll is None else f"the queue rolled on {roll:.1f}"
    return f"middle {estimate.middle:.1f} min, from {estimate.low:.1f} to {estimate.high:.1f}; {rolled}"
