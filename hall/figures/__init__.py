"""What business days add up to, computed from what was written down. Pure: the store streams the rows.

``life`` replays one number, ``presence`` who sat where, ``day`` adds a day up, ``model`` is what a day adds up to and
how days add up, ``halls`` and ``union`` several halls, ``period`` which days a report is about, ``evidence`` the proof.
"""

from __future__ import annotations

from hall.figures.day import BookedRow, DayFacts, day_aggregate
from hall.figures.evidence import EvidenceDay, EvidenceFacts
from hall.figures.halls import HallName, HallsFacts, HallTotal
from hall.figures.model import (
    MEDIAN,
    NINETIETH,
    BookingFigures,
    CounterFigures,
    DayAggregate,
    PresenceFigures,
    ServiceFigures,
    added,
    percentile,
)
from hall.figures.period import Period, PeriodKind, parse_period, period_of, whole_months
from hall.figures.reported import (
    AuditFacts,
    CallFacts,
    CounterName,
    Need,
    ObstacleFacts,
    ObstacleName,
    OutOfTurn,
    ReportFacts,
    ReportNames,
    ServiceName,
    SurveyFacts,
    twelve_months,
)
from hall.figures.sums import DayTotal, Longest, PeriodFigures, PeriodSums
from hall.figures.terms import DayTerms
from hall.figures.union import HallPart, united

__all__ = [
    "MEDIAN",
    "NINETIETH",
    "AuditFacts",
    "BookedRow",
    "BookingFigures",
    "CallFacts",
    "CounterFigures",
    "CounterName",
    "DayAggregate",
    "DayFacts",
    "DayTerms",
    "DayTotal",
    "EvidenceDay",
    "EvidenceFacts",
    "HallName",
    "HallPart",
    "HallTotal",
    "HallsFacts",
    "Longest",
    "Need",
    "ObstacleFacts",
    "ObstacleName",
    "OutOfTurn",
    "Period",
    "PeriodFigures",
    "PeriodKind",
    "PeriodSums",
    "PresenceFigures",
    "ReportFacts",
    "ReportNames",
    "ServiceFigures",
    "ServiceName",
    "SurveyFacts",
    "added",
    "day_aggregate",
    "parse_period",
    "percentile",
    "period_of",
    "twelve_months",
    "united",
    "whole_months",
]
