"""Correcting a record that is wrong: what may be corrected to what, and what that makes of the ticket's row. Pure.

A correction never rewrites history: it is a line of its own, with who and why. What is at a counter is its clerk's, so
there only the service can be corrected. Of a business day that is closed, whose sheet somebody has signed, only how a
visit ended can be (docs/decisions/039-what-can-be-corrected.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hall.errors import Refused
from hall.lifecycle import AT_COUNTER, CORRECTABLE, Outcome, State


@dataclass(frozen=True, slots=True)
class Record:
    """What is written down of a visit: its ticket's ``number`` (code), ``state``, the id of its ``service``, the
    ``outcome`` and ``obstacle`` (id) when it is done, and how often it was called."""

    number: str
    state: State
    service: str
    outcome: str = ""
    obstacle: str = ""
    calls: int = 0


def corrected(record: Record, *, state: str = "", service: str = "", outcome: str = "", obstacle: str = "") -> Record:
    """The record with what is given; how a visit ended stays when neither ``outcome`` nor ``obstacle`` is given.

    Raises Refused("unknown_state") and ("unknown_outcome") for words that are none, ("correct_outcome") for the end of
    a visit that is not done, and ("obstacle_needed") for one that was not served, without an obstacle.
    """
    if state and state not in set(State):
        raise Refused("unknown_state", state=state, known=", ".join(State))
    if outcome and outcome not in set(Outcome):
        raise Refused("unknown_outcome", outcome=outcome, known=", ".join(Outcome))
    following = State(state) if state else record.state
    if following is not State.DONE:
        if outcome or obstacle:
            raise Refused("correct_outcome", number=record.number, state=following)
        return Record(record.number, following, service or record.service, calls=record.calls)
    kept = record.state is State.DONE and not outcome and not obstacle
    how = record.outcome if kept else outcome or record.outcome or Outcome.SERVED.value
    hindered = record.obstacle if kept else obstacle
    if how == Outcome.NOT_SERVED and not hindered:
        raise Refused("obstacle_needed")
    return Record(record.number, following, service or record.service, how, hindered, record.calls)


def refuse(before: Record, after: Record, *, closed_on: object = None) -> None:
    """Raise Refused when the record must not be corrected so; ``closed_on`` is the date of its business day when that
    is not open, else None.

    ("correct_printing") while its slip is on the way, ("correct_at_counter"), ("correct_closed"), ("correct_state"),
    ("correct_never_called") for a no-show that nobody called, and ("nothing_to_correct").
    """
    number, state = before.number, before.state
    moves = after.state is not state or after.service != before.service
    rules = (
        (state is State.PRINTING, Refused("correct_printing", number=number)),
        (state in AT_COUNTER and after.state is not state, Refused("correct_at_counter", number=number, state=state)),
        (
            after.state not in CORRECTABLE[state],
            Refused("correct_state", number=number, state=state, wanted=after.state),
        ),
        (after == before, Refused("nothing_to_correct", number=number)),
        (closed_on is not None and moves, Refused("correct_closed", number=number, day=closed_on)),
        (
            after.state is State.NO_SHOW and state is not State.NO_SHOW and not after.calls,
            Refused("correct_never_called", number=number),
        ),
    )
    refusal = next((refusal for holds, refusal in rules if holds), None)
    if refusal is not None:
        raise refusal


def columns(before: Record, after: Record, at: datetime) -> dict[str, Any]:
    """What a correction at this moment sets in the ticket's row, next to its state and version.

    A number that waits again keeps its turn and waits for every counter of its service; a visit that had ended keeps
    the moment at which it did.
    """
    made: dict[str, Any] = {"service_id": after.service}
    if after.state is State.DONE:
        made |= {"outcome": after.outcome, "obstacle_id": after.obstacle or None}
    if after.state is before.state:
        return made
    made |= {"held_reason": ""}
    if after.state is State.WAITING:
        sent = {"directed_to": None, "directed_until": None}
        return {**made, **sent, "ended_at": None, "serving_at": None, "outcome": "", "obstacle_id": None}
    if before.state in (State.WAITING, State.HELD):
        made |= {"ended_at": at}
    if after.state is not State.DONE:
        made |= {"serving_at": None, "outcome": "", "obstacle_id": None}
    return made
