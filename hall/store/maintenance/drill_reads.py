"""What a drill compares, read on one snapshot."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, select

from hall.figures import Period, PeriodFigures, PeriodKind
from hall.figures.drilled import DayFacts, DrillFacts
from hall.lifecycle import State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.aggregates.aggregate_reads import figures_between
from hall.store.database.aspect import Reads
from hall.store.database.transaction import Transaction

_C, _D, _N = t.ticket.c, t.business_day.c, t.day_number.c
_AT_ONCE = 5000
_MONTHS = 3
"""The latest months whose totals are added up."""


class DrillReads(Reads):
    """A hall as a drill sees it."""

    def facts(self) -> DrillFacts:
        """All of it; takes a second for some hundred thousand numbers."""
        tx = self._tx
        open_day, days = tx.open_day(), tuple(_days(tx))
        given = () if open_day is None else _given(tx, open_day.id)
        months = sorted({(one.day.year, one.day.month) for one in days})[-_MONTHS:]
        return DrillFacts(
            events=int(tx.connection.execute(select(func.count()).select_from(t.ticket_event)).scalar_one()),
            days=days,
            queue=tuple(_queue(tx)),
            given=frozenset(given),
            totals=tuple((f"{year}-{month:02d}", _totals(tx, year, month)) for year, month in months),
        )


def _days(tx: Transaction) -> Iterator[DayFacts]:
    last: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in tx.connection.execute(select(_N.day_id, _N.prefix, _N.last).order_by(_N.day_id, _N.prefix)):
        last[row.day_id].append((row.prefix, row.last))
    days = tx.connection.execute(select(_D.id, _D.date, _D.closed_at).order_by(_D.id)).all()
    query = select(_C.day_id, _C.prefix, _C.number, _C.state, _C.service_id, _C.version)
    ordered = query.order_by(_C.day_id, _C.prefix, _C.number)
    found: dict[int, tuple[int, str, str]] = {}
    with tx.connection.execute(ordered, execution_options={"yield_per": _AT_ONCE}) as rows:
        for day_id, tickets in groupby(rows, key=lambda row: int(row.day_id)):
            found[day_id] = _digests(tickets)
    nothing = _digests(iter(()))
    for day in sorted(days, key=lambda row: row.date):
        yield DayFacts(day.date, day.closed_at is not None, *found.get(day.id, nothing), tuple(last[day.id]))


def _digests(tickets: Iterator[Row[*tuple[Any, ...]]]) -> tuple[int, str, str]:
    count, codes, stand = 0, hashlib.sha256(), hashlib.sha256()
    for row in tickets:
        count += 1
        code = code_of(row.prefix, row.number)
        codes.update(f"{code}\n".encode())
        stand.update(f"{code} {row.state} {row.service_id} {row.version}\n".encode())
    return count, codes.hexdigest(), stand.hexdigest()


def _queue(tx: Transaction) -> Iterator[tuple[str, tuple[str, ...]]]:
    waiting = select(_C.service_id, _C.prefix, _C.number).where(t.state_is(State.WAITING))
    ordered = waiting.order_by(_C.service_id, _C.priority.desc(), _C.queue_time, _C.id)
    for service, rows in groupby(tx.connection.execute(ordered), key=lambda row: str(row.service_id)):
        yield service, tuple(code_of(row.prefix, row.number) for row in rows)


def _given(tx: Transaction, day_id: int) -> Iterator[str]:
    for row in tx.connection.execute(select(_C.prefix, _C.number).where(_C.day_id == day_id)):
        yield code_of(row.prefix, row.number)


def _totals(tx: Transaction, year: int, month: int) -> PeriodFigures:
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    last = date.fromordinal(following.toordinal() - 1)
    return figures_between(tx, Period(PeriodKind.MONTH, first, last), "", closed_alone=True)
