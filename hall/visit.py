"""When a visit at a counter has begun, and as what the next call ends it (docs/decisions/032 and 037)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from hall.lifecycle import Action, Outcome, State

BY_NEXT = "next"
"""The detail of a finish or a no-show that the next call made: an undo of the call takes it back too."""
BY_ASSUMPTION = "next_assumed"
"""The same of a finish of a visit that was said to have begun, though the hall's clock does not tell when."""
ASSUMED = "assumed"
"""The detail of a beginning that nobody stated: ``begin_seconds`` had passed since the call. Its line has the time when
they had passed; whatever ended the visit wrote it, and taking that back takes it back too."""
ENDED_BY_NEXT = frozenset({BY_NEXT, BY_ASSUMPTION})


def ended_unserved(action: str, detail: str) -> bool:
    """Whether this line of a history ended a visit without what it was for."""
    return action == Action.FINISH and detail.partition("|")[0] == Outcome.NOT_SERVED


class Said(NamedTuple):
    """What the key for the next call said when it was pressed: whether the visit of this ticket had begun."""

    ticket_id: int
    begun: bool


class Ending(NamedTuple):
    """How the next call ends the visit at its counter: the state, the action and its detail, and the outcome.
    ``begun_at`` is when the visit began, where that is assumed and has to be written first."""

    state: State
    action: Action
    detail: str
    outcome: str
    begun_at: datetime | None = None


def has_begun(
    state: State, called_at: datetime | None, now: datetime, begin_after: timedelta, *, kept: bool = False
) -> bool:
    """Whether a visit counts as begun: a clerk said so, or it is assumed because ``begin_after`` has passed since the
    last call or recall (aware UTC). Zero: never assumed; nor when it is ``kept`` from beginning by the clerk. After a
    clock that went back nobody knows: not begun."""
    if state is State.SERVING:
        return True
    return begun_at(state, called_at, now, begin_after, kept=kept) is not None


def begun_at(
    state: State, called_at: datetime | None, now: datetime, begin_after: timedelta, *, kept: bool = False
) -> datetime | None:
    """When the visit of a called ticket is assumed to have begun (aware UTC), None when it is not: arguments as for
    ``has_begun``."""
    if state is not State.CALLED or called_at is None or kept:
        return None
    return called_at + begin_after if timedelta(0) < begin_after <= now - called_at else None


def ending(
    state: State,
    called_at: datetime | None,
    now: datetime,
    begin_after: timedelta,
    said: bool | None = None,
    *,
    kept: bool = False,
) -> Ending:
    """As what the next call ends the ticket at its counter, which is called or being served. ``said``: what the key
    said when it was pressed, which may be a while ago; None lets the clock decide. ``kept``: the clerk keeps the visit
    from beginning by itself."""
    begun = has_begun(state, called_at, now, begin_after, kept=kept) if said is None else said
    if state is State.SERVING or begun:
        since = begun_at(state, called_at, now, begin_after)
        detail = BY_NEXT if state is State.SERVING or since is not None else BY_ASSUMPTION
        return Ending(State.DONE, Action.FINISH, detail, Outcome.SERVED.value, since)
    return Ending(State.NO_SHOW, Action.NO_SHOW, BY_NEXT, "")
