"""What some business days add up to, for the overview: one read of their numbers, by the indexes of their day."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Date, Select, String, bindparam, case, func, or_, select

from hall.lifecycle import WITHDRAWN, Action, State
from hall.overview import HALF_HOUR, Met, Slice, Sums, Tally
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.views.visit_terms import both, count_if, is_done, is_kept, second, seconds

_C, _S, _D, _CALL, _E = t.ticket.c, t.service.c, t.business_day.c, t.call.c, t.ticket_event.c
_LOOK_BACK = 1_000
"""More lines of history than are written while one transaction runs."""
_ALWAYS = datetime(9999, 12, 31, tzinfo=UTC)
_UNTIL = bindparam("until", type_=UtcDateTime)
_AGENCY = bindparam("agency", type_=String)
_JOINED_THE_QUEUE = select(_E.id).where(_E.ticket_id == _C.id, _E.to_state == t.written(State.WAITING)).exists()
_IS_VISITOR = (_C.state != t.written(State.PRINTING)) & (
    (_C.state != t.written(State.CANCELLED)) | ((_C.outcome != WITHDRAWN) & _JOINED_THE_QUEUE)
)
"""Whether a number joined the queue; one that was never printed, or went with its import, was nobody's."""


def sums_of(tx: Transaction, wanted: Slice, agency: str, until: datetime | None = None) -> Sums:
    """The sums of all agencies, or of one (id), as far as they had happened by ``until`` (aware)."""
    given = {"first": wanted.first, "last": wanted.last, "agency": agency, "until": until or _ALWAYS}
    promised = int(tx.structure.structure.hall.rules.promised_wait.total_seconds())
    visits = tx.run(_VISITS[tx.postgres], {**given, "promised_wait": promised})
    arrivals = tx.run(_ARRIVALS[tx.postgres], given)
    tallies, waits = _of_visits(whole_rows(visits))
    return Sums(tallies, waits, _by_half_hour(tx, arrivals.all()), _met(whole_rows(tx.run(_MET, given))))


def past_sums(tx: Transaction, wanted: Slice, agency: str) -> Sums | None:
    """The sums of days that are over, counted once by this process and again when one of them was opened, or a number
    of one was corrected, since; None when they are not counted yet."""
    found = tx.structure.past.sums.get((wanted, agency))
    return found[1] if found is not None and found[0] == _state_of(tx, wanted) else None


def count_past(tx: Transaction, wanted: Slice, agency: str) -> Sums:
    """Count the sums of days that are over, and keep them."""
    made = sums_of(tx, wanted, agency)
    tx.structure.past.sums[wanted, agency] = _state_of(tx, wanted), made
    return made


def _state_of(tx: Transaction, wanted: Slice) -> tuple[Any, ...]:
    """What changes when a day of these is opened or closed, or a number of one is corrected."""
    corrected = sum(wanted.first <= day <= wanted.last for day in tx.kept(_corrected).values())
    return (*tx.run(_STATE, {"first": wanted.first, "last": wanted.last}).one(), corrected)


def _corrected(tx: Transaction) -> dict[int, date]:
    """The days of corrected numbers, by the line of history; only what has come since this process looked last is read.
    Some lines before are read again: on Postgres a line with a smaller id may be seen after one with a larger."""
    past, newest = tx.structure.past, tx.number(_NEWEST)
    after = (newest if past.seen is None else past.seen) - _LOOK_BACK
    past.corrected.update({row.id: row.date for row in whole_rows(tx.run(_CORRECTED, {"after": after}))})
    past.seen = newest
    return {line: day for line, day in past.corrected.items() if line <= newest}


def _of_visits(rows: Any) -> tuple[dict[tuple[date, str], Tally], dict[tuple[str, bool], Counter[int]]]:
    tallies: dict[tuple[date, str], Tally] = {}
    waits: dict[tuple[str, bool], Counter[int]] = {}
    for row in rows:
        key = row.date, row.service_id
        tallies[key] = tallies.get(key, Tally()).plus(Tally(row.visitors, row.done, row.kept))
        if row.minutes is not None:
            waits.setdefault((row.service_id, bool(row.priority)), Counter())[max(0, row.minutes)] += row.called
    return tallies, waits


