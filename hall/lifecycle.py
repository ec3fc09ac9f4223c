"""The life of a ticket: its states, what can be done in each, and where that leads. This table is the rule."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a ticket stands."""

    PRINTING = "printing"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What is done to a ticket, as stored in its history."""

    ISSUE = "issue"
    CHECK_IN = "check_in"
    IMPORT = "import"
    SLIP_OUT = "slip_out"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    RESTORE = "restore"
    CALL_NEXT = "call_next"
    CALL_NUMBER = "call_number"
    RECALL = "recall"
    NOT_BEGUN = "not_begun"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no_show"
    RETURN = "return"
    HOLD = "hold"
    RELEASE = "release"
    TRANSFER = "transfer"
    TO_SERVICE = "to_service"
    SET_PRIORITY = "set_priority"
    UNDO = "undo"
    EXPIRE = "expire"
    REVIVE = "revive"
    CARRY = "carry"
    PUT_RIGHT = "put_right"
    CORRECT = "correct"


BEGINNINGS = frozenset({Action.ISSUE, Action.CHECK_IN, Action.IMPORT})
"""Actions that make a ticket: a number from the kiosk or the staff, a booking that is checked in, a paper number."""

CALL_KINDS: Mapping[str, str] = MappingProxyType(
    {Action.CALL_NEXT: "next", Action.CALL_NUMBER: "number", Action.RECALL: "recall"}
)
"""The kind of a call by the action that made it."""

_P, _W, _C, _S, _H = State.PRINTING, State.WAITING, State.CALLED, State.SERVING, State.HELD

TABLE: Mapping[tuple[State, Action], State] = MappingProxyType(
    {
        (_P, Action.SLIP_OUT): _W,
        (_P, Action.CONFIRM): _W,
        (_P, Action.CANCEL): State.CANCELLED,
        (_P, Action.SET_PRIORITY): _P,
        (_W, Action.CANCEL): State.CANCELLED,
        (_W, Action.CALL_NEXT): _C,
        (_W, Action.CALL_NUMBER): _C,
        (_W, Action.HOLD): _H,
        (_W, Action.TRANSFER): _W,
        (_W, Action.TO_SERVICE): _W,
        (_W, Action.SET_PRIORITY): _W,
        (_C, Action.RECALL): _C,
        (_C, Action.NOT_BEGUN): _C,
        (_C, Action.SERVE): _S,
        (_C, Action.FINISH): State.DONE,
        (_C, Action.NO_SHOW): State.NO_SHOW,
        (_C, Action.HOLD): _H,
        (_C, Action.TRANSFER): _W,
        (_C, Action.SET_PRIORITY): _C,
        (_S, Action.FINISH): State.DONE,
        (_S, Action.HOLD): _H,
        (_S, Action.TRANSFER): _W,
        (_S, Action.SET_PRIORITY): _S,
        (_H, Action.RELEASE): _W,
        (_H, Action.CALL_NUMBER): _C,
        (_H, Action.TRANSFER): _W,
        (_H, Action.CANCEL): State.CANCELLED,
        (_H, Action.SET_PRIORITY): _H,
        (State.NO_SHOW, Action.RETURN): _W,
        (State.DONE, Action.RETURN): _W,
        (State.CANCELLED, Action.RESTORE): _W,
        (_P, Action.EXPIRE): State.CANCELLED,
        (_W, Action.EXPIRE): State.CANCELLED,
        (_C, Action.EXPIRE): State.NO_SHOW,
        (_S, Action.EXPIRE): State.DONE,
        (_H, Action.EXPIRE): State.CANCELLED,
        **{(state, action): state for state in State for action in (Action.CARRY, Action.PUT_RIGHT)},
    }
)
"""State and action to the state that follows; what is not here is refused. Two lead back and are not here: ``UNDO`` to
where the counter's last action came from (``UNDOABLE``), and ``REVIVE`` to where ``EXPIRE`` came from; nor is
``CORRECT``, which leads where its person says (``CORRECTABLE``).

``EXPIRE`` is what the system does to a number when the business day ends by itself; opening the same day again revives
it. ``CARRY`` takes a number along to the next business day, when it was given after the end of the one before, or back
from a day that a clock ahead had opened; ``PUT_RIGHT`` takes times back that a clock ahead wrote.
"""

UNDOABLE = frozenset(
    {
        Action.CALL_NEXT,
        Action.CALL_NUMBER,
        Action.SERVE,
        Action.FINISH,
        Action.NO_SHOW,
        Action.HOLD,
        Action.TRANSFER,
        Action.CANCEL,
        Action.RELEASE,
        Action.RETURN,
    }
)
"""What a counter can take back; a recall has been heard and stays."""
PASSED_OVER = frozenset({Action.RECALL, Action.NOT_BEGUN})
"""What a counter cannot take back, and what keeps it from taking nothing back that was before."""
REPLACED = frozenset({Action.TRANSFER, Action.RELEASE, Action.RETURN})
"""Of these the line of history tells what they replaced, where a counter can take them back."""

CORRECTABLE: Mapping[State, frozenset[State]] = MappingProxyType(
    {
        _P: frozenset(),
        _W: frozenset({_W, State.DONE, State.CANCELLED}),
        _C: frozenset({_C}),
        _S: frozenset({_S}),
        _H: frozenset({_H, _W, State.DONE, State.CANCELLED}),
        State.DONE: frozenset({State.DONE, _W, State.NO_SHOW, State.CANCELLED}),
        State.NO_SHOW: frozenset({State.NO_SHOW, _W, State.DONE, State.CANCELLED}),
        State.CANCELLED: frozenset({State.CANCELLED, _W, State.DONE, State.NO_SHOW}),
    }
)
"""What a wrong record can be corrected to, by its state: the same one where only the service, or how the visit ended,
is wrong (``hall.correcting``)."""

AT_COUNTER = frozenset({State.CALLED, State.SERVING})
"""States in which a ticket occupies a counter; at most one ticket per counter is in one of them."""

OPEN_STATES = frozenset({State.PRINTING, State.WAITING, State.CALLED, State.SERVING, State.HELD})
"""States that a closing business day must end."""


class Outcome(StrEnum):
    """How a visit ended; the empty text in the store means that it has not."""

    SERVED = "served"
    NOT_SERVED = "not_served"


WITHDRAWN = "withdrawn"
"""What stands for an ``Outcome`` where a number was cancelled with its import, and nobody had called it: it was written
down by mistake, so it is nobody's in every figure."""


class Pause(StrEnum):
    """Why nobody is called at a counter for a while."""

    BREAK = "break"
    CLOSED = "closed"


def after(state: State, action: Action) -> State | None:
    """The state that follows ``action`` in ``state``, or None when the table does not allow it."""
    return TABLE.get((state, action))
