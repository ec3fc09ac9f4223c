"""Acts on the hall as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from counter.desk.state import DeskNotice
from hall.access import By

if TYPE_CHECKING:
    from hall.store import UnitOfWork


_SAID_PLANNED, _SAID_MOVED = "supervisor.whole_said_breaks", "supervisor.whole_said_moved"
SAID_BREAKS = frozenset({_SAID_PLANNED, _SAID_MOVED})
"""What is said when today's breaks have changed."""


@dataclass(frozen=True, slots=True)
class Evacuate:
    """Calls for evacuation."""

    reason: str

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return work.hall.evacuate(by, reason=self.reason)

    def news(self, result: object) -> DeskNotice:
        """Says that everybody is asked to leave."""
        return DeskNotice("supervisor.whole_said_evacuated", tone="warn")


@dataclass(frozen=True, slots=True)
class EndEvacuation:
    """Lets all go on as it was."""

    note: str

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return work.hall.evacuation_over(by, note=self.note)

    def news(self, result: object) -> DeskNotice:
        """Says that the queue goes on."""
        return DeskNotice("supervisor.whole_said_over", tone="info")


@dataclass(frozen=True, slots=True)
class PlanBreaks:
    """Plans today's breaks of the hall or of an agency (id), of all counters with ``everybody``."""

    agency: str
    everybody: bool

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return work.breaks.plan(by, self.agency or by.agency, everybody=self.everybody)

    def news(self, result: object) -> DeskNotice:
        """Says that the counters show it."""
        return DeskNotice(_SAID_PLANNED, tone="info")


@dataclass(frozen=True, slots=True)
class MoveBreak:
    """Lets a counter (label) have today's break from another time (aware) on."""

    counter: str
    starts_at: datetime

    def run(self, work: UnitOfWork, by: By) -> object:
        """Does it. Raises Refused."""
        return work.breaks.move(self.counter, self.starts_at, by)

    def news(self, result: object) -> DeskNotice:
        """Says that the counter shows it."""
        return DeskNotice(_SAID_MOVED, (("label", self.counter),), tone="info")
