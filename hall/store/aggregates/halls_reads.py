"""The halls whose figures are in one database: its own, or those of a province that were replicated into it.

Everything comes from the tables of aggregates alone, so that it is the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, literal, or_, select, union_all

from hall.access import By, refuse_reading_all
from hall.figures import (
    DayTotal,
    HallName,
    HallPart,
    HallTotal,
    Period,
    PeriodFigures,
    PeriodSums,
    added,
    whole_months,
)
from hall.store import tables as t
from hall.store.aggregates.kept import add_kept
from hall.store.aggregates.names import halls_named, written_names
from hall.store.aggregates.totals import sum_of
from hall.store.database.aspect import Reads
from hall.store.database.readable import whole_rows
from hall.store.views.audit_query import stream

_D, _M, _H = t.aggregate_total.c, t.aggregate_month.c, t.aggregate_hall.c
_SHOWN = ("issued", "served", "not_served", "left", "no_show", "cancelled", "kept", "broken", "waits")


class HallsReads(Reads):
    """What many halls come to."""

    def totals(self, by: By, over: Period, before: Period, year_before: Period) -> tuple[HallTotal, ...]:
        """Every hall of the database in a period, by name, against the two periods that it is compared with. Raises
        Refused("needs_supervisor") to whoever sees a part of a hall."""
        refuse_reading_all(by)
        found: dict[str, HallTotal] = {}
        for query in _rows(over):
            for code, rows in groupby(stream(self._tx, query), key=lambda row: row.hall):
                found[code] = _with(found.get(code) or HallTotal(code, HallName(code)), list(rows))
        earlier, last_year = self._issued(before), self._issued(year_before)
        names = halls_named(self._tx)
        codes = [*names, *sorted({*found, *earlier, *last_year} - names.keys())]
        return tuple(
            replace(
                found.get(code) or HallTotal(code, HallName(code)),
                name=names.get(code, HallName(code)),
                before=earlier.get(code, 0),
                year_before=last_year.get(code, 0),
            )
            for code in codes
        )

    def parts(
        self, by: By, over: Period, before: Period, year_before: Period, months: Period | None = None
    ) -> tuple[HallPart, ...]:
        """What every hall of the database gives to a report of several, by name; ``months`` are the days of which it
        needs few counts. Raises as ``totals``."""
        refuse_reading_all(by)
        tx, names = self._tx, halls_named(self._tx)
        return tuple(
            HallPart(
                code,
                name,
                written_names(tx.connection.execute(select(_H.names).where(_H.hall == code)).scalar_one()),
                self._figures(code, over),
                self._figures(code, before),
                self._figures(code, year_before),
                {} if months is None else self._days(code, months),
            )
            for code, name in names.items()
        )

    def _figures(self, code: str, period: Period) -> PeriodFigures:
        sums = PeriodSums(period)
        add_kept(self._tx, sums, code, period)
        return sums.figures()

    def _days(self, code: str, period: Period) -> dict[date, DayTotal]:
        mine = _D.hall == code, _D.date.between(period.first, period.last)
        rows = stream(self._tx, select(_D.date, _D.issued, _D.kept, _D.broken).where(*mine).order_by(_D.date))
        judged = ((row, row.kept + sum(row.broken.values())) for row in whole_rows(rows))
        return {row.date: DayTotal(row.issued, count, row.kept) for row, count in judged}

    def _issued(self, period: Period) -> dict[str, int]:
        """How many numbers each hall issued."""
        months, days = _where(period)
        parts = union_all(select(_M.hall, _M.issued).where(months), select(_D.hall, _D.issued).where(days)).subquery()
        query = select(parts.c.hall, func.sum(parts.c.issued).label("issued")).group_by(parts.c.hall)
        return {row.hall: int(row.issued) for row in whole_rows(self._tx.connection.execute(query))}


def _with(known: HallTotal, rows: list[Any]) -> HallTotal:
    """A hall with more of its days or months."""
    days = sum(row.days for row in rows)
    last = max(row.last for row in rows)
    total = added(known.total, [sum_of(rows, _SHOWN)])
    return replace(known, days=known.days + days, last=max(last, known.last or last), total=total)


def _rows(period: Period) -> Iterator[Select[Any]]:
    """The whole months of the period, then its other days, each by hall."""
    months, days = _where(period)
    yield select(_M.hall, _M.days, _M.last, *(_M[name] for name in _SHOWN)).where(months).order_by(_M.hall, _M.month)
    one, shown = literal(1).label("days"), (_D[name] for name in _SHOWN)
    yield select(_D.hall, one, _D.date.label("last"), *shown).where(days).order_by(_D.hall, _D.date)


def _where(period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which rows of months and which of days make up a period."""
    months, rest = whole_months(period)
    of_days = or_(false(), *(_D.date.between(one.first, one.last) for one in rest))
    of_months = false() if months is None else _M.month.between(months.first, months.last)
    return of_months, of_days
