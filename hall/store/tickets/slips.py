"""From number to queue: a ticket joins when its slip is out, or the visitor or the staff confirmed it."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, select, update

from hall.errors import Refused
from hall.lifecycle import OPEN_STATES, Action, State
from hall.spooling import ALONE, COMES_BY_ITSELF, UNFINISHED, PrintJob, SlipClaim, state_after
from hall.store import tables as t
from hall.store.database import requests
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.tickets import ticket_rows
from hall.store.tickets.transitions import code, held_ticket, moment, move, view
from hall.text_rules import REASON, one_line, told_line
from hall.views import PrintJobView, TicketView


def slip_out(
    tx: Transaction, ticket_id: int, *, verified: bool, detail: str, actor: str, request_id: str | None
) -> TicketView:
    """The slip came out (``verified``: the printer confirmed it): the ticket joins the queue with its issue time.

    A ticket that joined or ended meanwhile by another way only gets its job settled.
    """
    state, detail = "printed" if verified else "blind", told_line(detail)

    def perform() -> tuple[TicketView, int]:
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        if row["state"] == State.PRINTING:
            at = moment(tx, row)
            move(tx, row, Action.SLIP_OUT, at=at, actor=actor, detail=detail, unverified=not verified)
        _paper_out(tx, ticket_id, state, detail)
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.SLIP_OUT, ticket_id, perform)


def missing(tx: Transaction, ticket_id: int, *, actor: str) -> TicketView:
    """The visitor says that no paper came, whatever the printer said: the staff are told. The number stays where it
    is; once called or ended, nobody needs its slip."""
    row = ticket_rows.by_id(tx, ticket_id, lock=True)
    if row["state"] in (State.PRINTING, State.WAITING, State.HELD):
        told = {"state": PrintJob.NEEDS_STAFF.value, "detail": f"the visitor found no paper ({actor})"}
        job = update(t.print_job).where(t.print_job.c.ticket_id == ticket_id)
        tx.connection.execute(job.values(**told, updated_at=tx.now()))
        tx.must_notify = True
    return view(tx, ticket_id)


def sending(tx: Transaction, ticket_id: int, *, copy: int, life: str, taken_from: str) -> SlipClaim:
    """Note, before the first byte goes out, that a slip is on its way: whoever finds it so after a crash prints a
    copy. Refused when nobody wants it any more, or when it is older than a machine may print by itself: whoever took
    the number may have left, and the staff see it.

    The job belongs to one ``life`` of a kiosk at a time. A slip that another life has begun, or that a life other than
    ``taken_from`` has, is a copy: two kiosks of one name never print the same slip twice.
    """
    row = ticket_rows.by_id(tx, ticket_id, lock=True)
    if row["state"] != State.PRINTING:
        return SlipClaim(copy, "settled")
    if tx.now() - row["issued_at"] >= ALONE:
        settle_job(
            tx, ticket_id, PrintJob.NEEDS_STAFF, "its visitor may have left: older than a minute before it was sent"
        )
        return SlipClaim(copy, "late")
    c = t.print_job.c
    known = tx.connection.execute(select(c.state, c.copy, c.life).where(c.ticket_id == ticket_id)).one_or_none()
    if known is None:
        return SlipClaim(copy)
    begun = known.life != life and (known.state != PrintJob.QUEUED or known.life not in ("", taken_from))
    copy = max(copy, known.copy + begun)
    job = update(t.print_job).where(c.ticket_id == ticket_id, c.state.in_(UNFINISHED))
    said = {"state": PrintJob.SENDING.value, "copy": copy, "life": life}
    tx.connection.execute(job.values(**said, updated_at=tx.now()))
    return SlipClaim(copy)


def slip_failed(tx: Transaction, ticket_id: int, *, outcome: str, detail: str, actor: str, again: bool) -> PrintJob:
    """Note that the slip did not come out; the ticket stays in ``printing`` until somebody confirms it. Returns the
    state of its job: whether a machine tries ``again``, if there is one that would, or a person must decide;
    ``CONFIRMED`` for a number that counts already, or is over: what was known of its slip stays."""
    row = ticket_rows.by_id(tx, ticket_id, lock=True)
    if row["state"] != State.PRINTING:
        tx.must_notify = True
        return PrintJob.CONFIRMED
    c = t.print_job.c
    copy = tx.connection.execute(select(c.copy).where(c.ticket_id == ticket_id)).scalar_one_or_none() or 0
    state = state_after(outcome, copy, tx.now() - row["issued_at"])
    if state in COMES_BY_ITSELF and not again:
        state = PrintJob.NEEDS_STAFF
    settle_job(tx, ticket_id, state, told_line(f"{outcome}: {detail} ({actor})"))
    changed = update(t.ticket).where(t.ticket.c.id == ticket_id)
    tx.connection.execute(changed.values(version=t.ticket.c.version + 1))
    return state


def confirm(tx: Transaction, ticket_id: int, *, actor: str, request_id: str | None) -> TicketView:
    """The visitor or the staff has the number: it joins the queue without a slip, however late. A number that waits
    already and whose slip was reported missing is seen to. Raises Refused when it is neither."""

    def perform() -> tuple[TicketView, int]:
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        c = t.print_job.c
        job = tx.connection.execute(select(c.state).where(c.ticket_id == ticket_id)).scalar_one_or_none()
        if row["state"] not in (State.WAITING, State.HELD) or job != PrintJob.NEEDS_STAFF:
            move(tx, row, Action.CONFIRM, at=moment(tx, row), actor=actor)
        settle_job(tx, ticket_id, "confirmed", "", given_up=True)
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.CONFIRM, ticket_id, perform)


def cancel(
    tx: Transaction,
    ticket_id: int,
    *,
    reason: str,
    actor: str,
    request_id: str | None,
    version: int | None,
    counter: str = "",
) -> TicketView:
    """Take a number out of the queue that is not called yet; the ``counter`` (label or id) where somebody does it can
    take that back. Raises Refused when it is called, served or ended."""
    reason = one_line(reason, REASON)

    def perform() -> tuple[TicketView, int]:
        row = held_ticket(tx, ticket_id, Action.CANCEL, version, beside=counter)
        at = moment(tx, row)
        place = tx.structure.find_counter(counter).id if counter else None
        move(tx, row, Action.CANCEL, at=at, actor=actor, counter_id=place, detail=reason, ended_at=at)
        tx.count_cancelled(row["day_id"], row["prefix"], 1)
        settle_job(tx, ticket_id, "abandoned", reason)
        return view(tx, ticket_id), ticket_id

    return _once(tx, request_id, Action.CANCEL, ticket_id, perform, reason)


def reprint(tx: Transaction, ticket_id: int, *, station: str) -> int:
    """The staff print a slip again at ``station``: returns how many prints came before it, which its mark says. A
    copy too many is harmless, a missing mark is not, so it is counted before it is sent. Raises
    Refused("reprint_ended") for a number that is over: its slip would look valid."""
    row = ticket_rows.by_id(tx, ticket_id, lock=True)
    if row["state"] not in OPEN_STATES:
        raise Refused("reprint_ended", number=code(row), state=State(row["state"]))
    now = tx.now()
    c = t.print_job.c
    again = update(t.print_job).where(c.ticket_id == ticket_id).values(copy=c.copy + 1, updated_at=now)
    copy: int | None = tx.connection.execute(again.returning(c.copy)).scalar_one_or_none()
    if copy is None:
        state = PrintJob.QUEUED if row["state"] == State.PRINTING else PrintJob.CONFIRMED
        values = {"ticket_id": ticket_id, "station": station, "state": state.value, "created_at": now}
        tx.connection.execute(insert(t.print_job).values(**values, updated_at=now))
    tx.must_notify = True
    return copy or 0


def unfinished(tx: Transaction, station: str) -> tuple[PrintJobView, ...]:
    """The station's slips that did not come out, with tickets still in ``printing``, oldest first."""
    c = t.print_job.c
    jobs = (
        select(c.id.label("job_id"), c.copy, c.state.label("job_state"), c.life, c.ticket_id)
        .join(t.ticket, t.ticket.c.id == c.ticket_id)
        .where(c.station == station, c.state.in_(UNFINISHED), t.state_is(State.PRINTING))
        .order_by(c.id)
    )
    return each(
        lambda job: PrintJobView(job.job_id, view(tx, job.ticket_id), job.copy, job.job_state, job.life),
        tx.connection.execute(jobs).all(),
    )


