"""Taking a counter's last action back: an event of its own, which restores what the action replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, String, bindparam, func, select, update

from hall.access import By, Operation
from hall.errors import Refused, or_refuse
from hall.lifecycle import AT_COUNTER, REPLACED, UNDOABLE, Action, State
from hall.numbering import code_of
from hall.spooling import PrintJob
from hall.store import tables as t
from hall.store.database.clocks import AHEAD
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import count_cancelled
from hall.store.tickets import ticket_rows
from hall.store.tickets.at_counter import CounterAspect, at_counter
from hall.store.tickets.ticket_rows import TICKET, view
from hall.store.tickets.transitions import time_of_action
from hall.structure import Counter
from hall.views import TicketView, UndoView
from hall.visit import ENDED_BY_NEXT

_E = t.ticket_event.c

_CALLS = frozenset({Action.CALL_NEXT, Action.CALL_NUMBER})
_TIMES = frozenset({"queue_time", "directed_until", "serving_at", "ended_at"})


@dataclass(frozen=True, slots=True)
class LastAction:
    """The last press of a key at a counter: its event, and the ending that a call made before it, if any."""

    event: Row[tuple[object, ...]]
    finished: Row[tuple[object, ...]] | None

    @property
    def action(self) -> Action:
        """What was done."""
        return Action(self.event.action)


class Undo(CounterAspect):
    """Taking the counter's last action back."""

    @at_counter(Operation.UNDO, TICKET)
    def undo(self, place: Counter) -> TicketView:
        """Take the counter's last action back, within ``Rules.undo_within``.

        A call gives its ticket back to the queue, with the turn and the counter's streak as they were, and the number
        that it finished back to the counter. Recalls since then vanish with their call. Raises
        Refused("nothing_to_undo"), ("undo_too_late"), or ("changed_meanwhile") when somebody acted on the ticket since.
        """
        tx, by = self._tx, self._by
        last = or_refuse(last_action(tx, place.id), "nothing_to_undo", counter=place.label)
        within = tx.structure.structure.hall.rules.undo_within
        if not _is_fresh(tx, last.event, tx.now(), within):
            raise Refused("undo_too_late", seconds=int(within.total_seconds()))
        rows = {row["id"]: row for row in (_locked(tx, event) for event in _events(last))}
        row = rows[last.event.ticket_id]
        if by.version is not None and by.version != row["version"]:
            raise Refused("changed_meanwhile", number=code_of(row["prefix"], row["number"]))
        at = max(time_of_action(tx, row) for row in rows.values())
        _take_back(tx, place, last, row, at, by)
        if last.finished is not None:
            _restore(tx, last.finished, rows[last.finished.ticket_id], _REOPENED, at=at, by=by, place=place)
        return view(tx, row["id"])


def undo_view(tx: Transaction, place: Counter, now: datetime) -> UndoView | None:
    """What the counter could take back now, for its screen; None when there is nothing."""
    last = last_action(tx, place.id)
    if last is None:
        return None
    within = tx.structure.structure.hall.rules.undo_within
    until = _begun(last.event) + within
    if not _is_fresh(tx, last.event, now, within) or not all(_is_last(tx, event) for event in _events(last)):
        return None
    row = ticket_rows.by_id(tx, last.event.ticket_id)
    return UndoView(last.action, code_of(row["prefix"], row["number"]), until)


def _begun(event: Row[tuple[object, ...]]) -> datetime:
    """When an action was done by the clock itself: its stamp may stand still while the clock is behind."""
    begun: datetime = event.clock_at or event.at
    return begun


def _is_fresh(tx: Transaction, event: Row[tuple[object, ...]], now: datetime, within: timedelta) -> bool:
    """Whether an action was done not longer ago than ``within``. When the clock went back since, nobody knows how long
    ago it was: it can be taken back no more, neither now nor when the clock has come so far again."""
    begun = _begun(event)
    if not -AHEAD <= now - begun <= within:
        return False
    return tx.run(_WENT_BACK, {"event": event.id, "before": begun - AHEAD}).one_or_none() is None


