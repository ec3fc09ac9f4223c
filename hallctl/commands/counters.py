"""`hall counter`: what a clerk does at a counter, from the command line, and all that the clerk there sees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.access import By
from hall.documents import call_document, counter_document, delivery_message, desk_document, ticket_document
from hall.errors import Refused
from hall.identifiers import key_of, plain_of
from hall.lifecycle import Outcome
from hall.structure import Obstacle, Offer
from hall.text_tables import fields
from hall.translator import ENGLISH
from hall.views import CallView, CounterInfo, CounterView, TicketView
from hallctl.commands.tickets import RequestId
from hallctl.commands.users import AsPin
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.store import UnitOfWork


Job = Callable[["UnitOfWork", By], Any]
"""One write, by whoever acts."""
app = Commands(help="Call and serve at a counter.", rich_markup_mode=None)

CounterName = Annotated[str, typer.Argument(metavar="COUNTER", help="Label or id of the counter.")]
Reason = Annotated[str, typer.Option(help="Why, for the history.")]
Minutes = Annotated[int, typer.Option(min=0, max=600, help="How long, in minutes; 0: until resumed.")]


def chosen_id(typed: str, known: Iterable[Obstacle | Offer]) -> str:
    """The id of what was typed, by its id or a name; what is not known as it was typed."""
    wanted = key_of(typed)
    names = ((one.id, (one.id, key_of(one.name), key_of(one.name_en))) for one in known)
    return next((found for found, keys in names if wanted in keys), plain_of(typed))


@app.command("next")
def call_next(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Call the next number; a visit that has begun ends as done first, one that has not as a no-show."""
    _call(session, lambda work, by: work.counter(counter, by).call_next(), request_id)


