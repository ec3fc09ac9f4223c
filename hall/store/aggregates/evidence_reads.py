"""What a pack of evidence is made of: business days that have closed, as they were written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select

from hall.access import By, refuse_reading_all
from hall.errors import Refused
from hall.figures import DayTerms, EvidenceDay, EvidenceFacts, Period, PeriodFigures, ReportFacts, day_aggregate
from hall.store import tables as t
from hall.store.aggregates.aggregate_reads import figures_between
from hall.store.aggregates.calls import call_facts
from hall.store.aggregates.facts import facts_of
from hall.store.aggregates.keeping import kept
from hall.store.aggregates.names import names_of
from hall.store.aggregates.naming import hall_code
from hall.store.database.aspect import Reads
from hall.store.database.readable import or_none, whole_rows
from hall.store.database.transaction import Transaction

_D, _A = t.business_day.c, t.aggregate_day.c


class EvidenceReads(Reads):
    """What figures are proven with."""

    def of(self, period: Period, by: By) -> EvidenceFacts:
        """What a pack of the whole hall is made of; its days are read while they are asked for. Raises
        Refused("needs_supervisor") to whoever sees a part of the hall, and ("evidence_nothing") where no business day
        of the period has closed, ("day_purged") where the numbers of one are deleted."""
        tx = self._tx
        refuse_reading_all(by)
        closed = select(t.business_day).where(_D.date.between(period.first, period.last), _D.closed_at.is_not(None))
        days = list(whole_rows(tx.connection.execute(closed.order_by(_D.date))))
        if not days:
            raise Refused("evidence_nothing")
        purged = [row.date for row in days if row.purged_at is not None]
        if purged:
            raise Refused("day_purged", day=purged[0])
        people = tx.connection.execute(select(t.staff.c.login, t.staff.c.name)).all()
        return EvidenceFacts(
            _report(tx, period, days[-1]),
            tx.structure.zone,
            {name: row.login for row in whole_rows(people) for name in (row.login, row.name)},
            (_day(tx, row) for row in days),
        )


def _report(tx: Transaction, period: Period, last: Row[Any]) -> ReportFacts:
    """As of the last close, so that it says the same whenever it is made; without other periods, whose events are not
    in the pack."""
    hall = tx.structure.structure.hall
    figures, nothing = figures_between(tx, period, "", closed_alone=True), PeriodFigures(period)
    return ReportFacts(
        hall.name,
        hall.city,
        replace(hall.reports, signer=""),
        tx.local(last.closed_at),
        period,
        names_of(tx),
        figures,
        nothing,
        nothing,
        months=figures.days,
        calls=call_facts(tx, period.until(last.date), figures, None),
    )


def _day(tx: Transaction, row: Row[Any]) -> EvidenceDay:
    """A day with the terms by which it was added up, by the configuration's where it is to be added up yet."""
    hall = hall_code(tx.structure.structure.hall)
    known = tx.connection.execute(select(_A.terms).where(_A.hall == hall, _A.day_id == row.id)).scalar_one_or_none()
    document = or_none(known)
    terms = None if document is None else DayTerms.of(document)
    made = kept(tx, row)
    if made is None:
        first = facts_of(tx, row, terms)
        made, terms = day_aggregate(first), first.terms
    return EvidenceDay(facts_of(tx, row, terms), made)
