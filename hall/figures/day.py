"""A business day added up from what was written down."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hall.auditing import LineRow, ShiftRow
from hall.figures.life import Life, lives
from hall.figures.model import BookingFigures, CounterFigures, DayAggregate, PresenceFigures, ServiceFigures
from hall.figures.presence import Presence, Span, both, merged, minutes, presences, without
from hall.figures.terms import DayTerms
from hall.lifecycle import Action, Outcome, State
from hall.promise import Visit, span, unattended, verdict

_HALF_HOUR = 30
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class BookedRow:
    """A booking whose slot was on the day; ``checked_in_at`` is None while nobody came."""

    service: str
    slot: datetime
    state: str
    checked_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What is known of a business day. ``until`` is its close, or now. ``lines`` are those of its numbers by number and
    id, ``shifts`` those of its counters by id, ``offers`` the last offer (id) of each number by its key; ``terms`` are
    what the configuration said when it closed."""

    date: date
    zone: ZoneInfo
    opened_at: datetime
    closed_at: datetime | None
    until: datetime
    terms: DayTerms
    lines: Iterable[LineRow] = ()
    shifts: Iterable[ShiftRow] = ()
    offers: Mapping[int, str] = field(default_factory=dict)
    bookings: Iterable[BookedRow] = ()


def day_aggregate(facts: DayFacts) -> DayAggregate:
    """Add the day up; needs memory for its numbers."""
    return _Day(facts).figures()


@dataclass
class _Tally:
    """The counts of one service and class."""

    counts: Counter[str] = field(default_factory=Counter)
    tables: dict[str, Counter[int | str]] = field(default_factory=dict)

    def put(self, table: str, key: int | str) -> None:
        self.tables.setdefault(table, Counter())[key] += 1

    def figures(self, service: str, priority: bool) -> ServiceFigures:
        counted: dict[str, Any] = {**self.counts, **{name: _in_order(table) for name, table in self.tables.items()}}
        return ServiceFigures(service, priority, **counted)


