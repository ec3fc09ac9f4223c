"""What happens to a slip that did not come out: who tries again, when, and when people take over. Pure.

A duplicate slip is harmless, a lost one is not; but a slip that comes out after its visitor has left would put a
number in the queue that nobody holds. So a machine tries alone for a minute; after that a person decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

COPIES = 2
"""Automatic copies of a slip of which nobody knows whether it came out."""
PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)
"""Between two tries of a printer that takes nothing, in seconds; the last one goes on."""
ALONE = timedelta(seconds=60)
"""So long a machine tries by itself; after that every counter is notified of the number, and a person decides."""
LOW_SLIPS = 40
"""Slips left on the roll at which the staff are warned."""
SLIP_MM = 105.0
"""The paper of one slip while none was measured."""
SHEET_TRIES = 5
"""So often a kiosk begins a closing sheet of which something may be out; after that a person asks for it again."""


class PrintJob(StrEnum):
    """The state of a slip. ``CONFIRMED``: its number is held without paper."""

    QUEUED = "queued"
    SENDING = "sending"
    BLOCKED = "blocked"
    NEEDS_STAFF = "needs_staff"
    PRINTED = "printed"
    UNVERIFIED = "unverified"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


UNFINISHED = (PrintJob.QUEUED, PrintJob.SENDING, PrintJob.BLOCKED, PrintJob.NEEDS_STAFF)
"""States in which the slip may still come."""
COMES_BY_ITSELF = (PrintJob.QUEUED, PrintJob.SENDING, PrintJob.BLOCKED)
"""States in which a machine still tries."""


@dataclass(frozen=True, slots=True)
class SlipClaim:
    """Whether a slip may be sent now, and which ``copy`` it is then: ``why`` is empty, ``settled`` when nobody wants
    it any more, or ``late`` when its visitor may have left and a person must decide."""

    copy: int = 0
    why: str = ""

    @property
    def granted(self) -> bool:
        """Whether it may be sent."""
        return not self.why


class Left(StrEnum):
    """What a kiosk that starts does with a slip that was left unfinished: its paper is known to be ``OUT``; nothing of
    it was ever sent, so it is printed as it is; something may be out, so it is printed as a ``COPY``; the ``STAFF``
    see to it."""

    OUT = "out"
    PRINT = "print"
    COPY = "copy"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Noted:
    """What a kiosk's journal says of a slip: whether it is ``known`` at all, whether a byte of it may have been
    ``sent``, ``copies`` of it before, and ``out``: ``printed`` or ``unverified`` when its paper came out."""

    known: bool = False
    sent: bool = False
    copies: int = 0
    out: str = ""


def left_at_start(
    job_state: str, job_life: str, age: timedelta, noted: Noted, lives: Collection[str] | None
) -> Left | None:
    """What a kiosk that starts does with an unfinished slip of its station; None: a person has it already.

    ``age`` since its number was made (a clock that went back makes it negative: nobody knows then how old it is);
    ``lives`` are those of this machine, from its journal, None when the journal cannot be read. A slip of no such
    life belongs to another machine of the same name, which may be printing it now. Only what the journal knows, and
    knows as never sent, is no copy.
    """
    rules = (
        (bool(noted.out), Left.OUT),
        (job_state not in COMES_BY_ITSELF, None),
        (not timedelta() <= age < ALONE, Left.STAFF),
        (lives is not None and job_life not in lives, Left.STAFF),
        (lives is not None and noted.known and not noted.sent and job_state == PrintJob.QUEUED, Left.PRINT),
    )
    return next((left for holds, left in rules if holds), Left.COPY)


def state_after(outcome: str, copy: int, age: timedelta) -> PrintJob:
    """The state of a slip after ``outcome`` (``hall.printing.outcome.Outcome``), ``copy`` copies before and ``age``
    since its number was made."""
    if outcome in ("printed", "unverified"):
        return PrintJob(outcome)
    if age >= ALONE or (outcome == "unknown" and copy >= COPIES):
        return PrintJob.NEEDS_STAFF
    return PrintJob.BLOCKED if outcome == "blocked" else PrintJob.QUEUED


def sheet_after(outcome: str, tries: int) -> PrintJob:
    """The state of a closing sheet after ``outcome`` of its last strip, begun ``tries`` times: nobody waits for it, so
    a kiosk goes on, unless it may be wasting paper."""
    if outcome in ("printed", "unverified"):
        return PrintJob(outcome)
    return PrintJob.BLOCKED if outcome == "not_sent" or tries < SHEET_TRIES else PrintJob.NEEDS_STAFF


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
