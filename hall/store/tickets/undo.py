"""Taking a counter's last actions back: events of their own, which restore what the actions replaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, func, or_, select, update

from hall.access import By, Operation
from hall.errors import Refused, or_refuse
from hall.lifecycle import AT_COUNTER, PASSED_OVER, REPLACED, UNDOABLE, Action, Pause, State
from hall.numbering import code_of
from hall.spooling import PrintJob
from hall.store import tables as t
from hall.store.database.clocks import AHEAD
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import count_cancelled
from hall.store.tickets import ticket_rows
from hall.store.tickets.at_counter import CounterAspect, at_counter, current_ticket
from hall.store.tickets.ticket_rows import TICKET, view
from hall.store.tickets.transitions import time_of_action
from hall.structure import Counter
from hall.undoing import CALLING, LINES, Line, Step, steps
from hall.views import TicketView, UndoStepView, UndoView
from hall.visit import ended_unserved

_E = t.ticket_event.c

_OF_LAST = 6
"""Among so many lines are those of the last action, with what it passes over."""
_TIMES = frozenset({"queue_time", "directed_until", "serving_at", "ended_at"})


class Undo(CounterAspect):
    """Taking the counter's last actions back."""

    @at_counter(Operation.UNDO, TICKET)
    def undo(self, place: Counter, *, event: int = 0) -> TicketView:
        """Take the counter's last action back, within ``Rules.undo_within``; with ``event``, the id of an action that
        ``undo_steps`` lists, that one and all later ones that have a way back, however long ago.

        A call gives its ticket back to the queue, with the turn and the counter's streak as they were, and the number
        that it finished back to the counter. Recalls since then vanish with their call. Raises
        Refused("nothing_to_undo"), ("undo_too_late"), ("undo_touched") or ("undo_occupied"), ("counter_paused") where
        a number would come back to the counter, and ("changed_meanwhile") when somebody acted on the ticket since.
        """
        tx, by = self._tx, self._by
        lines = _lines(tx, place.id)
        if not event:
            self._refuse_late(place, lines)
        wanted = event or _last(lines).id
        for ticket in sorted({line.ticket_id for line in lines[: len(lines) if event else _OF_LAST]}):
            ticket_rows.by_id(tx, ticket, lock=True)
        going = _going_back(tx, place, _lines(tx, place.id), wanted, fast=not event)
        if any(line.from_state in AT_COUNTER for step in going for line in step.lines):
            self._refuse_paused(place)
        rows = {line.ticket_id: ticket_rows.by_id(tx, line.ticket_id) for step in going for line in step.lines}
        row = rows[going[-1].lines[0].ticket_id]
        if by.version is not None and by.version != row["version"]:
            raise Refused("changed_meanwhile", number=code_of(row["prefix"], row["number"]))
        at = max(time_of_action(tx, row) for row in rows.values())
        for line in (line for step in going for line in step.lines):
            _take_back(tx, place, line, at, by)
        return view(tx, row["id"])

    def _refuse_paused(self, place: Counter) -> None:
        """Nobody comes back to a counter that calls nobody: it could not even be served there."""
        paused = self._tx.connection.execute(select(t.counter.c.pause).where(t.counter.c.id == place.id)).scalar_one()
        if paused:
            raise Refused("counter_paused", counter=place.label, why=Pause(paused))

    def _refuse_late(self, place: Counter, lines: Sequence[Any]) -> None:
        tx = self._tx
        last = or_refuse(_last(lines), "nothing_to_undo", counter=place.label)
        within = tx.structure.structure.hall.rules.undo_within
        if not _is_fresh(tx, last, tx.now(), within):
            raise Refused("undo_too_late", seconds=int(within.total_seconds()))


