"""What is known about a job and about a printer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hall.printing.answers import Problem
from hall.views import PrinterView


class PrintOutcome(StrEnum):
    """What is known after a job: the slip is out; nothing was sent; the printer waits for a person; a part was sent
    and nobody knows; everything was sent to a printer that does not say what it did."""

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"
    UNVERIFIED = "unverified"


class Confirm(StrEnum):
    """How a printer proves that a slip is out: by sending back a process id, by answering GS r in order, or not."""

    PROCESS_ID = "process-id"
    GS_R = "gs-r"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Calibration:
    """What ``hall printer calibrate`` found out; None is not known. ``answers``: the printer answers status queries;
    ``near_end``: it has a sensor for the last metres of the roll."""

    answers: bool | None = None
    confirm: Confirm | None = None
    near_end: bool | None = None


UNVERIFIED = Calibration(answers=False, confirm=Confirm.NONE, near_end=False)
"""The hall's word that a printer answers nothing and prints all the same."""


@dataclass(frozen=True, slots=True)
class PrintResult:
    """How a job ended; ``detail`` is one English sentence for the technician. ``near_end`` is what the printer's own
    sensor says, None when it did not tell; ``paper_mm`` is the paper that the slip took, 0 when none moved;
    ``hopeless`` says that trying again would not help."""

    outcome: PrintOutcome
    detail: str
    problem: Problem = Problem.NONE
    near_end: bool | None = None
    paper_mm: float = 0.0
    hopeless: bool = False

    @property
    def joins_queue(self) -> bool:
        """Whether the number may join the queue without the visitor's or the staff's confirmation."""
        return self.outcome in (PrintOutcome.PRINTED, PrintOutcome.UNVERIFIED)

    @property
    def verified(self) -> bool:
        """Whether the slip is known to be out."""
        return self.outcome is PrintOutcome.PRINTED


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a printer says between two jobs: ``problem`` (``NONE``: nothing that it tells of), one English sentence,
    whether it ``answers`` status queries at all (None: there is nothing to ask), and its sensor for the roll's end."""

    problem: Problem
    detail: str
    answers: bool | None = None
    near_end: bool | None = None


def calibration_of(printer: PrinterView | None) -> Calibration:
    """What the database holds of a printer's calibration; nothing known for a printer that has none."""
    found = dict(printer.calibration) if printer else {}
    confirm, answers, near_end = found.get("confirm"), found.get("answers"), found.get("near_end")
    return Calibration(
        answers=answers if isinstance(answers, bool) else None,
        confirm=Confirm(confirm) if isinstance(confirm, str) else None,
        near_end=near_end if isinstance(near_end, bool) else None,
    )


def calibration_document(found: Calibration) -> dict[str, Any]:
    """A calibration as the database keeps it."""
    return {
        "answers": found.answers,
        "confirm": found.confirm.value if found.confirm else None,
        "near_end": found.near_end,
    }
