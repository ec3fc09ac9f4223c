"""The hall as a visit to it is shown: a period in figures, against the same time before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from hall.overview import Figures, Period
from hall.survey.figures import SurveyPart
from hall.views.hall import HallView


@dataclass(frozen=True, slots=True)
class OverviewAgency:
    """An agency in a period; its share of the promise is that of its ``figures``."""

    id: str
    name: str
    name_en: str
    figures: Figures


@dataclass(frozen=True, slots=True)
class OverviewObstacle:
    """An obstacle in a period: how many visits it held back, at how many services, of which agency when it is one,
    and when the first and the last time (aware, in the hall's zone). ``since`` and ``until`` are those of its incident
    that nobody has closed yet; ``until`` None goes on. ``name`` is empty for such an incident of which nobody noted the
    cause: it counts the numbers that it hit."""

    name: str
    name_en: str
    count: int
    services: int
    agency_name: str
    agency_name_en: str
    first: datetime
    last: datetime
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class OverviewPlan:
    """What comes: a day without service (``kind`` is ``holiday`` or ``closure``), or what somebody plans (``plan``)."""

    kind: str
    day: date
    text: str
    text_en: str = ""


@dataclass(frozen=True, slots=True)
class OverviewView:
    """A period until ``now`` (aware, in the hall's zone), whose last day is ``day``.

    ``before`` are the figures of the same time until ``day_before`` at the same clock, None when nobody came then.
    ``trend`` is the share of the promise by day or month, oldest first. ``arrivals`` are visitors by half hour of the
    day, of all ``days`` with visitors together. ``satisfaction`` is the survey of the month, in the view of a year that
    of the year; None while it is not counted yet, and where nobody answered. ``counted`` is the share of the days that
    have been counted, 1 when the figures are whole. ``evacuated_since`` (aware) while an evacuation goes on.
    ``late_waiting`` count who wait longer than promised now.
    """

    hall: HallView
    now: datetime
    period: Period
    day: date
    day_before: date
    figures: Figures
    before: Figures | None
    trend: tuple[tuple[date, float], ...]
    arrivals: tuple[tuple[time, int], ...]
    days: int
    waiting: int
    counters_open: int
    counters: int
    agencies: tuple[OverviewAgency, ...]
    obstacles: tuple[OverviewObstacle, ...]
    plans: tuple[OverviewPlan, ...]
    satisfaction: SurveyPart | None = None
    counted: float = 1.0
    evacuated_since: datetime | None = None
    late_waiting: int = 0
