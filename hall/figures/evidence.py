"""What a period's figures are proven with: each business day as it was written down, and what it was added up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hall.figures.day import DayFacts
from hall.figures.model import DayAggregate
from hall.figures.period import Period
from hall.figures.reported import ReportFacts


@dataclass(frozen=True, slots=True)
class EvidenceDay:
    """A business day that has closed. The rows of ``facts`` are streamed: they are read once, and before the next
    day's."""

    facts: DayFacts
    made: DayAggregate


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What a pack is made of: the facts of its reports, about days that have closed alone, and these days by date.
    ``people`` are the logins of the staff by login and by name: none of both may be in a pack."""

    report: ReportFacts
    zone: ZoneInfo
    people: Mapping[str, str]
    days: Iterator[EvidenceDay]

    @property
    def period(self) -> Period:
        """The period that was asked for."""
        return self.report.period
