"""From number to queue: a ticket joins when its slip is out, or the visitor or the staff confirmed it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select, update

from hall.lifecycle import Action, State
from hall.store import requests, tickets
from hall.store import tables as t
from hall.store.acting import held_ticket, moment, move, view
from hall.store.transaction import Transaction
from hall.views import PrintJobView, TicketView

UNFINISHED = ("queued", "failed")
"""States of a print job whose slip may still come."""


def slip_out(
    tx: Transaction, ticket_id: int, *, proven: bool, detail: str, actor: str, request_id: str | None
) -> TicketView:
    """The slip came out (``proven``: the printer confirmed it): the ticket joins the queue with its issue time.

    A ticket that joined or ended meanwhile by another way only gets its job settled.
    """
    state = "printed" if proven else "blind"

    def perform() -> tuple[TicketView, int]:
        row = tickets.by_id(tx, ticket_id, lock=True)
        if row["state"] == State.PRINTING:
            at = moment(tx, row)
            move(tx, row, Action.SLIP_OUT, at=at, actor=actor, detail=detail, unproven=not proven)
        settle_job(tx, ticket_id, state, detail)
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.SLIP_OUT, ticket_id, perform)


def slip_failed(tx: Transaction, ticket_id: int, *, outcome: str, detail: str, actor: str) -> None:
    """Note that the slip did not come out; the ticket stays in ``printing`` until somebody confirms it."""
    row = tickets.by_id(tx, ticket_id, lock=True)
    settle_job(tx, ticket_id, "failed", f"{outcome}: {detail} ({actor})")
    if row["state"] == State.PRINTING:
        c = t.ticket.c
        tx.connection.execute(update(t.ticket).where(c.id == ticket_id).values(version=c.version + 1))


def confirm(tx: Transaction, ticket_id: int, *, actor: str, request_id: str | None) -> TicketView:
    """The visitor or the staff has the number: it joins the queue without a slip. Raises Refused when it is not
    in ``printing``."""

    def perform() -> tuple[TicketView, int]:
        row = tickets.by_id(tx, ticket_id, lock=True)
        move(tx, row, Action.CONFIRM, at=moment(tx, row), actor=actor)
        settle_job(tx, ticket_id, "confirmed", "")
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.CONFIRM, ticket_id, perform)


def cancel(
    tx: Transaction, ticket_id: int, *, reason: str, actor: str, request_id: str | None, version: int | None
) -> TicketView:
    """Take a number out of the queue that is not called yet. Raises Refused when it is called, served or ended."""

    def perform() -> tuple[TicketView, int]:
        row = held_ticket(tx, ticket_id, Action.CANCEL, version)
        at = moment(tx, row)
        move(tx, row, Action.CANCEL, at=at, actor=actor, detail=reason, ended_at=at)
        tx.count_cancelled(row["day_id"], row["prefix"], 1)
        settle_job(tx, ticket_id, "abandoned", reason)
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.CANCEL, ticket_id, perform, reason)


def copy_printed(tx: Transaction, ticket_id: int) -> None:
    """Count one more copy of a slip, before it is sent: a copy too many is harmless, a missing mark is not."""
    c = t.print_job.c
    tx.connection.execute(
        update(t.print_job).where(c.ticket_id == ticket_id).values(copy=c.copy + 1, updated_at=tx.now())
    )
    tx.must_notify = True


def unfinished(tx: Transaction, station: str) -> tuple[PrintJobView, ...]:
    """The station's print jobs that were cut short, with tickets still in ``printing``, oldest first."""
    c = t.print_job.c
    jobs = (
        select(c.id.label("job_id"), c.copy, c.state.label("job_state"), c.ticket_id)
        .join(t.ticket, t.ticket.c.id == c.ticket_id)
        .where(c.station == station, c.state.in_(UNFINISHED), t.state_is(State.PRINTING))
        .order_by(c.id)
    )
    return tuple(
        PrintJobView(job.job_id, view(tx, job.ticket_id), job.copy, job.job_state)
        for job in tx.connection.execute(jobs).all()
    )


def _once(
    tx: Transaction,
    request_id: str | None,
    action: Action,
    ticket_id: int,
    perform: Callable[[], tuple[TicketView, int]],
    *more: object,
) -> TicketView:
    asked = requests.fingerprint(action.value, ticket_id, *more)
    return requests.once(tx, request_id, asked, perform, lambda stored: view(tx, stored))


def settle_job(tx: Transaction, ticket_id: int, state: str, detail: str) -> None:
    """Write down how the unfinished print job of a ticket ended, if it has one."""
    c = t.print_job.c
    job = update(t.print_job).where(c.ticket_id == ticket_id, c.state.in_(UNFINISHED))
    tx.connection.execute(job.values(state=state, detail=detail, updated_at=tx.now()))
    tx.must_notify = True
