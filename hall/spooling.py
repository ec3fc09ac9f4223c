"""What happens to a slip that did not come out: who tries again, when, and when people take over. Pure.

A duplicate slip is harmless, a lost one is not; but a slip that comes out after its visitor has left would put a
number in the queue that nobody holds. So a machine tries alone for a minute; after that a person decides.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

COPIES = 2
"""Automatic copies of a slip of which nobody knows whether it came out."""
PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Between two tries of a printer that takes nothing, in seconds; the last one goes on."""
ALONE = timedelta(seconds=60)
"""So long a machine tries by itself; after that every counter is told of the number."""
YOUNG = timedelta(minutes=10)
"""Older unfinished slips are given up: whoever took the number has left."""
LOW_SLIPS = 40
"""Slips left on the roll at which the staff are warned."""
SLIP_MM = 105.0
"""The paper of one slip while none was measured."""


class Job(StrEnum):
    """The state of a slip. ``CONFIRMED``: its number is held without paper."""

    QUEUED = "queued"
    SENDING = "sending"
    BLOCKED = "blocked"
    NEEDS_STAFF = "needs_staff"
    PRINTED = "printed"
    BLIND = "blind"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


UNFINISHED = (Job.QUEUED, Job.SENDING, Job.BLOCKED, Job.NEEDS_STAFF)
"""States in which the slip may still come."""
COMES_BY_ITSELF = (Job.QUEUED, Job.SENDING, Job.BLOCKED)
"""States in which a machine still tries."""


def state_after(outcome: str, copy: int, age: timedelta) -> Job:
    """The state of a slip after ``outcome`` (``hall.printing.outcome.Outcome``), ``copy`` copies before and ``age``
    since its number was made."""
    if outcome in ("printed", "blind"):
        return Job(outcome)
    if age >= YOUNG:
        return Job.ABANDONED
    if age >= ALONE or (outcome == "unknown" and copy >= COPIES):
        return Job.NEEDS_STAFF
    return Job.BLOCKED if outcome == "blocked" else Job.QUEUED


def pause_s(tries: int) -> float:
    """Seconds until the next try, after ``tries`` in vain (from 1)."""
    return PAUSES_S[min(tries, len(PAUSES_S)) - 1]


def slips_left(roll_m: float, used_mm: float, slips: int) -> int | None:
    """How many slips are left on a roll of ``roll_m`` metres after ``slips`` that took ``used_mm``; None for no known
    roll."""
    if roll_m <= 0:
        return None
    each = used_mm / slips if slips >= 5 else SLIP_MM
    return max(0, int((roll_m * 1000 - used_mm) / max(each, 1.0)))
