"""Correcting what is written down of a number, wherever it stands."""

from __future__ import annotations

from hall.access import By, Operation, refuse
from hall.correcting import Record, columns, corrected
from hall.correcting import refuse as refuse_correction
from hall.lifecycle import Action, State
from hall.store.database.aspect import once
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import count_cancelled
from hall.store.tickets.slips import settle_job
from hall.store.tickets.ticket_rows import TICKET, TicketAspect, view
from hall.store.tickets.transitions import (
    Row,
    bring,
    code,
    locked_ticket,
    refuse_changed,
    refuse_unknown_obstacle,
    time_of_action,
)
from hall.text_rules import REASON, reason_of
from hall.views import TicketView


class Corrections(TicketAspect):
    """Corrections of tickets."""

    @once(Operation.CORRECT, TICKET)
    def correct(
        self,
        ticket_id: int,
        by: By,
        *,
        reason: str,
        state: str = "",
        service: str = "",
        outcome: str = "",
        obstacle: str = "",
    ) -> TicketView:
        """Correct a record that is wrong: its ``state``, its ``service`` (id or prefix), how the visit ended; what is
        left out stays. A number that waits again keeps its turn.

        Raises Refused as ``hall.correcting`` does, ("unknown_service"), ("unknown_obstacle"), ("other_agency") for a
        service that is none of the person's, and as ``hall.text_rules.reason_of`` does.
        """
        tx, reason = self._tx, reason_of(reason, REASON)
        # Held before the ticket: a day that closes, or a structure that retires the service, would not see the number.
        day = tx.open_day(share=True)
        row = locked_ticket(tx, ticket_id)
        refuse_changed(row, by.version)
        before = record_of(row)
        wanted = tx.structure.find_service(service).id if service else ""
        if wanted and by.agency:
            refuse(by, Operation.CORRECT, tx.structure.services[wanted].agency)
        after = corrected(before, state=state, service=wanted, outcome=outcome, obstacle=obstacle)
        closed_on = row["business_day"] if day is None or day.id != row["day_id"] else None
        refuse_correction(before, after, closed_on=closed_on)
        if after.state is State.WAITING:
            tx.structure.find_service(after.service)
        if obstacle and obstacle != before.obstacle:
            refuse_unknown_obstacle(tx, obstacle)
        write(tx, row, before, after, by, reason)
        return view(tx, ticket_id)


def write(tx: Transaction, row: Row, before: Record, after: Record, by: By, reason: str) -> None:
    """Write down that the locked ticket ``row`` is ``after`` and not ``before``."""
    at = time_of_action(tx, row)
    bring(tx, row, after.state, Action.CORRECT, at=at, by=by, detail=reason, values=columns(before, after, at))
    _settle(tx, row, after.state, reason)


def record_of(row: Row) -> Record:
    """What a correction looks at of a ticket's row."""
    state, obstacle = State(row["state"]), row["obstacle_id"] or ""
    outcome = row["outcome"] if state is State.DONE else ""
    return Record(code(row), state, row["service_id"], outcome, obstacle, row["calls"])


def _settle(tx: Transaction, row: Row, following: State, reason: str) -> None:
    """The quota and the slip follow what a number is now."""
    gone = (following is State.CANCELLED) - (row["state"] == State.CANCELLED)
    if gone:
        count_cancelled(tx, row["day_id"], row["prefix"], gone)
    if following is State.CANCELLED:
        settle_job(tx, row["id"], "abandoned", reason)
    elif following is not row["state"]:
        settle_job(tx, row["id"], "confirmed", "")