def _going_back(tx: Transaction, place: Counter, lines: Sequence[Any], wanted: int, *, fast: bool) -> list[Step]:
    """What has to be taken back, the latest first, so that the action ``wanted`` is. Raises Refused."""
    found = steps(map(_line, lines), _current(tx, place.id))
    step = or_refuse(next((one for one in found if one.id == wanted), None), "nothing_to_undo", counter=place.label)
    codes = {line.ticket_id: code_of(line.prefix, line.number) for line in lines}
    if step.why:
        seen = _step_view(tx, step, codes)
        raise Refused("changed_meanwhile" if fast else step.why, number=seen.codes[0], busy=seen.busy)
    return [one for one in found if one.id >= wanted and not one.why]


def _step_view(tx: Transaction, step: Step, codes: Mapping[int, str]) -> UndoStepView:
    tickets = dict.fromkeys(line.ticket_id for line in step.lines)
    busy = (codes.get(step.busy) or ticket_rows.view(tx, step.busy).code) if step.busy else ""
    named = tuple(codes[ticket] for ticket in tickets)
    done = step.lines[0]
    return UndoStepView(
        step.id, step.action, named, done.at, step.why, busy, not_served=ended_unserved(done.action, done.detail)
    )


def undo_views(
    tx: Transaction, place: Counter, now: datetime, current: int | None
) -> tuple[UndoView | None, tuple[UndoStepView, ...]]:
    """What the counter could take back now with its fast key, None when there is nothing, and its last actions;
    ``current`` is the id of the ticket there."""
    lines = _lines(tx, place.id)
    found = steps(map(_line, lines), current)
    codes = {line.ticket_id: code_of(line.prefix, line.number) for line in lines}
    listed = tuple(_step_view(tx, step, codes) for step in found)
    last = _last(lines)
    within = tx.structure.structure.hall.rules.undo_within
    if last is None or not found or found[0].why or not _is_fresh(tx, last, now, within):
        return None, listed
    until = _begun(last) + within + tx.structure.stood(_begun(last), now)
    return UndoView(found[0].action, listed[0].codes[0], until, not_served=listed[0].not_served), listed


def _begun(event: Any) -> datetime:
    """When an action was done by the clock itself: its stamp may stand still while the clock is behind."""
    begun: datetime = event.clock_at or event.at
    return begun


def _is_fresh(tx: Transaction, event: Any, now: datetime, within: timedelta) -> bool:
    """Whether an action was done not longer ago than ``within``. When the clock went back since, nobody knows how long
    ago it was: it can be taken back no more, neither now nor when the clock has come so far again."""
    begun = _begun(event)
    if not -AHEAD <= now - begun <= within + tx.structure.stood(begun, now):
        return False
    return tx.run(_WENT_BACK, {"event": event.id, "before": begun - AHEAD}).one_or_none() is None


def _last(lines: Sequence[Any]) -> Any:
    """The counter's last action, when it can be taken back; None when there is none, or the last thing that happened
    was an undo or cannot be taken back."""
    last = next((line for line in lines if line.action not in PASSED_OVER), None)
    return last if last is not None and Action(last.action) in UNDOABLE else None


def _lines(tx: Transaction, counter_id: str) -> Sequence[Any]:
    """The counter's last lines of the open day, the latest first."""
    day = tx.open_day()
    return [] if day is None else tx.run(_LINES, {"counter": counter_id, "day": day.id}).all()


def _line(row: Any) -> Line:
    return Line(row.id, row.ticket_id, row.action, row.detail, row.from_state, row.at, row.touched or 0)


def _current(tx: Transaction, counter_id: str) -> int | None:
    row = current_ticket(tx, counter_id)
    return None if row is None else row["id"]


