"""What a scanned slip means at a counter: what is done with its number there, or why nothing is."""

from __future__ import annotations

from enum import StrEnum

from hall.lifecycle import State


class Scanned(StrEnum):
    """What is done with a scanned number, or how it stands where nothing can be done."""

    RETURN = "return"
    RELEASE = "release"
    CONFIRM = "confirm"
    SERVE = "serve"
    CALL = "call"
    CHECK_IN = "check_in"
    WAITS = "waits"
    HERE = "here"
    OTHER_SERVICE = "other_service"
    OTHER_COUNTER = "other_counter"
    ENDED = "ended"
    CANCELLED = "cancelled"


DONE = frozenset({Scanned.RETURN, Scanned.RELEASE, Scanned.CONFIRM, Scanned.SERVE, Scanned.CALL, Scanned.CHECK_IN})
"""What changes the number; the rest only says why not."""


def meaning(state: State, *, here: bool, own: bool, directed: bool, free: bool) -> Scanned:
    """What a scan at a counter does. ``here``: the number was last called to this counter; ``own``: the counter serves
    its service; ``directed``: it waits for this counter alone; ``free``: nobody is at the counter."""
    if state in (State.CALLED, State.SERVING):
        at_work = Scanned.SERVE if state is State.CALLED else Scanned.HERE
        return at_work if here else Scanned.OTHER_COUNTER
    if state is State.WAITING and directed:
        return Scanned.CALL if free else Scanned.WAITS
    if state is State.DONE:
        return Scanned.ENDED
    if state is State.CANCELLED:
        return Scanned.CANCELLED
    if not own:
        return Scanned.OTHER_SERVICE
    return {
        State.NO_SHOW: Scanned.RETURN,
        State.HELD: Scanned.RELEASE,
        State.PRINTING: Scanned.CONFIRM,
    }.get(state, Scanned.WAITS)
