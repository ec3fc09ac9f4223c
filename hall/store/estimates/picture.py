"""The hall at one moment, as its waits are worked out from it: its counters, who waits, and what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import and_, select

from hall.breaks import Turn
from hall.calling import Candidate
from hall.estimating.answering import Asked, Picture
from hall.estimating.roll_forward import HORIZON, Desk, Standing, left_of
from hall.figures.presence import Span, merged, without
from hall.lifecycle import AT_COUNTER, Pause, State
from hall.opening import open_on
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.estimates.given import said_of
from hall.store.staff.break_plans import turns_on
from hall.structure import Counter, Service

_C, _T = t.counter.c, t.ticket.c
_A_BREAK = timedelta(minutes=15)
"""How long a break of which nobody said an end still lasts."""
_OVERDUE = timedelta(minutes=2)
"""How much longer a pause lasts whose end is over."""
_A_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)


def picture_of(tx: Transaction, midnight: datetime, takes: Callable[[str], timedelta]) -> Picture:
    """The hall now, on the business day that ``midnight`` began; ``takes`` says how long a visit usually takes."""
    return _Drawing(tx, midnight, takes).picture()


class _Drawing:
    def __init__(self, tx: Transaction, midnight: datetime, takes: Callable[[str], timedelta]) -> None:
        self._tx, self._midnight, self._takes = tx, midnight, takes
        self._now, self._structure = tx.now(), tx.structure
        self._rows = {row.id: row for row in whole_rows(tx.run(_SEATS))}
        self._hours = {one.id: self._open(one) for one in self._structure.structure.services}

    def picture(self) -> Picture:
        hall = self._structure.structure.hall
        desks, waiting = tuple(self._desks()), tuple(whole_rows(self._tx.run(_WAITING)))
        return Picture(
            self._now,
            self._midnight,
            hall.rules,
            desks,
            tuple(_standing(row, self._now) for row in waiting),
            tuple(self._asked(one, desks) for one in self._structure.structure.services),
            {row.id: said for row in waiting if (said := said_of(row._mapping)) is not None},
        )

    def _open(self, service: Service) -> tuple[Span, ...]:
        """When a service is still open today; from now for a day where it never closes."""
        schedule = self._structure.schedule_of(service, days.today(self._tx, self._now))
        local = self._now.astimezone(schedule.zone)
        if schedule.always_open:
            return ((local, local + _A_DAY),)
        closed = [(one.starts_at, one.ends_at or local + _A_DAY) for one in schedule.closures]
        return tuple(span for span in without(open_on(local.date(), schedule), merged(closed)) if span[1] > local)

    def _asked(self, service: Service, desks: tuple[Desk, ...]) -> Asked:
        able = [desk for desk in desks if service.id in desk.ranks and desk.there(self._now) is not None]
        there = sum(desk.there(self._now) == self._now for desk in able)
        hours = self._hours[service.id]
        ends = hours[-1][1] if hours and not self._structure.structure.hall.always_open else None
        return Asked(service.id, there, bool(able), ends)

    def _desks(self) -> Iterator[Desk]:
        turns = {turn.counter: turn for turn in turns_on(self._tx, self._tx.local(self._now).date())}
        for place in self._structure.structure.counters:
            row = self._rows.get(place.id)
            if row is not None:
                ranks = {one.service: one.rank for one in place.services if one.service in self._hours}
                spans = self._spans(place, row, turns.get(place.id))
                yield Desk(place.id, ranks, self._free(row), spans, row.streak)

    def _spans(self, place: Counter, row: Any, turn: Turn | None) -> tuple[Span, ...]:
        """When somebody calls there today: nobody in an evacuation, whose end nobody knows."""
        if self._structure.evacuation is not None:
            return ()
        hours = merged(span for one in place.services for span in self._hours.get(one.service, ()))
        if row.staff_id is None:
            # Before its hours nobody has to be there yet.
            there = hours if hours and hours[0][0] > self._now else ()
        else:
            there = self._of_a_clerk(row, hours)
        away = [(one.starts_at, one.ends_at or _NEVER) for one in self._structure.closures_of_counter(place.id)]
        if turn is not None and turn.starts_at > self._now:  # who has not gone by then goes another time
            away.append((turn.starts_at, turn.ends_at))
        return without(there, merged(away))

    def _of_a_clerk(self, row: Any, hours: Sequence[Span]) -> tuple[Span, ...]:
        """When whoever sits there calls: from now on, outside the hours too, until all are served."""
        begin = self._now
        if row.pause:
            until = row.pause_until
            if until is None and row.pause == Pause.CLOSED:
                return ()
            begin = max(until or row.pause_since + _A_BREAK, self._now + _OVERDUE)
        elif not hours or hours[0][0] > begin:
            return ((begin, hours[-1][1] if hours else begin + HORIZON),)
        later = ((max(begin, one), other) for one, other in hours)
        return tuple(span for span in later if span[1] > span[0])

    def _free(self, row: Any) -> datetime:
        """When the visit at a counter is probably over."""
        since = row.serving_at or row.called_at
        if row.state is None or not isinstance(since, datetime):
            return self._now
        return self._now + left_of(self._takes(row.service_id), max(timedelta(0), self._now - since))


def _standing(row: Any, now: datetime) -> Standing:
    candidate = Candidate(row.id, row.queue_time, row.issued_at, 1, bool(row.priority), row.booked_for is not None)
    alone = row.directed_to is not None and row.directed_until is not None and row.directed_until > now
    return Standing(candidate, row.service_id, row.directed_to if alone else "")


_HERE = and_(_T.counter_id == _C.id, t.state_is(*AT_COUNTER))
_SEATS = Prepared(
    select(
        *(_C.id, _C.staff_id, _C.streak, _C.pause, _C.pause_since, _C.pause_until),
        *(_T.state, _T.service_id, _T.called_at, _T.serving_at),
    )
    .select_from(t.counter.outerjoin(t.ticket, _HERE))
    .where(~_C.archived)
    .order_by(_C.position)
)
_WAITING = Prepared(
    select(
        *(_T.id, _T.service_id, _T.priority, _T.queue_time, _T.issued_at, _T.booked_for),
        *(_T.directed_to, _T.directed_until),
        *(_T.wait_low, _T.wait_middle, _T.wait_high, _T.wait_ahead, _T.wait_note),
    )
    .where(t.state_is(State.WAITING))
    .order_by(_T.id)
)