def latest(tx: Transaction, station: str, count: int) -> tuple[PrintJobView, ...]:
    """The last slips of a station, the newest first, whatever became of them."""
    c = t.print_job.c
    jobs = select(c.id, c.copy, c.state, c.ticket_id).where(c.station == station).order_by(c.id.desc()).limit(count)
    return each(
        lambda job: PrintJobView(job.id, view(tx, job.ticket_id), job.copy, job.state),
        tx.connection.execute(jobs).all(),
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


def _paper_out(tx: Transaction, ticket_id: int, state: str, detail: str) -> None:
    """The slip is out, whatever became of it before; one that was proven stays proven."""
    c = t.print_job.c
    job = update(t.print_job).where(c.ticket_id == ticket_id)
    if state != PrintJob.PRINTED:
        job = job.where(c.state != PrintJob.PRINTED.value)
    tx.connection.execute(job.values(state=state, detail=detail, updated_at=tx.now()))
    tx.must_notify = True


def settle_job(tx: Transaction, ticket_id: int, state: str, detail: str, *, given_up: bool = False) -> None:
    """Write down how the unfinished print job of a ticket ended, if it has one; one that was ``given_up`` too."""
    c = t.print_job.c
    open_states = (*UNFINISHED, PrintJob.ABANDONED) if given_up else UNFINISHED
    job = update(t.print_job).where(c.ticket_id == ticket_id, c.state.in_(open_states))
    tx.connection.execute(job.values(state=state, detail=detail, updated_at=tx.now()))
    tx.must_notify = True
