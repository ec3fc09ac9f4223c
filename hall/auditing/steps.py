"""What each action makes of a ticket's row, by the rules and what its line of history tells.

A step gives the columns that the action sets. ``UNKNOWN`` stands for what only ``LineRow.after`` can tell: where
that cannot be read, the column is unknown until a later line sets it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from hall.auditing.rows import LineRow
from hall.lifecycle import AT_COUNTER, BEGINNINGS, CALL_KINDS, WITHDRAWN, Action, Outcome, State
from hall.visit import ENDED_BY_NEXT

Columns = dict[str, Any]


class _Unknown:
    """What no row tells."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = _Unknown()

TERSE = frozenset({*BEGINNINGS, Action.CALL_NEXT, Action.CALL_NUMBER})
"""Actions on the way that must be fast: their lines tell only what no rule says."""
LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        Action.FINISH: frozenset({"obstacle_id"}),
        Action.RELEASE: frozenset({"directed_to", "directed_until"}),
    }
)
"""What a line may leave out, because it was not set or stayed as it was."""
_NEW: Mapping[str, Any] = MappingProxyType(
    {
        "counter_id": None,
        "calls": 0,
        "called_at": None,
        "serving_at": None,
        "ended_at": None,
        "unverified": False,
        "outcome": "",
        "obstacle_id": None,
        "held_reason": "",
        "directed_to": None,
        "directed_until": None,
        "booked_for": None,
    }
)
_UNSAID: Mapping[str, Any] = MappingProxyType(
    {"wait_low": None, "wait_middle": None, "wait_high": None, "wait_ahead": None, "wait_note": ""}
)
"""Of a number of whose wait nothing was said."""
_TAKEN_BACK: Mapping[str, Columns] = MappingProxyType(
    {
        Action.SERVE: {"serving_at": None},
        Action.FINISH: {"ended_at": None, "outcome": "", "obstacle_id": None},
        Action.NO_SHOW: {"ended_at": None, "outcome": "", "obstacle_id": None},
        Action.HOLD: {"held_reason": ""},
        Action.CANCEL: {"ended_at": None},
    }
)
"""What taking an action back sets, whatever the row was before it."""


def begin(line: LineRow) -> Columns:
    """The row of a ticket that was just made, without its version."""
    stated = line.after if isinstance(line.after, dict) else {}
    booked = line.action == Action.CHECK_IN
    priority = False if line.action == Action.IMPORT else UNKNOWN
    # A number on paper may have the time at which it was given. A booking whose slot is over has its turn at the
    # check-in; an old line does not tell which it was.
    known = "queue_time" not in stated and not (booked and line.after is None)
    queue_time = line.at if known else UNKNOWN
    return {
        **_NEW,
        "day_id": line.day_id,
        "service_id": line.service_id,
        "issued_at": line.at,
        "station": line.station,
        "priority": priority,
        "queue_time": queue_time,
        "language": stated.get("language", ""),
        **({"booked_for": UNKNOWN} if booked else {}),
        "files": UNKNOWN if "files" in stated else 1,
        **{name: UNKNOWN if name in stated else nothing for name, nothing in _UNSAID.items()},
    }


def step(now: Columns, line: LineRow) -> Columns:
    """The columns that the action of ``line`` sets in the row ``now``; nothing for an action that nobody knows."""
    make = _STEPS.get(line.action)
    return {} if make is None else make(now, line)


def undo(now: Columns, line: LineRow, undone: LineRow, before: Columns) -> Columns:
    """The columns that taking ``undone`` back sets; ``before`` is the row as it was before that."""
    if undone.action in CALL_KINDS:
        back = {name: before[name] for name in ("calls", "counter_id", "called_at")}
    elif undone.action in _TAKEN_BACK:
        back = dict(_TAKEN_BACK[undone.action])
    else:
        back = {name: before[name] for name in replaced(undone)}
    return {**back, "counter_id": line.counter_id} if line.to_state in AT_COUNTER else back


def replaced(line: LineRow) -> tuple[str, ...]:
    """The columns that an action of ``hall.lifecycle.REPLACED`` set, whose values ``before`` tells."""
    if line.action == Action.TRANSFER:
        return ("service_id", "queue_time", "directed_to", "directed_until", "serving_at", "held_reason")
    if line.action == Action.RELEASE:
        return tuple(line.before) if isinstance(line.before, dict) else ("held_reason", "serving_at")
    return (
        "queue_time",
        "ended_at",
        *(("serving_at", "outcome", "obstacle_id") if line.from_state == State.DONE else ()),
    )


def _call(now: Columns, line: LineRow) -> Columns:
    return {"counter_id": line.counter_id, "calls": now["calls"] + 1, "called_at": line.at, "serving_at": None}


def _finish(now: Columns, line: LineRow) -> Columns:
    if line.detail in ENDED_BY_NEXT and not line.after:
        return {"ended_at": line.at, "outcome": Outcome.SERVED.value}
    outcome, _, rest = line.detail.partition("|")
    if line.detail and outcome in set(Outcome):
        return {"ended_at": line.at, "outcome": outcome, "obstacle_id": rest.partition("|")[0] or None}
    # Without an obstacle and a note, or by a day that closes, whose reason stands here.
    return {"ended_at": line.at, "outcome": Outcome.SERVED.value, "obstacle_id": now["obstacle_id"]}


