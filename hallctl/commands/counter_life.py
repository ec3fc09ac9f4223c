"""`hall counter …`: hold, transfer, call by number, take back, breaks and closing."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from hall.documents import ticket_document
from hall.views import TicketView
from hallctl.commands.counters import CounterName, Job, answer_call, app
from hallctl.commands.tickets import RequestId
from hallctl.session import session_of

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
    answer_call(context, lambda work, by: work.counter(counter, by).call_number(work.tickets.find(code).id), request_id)


@app.command("hold")
def hold(context: typer.Context, counter: CounterName, reason: Reason, request_id: RequestId = "") -> None:
    """Put the counter's number off."""
    _move(context, lambda work, by: work.counter(counter, by).hold(reason=reason), request_id)


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
    target = {"service": service, "to_counter": to_counter, "note": note}
    _move(context, lambda work, by: work.counter(counter, by).transfer(**target), request_id)


@app.command("undo")
def undo(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Take the counter's last action back, within a minute."""
    _move(context, lambda work, by: work.counter(counter, by).undo(), request_id)


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
    info = session.write(lambda work, by: work.counter(counter, by).resume(), request_id)
    session.answer({"counter": info.label, "pause": None}, [f"Counter {info.label} calls again."])


def _pause(context: typer.Context, counter: str, kind: str, reason: str, minutes: int, request_id: str) -> None:
    session = session_of(context)
    with session.store() as store:
        by = session.by(store, request_id)
        with store.read() as view:
            until = view.status().now + timedelta(minutes=minutes) if minutes else None
        info = store.run(lambda work: work.counter(counter, by).pause(kind=kind, reason=reason, until=until))
    document = {"counter": info.label, "pause": kind, "reason": reason, "until": until.isoformat() if until else None}
    what = "has a break" if kind == "break" else "is closed"
    session.answer(document, [f"Counter {info.label} {what}{f' for {minutes} min' if minutes else ''}."])


def _move(context: typer.Context, job: Job, request_id: str) -> None:
    session = session_of(context)
    ticket: TicketView = session.write(job, request_id)
    where = f" for counter {ticket.directed_label}" if ticket.directed_label else f" for {ticket.service_name}"
    session.answer({"ticket": ticket_document(ticket)}, [f"{ticket.code} is {ticket.state.value}{where}."])
