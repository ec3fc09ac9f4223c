"""`hall counter …`: hold, transfer, call by number, take back, breaks and closing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from hall.documents import call_document, ticket_document
from hall.translator import ENGLISH
from hall.views import CounterInfo, TicketView
from hallctl.commands.counters import CounterName, How, app, how_of
from hallctl.commands.tickets import RequestId
from hallctl.session import session_of

if TYPE_CHECKING:
    from hall.store import UnitOfWork

Reason = Annotated[str, typer.Option(help="Why, for the history.")]
Minutes = Annotated[int, typer.Option(min=0, max=600, help="How long, in minutes; 0: until resumed.")]


@app.command("call")
def call_number(
    context: typer.Context,
    counter: CounterName,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042.")],
    request_id: RequestId = "",
) -> None:
    """Call this number out of its turn; who is still at the counter ends first, as with ``next``."""
    session = session_of(context)
    how = how_of(request_id)
    with session.store() as store:
        with store.read() as view:
            found = view.ticket(code)
        call = store.run(lambda work: work.call_number(counter, found.id, **how))
    line = f"{call.ticket.code} to counter {call.counter_label}: {call.reason.message(ENGLISH)}"
    session.answer(call_document(call), [line])


@app.command("hold")
def hold(context: typer.Context, counter: CounterName, reason: Reason, request_id: RequestId = "") -> None:
    """Put the counter's number off."""
    _move(context, lambda work, how: work.hold(counter, reason=reason, **how), request_id)


@app.command("transfer")
def transfer(
    context: typer.Context,
    counter: CounterName,
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Prefix or id of a service.")] = "",
    to_counter: Annotated[str, typer.Option("--to", metavar="COUNTER", help="Label or id of a counter.")] = "",
    note: Annotated[str, typer.Option(help="A word for the colleague.")] = "",
    request_id: RequestId = "",
) -> None:
    """Send the counter's number to another service, to one counter, or both."""
    _move(
        context,
        lambda work, how: work.transfer(counter, service=service, to_counter=to_counter, note=note, **how),
        request_id,
    )


@app.command("undo")
def undo(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Take the counter's last action back, within a minute."""
    _move(context, lambda work, how: work.undo(counter, **how), request_id)


@app.command("break")
def start_break(
    context: typer.Context,
    counter: CounterName,
    minutes: Minutes = 0,
    reason: Reason = "",
    request_id: RequestId = "",
) -> None:
    """Call nobody to this counter for a while."""
    _pause(context, counter, "break", reason, minutes, request_id)


@app.command("close")
def close(
    context: typer.Context,
    counter: CounterName,
    reason: Reason,
    minutes: Minutes = 0,
    request_id: RequestId = "",
) -> None:
    """Close this counter for a while, with the reason."""
    _pause(context, counter, "closed", reason, minutes, request_id)


@app.command("resume")
def resume(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Go on calling after a break or a closing."""
    session = session_of(context)
    how = how_of(request_id)
    with session.store() as store:
        info = store.run(lambda work: work.resume(counter, **how))
    session.answer({"counter": info.label, "pause": None}, [f"Counter {info.label} calls again."])


def _pause(context: typer.Context, counter: str, kind: str, reason: str, minutes: int, request_id: str) -> None:
    session = session_of(context)
    how = how_of(request_id)

    def job(work: UnitOfWork) -> CounterInfo:
        return work.pause(counter, kind=kind, reason=reason, until=until, **how)

    with session.store() as store:
        with store.read() as view:
            until: datetime | None = view.status().now + timedelta(minutes=minutes) if minutes else None
        info = store.run(job)
    document = {"counter": info.label, "pause": kind, "reason": reason, "until": until.isoformat() if until else None}
    what = "has a break" if kind == "break" else "is closed"
    session.answer(document, [f"Counter {info.label} {what}{f' for {minutes} min' if minutes else ''}."])


def _move(context: typer.Context, job: Callable[[UnitOfWork, How], TicketView], request_id: str) -> None:
    session = session_of(context)
    how = how_of(request_id)
    with session.store() as store:
        ticket = store.run(lambda work: job(work, how))
    where = f" for counter {ticket.directed_label}" if ticket.directed_label else f" for {ticket.service_name}"
    session.answer({"ticket": ticket_document(ticket)}, [f"{ticket.code} is {ticket.state.value}{where}."])