_EVENT, _HERE = bindparam("event", type_=_E.id.type), bindparam("counter", type_=String)
_OTHER = t.ticket_event.alias("other")
_LINES = Prepared(
    select(
        *(_E.id, _E.ticket_id, _E.action, _E.detail, _E.from_state, _E.at, _E.clock_at),
        *(t.ticket.c.prefix, t.ticket.c.number),
        select(func.max(_OTHER.c.id))
        .where(
            _OTHER.c.ticket_id == _E.ticket_id, or_(_OTHER.c.counter_id.is_(None), _OTHER.c.counter_id != _E.counter_id)
        )
        .scalar_subquery()
        .label("touched"),
    )
    .join(t.ticket, t.ticket.c.id == _E.ticket_id)
    .where(_E.counter_id == _HERE, _E.day_id == bindparam("day", type_=_E.day_id.type))
    .order_by(_E.id.desc())
    .limit(LINES)
)
_WENT_BACK = Prepared(
    select(_E.id).where(_E.id > _EVENT, _E.clock_at < bindparam("before", type_=UtcDateTime)).limit(1)
)
_BEFORE = Prepared(select(_E.before).where(_E.id == _EVENT))


_REOPENED: Mapping[str, Any] = {"ended_at": None, "outcome": "", "obstacle_id": None}


def _take_back(tx: Transaction, place: Counter, line: Line, at: datetime, by: By) -> None:
    action, row = Action(line.action), ticket_rows.by_id(tx, line.ticket_id)
    values: dict[str, Any] = {}
    if action in CALLING:
        values = _uncall(tx, place, row)
    elif action is Action.SERVE:
        values = {"serving_at": None}
    elif action in {Action.FINISH, Action.NO_SHOW}:
        values = dict(_REOPENED)
    elif action is Action.CANCEL:
        values = _uncancel(tx, row)
    elif action is Action.HOLD:
        values = {"held_reason": ""}
    elif action in REPLACED:
        before = tx.run(_BEFORE, {"event": line.id}).scalar_one()
        values = {name: _time(name, value) for name, value in before.items()}
    _restore(tx, line, row, values, at=at, by=by, place=place)


def _uncancel(tx: Transaction, row: Mapping[Any, Any]) -> dict[str, Any]:
    """The number counts again, and a slip that its cancelling gave up is the staff's to see to."""
    count_cancelled(tx, row["day_id"], row["prefix"], -1)
    job = update(t.print_job).where(
        t.print_job.c.ticket_id == row["id"], t.print_job.c.state == PrintJob.ABANDONED.value
    )
    tx.connection.execute(job.values(state=PrintJob.NEEDS_STAFF.value, detail="", updated_at=tx.now()))
    return {"ended_at": None}


def _time(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in _TIMES and value is not None else value


def _uncall(tx: Transaction, place: Counter, row: Mapping[Any, Any]) -> dict[str, Any]:
    """Mark the ticket's latest call and its recalls as undone; what the ticket says of its calls before them."""
    c = t.call.c
    mine = select(c.seq, c.kind, c.streak_before).where(c.ticket_id == row["id"], ~c.undone).order_by(c.seq.desc())
    undone = []
    for call in tx.connection.execute(mine):
        undone.append(call.seq)
        if call.kind != "recall":
            tx.connection.execute(update(t.counter).where(t.counter.c.id == place.id).values(streak=call.streak_before))
            break
    tx.connection.execute(update(t.call).where(c.seq.in_(undone)).values(undone=True))
    before = tx.connection.execute(
        select(c.counter_id, c.at).where(c.ticket_id == row["id"], ~c.undone).order_by(c.seq.desc()).limit(1)
    ).one_or_none()
    return {
        "calls": row["calls"] - len(undone),
        "counter_id": before.counter_id if before else None,
        "called_at": before.at if before else None,
    }


def _restore(
    tx: Transaction,
    line: Line,
    row: Mapping[Any, Any],
    values: Mapping[str, Any],
    *,
    at: datetime,
    by: By,
    place: Counter,
) -> None:
    before = State(line.from_state)
    if before in AT_COUNTER:
        values = {**values, "counter_id": place.id}
    changed = update(t.ticket).where(t.ticket.c.id == row["id"])
    made = {**values, "version": row["version"] + 1}
    tx.connection.execute(changed.values(state=before.value, **made))
    tx.log(
        {**row, **values},
        Action.UNDO,
        State(row["state"]),
        before,
        at=at,
        by=by,
        counter_id=place.id,
        detail=line.action,
        made=made,
    )