@app.command("recall")
def recall(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Call the counter's number once more."""
    _call(session, lambda work, by: work.counter(counter, by).recall(), request_id)


@app.command("keep-waiting")
def keep_waiting(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that the called visitor is not there yet: the visit does not begin by itself until the next recall."""
    _act(session, lambda work, by: work.counter(counter, by).keep_waiting(), request_id)


@app.command("serve")
def serve(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that the called visitor is being served."""
    _act(session, lambda work, by: work.counter(counter, by).serve(), request_id)


@app.command("finish")
def finish(
    session: Session,
    counter: CounterName,
    outcome: Annotated[Outcome, typer.Option(case_sensitive=False, help="How the visit ended.")] = Outcome.SERVED,
    obstacle: Annotated[str, typer.Option(metavar="ID", help="What held the service back, by id or name.")] = "",
    note: Annotated[str, typer.Option(help="A word for the history.")] = "",
    request_id: RequestId = "",
) -> None:
    """Note that the visit is done, with its outcome and what held it back."""
    with session.acting(request_id) as (store, by):
        known = store.fetch(lambda view: view.counter(counter).obstacles)
        found = chosen_id(obstacle, known)
        ticket = store.run(
            lambda work: work.counter(counter, by).finish(outcome=outcome.value, obstacle=found, note=note)
        )
    hindered = f", {ticket.obstacle}" if ticket.obstacle else ""
    line = f"{ticket.code} at counter {ticket.counter_label}: {ticket.state.value}, {ticket.outcome}{hindered}"
    session.answer({"ticket": ticket_document(ticket), "counter": ticket.counter_label}, [line])


@app.command("offer")
def offer(
    session: Session,
    counter: CounterName,
    offered: Annotated[str, typer.Argument(metavar="OFFER", help="What is offered, by id or name.")] = "",
    request_id: RequestId = "",
) -> None:
    """Offer the visitor whose promise was not kept an apology, say; without OFFER nothing any more."""
    with session.acting(request_id) as (store, by):
        known = store.fetch(lambda view: view.counter(counter).offers)
        found = chosen_id(offered, known)
        ticket = store.run(lambda work: work.counter(counter, by).offer(offer=found))
    name = next((one.name_en for one in known if one.id == found), "nothing")
    line = f"{ticket.code} at counter {ticket.counter_label} is offered: {name}"
    session.answer({"ticket": ticket_document(ticket), "offer": found or None}, [line])


@app.command("no-show")
def no_show(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that the called visitor did not come."""
    _act(session, lambda work, by: work.counter(counter, by).no_show(), request_id)


def _call(session: Session, job: Job, request_id: str) -> None:
    call: CallView | None = session.write(job, request_id)
    if call is None:
        session.answer({"ticket": None}, ["Nobody is waiting for this counter."])
    else:
        session.answer(
            call_document(call), [f"{call.ticket.code} to counter {call.counter_label}: {call.reason.message(ENGLISH)}"]
        )


def _act(session: Session, job: Job, request_id: str) -> None:
    ticket: TicketView = session.write(job, request_id)
    document = {"ticket": ticket_document(ticket), "counter": ticket.counter_label}
    session.answer(document, [f"{ticket.code} at counter {ticket.counter_label}: {ticket.state.value}"])


@app.command("call")
def call_number(
    session: Session,
    counter: CounterName,
    code: Annotated[str, typer.Argument(metavar="CODE", help="A number such as A-042.")],
    request_id: RequestId = "",
) -> None:
    """Call this number out of its turn; who is still at the counter ends first, as with ``next``."""
    _call(session, lambda work, by: work.counter(counter, by).call_number(work.tickets.find(code).id), request_id)


@app.command("hold")
def hold(session: Session, counter: CounterName, reason: Reason, request_id: RequestId = "") -> None:
    """Put the counter's number off."""
    _move(session, lambda work, by: work.counter(counter, by).hold(reason=reason), request_id)


@app.command("transfer")
def transfer(
    session: Session,
    counter: CounterName,
    service: Annotated[str, typer.Option("--service", metavar="SERVICE", help="Prefix or id of a service.")] = "",
    to_counter: Annotated[str, typer.Option("--to", metavar="COUNTER", help="Label or id of a counter.")] = "",
    note: Annotated[str, typer.Option(help="A word for the colleague.")] = "",
    request_id: RequestId = "",
) -> None:
    """Send the counter's number to another service, to one counter, or both."""
    _move(
        session,
        lambda work, by: work.counter(counter, by).transfer(service=service, to_counter=to_counter, note=note),
        request_id,
    )


@app.command("undo")
def undo(
    session: Session,
    counter: CounterName,
    to: Annotated[int, typer.Option(min=0, help="Go back to before this action, an id of `counter show`.")] = 0,
    request_id: RequestId = "",
) -> None:
    """Take the counter's last action back, within a minute; with --to any of the last ten, and all that came after."""
    _move(session, lambda work, by: work.counter(counter, by).undo(event=to), request_id)


@app.command("break")
def start_break(
    session: Session,
    counter: CounterName,
    minutes: Minutes = 0,
    reason: Reason = "",
    request_id: RequestId = "",
) -> None:
    """Call nobody to this counter for a while."""
    _pause(session, counter, "break", reason, minutes, request_id)


@app.command("close")
def close(
    session: Session,
    counter: CounterName,
    reason: Reason,
    minutes: Minutes = 0,
    request_id: RequestId = "",
) -> None:
    """Close this counter for a while, with the reason."""
    _pause(session, counter, "closed", reason, minutes, request_id)


@app.command("resume")
def resume(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Go on calling after a break or a closing."""
    info = session.write(lambda work, by: work.counter(counter, by).resume(), request_id)
    session.answer({"counter": info.label, "pause": None}, [f"Counter {info.label} calls again."])


def _pause(session: Session, counter: str, kind: str, reason: str, minutes: int, request_id: str) -> None:
    with session.acting(request_id) as (store, by):
        until = store.fetch(lambda view: view.status().now + timedelta(minutes=minutes) if minutes else None)
        info = store.run(lambda work: work.counter(counter, by).pause(kind=kind, reason=reason, until=until))
    document = {"counter": info.label, "pause": kind, "reason": reason, "until": until.isoformat() if until else None}
    what = "has a break" if kind == "break" else "is closed"
    session.answer(document, [f"Counter {info.label} {what}{f' for {minutes} min' if minutes else ''}."])


def _move(session: Session, job: Job, request_id: str) -> None:
    ticket: TicketView = session.write(job, request_id)
    where = f" for counter {ticket.directed_label}" if ticket.directed_label else f" for {ticket.service_name}"
    session.answer({"ticket": ticket_document(ticket)}, [f"{ticket.code} is {ticket.state.value}{where}."])


@app.command("sign-in")
def sign_in(
    session: Session,
    counter: CounterName,
    login: Annotated[str, typer.Argument(metavar="LOGIN", help="Who sits down.")],
    pin: Annotated[str, typer.Option(help="Left out, it is asked for without being shown.")] = "",
    pin_stdin: Annotated[bool, typer.Option("--pin-stdin", help="Read the PIN from the first input line.")] = False,
    request_id: RequestId = "",
) -> None:
    """Put a member of staff at a counter."""
    own, secret = session.pin(), session.other_pin(pin, from_stdin=pin_stdin, again=False)
    with session.acting(request_id, pin=own) as (store, by):
        user = store.check_pin(login, secret, station=session.settings().station_name)
        info = store.run(lambda work: work.counter(counter, by).sign_in(user.id))
    session.answer({"counter": counter_document(info)}, [f"{info.clerk_name} sits at counter {info.label}."])


@app.command("sign-out")
def sign_out(
    session: Session,
    counter: CounterName,
    note: Annotated[str, typer.Option(help="A note for whoever sits down there next.")] = "",
    request_id: RequestId = "",
) -> None:
    """Free a counter; its number must be ended first."""
    with session.acting(request_id) as (store, by):
        store.run(lambda work: work.counter(counter, by).sign_out(note=note))
        info = store.fetch(lambda view: view.counter(counter).counter)
    session.answer({"counter": counter_document(info)}, [f"Nobody sits at counter {info.label} now."])


@app.command("read-notes")
def read_notes(session: Session, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that what was left at a counter for its next clerk has been read."""
    with session.acting(request_id) as (store, by):
        store.run(lambda work: work.counter(counter, by).read_notes())
        info = store.fetch(lambda view: view.counter(counter).counter)
    session.answer({"counter": counter_document(info)}, [f"The notes at counter {info.label} are read."])


@app.command("free")
def free(
    session: Session,
    counter: CounterName,
    reason: Annotated[str, typer.Option(help="Why; the clerk reads it.")],
    put_back: Annotated[bool, typer.Option("--put-back", help="Its number waits again, with its turn.")] = False,
    pin: AsPin = "",
    request_id: RequestId = "",
) -> None:
    """Sign the clerk of a counter out, as a supervisor."""

    def act(work: UnitOfWork, by: By) -> CounterInfo:
        return work.counter(counter, by).free(reason=reason, put_back=put_back)

    info = session.write(act, request_id, pin=pin)
    session.answer({"counter": counter_document(info)}, [f"Nobody sits at counter {info.label} now."])


@app.command("show")
def show(session: Session, counter: CounterName) -> None:
    """Show all that the clerk at a counter sees: number, how far its call came, who is next, what can be undone."""
    desk = session.fetch(lambda view: view.counter(counter))
    session.answer({"counter": desk_document(desk)}, fields(_lines(desk)))


def _lines(desk: CounterView) -> list[tuple[str, object]]:
    info, pause = desk.counter, desk.counter.pause
    rows: list[tuple[str, object]] = [
        ("Counter", f"{info.label}, {info.agency_name}, {info.zone.name}"),
        ("Clerk", info.clerk_name or "nobody"),
        ("Number", f"{desk.current.code}, {desk.current.state.value}" if desk.current else "none"),
    ]
    if desk.delivery is not None:
        boards = f" ({', '.join(desk.delivery.boards)})" if desk.delivery.boards else ""
        rows.append(("Call", delivery_message(desk.delivery.status) + boards))
    if pause is not None:
        until = f" until {pause.until.isoformat()}" if pause.until else ""
        rows.append(("Pause", f"{pause.kind} {pause.reason}".rstrip() + until))
    if desk.next is not None:
        rows.append(("Next", f"{desk.next.ticket.code}: {desk.next.reason.message(ENGLISH)}"))
    rows.extend(("Held", f"{ticket.code}: {ticket.held_reason}") for ticket in desk.held)
    rows.extend(("No-show", ticket.code) for ticket in desk.no_shows)
    rows.extend(("Done here", ticket.code) for ticket in desk.done)
    rows.extend(("For this counter", ticket.code) for ticket in desk.directed)
    if desk.undo is not None:
        rows.append(("Can be undone", f"{desk.undo.action.value} of {desk.undo.code}"))
    elif any(not step.why for step in desk.undo_steps):
        rows.append(("Can be undone", "nothing within its minute; with --to what says yes"))
    for step in desk.undo_steps:
        why = Refused(step.why, number=step.codes[0], busy=step.busy).message(ENGLISH) if step.why else "yes"
        rows.append((f"Undo --to {step.id}", f"{step.action.value} of {', '.join(step.codes)}: {why}"))
    rows.extend(("Note", note.text) for note in desk.handover)
    rows.append(("Possible now", ", ".join(sorted(action.value for action in desk.allowed)) or "nothing"))
    return rows
