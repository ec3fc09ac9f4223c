"""What the machine knows of numbers and counters: plain values that can be compared and put back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple


class Number(NamedTuple):
    """A ticket. ``events`` counts its changes, so that an undo sees that somebody else has acted since. The state
    ``ended`` is done or a no-show, where a lost answer leaves open which; ``called_at`` is None when nobody knows.
    ``slack``: it may have had so many changes more, visits that began by themselves when nobody was told."""

    id: int
    prefix: str
    service: str
    priority: bool
    queue_time: datetime
    issued_at: datetime
    state: str = "waiting"
    counter: str = ""
    directed: str = ""
    calls: int = 0
    ended_at: datetime | None = None
    version: int = 1
    events: int = 1
    copies: int | None = None
    called_at: datetime | None = None
    slack: int = 0


def agrees(number: Number, facts: Mapping[str, Any], name: str) -> bool:
    """Whether a field of ``facts`` can be that of the number."""
    if name == "version":
        return number.version <= int(facts[name]) <= number.version + number.slack
    either = name == "state" and number.state == "ended" and facts[name] in ("done", "no_show")
    return either or facts[name] == getattr(number, name)


class Last(NamedTuple):
    """What a counter did last: the numbers as they were, and how many changes each had after it. The first of them was
    called again ``recalls`` times since: an undo takes these back with the call, in one change."""

    what: str
    before: tuple[Number, ...]
    events: tuple[tuple[int, int], ...]
    streak: int
    call: Any = None
    recalls: int = 0


class Call(NamedTuple):
    """A call that counts for who comes late; the time of one whose answer was lost is not known."""

    service: str
    at: datetime | None


class Place(NamedTuple):
    """A counter: its number, its streak, its last step."""

    current: int = 0
    streak: int = 0
    last: Last | None = None
