"""`hall counter`: what a clerk does at a counter, from the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.access import By
from hall.documents import call_document, ticket_document
from hall.identifiers import key_of, plain_of
from hall.lifecycle import Outcome
from hall.translator import ENGLISH
from hall.views import CallView, TicketView
from hallctl.commands.tickets import RequestId
from hallctl.session import session_of

if TYPE_CHECKING:
    from hall.store import UnitOfWork


Job = Callable[["UnitOfWork", By], Any]
"""One write, by whoever acts."""
app = typer.Typer(help="Call and serve at a counter.", rich_markup_mode=None)

CounterName = Annotated[str, typer.Argument(metavar="COUNTER", help="Label or id of the counter.")]


@app.command("next")
def call_next(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Call the next number; a visit that has begun ends as done first, one that has not as a no-show."""
    answer_call(context, lambda work, by: work.counter(counter, by).call_next(), request_id)


@app.command("recall")
def recall(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Call the counter's number once more."""
    answer_call(context, lambda work, by: work.counter(counter, by).recall(), request_id)


@app.command("serve")
def serve(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that the called visitor is being served."""
    _act(context, lambda work, by: work.counter(counter, by).serve(), request_id)


@app.command("finish")
def finish(
    context: typer.Context,
    counter: CounterName,
    outcome: Annotated[Outcome, typer.Option(case_sensitive=False, help="How the visit ended.")] = Outcome.SERVED,
    obstacle: Annotated[str, typer.Option(metavar="ID", help="What held the service back, by id or name.")] = "",
    note: Annotated[str, typer.Option(help="A word for the history.")] = "",
    request_id: RequestId = "",
) -> None:
    """Note that the visit is done, with its outcome and what held it back."""
    session = session_of(context)
    with session.store() as store:
        by = session.by(store, request_id)
        with store.read() as view:
            known = view.counter(counter).obstacles
        wanted = key_of(obstacle)
        found = next(
            (one.id for one in known if wanted in (one.id, key_of(one.name), key_of(one.name_en))), plain_of(obstacle)
        )
        said = {"outcome": outcome.value, "obstacle": found, "note": note}
        ticket = store.run(lambda work: work.counter(counter, by).finish(**said))
    hindered = f", {ticket.obstacle}" if ticket.obstacle else ""
    line = f"{ticket.code} at counter {ticket.counter_label}: {ticket.state.value}, {ticket.outcome}{hindered}"
    session.answer({"ticket": ticket_document(ticket), "counter": ticket.counter_label}, [line])


@app.command("no-show")
def no_show(context: typer.Context, counter: CounterName, request_id: RequestId = "") -> None:
    """Note that the called visitor did not come."""
    _act(context, lambda work, by: work.counter(counter, by).no_show(), request_id)


def answer_call(context: typer.Context, job: Job, request_id: str) -> None:
    """Calls by ``job``, and says who is called where and why."""
    session = session_of(context)
    call: CallView | None = session.write(job, request_id)
    if call is None:
        session.answer({"ticket": None}, ["Nobody is waiting for this counter."])
    else:
        session.answer(
            call_document(call), [f"{call.ticket.code} to counter {call.counter_label}: {call.reason.message(ENGLISH)}"]
        )


def _act(context: typer.Context, job: Job, request_id: str) -> None:
    session = session_of(context)
    ticket: TicketView = session.write(job, request_id)
    document = {"ticket": ticket_document(ticket), "counter": ticket.counter_label}
    session.answer(document, [f"{ticket.code} at counter {ticket.counter_label}: {ticket.state.value}"])
