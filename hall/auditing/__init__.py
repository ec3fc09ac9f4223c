"""Whether a business day was honest: what was written down, checked against itself. Pure: the store streams the rows.

``day`` checks every invariant of a day's numbers, lives and calls, ``lives`` replays each ticket's row and its calls
from its history (``steps``: what each action makes of a row), ``places`` who sat where, ``business`` the days.
"""

from __future__ import annotations

from hall.auditing.business import DayStory, Endings, audit_days, stories
from hall.auditing.day import audit, audit_requests
from hall.auditing.lives import Known, audit_lives
from hall.auditing.places import Shifts, audit_places
from hall.auditing.report import MOST_FINDINGS, AuditFinding, AuditFindings, AuditReport, PurgedDay, TicketSummary
from hall.auditing.rows import (
    BookingRow,
    BusinessRow,
    CalledRow,
    CallRow,
    DayEventRow,
    DayNumberRow,
    DayRow,
    EventRow,
    Evidence,
    GapRow,
    JobRow,
    LifeRow,
    LineRow,
    LoggedGapRow,
    PlaceRow,
    RequestRow,
    ShiftRow,
    TicketLife,
    TicketRow,
)

__all__ = [
    "MOST_FINDINGS",
    "AuditFinding",
    "AuditFindings",
    "AuditReport",
    "BookingRow",
    "BusinessRow",
    "CallRow",
    "CalledRow",
    "DayEventRow",
    "DayNumberRow",
    "DayRow",
    "DayStory",
    "Endings",
    "EventRow",
    "Evidence",
    "GapRow",
    "JobRow",
    "Known",
    "LifeRow",
    "LineRow",
    "LoggedGapRow",
    "PlaceRow",
    "PurgedDay",
    "RequestRow",
    "ShiftRow",
    "Shifts",
    "TicketLife",
    "TicketRow",
    "TicketSummary",
    "audit",
    "audit_days",
    "audit_lives",
    "audit_places",
    "audit_requests",
    "stories",
]
