"""Periods in figures: days that are over from what they were added up to, the present day from what was written down
until now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from hall.access import By, agency_seen
from hall.errors import Refused
from hall.figures import (
    DayTotal,
    Need,
    Period,
    PeriodFigures,
    PeriodSums,
    ReportFacts,
)
from hall.promise import promise_of
from hall.store import tables as t
from hall.store.aggregates.calls import call_facts
from hall.store.aggregates.comparing import Recounted, closed_days, recounted
from hall.store.aggregates.keeping import Counted, added_up, count, due_lately, fresh_days
from hall.store.aggregates.kept import add_kept
from hall.store.aggregates.names import names_of
from hall.store.aggregates.naming import hall_code
from hall.store.aggregates.needed import audit_facts, obstacle_facts, survey_facts
from hall.store.database.aspect import Reads
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.survey.survey_reads import SurveyReads
from hall.store.views.audit_query import stream
from hall.store.views.floor_query import FloorReads

_D = t.business_day.c


class AggregateReads(Reads):
    """What business days add up to."""

    def facts(self, period: Period, by: By, *, agency: str = "", needs: Collection[Need] = frozenset()) -> ReportFacts:
        """What a report is made of that needs ``needs``, about the whole hall or one ``agency`` (id or name); about
        their own where ``by`` answers for one. Raises Refused("needs_supervisor"), ("other_agency") and
        ("unknown_agency")."""
        tx = self._tx
        seen = _agency(tx, by, agency)
        hall, now = tx.structure.structure.hall, tx.local(tx.now())
        today = now.date()
        over = period.until(today)
        before, year_before = (period.compared(one, today) for one in (period.before(), period.year_before()))
        past = figures_between(tx, before, seen)
        facts = ReportFacts(
            hall.name,
            hall.city,
            hall.reports,
            now,
            period,
            names_of(tx),
            figures_between(tx, over, seen),
            past,
            past if year_before == before else figures_between(tx, year_before, seen),
            seen,
            _purged(tx, over),
            promises={one.id: promise_of(one, hall.rules) for one in tx.structure.structure.services},
        )
        return self._with(facts, by, frozenset(needs)) if needs else facts

    def _with(self, facts: ReportFacts, by: By, needs: frozenset[Need]) -> ReportFacts:
        """The facts with what is needed beside figures."""
        tx, agency = self._tx, facts.agency
        added: dict[str, Any] = {}
        if Need.MONTHS in needs:
            added["months"] = _totals(tx, facts.twelve_months, agency)
        if Need.CALLS in needs:
            added["calls"] = call_facts(tx, facts.over, facts.figures, _of_agency(tx, agency)[0])
        if Need.OBSTACLES in needs:
            added["obstacles"] = obstacle_facts(tx, facts.over, by, agency)
        if Need.FLOOR in needs:
            added["floor"] = FloorReads(tx).now(by)
        if Need.AUDIT in needs and not agency:
            added["audit"] = audit_facts(tx)
        if Need.SURVEY in needs:
            added["survey"] = SurveyReads(tx).of(facts.period.first, facts.period.last, agency, by)
        found = replace(facts, **added)
        return replace(found, survey_facts=survey_facts(tx, found, by)) if Need.SURVEY_FACTS in needs else found

    def due(self) -> tuple[int, ...]:
        """The latest business days (keys) that have closed and are not added up, and those that were changed since."""
        return due_lately(self._tx)

    def counted(self, day_id: int) -> Counted | None:
        """A business day added up to be kept; None when it is open or was never there."""
        return count(self._tx, day_id)

    def closed_days(self, first: date, last: date) -> tuple[int, ...]:
        """The business days (keys) between two dates that have closed, the oldest first."""
        return closed_days(self._tx, first, last)

    def recounted(self, day_id: int) -> Recounted | None:
        """A business day added up again, and whether that is what was kept; None when it is open or was never there."""
        return recounted(self._tx, day_id)

    def of(self, period: Period, by: By, *, agency: str = "") -> PeriodFigures:
        """A period in figures; of whom, and what it raises, as ``facts``. Days that are not added up yet are added up
        for this answer alone."""
        return figures_between(self._tx, period, _agency(self._tx, by, agency))


def _agency(tx: Transaction, by: By, agency: str) -> str:
    """The agency (id) that is reported on, empty for all."""
    own = agency_seen(by)
    wanted = tx.structure.find_agency(agency).id if agency else ""
    if own and wanted not in ("", own):
        raise Refused("other_agency")
    return own or wanted


def figures_between(tx: Transaction, period: Period, agency: str, *, closed_alone: bool = False) -> PeriodFigures:
    """A period in figures, of one agency (id) or of all; ``closed_alone`` leaves the open day out."""
    sums = PeriodSums(period, *_of_agency(tx, agency))
    fresh = [row for row in fresh_days(tx, period.first, period.last) if row.closed_at is not None or not closed_alone]
    kept_out = frozenset(row.id for row in fresh)
    add_kept(tx, sums, hall_code(tx.structure.structure.hall), period, kept_out)
    for row in fresh:
        sums.add(added_up(tx, row)[0])
    return sums.figures()


def _totals(tx: Transaction, period: Period, agency: str) -> Mapping[date, DayTotal]:
    """The days of a period in few counts."""
    services, table = _of_agency(tx, agency)[0], t.aggregate_service
    fresh = fresh_days(tx, period.first, period.last)
    out = frozenset(row.id for row in fresh)
    c = table.c
    mine = (c.hall == hall_code(tx.structure.structure.hall), c.date.between(period.first, period.last))
    found: dict[date, DayTotal] = {}
    query = select(c.day_id, c.date, c.service, c.issued, c.kept, c.broken).where(*mine)
    for row in stream(tx, query):
        if row.day_id not in out and (services is None or row.service in services):
            one = DayTotal(row.issued, row.kept + sum(row.broken.values()), row.kept)
            found[row.date] = found.get(row.date, DayTotal()).plus(one)
    sums = PeriodSums(period, services)
    for row in fresh:
        sums.add(added_up(tx, row)[0])
    return dict(sorted({**found, **sums.figures().days}.items()))


def _of_agency(tx: Transaction, agency: str) -> tuple[frozenset[str] | None, frozenset[str] | None]:
    """The services and the counters (ids) of an agency; None for all."""
    if not agency:
        return None, None
    s, c = t.service.c, t.counter.c
    services = tx.connection.execute(select(s.id).where(s.agency_id == agency)).scalars()
    counters = tx.connection.execute(select(c.id).where(c.agency_id == agency)).scalars()
    return frozenset(services), frozenset(counters)


def _purged(tx: Transaction, period: Period) -> tuple[date, ...]:
    """The business days of the period whose numbers are deleted."""
    gone = select(_D.date).where(_D.date.between(period.first, period.last), _D.purged_at.is_not(None))
    return tuple(row.date for row in whole_rows(tx.connection.execute(gone.order_by(_D.date))))
