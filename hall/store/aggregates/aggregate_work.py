"""Adding business days up again, and whether that comes to the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from hall.access import By, Operation
from hall.figures import BookingFigures, CounterFigures, DayAggregate, PresenceFigures, ServiceFigures
from hall.store import tables as t
from hall.store.aggregates.keeping import Counted, added_up, hall_code, keep, kept
from hall.store.aggregates.rows import write
from hall.store.database.aspect import Aspect, operation
from hall.store.database.readable import whole_rows

_D = t.business_day.c
Figures = ServiceFigures | CounterFigures | PresenceFigures | BookingFigures


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A business day that was added up again; ``kept`` tells whether it had been before, ``differs`` what came to
    something else then (the kind and the keys of its figures)."""

    day: date
    kept: bool
    differs: tuple[str, ...]


class AggregateWork(Aspect):
    """Operations on what business days add up to."""

    @operation(Operation.KEEP_DAY)
    def keep(self, by: By, counted: Counted) -> bool:
        """Keep what a business day adds up to; not when the day was changed since it was counted."""
        return keep(self._tx, counted)

    @operation(Operation.REBUILD)
    def rebuild(self, by: By, first: date, last: date) -> tuple[Rebuilt, ...]:
        """Add each business day between two dates that has closed up again, and write down what that comes to."""
        tx = self._tx
        tx.lock_hall()
        hall = hall_code(tx.structure.structure.hall)
        closed = select(t.business_day).where(_D.date.between(first, last), _D.closed_at.is_not(None))
        found = []
        for row in list(whole_rows(tx.connection.execute(closed.order_by(_D.date)))):
            before = kept(tx, row)
            made, terms = added_up(tx, row)
            write(tx, hall, row.id, made, terms, tx.now())
            differs = () if before is None else tuple(_differs(before, made))
            found.append(Rebuilt(row.date, before is not None, differs))
        return tuple(found)


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
