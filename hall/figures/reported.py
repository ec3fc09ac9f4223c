"""What a report is made of: the hall, its names, and a period in figures against the ones before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from hall.auditing import AuditReport
from hall.figures.period import Period, PeriodKind
from hall.figures.sums import DayTotal, Longest, PeriodFigures
from hall.forms import ReportForm
from hall.promise import Promise
from hall.survey.figures import SurveyFigures, SurveyMonth, SurveyPart
from hall.views import FloorView, IncidentView, PlanView, SurveyComment, SurveyScores

_MONTHS = 12


class Need(StrEnum):
    """What only some reports need, and is read for those alone: the days of twelve months, single calls, incidents with
    plans, the hall as it is now, the audit of the present day, the figures of the satisfaction survey, and what a
    report of it has beside them."""

    MONTHS = "months"
    CALLS = "calls"
    OBSTACLES = "obstacles"
    FLOOR = "floor"
    AUDIT = "audit"
    SURVEY = "survey"
    SURVEY_FACTS = "survey_facts"


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


class OutOfTurn(NamedTuple):
    """A call of a number by name while it waited: ``at`` (local) which counter (id) called which number (``code``) of
    which service (id), whether it was ``priority``, and how long ago it had been issued, in whole minutes. ``actor`` is
    who called; ``after`` is the ``Action`` that the history tells before it, or ``directed`` for a number that waited
    for this counter alone."""

    at: datetime
    counter: str
    code: str
    service: str
    priority: bool
    waited: int
    actor: str
    after: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """Single calls of a period: every one out of turn by time, and the number that waited longest of each class; its
    number is empty where its day was purged."""

    out_of_turn: tuple[OutOfTurn, ...] = ()
    longest: Mapping[bool, tuple[Longest, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ObstacleFacts:
    """The incidents that were found in a period, or before it and are still open, the earliest first; the plans that
    are open, and those that were ``done`` in the period, both by their day."""

    incidents: tuple[IncidentView, ...] = ()
    plans: tuple[PlanView, ...] = ()
    done: tuple[PlanView, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What the audit of a business day found; ``day`` is the open one, else the latest."""

    day: date
    report: AuditReport


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """What a report of the satisfaction survey has beside the figures of its period.

    ``months`` are the twelve calendar months that end with that of its last day which is over, ``before`` and
    ``year_before`` the whole of those periods. ``plans`` are those of the figures' follow-up. ``sheets`` are the
    complete questionnaires, none where they are more than ``hall.survey.figures.MOST_LISTED``; ``comments`` what was
    written on forms, none for an agency, which they do not name.
    """

    months: tuple[SurveyMonth, ...] = ()
    before: SurveyPart | None = None
    year_before: SurveyPart | None = None
    plans: tuple[PlanView, ...] = ()
    sheets: tuple[SurveyScores, ...] = ()
    comments: tuple[SurveyComment, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All that a report may be made of. ``now`` is local, ``agency`` (id) the only one that is reported on, empty for
    all. ``before`` and ``year_before`` are as long as what is over of the period. ``purged`` are its business days
    whose numbers were deleted after their time: their figures are there, single numbers are not. ``unread`` are the
    halls (names) that a report of several is without.

    What follows ``unread`` is there for reports that need it (``Need``): ``months`` are the days of ``twelve_months``;
    ``audit`` is None without a business day, and for an agency, which sees a part of it. ``promises`` are those of
    today by service (id), empty where reports are of another place or time than the configuration.
    """

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
    purged: tuple[date, ...] = ()
    unread: tuple[str, ...] = ()
    months: Mapping[date, DayTotal] = field(default_factory=dict)
    calls: CallFacts = CallFacts()
    obstacles: ObstacleFacts = ObstacleFacts()
    floor: FloorView | None = None
    audit: AuditFacts | None = None
    survey: SurveyFigures | None = None
    survey_facts: SurveyFacts = SurveyFacts()
    promises: Mapping[str, Promise] = field(default_factory=dict)

    @property
    def over(self) -> Period:
        """As much of the period as is over."""
        return self.period.until(self.now.date())

    @property
    def twelve_months(self) -> Period:
        """The twelve months that end with what is over of the period; the last one may not be whole."""
        return twelve_months(self.over)


def twelve_months(period: Period) -> Period:
    """The twelve calendar months of which the last ends with the period."""
    last = period.last
    year, month = divmod(last.year * _MONTHS + last.month - 1 - (_MONTHS - 1), _MONTHS)
    return Period(PeriodKind.RANGE, date(year, month + 1, 1), last)
