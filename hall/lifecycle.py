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
    DONE = "done"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What is done to a ticket, as stored in its history."""

    ISSUE = "issue"
    SLIP_OUT = "slip_out"
    CONFIRM = "confirm"
    CANCEL = "cancel"
    CALL_NEXT = "call_next"
    RECALL = "recall"
    SERVE = "serve"
    FINISH = "finish"
    NO_SHOW = "no_show"


TABLE: Mapping[tuple[State, Action], State] = MappingProxyType(
    {
        (State.PRINTING, Action.SLIP_OUT): State.WAITING,
        (State.PRINTING, Action.CONFIRM): State.WAITING,
        (State.PRINTING, Action.CANCEL): State.CANCELLED,
        (State.WAITING, Action.CANCEL): State.CANCELLED,
        (State.WAITING, Action.CALL_NEXT): State.CALLED,
        (State.CALLED, Action.RECALL): State.CALLED,
        (State.CALLED, Action.SERVE): State.SERVING,
        (State.CALLED, Action.FINISH): State.DONE,
        (State.CALLED, Action.NO_SHOW): State.NO_SHOW,
        (State.SERVING, Action.FINISH): State.DONE,
    }
)
"""State and action to the state that follows; what is not here is refused."""

AT_COUNTER = frozenset({State.CALLED, State.SERVING})
"""States in which a ticket occupies a counter; at most one ticket per counter is in one of them."""

OPEN_STATES = frozenset({State.PRINTING, State.WAITING, State.CALLED, State.SERVING})
"""States that a closing business day must end."""


def after(state: State, action: Action) -> State | None:
    """The state that follows ``action`` in ``state``, or None when the table does not allow it."""
    return TABLE.get((state, action))
