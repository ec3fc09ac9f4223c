"""What a report is made of: the hall, its names, and a period in figures against the ones before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from hall.figures.period import Period
from hall.figures.sums import PeriodFigures
from hall.structure import ReportForm


class ServiceName(NamedTuple):
    """A service by its prefix, the agency (id) that gives it, and whether the hall still has it."""

    prefix: str
    name: str
    agency: str
    current: bool = True

    @property
    def text(self) -> str:
        """``A - Perekaman KTP-el``, as recaps name it."""
        return f"{self.prefix} - {self.name}"


class CounterName(NamedTuple):
    """A counter by its label, and its agency (id)."""

    label: str
    agency: str


class ObstacleName(NamedTuple):
    """An obstacle, the body that can end it, and whether that is outside the hall."""

    name: str
    responsible: str
    external: bool


@dataclass(frozen=True, slots=True)
class ReportNames:
    """What the ids in figures are called, in the order of the configuration; what is archived comes last.
    ``clerks`` are by login."""

    services: Mapping[str, ServiceName] = field(default_factory=dict)
    agencies: Mapping[str, str] = field(default_factory=dict)
    counters: Mapping[str, CounterName] = field(default_factory=dict)
    obstacles: Mapping[str, ObstacleName] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    clerks: Mapping[str, str] = field(default_factory=dict)

    def services_of(self, agency: str) -> tuple[str, ...]:
        """The services (ids) of an agency, in order."""
        return tuple(key for key, one in self.services.items() if one.agency == agency)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that a report may be made of. ``now`` is local, ``agency`` (id) the only one that is reported on, empty for
    all. ``before`` and ``year_before`` are as long as what is over of the period."""

    hall: str
    city: str
    form: ReportForm
    now: datetime
    period: Period
    names: ReportNames
    figures: PeriodFigures
    before: PeriodFigures
    year_before: PeriodFigures
    agency: str = ""

    @property
    def over(self) -> Period:
        """As much of the period as is over."""
        return self.period.until(self.now.date())
