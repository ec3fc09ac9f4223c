"""Whether a business day comes to what was kept of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hall.figures import BookingFigures, CounterFigures, DayAggregate, PresenceFigures, ServiceFigures
from hall.store import tables as t
from hall.store.aggregates.keeping import Counted, count, kept
from hall.store.aggregates.naming import hall_code
from hall.store.aggregates.totals import is_summed
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction

_D = t.business_day.c
Figures = ServiceFigures | CounterFigures | PresenceFigures | BookingFigures


@dataclass(frozen=True, slots=True)
class Recounted:
    """A business day that was added up again; ``was_kept`` tells whether it had been before, ``differs`` what came to
    something else then (the kind and the keys of its figures, or its sums)."""

    day: date
    counted: Counted
    was_kept: bool
    differs: tuple[str, ...]


def closed_days(tx: Transaction, first: date, last: date) -> tuple[int, ...]:
    """The business days (keys) between two dates that have closed, the oldest first."""
    there = _D.closed_at.is_not(None), _D.purged_at.is_(None)
    closed = select(_D.id).where(_D.date.between(first, last), *there).order_by(_D.date)
    return tuple(row.id for row in whole_rows(tx.connection.execute(closed)))


def recounted(tx: Transaction, day_id: int) -> Recounted | None:
    """Add a business day up again; None when it is open or was never there."""
    counted = count(tx, day_id)
    if counted is None:
        return None
    row = tx.connection.execute(select(t.business_day).where(_D.id == day_id)).one()
    before = kept(tx, row)
    differs = () if before is None else tuple(_differs(before, counted.made))
    if before is not None and not is_summed(tx, hall_code(tx.structure.structure.hall), day_id, before):
        differs += ("sums of the day",)
    return Recounted(counted.made.date, counted, before is not None, differs)


def _differs(before: DayAggregate, after: DayAggregate) -> Iterator[str]:
    """The figures that are not the same."""
    was, now = _by_key(before), _by_key(after)
    return (key for key in sorted({*was, *now}) if was.get(key) != now.get(key))


def _by_key(day: DayAggregate) -> dict[str, Figures]:
    parts: tuple[Any, ...] = (*day.services, *day.counters, *day.presence, *day.bookings)
    return {_key(one): one for one in parts}


def _key(figures: Figures) -> str:
    match figures:
        case ServiceFigures(service=service, priority=priority):
            return f"service {service} {'priority' if priority else 'regular'}"
        case CounterFigures(counter=counter, clerk=clerk):
            return f"counter {counter} {clerk}".rstrip()
        case PresenceFigures(counter=counter):
            return f"presence {counter}"
        case BookingFigures(service=service):
            return f"bookings {service}"
