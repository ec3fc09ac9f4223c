"""What only some reports need beside figures: incidents with plans, and the audit of the present day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hall.access import By
from hall.figures import AuditFacts, ObstacleFacts, Period
from hall.store.database.transaction import Transaction
from hall.store.incidents.incident_reads import IncidentReads
from hall.store.incidents.plans import PlanReads
from hall.store.views.audit_query import DayReads


def obstacle_facts(tx: Transaction, period: Period, by: By, agency: str) -> ObstacleFacts:
    """The incidents of a period, or found before it and still open, and the plans that are open; of one ``agency`` (id)
    where it is given, with the plans of the whole hall."""
    zone = tx.structure.zone
    since = datetime.combine(period.first, time(), zone)
    until = datetime.combine(period.last + timedelta(days=1), time(), zone)
    plans = PlanReads(tx).listed(by)
    return ObstacleFacts(
        IncidentReads(tx).found(since, until, by, agency=agency),
        tuple(one for one in plans if agency in ("", one.agency_id) or not one.agency_id),
    )


def audit_facts(tx: Transaction) -> AuditFacts | None:
    """The audit of the open business day, else of the latest; None before the first."""
    days = DayReads(tx)
    day = days.latest()
    return None if day is None else AuditFacts(day, days.audit(day))
