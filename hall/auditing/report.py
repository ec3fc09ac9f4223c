"""What an audit found, and the sums of what it checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from hall.lifecycle import State
from hall.messages import CodedMessage

MOST_FINDINGS = 200
"""So many findings are kept in words; the others are only counted."""


@dataclass(frozen=True, slots=True)
class TicketSummary:
    """One number of a day, for sums: ``prefix`` is that of the service it was taken for, ``called_at`` its first call
    that was not taken back, ``counter_id`` where it was called last."""

    prefix: str
    number: int
    priority: bool
    state: State
    issued_at: datetime
    called_at: datetime | None
    counter_id: str | None


class AuditFinding(CodedMessage):
    """Something that must not be."""

    __slots__ = ()


class PurgedDay(NamedTuple):
    """A business day whose numbers were deleted after their time: when (aware), and by whom as the history names it."""

    day: date
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was checked, and every finding; ``found`` counts also those beyond ``MOST_FINDINGS``.

    ``on_paper`` counts the numbers that were given on paper, ``requests`` the answered requests that were checked,
    ``purged`` are the business days whose numbers were deleted after their time: nothing of them can be checked.
    """

    days: tuple[date, ...] = ()
    tickets: int = 0
    events: int = 0
    calls: int = 0
    on_paper: int = 0
    requests: int = 0
    states: tuple[tuple[State, int], ...] = tuple((state, 0) for state in State)
    findings: tuple[AuditFinding, ...] = ()
    found: int = 0
    purged: tuple[PurgedDay, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing was found."""
        return self.found == 0

    def __add__(self, other: AuditReport) -> AuditReport:
        """The report of both."""
        return AuditReport(
            days=self.days + other.days,
            tickets=self.tickets + other.tickets,
            events=self.events + other.events,
            calls=self.calls + other.calls,
            on_paper=self.on_paper + other.on_paper,
            requests=self.requests + other.requests,
            states=tuple((state, n + m) for (state, n), (_, m) in zip(self.states, other.states, strict=True)),
            findings=(self.findings + other.findings)[:MOST_FINDINGS],
            found=self.found + other.found,
            purged=self.purged + other.purged,
        )


@dataclass(slots=True)
class AuditFindings:
    """What is found while rows go by: the first ``MOST_FINDINGS`` in words, the others only counted."""

    kept: list[AuditFinding] = field(default_factory=list)
    found: int = 0

    def add(self, code: str, **params: object) -> None:
        """Something that must not be."""
        self.found += 1
        if len(self.kept) < MOST_FINDINGS:
            self.kept.append(AuditFinding(code, tuple(params.items())))

    def report(self) -> AuditReport:
        """A report of these findings alone."""
        return AuditReport(findings=tuple(self.kept), found=self.found)