class _Day:
    def __init__(self, facts: DayFacts) -> None:
        self._facts = facts
        self._presence = presences(facts.shifts, facts.opened_at, facts.until)
        self._lives = [life for life in lives(iter(facts.lines)) if life.is_visitor]
        self._calls = _calls_by_service(self._lives)

    def figures(self) -> DayAggregate:
        facts = self._facts
        tallies: dict[tuple[str, bool], _Tally] = {}
        for life in self._lives:
            key = life.text("service_id"), life.row.get("priority") is True
            self._count(life, tallies.setdefault(key, _Tally()))
        return DayAggregate(
            facts.date,
            facts.closed_at,
            tuple(tallies[key].figures(*key) for key in sorted(tallies)),
            tuple(self._by_counter()),
            tuple(self._by_presence()),
            tuple(_by_booking(facts)),
        )

    def _count(self, life: Life, tally: _Tally) -> None:
        tally.counts["issued"] += 1
        tally.counts[self._became(life)] += 1
        tally.counts["out_of_turn"] += any(call.action == Action.CALL_NUMBER and call.waited for call in life.calls)
        issued, first = life.time("issued_at"), life.first_call
        if issued is not None:
            local = issued.astimezone(self._facts.zone)
            tally.put("arrivals", (local.hour * _MINUTE + local.minute) // _HALF_HOUR)
        waited = span(issued, first.at if first else None)
        if waited is not None:
            tally.put("waits", _minutes(waited))
        if life.ticket_id in self._facts.offers:
            tally.put("offered", self._facts.offers[life.ticket_id])
        if life.state == State.DONE:
            self._judge(life, waited, tally)

    def _became(self, life: Life) -> str:
        """The count in which the number is."""
        if life.state == State.DONE:
            return "served" if life.text("outcome") == Outcome.SERVED else "not_served"
        if life.state == State.CANCELLED:
            closed = self._facts.closed_at
            return "left" if closed is not None and life.time("ended_at") == closed else "cancelled"
        return "no_show" if life.state == State.NO_SHOW else "waiting"

    def _judge(self, life: Life, waited: timedelta | None, tally: _Tally) -> None:
        took = span(life.time("serving_at"), life.time("ended_at"))
        if took is not None:
            tally.put("takes", _minutes(took))
        tally.counts["assumed"] += life.assumed
        if life.text("obstacle_id"):
            tally.put("obstacles", life.text("obstacle_id"))
        promise = self._facts.terms.promises.get(life.text("service_id"))
        if promise is None:
            return
        found = verdict(Visit(waited, took), promise)
        if found.why is not None:
            found = verdict(self._visit(life, waited, took), promise)
        if found.why is None:
            tally.counts["kept"] += 1
        else:
            tally.put("broken", found.why.value)

    def _visit(self, life: Life, waited: timedelta | None, took: timedelta | None) -> Visit:
        """All that explains why a promise was not kept."""
        issued, first = life.time("issued_at"), life.first_call
        if issued is None or first is None:
            return Visit(waited, took, hindered=bool(life.text("obstacle_id")))
        service = life.text("service_id")
        seats = [
            presence.changes
            for counter, presence in sorted(self._presence.items())
            if service in self._facts.terms.counters.get(counter, ())
        ]
        return Visit(
            waited,
            took,
            hindered=bool(life.text("obstacle_id")),
            unattended=unattended(seats, issued, first.at),
            ahead=self._others(service, life.ticket_id, issued, first.at),
        )

    def _others(self, service: str, ticket_id: int, first: datetime, last: datetime) -> int:
        """How many others of the service were called between two times."""
        calls = self._calls.get(service, [])
        between = calls[bisect_left(calls, (first, 0)) : bisect_right(calls, (last, 2**63))]
        return len({number for _, number in between if number != ticket_id})

    def _by_counter(self) -> Iterator[CounterFigures]:
        counts: dict[tuple[str, str], Counter[str]] = {}
        takes: dict[tuple[str, str], Counter[int]] = {}
        for life in self._lives:
            ended = life.ended
            if ended is None or life.state not in (State.DONE, State.NO_SHOW) or not life.text("counter_id"):
                continue
            who, _, login = ended.actor.partition(":")
            key = life.text("counter_id"), login if self._facts.terms.clerks and who == "clerk" else ""
            counts.setdefault(key, Counter())[self._became(life)] += 1
            took = span(life.time("serving_at"), life.time("ended_at"))
            if life.state == State.DONE and took is not None:
                takes.setdefault(key, Counter())[_minutes(took)] += 1
        for key in sorted(counts):
            counter, clerk = key
            counted: dict[str, Any] = {**counts[key], "takes": _in_order(takes.get(key, Counter()))}
            yield CounterFigures(counter, clerk, **counted)

    def _by_presence(self) -> Iterator[PresenceFigures]:
        waits = self._waits()
        firsts: dict[str, datetime] = {}
        busy: dict[str, list[Span]] = {}
        for life in self._lives:
            for call in life.calls:
                if call.counter_id:
                    firsts[call.counter_id] = min(firsts.get(call.counter_id, call.at), call.at)
            for stay in life.stays:
                if stay.counter_id:
                    busy.setdefault(stay.counter_id, []).append((stay.since, stay.until or self._facts.until))
        for counter, services in sorted(self._facts.terms.counters.items()):
            hours = self._until_now(merged(self._facts.terms.hours.get(counter, ())))
            presence = self._presence.get(counter, Presence())
            free = without(presence.there, merged(busy.get(counter, [])))
            for_it = merged(one for key in (*services, f">{counter}") for one in waits.get(key, ()))
            found = PresenceFigures(
                counter,
                scheduled=minutes(hours),
                open=minutes(both(presence.there, hours)),
                breaks=minutes(presence.breaks),
                idle=minutes(both(free, for_it)),
                begins=hours[0][0] if hours else None,
                first_call=firsts.get(counter),
            )
            if hours or presence.there or presence.breaks or found.first_call:
                yield found

    def _until_now(self, hours: tuple[Span, ...]) -> tuple[Span, ...]:
        """A day that goes on has only the part of its schedule that is over; one that was closed early has all."""
        if self._facts.closed_at is not None:
            return hours
        return both(hours, ((self._facts.opened_at, self._facts.until),)) if hours else ()

    def _waits(self) -> dict[str, tuple[Span, ...]]:
        """When somebody waited, by service, and for one counter alone (``>`` and the counter)."""
        found: dict[str, list[Span]] = {}
        for life in self._lives:
            for stay in life.stays:
                if stay.counter_id:
                    continue
                since, until = stay.since, stay.until or self._facts.until
                if stay.directed_to:
                    last = until if stay.directed_until is None else max(since, min(until, stay.directed_until))
                    found.setdefault(f">{stay.directed_to}", []).append((since, last))
                    since = last
                found.setdefault(stay.service_id, []).append((since, until))
        return {key: merged(spans) for key, spans in found.items()}


def _calls_by_service(found: Sequence[Life]) -> dict[str, list[tuple[datetime, int]]]:
    """When numbers of a service were called, in order; recalls are no calls of others."""
    calls: dict[str, list[tuple[datetime, int]]] = {}
    for life in found:
        for call in life.calls:
            if call.action != Action.RECALL:
                calls.setdefault(call.service_id, []).append((call.at, life.ticket_id))
    return {service: sorted(mine) for service, mine in calls.items()}


def _by_booking(facts: DayFacts) -> Iterator[BookingFigures]:
    found: dict[str, Counter[str]] = {}
    for row in facts.bookings:
        counts = found.setdefault(row.service, Counter())
        counts["booked"] += 1
        counts[_kept(row, facts)] += 1
    for service in sorted(found):
        yield BookingFigures(service, **{name: n for name, n in found[service].items() if name})


def _kept(row: BookedRow, facts: DayFacts) -> str:
    """What became of a booking; empty while it can still be kept."""
    if row.checked_in_at is None:
        if row.state == "cancelled":
            return "cancelled"
        return "lapsed" if facts.closed_at is not None or facts.until > row.slot + facts.terms.booking_grace else ""
    if row.checked_in_at < row.slot - facts.terms.booking_lead:
        return "early"
    return "late" if row.checked_in_at > row.slot + facts.terms.booking_grace else "kept"


def _in_order(table: Counter[Any]) -> dict[Any, int]:
    return dict(sorted(table.items()))


def _minutes(time: timedelta) -> int:
    return max(0, int(time.total_seconds() // _MINUTE))