def _by_half_hour(tx: Transaction, rows: list[Any]) -> Counter[int]:
    found: Counter[int] = Counter()
    for row in rows:
        local = tx.local(datetime.fromtimestamp(row.place * HALF_HOUR.total_seconds(), UTC))
        found[2 * local.hour + local.minute // 30] += row.visitors
    return found


def _met(rows: Any) -> dict[tuple[str, str], Met]:
    return {(row.obstacle_id, row.service_id): Met(row.met, row.first, row.last) for row in rows}


def _of_days(*columns: Any) -> Select[Any]:
    """Of the numbers of the days from ``first`` to ``last``, those of the agency."""
    days = _D.date.between(bindparam("first", type_=Date), bindparam("last", type_=Date))
    own = or_(_AGENCY == "", _S.agency_id == _AGENCY)
    joined = t.business_day.join(t.ticket, _C.day_id == _D.id).join(t.service, _S.id == _C.service_id)
    return select(*columns).select_from(joined).where(days, own, _C.issued_at <= _UNTIL)


def _build_visits(postgres: bool) -> Any:
    called = (
        select(func.min(_CALL.at))
        .where(_CALL.ticket_id == _C.id, ~_CALL.undone, _CALL.at <= _UNTIL)
        .correlate(t.ticket)
        .scalar_subquery()
    )
    times = _C.issued_at, called.label("called_at"), _C.serving_at, _C.ended_at
    promised = _S.promised_wait_minutes, _S.promised_minutes
    done = is_done() & (_C.ended_at <= _UNTIL)
    visits = _of_days(_D.date, _C.service_id, _C.priority, *times, *promised, case((done, 1)).label("is_done"))
    # Materialized: the first call is looked up once for each number, wherever it is named.
    v = visits.where(_IS_VISITOR).cte("visit").prefix_with("MATERIALIZED").c
    minutes = seconds(v.issued_at, v.called_at, postgres=postgres).op("/", precedence=8)(60).label("minutes")
    kept = is_kept(v.called_at, postgres=postgres, of=v)
    groups = v.date, v.service_id, v.priority, minutes
    counts = func.count(), func.count(v.called_at), func.count(v.is_done), count_if((v.is_done == 1) & kept)
    named = (count.label(name) for count, name in zip(counts, ("visitors", "called", "done", "kept"), strict=True))
    return select(*groups, *named).group_by(*groups)


def _build_arrivals(postgres: bool) -> Any:
    step = int(HALF_HOUR / timedelta(seconds=1))
    place = second(_C.issued_at, postgres=postgres).op("/")(step).label("place")
    return _of_days(place, func.count().label("visitors")).where(_IS_VISITOR).group_by(place)


def _build_met() -> Any:
    met = _of_days(
        _C.obstacle_id,
        _C.service_id,
        func.count().label("met"),
        func.min(_C.ended_at, type_=UtcDateTime).label("first"),
        func.max(_C.ended_at, type_=UtcDateTime).label("last"),
    )
    return met.where(_C.obstacle_id.is_not(None), is_done(), _C.ended_at <= _UNTIL).group_by(
        _C.obstacle_id, _C.service_id
    )


_VISITS, _ARRIVALS, _MET = both(_build_visits), both(_build_arrivals), Prepared(_build_met())
_NEWEST = select(func.coalesce(func.max(_E.id), 0))
_CORRECTED = Prepared(
    select(_E.id, _D.date)
    .select_from(t.ticket_event.join(t.business_day, _D.id == _E.day_id))
    .where(_E.id > bindparam("after", type_=_E.id.type), _E.action == t.written(Action.CORRECT))
)
_STATE = Prepared(
    select(
        func.count().label("days"),
        func.count(_D.closed_at).label("closed"),
        func.max(_D.closed_at, type_=UtcDateTime).label("latest"),
    ).where(_D.date.between(bindparam("first", type_=Date), bindparam("last", type_=Date)))
)
