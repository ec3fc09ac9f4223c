"""From number to paper: what a kiosk, or a command, notes of a slip on its way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, insert, literal, select, update

from hall.access import By, Operation
from hall.errors import Refused
from hall.lifecycle import OPEN_STATES, Action, State
from hall.spooling import ALONE, COMES_BY_ITSELF, UNFINISHED, PrintJob, SlipClaim, state_after
from hall.store import tables as t
from hall.store.database import sight
from hall.store.database.aspect import Reads, once, operation
from hall.store.database.readable import each
from hall.store.database.transaction import Transaction
from hall.store.tickets import ticket_rows
from hall.store.tickets.missing_slips import missing_slips
from hall.store.tickets.ticket_rows import TICKET, TicketAspect, view
from hall.store.tickets.transitions import code, move, time_of_action
from hall.text_rules import detail_line
from hall.views import MissingSlip, PrintJobView, TicketView

_C = t.print_job.c


class SlipWork(TicketAspect):
    """Operations on the slip of a ticket, by the ticket's id. All but ``out`` need no request id: repeating them
    changes nothing that matters."""

    @once(Operation.SLIP_OUT, TICKET, apart=("verified", "detail"))
    def out(self, ticket_id: int, by: By, *, verified: bool, detail: str = "") -> TicketView:
        """The slip came out, ``verified`` when the printer confirmed it: the ticket joins the queue, by its issue time.

        A ticket that joined or ended meanwhile by another way only gets its job settled.
        """
        tx, detail = self._tx, detail_line(detail)
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        if row["state"] == State.PRINTING:
            move(tx, row, Action.SLIP_OUT, at=time_of_action(tx, row), by=by, detail=detail, unverified=not verified)
        _paper_out(tx, ticket_id, "printed" if verified else "unverified", detail)
        return view(tx, ticket_id)

    @operation(Operation.SLIP_MISSING)
    def missing(self, ticket_id: int, by: By) -> TicketView:
        """The visitor says that no paper came, whatever the printer said: the staff are notified. The number stays
        where it is; once called or ended, nobody needs its slip."""
        tx = self._tx
        if ticket_rows.by_id(tx, ticket_id, lock=True)["state"] in (State.PRINTING, State.WAITING, State.HELD):
            tx.connection.execute(
                update(t.print_job)
                .where(t.print_job.c.ticket_id == ticket_id)
                .values(
                    state=PrintJob.NEEDS_STAFF.value,
                    detail=f"the visitor found no paper ({by.actor})",
                    updated_at=tx.now(),
                )
            )
            tx.must_notify = True
        return view(tx, ticket_id)

    @operation(Operation.SLIP_SENDING)
    def sending(self, ticket_id: int, by: By, *, copy: int = 0, life: str = "", taken_from: str = "") -> SlipClaim:
        """Note, before the first byte goes out, that a slip is on its way, ``copy`` prints before it: whoever finds it
        so after a crash prints a copy. Refused when nobody wants it any more, or when it is older than a machine may
        print by itself: whoever took the number may have left, and the staff see it.

        The job belongs to one ``life`` of a kiosk at a time. A slip that another life has begun, or that a life other
        than ``taken_from`` has, is a copy: two kiosks of one name never print the same slip twice.
        """
        tx = self._tx
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        if row["state"] != State.PRINTING:
            return SlipClaim(copy, "settled")
        if tx.now() - row["issued_at"] >= ALONE:
            left = "its visitor may have left: older than a minute before it was sent"
            settle_job(tx, ticket_id, PrintJob.NEEDS_STAFF, left)
            return SlipClaim(copy, "late")
        known = tx.connection.execute(select(_C.state, _C.copy, _C.life).where(_C.ticket_id == ticket_id)).one_or_none()
        if known is None:
            return SlipClaim(copy)
        begun = known.life != life and (known.state != PrintJob.QUEUED or known.life not in ("", taken_from))
        copy = max(copy, known.copy + begun)
        job = update(t.print_job).where(_C.ticket_id == ticket_id, t.is_unfinished())
        tx.connection.execute(job.values(state=PrintJob.SENDING.value, copy=copy, life=life, updated_at=tx.now()))
        return SlipClaim(copy)

    @operation(Operation.SLIP_FAILED)
    def failed(self, ticket_id: int, by: By, *, outcome: str, detail: str, again: bool = True) -> PrintJob:
        """Note that the slip did not come out; the ticket stays in ``printing`` until somebody confirms it. Returns the
        state of its job: whether a machine tries ``again``, if there is one that would, or a person must decide;
        ``CONFIRMED`` for a number that counts already, or is over: what was known of its slip stays."""
        tx = self._tx
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        if row["state"] != State.PRINTING:
            tx.must_notify = True
            return PrintJob.CONFIRMED
        copy = tx.connection.execute(select(_C.copy).where(_C.ticket_id == ticket_id)).scalar_one_or_none() or 0
        state = state_after(outcome, copy, tx.now() - row["issued_at"])
        if state in COMES_BY_ITSELF and not again:
            state = PrintJob.NEEDS_STAFF
        settle_job(tx, ticket_id, state, detail_line(f"{outcome}: {detail} ({by.actor})"))
        tx.connection.execute(update(t.ticket).where(t.ticket.c.id == ticket_id).values(version=t.ticket.c.version + 1))
        return state

    @operation(Operation.REPRINT)
    def reprint(self, ticket_id: int, by: By) -> int:
        """The staff print a slip again at the station of ``by``: returns how many prints came before it, which its mark
        says. A copy too many is harmless, a missing mark is not, so it is counted before it is sent. Raises
        Refused("reprint_ended") for a number that is over: its slip would look valid."""
        tx = self._tx
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        if row["state"] not in OPEN_STATES:
            raise Refused("reprint_ended", number=code(row), state=State(row["state"]))
        now = tx.now()
        more = update(t.print_job).where(_C.ticket_id == ticket_id).values(copy=_C.copy + 1, updated_at=now)
        copy: int | None = tx.connection.execute(more.returning(_C.copy)).scalar_one_or_none()
        if copy is None:
            state = PrintJob.QUEUED if row["state"] == State.PRINTING else PrintJob.CONFIRMED
            tx.connection.execute(
                insert(t.print_job).values(
                    ticket_id=ticket_id, station=by.station, state=state.value, created_at=now, updated_at=now
                )
            )
        tx.must_notify = True
        return copy or 0


class SlipReads(Reads):
    """Slips of a station, and numbers without one."""

    def unfinished(self, station: str) -> tuple[PrintJobView, ...]:
        """The station's slips that did not come out, with tickets still in ``printing``, oldest first."""
        jobs = select(_C.id, _C.copy, _C.state, _C.life, _C.ticket_id).join(t.ticket, t.ticket.c.id == _C.ticket_id)
        return self._jobs(
            jobs.where(_C.station == station, t.is_unfinished(), t.state_is(State.PRINTING)).order_by(_C.id)
        )

    def latest(self, station: str, count: int) -> tuple[PrintJobView, ...]:
        """The last slips of a station, the newest first, whatever became of them."""
        jobs = select(_C.id, _C.copy, _C.state, _C.ticket_id, literal("").label("life"))
        # As a range, whose order only the station's own index has: else Postgres may read all slips backwards, and a
        # station that prints rarely has none among the last.
        mine = jobs.where(_C.station.between(station, station)).order_by(_C.station.desc(), _C.id.desc())
        return self._jobs(mine.limit(count))

    def missing(self) -> tuple[MissingSlip, ...]:
        """Numbers whose visitors have no paper, the oldest first, of the services that are seen."""
        found = missing_slips(self._tx, self._tx.now())
        return tuple(one for one in found if sight.sees(self._tx, one.ticket.agency_id))

    def _jobs(self, jobs: Select[Any]) -> tuple[PrintJobView, ...]:
        return each(
            lambda job: PrintJobView(job.id, view(self._tx, job.ticket_id), job.copy, job.state, job.life),
            self._tx.connection.execute(jobs).all(),
        )


def _paper_out(tx: Transaction, ticket_id: int, state: str, detail: str) -> None:
    """The slip is out, whatever became of it before; one that was verified stays verified."""
    job = update(t.print_job).where(_C.ticket_id == ticket_id)
    if state != PrintJob.PRINTED:
        job = job.where(_C.state != PrintJob.PRINTED.value)
    tx.connection.execute(job.values(state=state, detail=detail, updated_at=tx.now()))
    tx.must_notify = True


def settle_job(tx: Transaction, ticket_id: int, state: str, detail: str, *, given_up: bool = False) -> None:
    """Write down how the unfinished print job of a ticket ended, if it has one; one that was ``given_up`` too."""
    open_states = (*UNFINISHED, PrintJob.ABANDONED) if given_up else UNFINISHED
    job = update(t.print_job).where(_C.ticket_id == ticket_id, _C.state.in_(open_states))
    tx.connection.execute(job.values(state=state, detail=detail, updated_at=tx.now()))
    tx.must_notify = True