def _expire(now: Columns, line: LineRow) -> Columns:
    served = {"outcome": Outcome.SERVED.value} if line.to_state == State.DONE else {}
    return {"ended_at": line.at, **served}


def _cancel(now: Columns, line: LineRow) -> Columns:
    """Only the line tells whether its number went with its import."""
    stated = line.after if isinstance(line.after, dict) else {}
    return {"ended_at": line.at, **({"outcome": WITHDRAWN} if stated.get("outcome") == WITHDRAWN else {})}


def _restore(now: Columns, line: LineRow) -> Columns:
    return {"ended_at": None, **({"outcome": ""} if now["outcome"] == WITHDRAWN else {})}


def _release(now: Columns, line: LineRow) -> Columns:
    until = now["directed_until"]
    if until is UNKNOWN:
        sent = {"directed_to": UNKNOWN, "directed_until": UNKNOWN} if line.after is None else {}
    else:
        sent = {"directed_to": None, "directed_until": None} if until is not None and until <= line.at else {}
    return {"held_reason": "", "serving_at": None, **sent}


def _transfer(now: Columns, line: LineRow) -> Columns:
    moved = line.service_id != now["service_id"]
    sent: Columns = {"directed_to": UNKNOWN, "directed_until": UNKNOWN}
    queue_time = UNKNOWN if moved else now["queue_time"]
    return {"service_id": line.service_id, "queue_time": queue_time, **sent, "serving_at": None, "held_reason": ""}


def _priority(now: Columns, line: LineRow) -> Columns:
    return {"priority": {"priority": True, "regular": False}.get(line.detail.partition(":")[0], UNKNOWN)}


def _return(now: Columns, line: LineRow) -> Columns:
    queue_time = {"turn_kept": now["queue_time"], "turn_now": line.at}.get(line.detail, UNKNOWN)
    reopened = {"serving_at": None, "outcome": "", "obstacle_id": None} if line.from_state == State.DONE else {}
    return {"queue_time": queue_time, "ended_at": None, **reopened}


def _correct(now: Columns, line: LineRow) -> Columns:
    """Where it leads decides what it clears; what ended already keeps its moment."""
    done = {"outcome": UNKNOWN, "obstacle_id": UNKNOWN} if line.to_state == State.DONE else {}
    if line.to_state == line.from_state:
        return {"service_id": line.service_id, **done}
    made: Columns = {"service_id": line.service_id, "held_reason": "", **done}
    if not done:
        made |= {"serving_at": None, "outcome": "", "obstacle_id": None}
    if line.to_state == State.WAITING:
        return {**made, "ended_at": None, "directed_to": None, "directed_until": None}
    return {**made, "ended_at": line.at} if line.from_state in (State.WAITING, State.HELD) else made


def _put_right(now: Columns, line: LineRow) -> Columns:
    """Each time that is later than the line is the line's; turns keep their order within the blink before it."""
    times = ("issued_at", "called_at", "serving_at", "ended_at")
    late: Columns = {name: line.at for name in times if _is_later(now[name], line.at)}
    slot = now["booked_for"]
    moved = _is_later(now["queue_time"], line.at) and not (isinstance(slot, datetime) and now["queue_time"] <= slot)
    return {**late, "queue_time": UNKNOWN} if moved else late


def _is_later(time: Any, than: datetime) -> bool:
    return isinstance(time, datetime) and time > than


_STEPS: Mapping[str, Callable[[Columns, LineRow], Columns]] = MappingProxyType(
    {
        Action.SLIP_OUT: lambda now, line: {"unverified": UNKNOWN},
        Action.CONFIRM: lambda now, line: {},
        Action.CANCEL: _cancel,
        Action.RESTORE: _restore,
        Action.CALL_NEXT: _call,
        Action.CALL_NUMBER: _call,
        Action.RECALL: lambda now, line: {"calls": now["calls"] + 1, "called_at": line.at},
        Action.NOT_BEGUN: lambda now, line: {},
        Action.SERVE: lambda now, line: {"serving_at": line.at},
        Action.FINISH: _finish,
        Action.NO_SHOW: lambda now, line: {"ended_at": line.at},
        Action.RETURN: _return,
        Action.HOLD: lambda now, line: {"held_reason": line.detail},
        Action.RELEASE: _release,
        Action.TRANSFER: _transfer,
        Action.TO_SERVICE: lambda now, line: {"directed_to": None, "directed_until": None},
        Action.SET_PRIORITY: _priority,
        Action.EXPIRE: _expire,
        Action.REVIVE: lambda now, line: {"ended_at": None, "outcome": ""},
        Action.CARRY: lambda now, line: {"day_id": line.day_id},
        Action.PUT_RIGHT: _put_right,
        Action.CORRECT: _correct,
    }
)
