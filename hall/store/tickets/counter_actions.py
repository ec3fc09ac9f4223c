"""What a clerk does with the ticket at the counter: recall, serve, finish, no-show, hold, transfer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, select

from hall.access import Operation
from hall.errors import Refused
from hall.field_text import joined
from hall.lifecycle import CALL_KINDS, Action, Outcome, State
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.tickets import ticket_rows
from hall.store.tickets.at_counter import CounterAspect, at_counter
from hall.store.tickets.calls import CALL, call_view
from hall.store.tickets.queue_snapshot import last_said
from hall.store.tickets.ticket_actions import transferred
from hall.store.tickets.ticket_rows import TICKET, view
from hall.store.tickets.transitions import Row, move, refuse_unknown_obstacle, ticket_here, time_of_action
from hall.structure import Counter
from hall.text_rules import REASON, one_line, reason_of
from hall.views import CallView, TicketView
from hall.visit import ASSUMED, begun_at

_OF_VISIT = frozenset({Action.FINISH, Action.HOLD})
"""What ends or interrupts a visit: when it began by assumption, that is written before it."""
_SAID = Prepared(select(last_said(bindparam("ticket", type_=t.ticket.c.id.type)).label("said")))


class CounterActions(CounterAspect):
    """Operations on the number at the counter. Each is refused when none is there, when the table of
    ``hall.lifecycle`` does not allow it, and when the number changed since the person saw it."""

    @at_counter(Operation.RECALL, CALL)
    def recall(self, place: Counter) -> CallView:
        """Call the counter's number again."""
        tx, by = self._tx, self._by
        row = ticket_here(tx, place, Action.RECALL, by.version)
        at = time_of_action(tx, row)
        times = row["calls"] + 1
        move(tx, row, Action.RECALL, at=at, by=by, calls=times, called_at=at)
        made = insert(t.call).values(
            day_id=row["day_id"],
            ticket_id=row["id"],
            counter_id=place.id,
            service_id=row["service_id"],
            kind=CALL_KINDS[Action.RECALL],
            times=times,
            reason_code="recalled",
            reason_params=[["times", times]],
            streak_before=0,
            at=at,
            actor=by.actor,
        )
        return call_view(tx, tx.connection.execute(made.returning(t.call.c.seq)).scalar_one())

    @at_counter(Operation.KEEP_WAITING, TICKET)
    def keep_waiting(self, place: Counter) -> TicketView:
        """The called visitor is not there yet: the visit does not begin by itself until the next recall."""
        return self._step(place, Action.NOT_BEGUN)

    @at_counter(Operation.SERVE, TICKET)
    def serve(self, place: Counter) -> TicketView:
        """The called visitor is there: serving begins."""
        return self._step(place, Action.SERVE, stamp="serving_at")

    @at_counter(Operation.FINISH, TICKET)
    def finish(
        self, place: Counter, *, outcome: str = Outcome.SERVED.value, obstacle: str = "", note: str = ""
    ) -> TicketView:
        """The visit is done; ``outcome`` is a ``hall.lifecycle.Outcome``, ``obstacle`` the id of one.

        Raises Refused("obstacle_needed") for a visit that was not served without one, ("unknown_obstacle") and
        ("unknown_outcome").
        """
        if outcome not in set(Outcome):
            raise Refused("unknown_outcome", outcome=outcome, known=", ".join(Outcome))
        if not obstacle and outcome == Outcome.NOT_SERVED:
            raise Refused("obstacle_needed")
        note = one_line(note, REASON)
        if obstacle:
            refuse_unknown_obstacle(self._tx, obstacle)
        detail = joined(outcome, obstacle, note) if obstacle or note else ""
        return self._step(
            place, Action.FINISH, stamp="ended_at", detail=detail, outcome=outcome, obstacle_id=obstacle or None
        )

    @at_counter(Operation.NO_SHOW, TICKET)
    def no_show(self, place: Counter) -> TicketView:
        """The called visitor did not come."""
        return self._step(place, Action.NO_SHOW, stamp="ended_at")

    @at_counter(Operation.HOLD, TICKET)
    def hold(self, place: Counter, *, reason: str) -> TicketView:
        """Put the number off. Raises Refused as ``hall.text_rules.reason_of`` does."""
        reason = reason_of(reason, REASON)
        return self._step(place, Action.HOLD, detail=reason, held_reason=reason)

    @at_counter(Operation.TRANSFER, TICKET, beside="to_counter")
    def transfer(self, place: Counter, *, service: str = "", to_counter: str = "", note: str = "") -> TicketView:
        """Send the number to a service, a counter, or both, as ``TicketActions.transfer``; it keeps its code."""
        note = one_line(note, REASON)
        row = self._begun(ticket_here(self._tx, place, Action.TRANSFER, self._by.version), place)
        return transferred(self._tx, row, service, to_counter, note=note, by=self._by, counter_id=place.id)

    def _step(self, place: Counter, action: Action, *, stamp: str = "", detail: str = "", **values: Any) -> TicketView:
        row = ticket_here(self._tx, place, action, self._by.version)
        if action in _OF_VISIT:
            row = self._begun(row, place)
        at = time_of_action(self._tx, row)
        stamped = {**values, stamp: at} if stamp else values
        move(self._tx, row, action, at=at, by=self._by, counter_id=place.id, detail=detail, **stamped)
        return view(self._tx, row["id"])

    def _begun(self, row: Row, place: Counter) -> Row:
        """The row of the number at the counter, after what is assumed of its visit was written down."""
        tx, now = self._tx, self._tx.now()
        kept = tx.run(_SAID, {"ticket": row["id"]}).scalar_one() == Action.NOT_BEGUN
        begin_after = tx.structure.begin_after(row["called_at"] or now, now)
        since = begun_at(State(row["state"]), row["called_at"], now, begin_after, kept=kept)
        if since is None:
            return row
        move(tx, row, Action.SERVE, at=since, by=self._by, counter_id=place.id, detail=ASSUMED, serving_at=since)
        return ticket_rows.by_id(tx, row["id"])
