"""When a visit at a counter has begun, and as what the next call ends it (docs/decisions/032)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from hall.lifecycle import Action, Outcome, State

BY_NEXT = "next"
"""The detail of a finish or a no-show that the next call made: an undo of the call takes it back too."""
BY_ASSUMPTION = "next_assumed"
"""The same of a finish where nobody had said that the visit began: it was assumed from the time since the call."""
ENDED_BY_NEXT = frozenset({BY_NEXT, BY_ASSUMPTION})


class Said(NamedTuple):
    """What the key for the next call said when it was pressed: whether the visit of this ticket had begun."""

    ticket_id: int
    begun: bool


class Ending(NamedTuple):
    """How the next call ends the visit at its counter: the state, the action and its detail, and the outcome."""

    state: State
    action: Action
    detail: str
    outcome: str


def has_begun(state: State, called_at: datetime | None, now: datetime, begin_after: timedelta) -> bool:
    """Whether a visit counts as begun: a clerk said so, or it is assumed because ``begin_after`` has passed since the
    last call or recall (aware UTC). Zero: never assumed. After a clock that went back nobody knows: not begun."""
    if state is State.SERVING:
        return True
    if state is not State.CALLED or called_at is None:
        return False
    return timedelta(0) < begin_after <= now - called_at


def ending(
    state: State,
    called_at: datetime | None,
    now: datetime,
    begin_after: timedelta,
    said: bool | None = None,
) -> Ending:
    """As what the next call ends the ticket at its counter, which is called or being served. ``said``: what the key
    said when it was pressed, which may be a while ago; None lets the clock decide."""
    begun = has_begun(state, called_at, now, begin_after) if said is None else said
    if state is State.SERVING or begun:
        detail = BY_NEXT if state is State.SERVING else BY_ASSUMPTION
        return Ending(State.DONE, Action.FINISH, detail, Outcome.SERVED.value)
    return Ending(State.NO_SHOW, Action.NO_SHOW, BY_NEXT, "")
