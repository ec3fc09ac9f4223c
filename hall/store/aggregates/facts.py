"""The facts of one business day, for ``hall.figures.day_aggregate``: the rows of its numbers and counters, and what the
configuration says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from hall.auditing import LineRow, ShiftRow
from hall.figures import BookedRow, DayFacts, DayTerms
from hall.figures.presence import Span, merged, without
from hall.opening import hours_on
from hall.promise import promise_of
from hall.store import tables as t
from hall.store.database.day_reach import DayReach, day_reach
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.store.staff.break_plans import turns_on
from hall.store.structure.loaded import LoadedStructure
from hall.store.views.audit_lives import of
from hall.store.views.audit_query import stream

_LOOK_BACK = 2_000
"""So many lines of the counters' history before the day tell who was there when it began."""


def facts_of(tx: Transaction, day: Row[Any], terms: DayTerms | None = None) -> DayFacts:
    """The facts of a business day (a row of its table), by ``terms`` where they were kept, else by the configuration as
    it is now. The rows are streamed: they are read once."""
    zone = day_rows.zone_of(day, tx.structure)
    until = day.closed_at or tx.now()
    reach = day_reach(tx.connection, day)
    return DayFacts(
        day.date,
        zone,
        day.opened_at,
        day.closed_at,
        until,
        terms or terms_of(tx, day, zone, until),
        lines=_lines(tx, reach),
        shifts=_shifts(tx, reach),
        offers=_offers(tx, reach),
        bookings=tuple(_bookings(tx, day.date, zone)),
    )


def terms_of(tx: Transaction, day: Row[Any], zone: ZoneInfo, until: datetime) -> DayTerms:
    """What the configuration says of a business day now."""
    loaded = tx.structure
    structure = loaded.structure
    known = [*structure.services, *(one for one in loaded.services.values() if one not in structure.services)]
    breaks = {turn.counter: (turn.starts_at, turn.ends_at) for turn in turns_on(tx, day.date)}
    hours = {service.id: _hours(loaded, service, day, zone, until) for service in structure.services}
    return DayTerms(
        {service.id: service.agency for service in known},
        {service.id: promise_of(service, structure.hall.rules) for service in known},
        {counter.id: frozenset(one.service for one in counter.services) for counter in structure.counters},
        {
            counter.id: without(
                merged(span for one in counter.services for span in hours.get(one.service, ())),
                tuple(breaks[key] for key in (counter.id,) if key in breaks),
            )
            for counter in structure.counters
        },
        structure.hall.rules.booking_lead,
        structure.hall.rules.booking_grace,
        structure.hall.reports.by_clerk,
    )


def _hours(loaded: LoadedStructure, service: Any, day: Row[Any], zone: ZoneInfo, until: datetime) -> tuple[Span, ...]:
    schedule = loaded.schedule_of(service)
    if schedule.always_open:
        return ((day.opened_at, until),)
    ranges = hours_on(day.date, schedule)
    return tuple((_at(day.date, one.start, zone), _at(day.date, one.end, zone)) for one in ranges)


def _at(day: date, at: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, at, zone)


def _lines(tx: Transaction, reach: DayReach) -> Iterator[LineRow]:
    """The lines of the day's numbers, by number and id."""
    c, e = t.ticket.c, t.ticket_event.c
    mine = of(LineRow, t.ticket_event).join(t.ticket, c.id == e.ticket_id).where(c.day_id == reach.day_id)
    ordered = mine.where(e.ticket_id.between(*reach.tickets)).order_by(e.ticket_id, e.id)
    return map(LineRow._make, stream(tx, ordered))


def _shifts(tx: Transaction, reach: DayReach) -> Iterator[ShiftRow]:
    e = t.counter_event.c
    first, last = reach.counter_lines
    lines = of(ShiftRow, t.counter_event).where(e.id.between(first - _LOOK_BACK, last)).order_by(e.id)
    return map(ShiftRow._make, stream(tx, lines))


def _offers(tx: Transaction, reach: DayReach) -> dict[int, str]:
    v = t.visit_offer.c
    last = select(v.ticket_id, v.offer_id).where(v.ticket_id.between(*reach.tickets)).order_by(v.id)
    found = {row.ticket_id: row.offer_id for row in whole_rows(tx.connection.execute(last))}
    return {ticket: offer for ticket, offer in found.items() if offer}


def _bookings(tx: Transaction, day: date, zone: ZoneInfo) -> Iterator[BookedRow]:
    b, begin = t.booking.c, datetime.combine(day, time(), zone)
    query = (
        select(b.service_id, b.slot, b.state, t.ticket.c.issued_at)
        .select_from(t.booking.outerjoin(t.ticket, t.ticket.c.id == b.ticket_id))
        .where(b.slot >= begin, b.slot < begin + timedelta(days=1))
        .order_by(b.slot, b.id)
    )
    return (BookedRow(*row) for row in whole_rows(tx.connection.execute(query)))
