"""What is done to a ticket wherever it is: confirm, cancel, hold, release, late return, restore, transfer, priority."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from hall.access import By, Operation
from hall.errors import Refused
from hall.field_text import joined
from hall.lifecycle import CALL_KINDS, WITHDRAWN, Action, State
from hall.spooling import PrintJob
from hall.store import tables as t
from hall.store.database.aspect import once
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import count_cancelled
from hall.store.tickets import ticket_rows
from hall.store.tickets.directed import is_calling, receiving_counter
from hall.store.tickets.slips import settle_job
from hall.store.tickets.ticket_rows import TICKET, TicketAspect, view
from hall.store.tickets.transitions import Row, code, held_ticket, move, ticket_to_bring_back, time_of_action
from hall.structure import Rules
from hall.text_rules import REASON, one_line, reason_of
from hall.views import TicketView
from hall.wording import BothNames


class TicketActions(TicketAspect):
    """Operations on a ticket by its id. Each is refused for an unknown one, when the table of ``hall.lifecycle`` does
    not allow it, and when the ticket changed since the person saw it. The ``counter`` (label or id) that does some of
    them can undo them."""

    def find(self, code_or_token: str) -> TicketView:
        """The ticket with this code or token, as this unit of work sees it."""
        return ticket_rows.find(self._tx, code_or_token)

    @once(Operation.CONFIRM, TICKET)
    def confirm(self, ticket_id: int, by: By) -> TicketView:
        """The visitor or the staff has the number without a slip, however late: it joins the queue. A number that waits
        already and whose slip was reported missing is seen to."""
        tx = self._tx
        row = ticket_rows.by_id(tx, ticket_id, lock=True)
        job = tx.connection.execute(
            select(t.print_job.c.state).where(t.print_job.c.ticket_id == ticket_id)
        ).scalar_one_or_none()
        if row["state"] not in (State.WAITING, State.HELD) or job != PrintJob.NEEDS_STAFF:
            move(tx, row, Action.CONFIRM, at=time_of_action(tx, row), by=by)
        settle_job(tx, ticket_id, "confirmed", "", given_up=True)
        return view(tx, ticket_id)

    @once(Operation.CANCEL, TICKET, apart=("counter",))
    def cancel(self, ticket_id: int, by: By, *, reason: str, counter: str = "") -> TicketView:
        """Take a number that is not at a counter out of the queue."""
        tx, reason = self._tx, one_line(reason, REASON)
        row = held_ticket(tx, ticket_id, Action.CANCEL, by.version, beside=counter)
        at = time_of_action(tx, row)
        place = tx.structure.find_counter(counter).id if counter else None
        move(tx, row, Action.CANCEL, at=at, by=by, counter_id=place, detail=reason, ended_at=at)
        count_cancelled(tx, row["day_id"], row["prefix"], 1)
        settle_job(tx, ticket_id, "abandoned", reason)
        return view(tx, ticket_id)

    @once(Operation.HOLD_TICKET, TICKET)
    def hold(self, ticket_id: int, by: By, *, reason: str) -> TicketView:
        """Put a number off. Raises Refused as ``hall.text_rules.reason_of`` does."""
        reason = reason_of(reason, REASON)
        return self._act(ticket_id, Action.HOLD, by, detail=reason, held_reason=reason)

    @once(Operation.RELEASE, TICKET, apart=("counter",))
    def release(self, ticket_id: int, by: By, *, counter: str = "") -> TicketView:
        """Let a held number wait again; it keeps its turn, and the counter it was sent to while that time lasts
        and that counter calls."""
        tx = self._tx
        row = held_ticket(tx, ticket_id, Action.RELEASE, by.version)
        at = time_of_action(tx, row)
        values: dict[str, Any] = {"held_reason": "", "serving_at": None}
        sent, until = row["directed_to"], row["directed_until"]
        if sent is not None and (until is None or until <= tx.now() or not is_calling(tx, sent)):
            values |= {"directed_to": None, "directed_until": None}
        return self._move_from(row, Action.RELEASE, counter, at=at, by=by, values=values)

    @once(Operation.RETURN_LATE, TICKET, apart=("counter",))
    def return_late(self, ticket_id: int, by: By, *, counter: str = "") -> TicketView:
        """A visitor who did not come when called, or whose number was ended by mistake, is here: it waits again.

        It keeps its turn when fewer than ``Rules.late_numbers`` calls of its service were made since it ended, else its
        turn is now. Raises Refused("other_day"), ("unknown_service"), and ("ended_elsewhere") for a done number at
        another ``counter`` than the one that ended it.
        """
        tx = self._tx
        row = ticket_to_bring_back(tx, ticket_id, Action.RETURN, by.version, queue_time=True)
        done = row["state"] == State.DONE
        if done and counter and tx.structure.find_counter(counter).id != row["counter_id"]:
            raise Refused("ended_elsewhere", number=code(row), counter=tx.structure.label_of(row["counter_id"]))
        at = time_of_action(tx, row)
        kept = _calls_since(tx, row) < _rules(tx).late_numbers
        values = {"queue_time": row["queue_time"] if kept else at, "ended_at": None, **(_REOPENED if done else {})}
        return self._move_from(
            row, Action.RETURN, counter, at=at, by=by, detail="turn_kept" if kept else "turn_now", values=values
        )

    @once(Operation.RESTORE, TICKET)
    def restore(self, ticket_id: int, by: By) -> TicketView:
        """Bring a cancelled number of the open day back, with its turn. Raises Refused("other_day") and
        ("unknown_service")."""
        tx = self._tx
        row = ticket_to_bring_back(tx, ticket_id, Action.RESTORE, by.version)
        again: dict[str, Any] = {"ended_at": None, **({"outcome": ""} if row["outcome"] == WITHDRAWN else {})}
        move(tx, row, Action.RESTORE, at=time_of_action(tx, row), by=by, **again)
        count_cancelled(tx, row["day_id"], row["prefix"], -1)
        settle_job(tx, ticket_id, "confirmed", "")
        return view(tx, ticket_id)

    @once(Operation.TRANSFER_TICKET, TICKET)
    def transfer(
        self, ticket_id: int, by: By, *, service: str = "", to_counter: str = "", note: str = ""
    ) -> TicketView:
        """Send a number to a service (id or prefix), a counter (label or id), or both; it keeps its code.

        Raises Refused("no_target"), ("unknown_service"), ("unknown_counter"), ("already_there"),
        ("counter_unattended"), and as ``hall.text_rules.one_line`` does.
        """
        tx, note = self._tx, one_line(note, REASON)
        # A structure is applied before or after: it would not see that a number comes to a service that it retires.
        tx.open_day(share=True)
        row = held_ticket(tx, ticket_id, Action.TRANSFER, by.version, beside=to_counter)
        return transferred(tx, row, service, to_counter, note=note, by=by, counter_id=None)

    @once(Operation.SET_PRIORITY, TICKET)
    def set_priority(self, ticket_id: int, priority: bool, by: By, *, reason: str) -> TicketView:
        """Give or take priority. Raises Refused as ``hall.text_rules.reason_of`` does."""
        detail = f"{'priority' if priority else 'regular'}: {reason_of(reason, REASON)}"
        return self._act(ticket_id, Action.SET_PRIORITY, by, detail=detail, priority=priority)

    def _act(self, ticket_id: int, action: Action, by: By, *, detail: str, **values: Any) -> TicketView:
        row = held_ticket(self._tx, ticket_id, action, by.version)
        move(self._tx, row, action, at=time_of_action(self._tx, row), by=by, detail=detail, **values)
        return view(self._tx, ticket_id)

    def _move_from(
        self,
        row: Row,
        action: Action,
        counter: str,
        *,
        at: datetime,
        by: By,
        detail: str = "",
        values: Mapping[str, Any],
    ) -> TicketView:
        """``move`` of a number that is at no counter, which ``counter`` can take back where there is one."""
        place = self._tx.structure.find_counter(counter).id if counter else None
        replaced = {name: row[name] for name in values} if counter else None
        move(self._tx, row, action, at=at, by=by, counter_id=place, detail=detail, replaced=replaced, **values)
        return view(self._tx, row["id"])


_REOPENED: Mapping[str, Any] = {"serving_at": None, "outcome": "", "obstacle_id": None}
"""What a done number forgets when it waits again."""


def transferred(
    tx: Transaction, row: Row, service: str, to_counter: str, *, note: str, by: By, counter_id: str | None
) -> TicketView:
    """Do a transfer of a locked ticket. The counter that it is sent to is held too: who leaves it meanwhile would not
    see that the ticket waits there alone."""
    wanted = tx.structure.find_service(service) if service else tx.structure.services[row["service_id"]]
    place = receiving_counter(tx, to_counter) if to_counter else None
    moves = wanted.id != row["service_id"]
    if not service and place is None:
        raise Refused("no_target")
    if not moves and place is None:
        raise Refused("already_there", number=code(row), service=BothNames.of(wanted))
    rules, at = _rules(tx), time_of_action(tx, row)
    values: dict[str, Any] = {
        "service_id": wanted.id,
        # A counter's own colleague next door is no new service: only a change of service may cost the turn.
        "queue_time": at if moves and rules.transfer_queue_time == "transfer" else row["queue_time"],
        "directed_to": place.id if place else None,
        # By the clock itself: a stamp stands still until a clock that went back has come so far again.
        "directed_until": tx.now() + rules.directed_for if place else None,
        "serving_at": None,
        "held_reason": "",
    }
    replaced = {name: row[name] for name in values}
    detail = joined(wanted.prefix if moves else "", place.label if place else "", note)
    move(tx, row, Action.TRANSFER, at=at, by=by, counter_id=counter_id, detail=detail, replaced=replaced, **values)
    return view(tx, row["id"])


def wait_again(tx: Transaction, row: Row, counter_id: str, by: By) -> None:
    """Let the number at a counter, whose row is held, wait with its turn: put off, and released at once."""
    at = time_of_action(tx, row)
    move(tx, row, Action.HOLD, at=at, by=by, counter_id=counter_id, held_reason="")
    held = {**row, "state": State.HELD.value, "held_reason": "", "version": row["version"] + 1}
    move(tx, held, Action.RELEASE, at=at, by=by, held_reason="", serving_at=None)


def _calls_since(tx: Transaction, row: Row) -> int:
    """How many people of the ticket's service were called since it ended."""
    c = t.call.c
    return tx.number(
        select(func.count()).where(
            c.day_id == row["day_id"],
            c.service_id == row["service_id"],
            c.kind != CALL_KINDS[Action.RECALL],
            ~c.undone,
            c.at > row["ended_at"],
        )
    )


def _rules(tx: Transaction) -> Rules:
    return tx.structure.structure.hall.rules
