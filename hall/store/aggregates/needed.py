"""What only some reports need beside figures: incidents with plans, the audit of the present day, and what a report of
the satisfaction survey tells beside its figures."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from hall.access import By
from hall.figures import AuditFacts, ObstacleFacts, Period, PeriodKind, ReportFacts, SurveyFacts, period_of
from hall.store.database.transaction import Transaction
from hall.store.incidents.incident_reads import IncidentReads
from hall.store.incidents.plans import PlanReads, plans_of_findings
from hall.store.survey.survey_reads import SurveyReads
from hall.store.views.audit_query import DayReads
from hall.survey.figures import MOST_LISTED


def obstacle_facts(tx: Transaction, period: Period, by: By, agency: str) -> ObstacleFacts:
    """The incidents of a period, or found before it and still open, the plans that are open and those that were done in
    it; of one ``agency`` (id) where it is given, with the plans of the whole hall."""
    zone = tx.structure.zone
    since = datetime.combine(period.first, time(), zone)
    until = datetime.combine(period.last + timedelta(days=1), time(), zone)
    reads = PlanReads(tx)
    plans, done = (
        tuple(one for one in found if agency in ("", one.agency_id) or not one.agency_id)
        for found in (reads.listed(by), reads.done(since, until, by))
    )
    return ObstacleFacts(IncidentReads(tx).found(since, until, by, agency=agency), plans, done)


def audit_facts(tx: Transaction) -> AuditFacts | None:
    """The audit of the open business day, else of the latest; None before the first."""
    days = DayReads(tx)
    day = days.latest()
    return None if day is None else AuditFacts(day, days.audit(day))


def survey_facts(tx: Transaction, facts: ReportFacts, by: By) -> SurveyFacts:
    """What a report of the survey has beside the figures of its period, of one agency where ``facts`` are of one."""
    reads, agency, period = SurveyReads(tx), facts.agency, facts.period
    before, year_before = period.before(), period.year_before()
    months = facts.twelve_months.first, period_of(PeriodKind.MONTH, facts.over.last).last
    is_short = facts.survey is not None and facts.survey.whole.respondents <= MOST_LISTED
    return SurveyFacts(
        reads.months(*months, agency, by),
        reads.whole(before.first, before.last, agency, by),
        reads.whole(year_before.first, year_before.last, agency, by),
        plans_of_findings(tx, period.first, period.last, agency),
        reads.scores(period.first, period.last, agency, by) if is_short else (),
        () if agency else reads.comments(period.first, period.last, by),
    )
