"""The reports: each is a class that makes a document of the facts of a period; it knows no SQL and no format."""

from __future__ import annotations

from collections.abc import Mapping

from hall.report.kinds.activity import Activity
from hall.report.kinds.attendance import Attendance
from hall.report.kinds.bookings import Bookings
from hall.report.kinds.fairness import Fairness
from hall.report.kinds.kind import ReportKind
from hall.report.kinds.obstacles import Obstacles
from hall.report.kinds.performance import Performance
from hall.report.kinds.promise import Promise
from hall.report.kinds.recap import Recap
from hall.report.kinds.survey import Survey

KINDS: Mapping[str, ReportKind] = {
    kind.key: kind
    for kind in (
        Recap(),
        Performance(),
        Fairness(),
        Obstacles(),
        Survey(),
        Activity(),
        Attendance(),
        Promise(),
        Bookings(),
    )
}
"""All of them by their key, in the order in which they are offered."""

__all__ = ["KINDS", "ReportKind"]