def last_action(tx: Transaction, counter_id: str) -> LastAction | None:
    """The counter's last action of the open day that can be taken back; None when there is none, or the last thing
    that happened was an undo or cannot be taken back."""
    day = tx.open_day()
    if day is None:
        return None
    rows = tx.run(_LAST, {"counter": counter_id, "day": day.id}).all()
    if not rows or Action(rows[0].action) not in UNDOABLE:
        return None
    event = rows[0]
    finish = rows[1] if len(rows) > 1 else None
    both = event.action in _CALLS and finish is not None and _is_of(finish, event)
    return LastAction(event, finish if both else None)


def _is_of(ended: Row[tuple[object, ...]], call: Row[tuple[object, ...]]) -> bool:
    """Whether the call made this ending, of the number that was at the counter before."""
    return ended.action in (Action.FINISH, Action.NO_SHOW) and ended.detail in ENDED_BY_NEXT and ended.at == call.at


def _events(last: LastAction) -> list[Row[tuple[object, ...]]]:
    # By ticket, because that is the order in which everybody locks them.
    events = [last.event] if last.finished is None else [last.event, last.finished]
    return sorted(events, key=lambda event: event.ticket_id)


def _locked(tx: Transaction, event: Row[tuple[object, ...]]) -> Mapping[Any, Any]:
    row = ticket_rows.by_id(tx, event.ticket_id, lock=True)
    if not _is_last(tx, event):
        raise Refused("changed_meanwhile", number=code_of(row["prefix"], row["number"]))
    return row


def _is_last(tx: Transaction, event: Row[tuple[object, ...]]) -> bool:
    """Whether nothing has happened to the ticket since, but for recalls at the same counter."""
    since = {"ticket": event.ticket_id, "event": event.id, "counter": event.counter_id}
    return tx.run(_SINCE, since).one_or_none() is None


_EVENT, _HERE = bindparam("event", type_=_E.id.type), bindparam("counter", type_=String)
_RECALL = t.written(Action.RECALL)
_LAST = Prepared(
    select(t.ticket_event)
    .where(_E.counter_id == _HERE, _E.day_id == bindparam("day", type_=_E.day_id.type), _E.action != _RECALL)
    .order_by(_E.id.desc())
    .limit(2)
)
_WENT_BACK = Prepared(
    select(_E.id).where(_E.id > _EVENT, _E.clock_at < bindparam("before", type_=UtcDateTime)).limit(1)
)
_LAST_RECALL = (
    select(func.coalesce(func.max(_E.id), _EVENT))
    .where(_E.ticket_id == bindparam("ticket", type_=_E.id.type), _E.id > _EVENT, _E.action == _RECALL)
    .where(_E.counter_id == _HERE)
)
_SINCE = Prepared(
    select(_E.id)
    .where(_E.ticket_id == bindparam("ticket", type_=_E.id.type), _E.id > _LAST_RECALL.scalar_subquery())
    .limit(1)
)


_REOPENED: Mapping[str, Any] = {"ended_at": None, "outcome": "", "obstacle_id": None}


def _take_back(tx: Transaction, place: Counter, last: LastAction, row: Mapping[Any, Any], at: datetime, by: By) -> None:
    values: dict[str, Any] = {}
    if last.action in _CALLS:
        values = _uncall(tx, place, row)
    elif last.action is Action.SERVE:
        values = {"serving_at": None}
    elif last.action in {Action.FINISH, Action.NO_SHOW}:
        values = dict(_REOPENED)
    elif last.action is Action.CANCEL:
        values = _uncancel(tx, row)
    elif last.action is Action.HOLD:
        values = {"held_reason": ""}
    elif last.action in REPLACED:
        values = {name: _time(name, value) for name, value in last.event.before.items()}
    _restore(tx, last.event, row, values, at=at, by=by, place=place)


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
    event: Row[tuple[object, ...]],
    row: Mapping[Any, Any],
    values: Mapping[str, Any],
    *,
    at: datetime,
    by: By,
    place: Counter,
) -> None:
    before = State(event.from_state)
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
        detail=event.action,
        made=made,
    )
