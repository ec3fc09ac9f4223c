"""What business days add up to, computed from what was written down. Pure: the store streams the rows.

``life`` replays one number, ``presence`` who sat where, ``day`` adds a day up, ``model`` is what a day adds up to and
how days add up, ``period`` which days a report is about.
"""

from __future__ import annotations

from hall.figures.day import BookedRow, DayFacts, day_aggregate
from hall.figures.model import (
    BookingFigures,
    CounterFigures,
    DayAggregate,
    PresenceFigures,
    ServiceFigures,
    percentile,
)
from hall.figures.period import Period, PeriodKind, parse_period, period_of
from hall.figures.reported import CounterName, ObstacleName, ReportFacts, ReportNames, ServiceName
from hall.figures.sums import DayTotal, PeriodFigures, PeriodSums
from hall.figures.terms import DayTerms

__all__ = [
    "BookedRow",
    "BookingFigures",
    "CounterFigures",
    "CounterName",
    "DayAggregate",
    "DayFacts",
    "DayTerms",
    "DayTotal",
    "ObstacleName",
    "Period",
    "PeriodFigures",
    "PeriodKind",
    "PeriodSums",
    "PresenceFigures",
    "ReportFacts",
    "ReportNames",
    "ServiceFigures",
    "ServiceName",
    "day_aggregate",
    "parse_period",
    "percentile",
    "period_of",
]
