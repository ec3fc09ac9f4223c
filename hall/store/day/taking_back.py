"""What a person takes back when a clock was ahead: the days that it opened, and the times that it wrote.

Today's business day may have ended meanwhile, and a later date have got one. Today's opens again then, and whoever
waits in the later one waits in today's: with the same code where that is free, else with one that nobody holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, or_, select, update

from hall.access import By
from hall.business_day import DayAction, GapCause
from hall.dates import date_text
from hall.lifecycle import AT_COUNTER, OPEN_STATES, Action, State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day import carrying, day_rows, ending, looking
from hall.store.day.day_rows import NO_LOOK, change, count_cancelled, note
from hall.translator import ENGLISH

_C, _N, _G, _D = t.ticket.c, t.day_number.c, t.number_gap.c, t.business_day.c


def is_simple(tx: Transaction, row: Row[Any], today: date) -> bool:
    """Whether the open day ``row``, which lies ahead, can just get today's date: it is free, and no other day that lies
    ahead has ended by itself."""
    return day_rows.day_on(tx, today) is None and [other.id for other in _days_ahead(tx, today)] == [row.id]


def _days_ahead(tx: Transaction, today: date) -> Sequence[Row[Any]]:
    """The business days with a later date than ``today`` that are open or ended by themselves, the eldest first."""
    ahead = _D.date > today, or_(_D.closed_at.is_(None), _D.expired)
    return tx.connection.execute(select(t.business_day).where(*ahead).order_by(_D.id)).all()


@dataclass(frozen=True, slots=True)
class MovedNumber:
    """A number that moves to another day: its ticket's row, and its number there."""

    row: Row[Any]
    number: int

    @property
    def renamed(self) -> tuple[str, str] | None:
        """Its code before and after, when it changes."""
        before, after = (code_of(self.row.prefix, number) for number in (self.row.number, self.number))
        return None if before == after else (before, after)


def coming_back(tx: Transaction, today: date) -> list[MovedNumber]:
    """What would move to today's day now, of the open day that lies ahead; nothing is changed."""
    made, row = day_rows.day_on(tx, today), tx.open_day()
    if made is None or row is None or row.date <= today:
        return []
    by_prefix = _unfinished(tx, row.id, hold=False)
    return [move for prefix, rows in by_prefix.items() for move in _place(tx, row.id, made.id, prefix, rows)]


def take_back(tx: Transaction, today: date, now: datetime, *, by: By, reason: str) -> None:
    """Close the days that lie ahead of ``today``, open today's (again), and bring over whoever waits in them.

    The caller holds the hall and the open day.
    """
    tx.lock_counters()
    ahead = _days_ahead(tx, today)
    for row in ahead:
        if row.closed_at is None:
            _shut(tx, row, now, by=by, reason=reason)
    for row in ahead:
        if row.closed_at is not None:
            ending.open_again(tx, row, now, by, reason)
            _shut(tx, row, now, by=by, reason=reason)
    made = day_rows.day_on(tx, today)
    if made is None:
        new_id = looking.begin(tx, today, now, by=by, reason=reason)
    else:
        new_id = made.id
        ending.open_again(tx, made, now, by, reason)
    for row in ahead:
        _bring_over(tx, row, new_id, today, at=now, by=by)
    tx.cache.day_end = None


def bring(tx: Transaction, current: Row[Any], row: Row[Any], now: datetime, *, by: By, reason: str) -> None:
    """Bring the numbers that expired with the day ``row`` back, into the open day ``current``.

    The caller holds the hall and the open day. For the blink of the transaction the day that had ended is the open one.
    """
    tx.lock_counters()
    _shut(tx, current, now, by=by, reason=reason)
    ending.open_again(tx, row, now, by, reason)
    _shut(tx, row, now, by=by, reason=reason)
    ending.open_again(tx, current, now, by, reason)
    _bring_over(tx, row, current.id, current.date, at=now, by=by)
    tx.cache.day_end = None


def _shut(tx: Transaction, row: Row[Any], now: datetime, *, by: By, reason: str) -> None:
    """Close a day whose numbers go on elsewhere."""
    change(tx, row.id, closed_at=now, closed_by=by.actor, close_reason=reason, cancelled=0, expired=False, **NO_LOOK)
    note(
        tx,
        row.id,
        DayAction.CLOSE,
        row.date,
        by=by,
        at=now,
        reason=reason,
        detail={"cancelled": 0, "ahead": True},
    )


def _unfinished(tx: Transaction, day_id: int, *, hold: bool) -> Mapping[str, list[Row[Any]]]:
    query = select(t.ticket).where(_C.day_id == day_id, t.state_is(*OPEN_STATES)).order_by(_C.prefix, _C.id)
    by_prefix: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in tx.connection.execute(query.with_for_update(key_share=True) if hold else query).all():
        by_prefix[row.prefix].append(row)
    return by_prefix


def _bring_over(tx: Transaction, old: Row[Any], new_id: int, today: date, *, at: datetime, by: By) -> None:
    moved: list[MovedNumber] = []
    by_prefix = _unfinished(tx, old.id, hold=True)
    given = tx.connection.execute(select(_N.prefix).where(_N.day_id == old.id).order_by(_N.prefix)).scalars()
    for prefix in given.all():
        here = _place(tx, old.id, new_id, prefix, by_prefix.get(prefix, []))
        dates = f"{old.date.isoformat()} -> {today.isoformat()}"
        for move in here:
            carrying.move(tx, move.row, new_id, at=at, by=by, detail=dates, number=move.number)
        latest = max((move.row.issued_at for move in here), default=at)
        _count_there(tx, old, new_id, today, prefix, {move.number for move in here}, latest, at=at, by=by)
        if here:
            known = update(t.day_number).where(_N.day_id == new_id, _N.prefix == prefix, _N.last_at < latest)
            tx.connection.execute(known.values(last_at=latest))
        _count_here(tx, old, today, prefix, {move.row.number for move in here}, at=at, by=by)
        moved += here
    if moved:
        stated = {"from": old.date.isoformat(), "numbers": [code_of(m.row.prefix, m.number) for m in moved]}
        renamed = [list(m.renamed) for m in moved if m.renamed is not None]
        note(
            tx,
            new_id,
            DayAction.CARRY,
            today,
            by=by,
            at=at,
            detail={**stated, "renamed": renamed} if renamed else stated,
        )


def _place(tx: Transaction, old_id: int, new_id: int, prefix: str, rows: list[Row[Any]]) -> list[MovedNumber]:
    """Which numbers of the new day the tickets ``rows`` (by id) of one prefix get.

    They keep theirs where the old day's numbers went on behind the new one's. Where both days have counted from one,
    those go on behind all that stand on paper.
    """
    behind, taken_along = _last(tx, new_id, prefix), _taken_along(tx, new_id, prefix)
    if all(row.number > behind or row.number in taken_along for row in rows):
        return [MovedNumber(row, row.number) for row in rows]
    first = max(behind, _last(tx, old_id, prefix)) + 1
    return [MovedNumber(row, number) for number, row in enumerate(rows, first)]


def _last(tx: Transaction, day_id: int, prefix: str) -> int:
    return (
        tx.connection.execute(select(_N.last).where(_N.day_id == day_id, _N.prefix == prefix)).scalar_one_or_none() or 0
    )


def _gaps(tx: Transaction, day_id: int, prefix: str) -> list[Row[Any]]:
    """The gaps of numbers that were taken along from this day, or given on another."""
    story = tx.connection.execute(
        select(t.day_event.c.detail).where(t.day_event.c.day_id == day_id, t.day_event.c.action == DayAction.GAP.value)
    ).scalars()
    carried = {
        (stated["prefix"], stated["first"]) for stated in story if stated and stated.get("cause") == GapCause.CARRY
    }
    query = select(t.number_gap).where(_G.day_id == day_id, _G.prefix == prefix).order_by(_G.id)
    return [row for row in tx.connection.execute(query).all() if (row.prefix, row.first) in carried]


def _taken_along(tx: Transaction, day_id: int, prefix: str) -> set[int]:
    return {number for row in _gaps(tx, day_id, prefix) for number in range(row.first, row.last + 1)}


def _count_there(
    tx: Transaction,
    old: Row[Any],
    new_id: int,
    today: date,
    prefix: str,
    numbers: set[int],
    latest: datetime,
    *,
    at: datetime,
    by: By,
) -> None:
    """Let the new day count ``numbers``: they fill its gaps of numbers taken along, and go on behind its last. No code
    that the old day has given is given again."""
    stated: dict[str, Any] = {"by": by, "at": at}
    filled = sum(_fill_gap(tx, row, today, numbers, **stated) for row in _gaps(tx, new_id, prefix))
    behind = _last(tx, new_id, prefix)
    last = max(behind, _last(tx, old.id, prefix), *numbers)
    if last == behind and not numbers:
        return
    holes = set(range(behind + 1, last + 1)) - numbers
    for first, end in carrying.stretches(holes):
        reason = f"given on {date_text(old.date, ENGLISH)}"
        day_rows.gap(tx, (new_id, today), prefix, first, end, cause=GapCause.CARRY, reason=reason, **stated)
    known = update(t.day_number).where(_N.day_id == new_id, _N.prefix == prefix)
    delta = len(holes) - filled
    if not tx.connection.execute(known.values(last=last, cancelled=_N.cancelled + delta)).rowcount:
        tx.connection.execute(
            insert(t.day_number).values(day_id=new_id, prefix=prefix, last=last, last_at=latest, cancelled=delta)
        )


def _fill_gap(tx: Transaction, row: Row[Any], today: date, numbers: set[int], *, at: datetime, by: By) -> int:
    """Let ``numbers`` fill a gap of numbers taken along, the rest of which stays; returns how many did."""
    span = set(range(row.first, row.last + 1))
    if not span & numbers:
        return 0
    stated: dict[str, Any] = {"cause": GapCause.CARRY, "reason": row.reason, "by": by, "at": at}
    day_rows.withdraw_gap(tx, row, today, by=by, at=at)
    for first, last in carrying.stretches(span - numbers):
        day_rows.gap(tx, (row.day_id, today), row.prefix, first, last, **stated)
    return len(span & numbers)


def _count_here(
    tx: Transaction, old: Row[Any], today: date, prefix: str, numbers: set[int], *, at: datetime, by: By
) -> None:
    """Let the old day say where its ``numbers`` went."""
    count_cancelled(tx, old.id, prefix, len(numbers))
    reason = f"taken along to {date_text(today, ENGLISH)}"
    for first, last in carrying.stretches(numbers):
        day_rows.gap(tx, (old.id, old.date), prefix, first, last, cause=GapCause.CARRY, reason=reason, by=by, at=at)


_TIMES = ("issued_at", "called_at", "serving_at", "ended_at")
_NEXT = timedelta(microseconds=1)
"""Between two queue times that are taken back to the same time: they keep their order."""


def early(tx: Transaction, day_id: int, now: datetime) -> int:
    """How many numbers of a day were written down with a time that is still to come."""
    count: int = tx.run(_EARLY, {"day": day_id, "now": now}).scalar_one()
    return count


def put_right(tx: Transaction, now: datetime, *, by: By) -> None:
    """Give what was written in the open day with a time that is still to come the present one.

    Queue times keep their order among each other. The times in the history stay as the clock told them then.
    """
    row = tx.open_day()
    if row is None:
        return
    tx.lock_counters()
    found = select(t.ticket).where(_C.day_id == row.id, _is_ahead(now)).order_by(_C.queue_time, _C.id)
    rows = tx.connection.execute(found.with_for_update(key_share=True)).all()
    if not rows:
        return
    for later, ticket in enumerate(reversed(rows)):
        _put_right(tx, ticket, now, now - later * _NEXT, by=by)
    for prefix in sorted({ticket.prefix for ticket in rows}):
        latest = select(func.max(_C.issued_at)).where(_C.day_id == row.id, _C.prefix == prefix)
        known = update(t.day_number).where(_N.day_id == row.id, _N.prefix == prefix, _N.last_at > now)
        tx.connection.execute(known.values(last_at=latest.scalar_subquery()))
    detail = {"numbers": [code_of(ticket.prefix, ticket.number) for ticket in rows]}
    note(tx, row.id, DayAction.PUT_RIGHT, row.date, by=by, at=now, detail=detail)
    tx.must_notify = True


def _is_ahead(now: Any) -> Any:
    waits_for_its_slot = func.coalesce(_C.queue_time <= _C.booked_for, False)
    return or_((_C.queue_time > now) & ~waits_for_its_slot, *(_C[name] > now for name in _TIMES))


_EARLY = Prepared(
    select(func.count().label("count"))
    .select_from(t.ticket)
    .where(_C.day_id == bindparam("day", type_=_C.day_id.type), _is_ahead(bindparam("now", type_=UtcDateTime)))
)


def _put_right(tx: Transaction, row: Row[Any], now: datetime, queue_time: datetime, *, by: By) -> None:
    stated = row._mapping
    made: dict[str, Any] = {name: now for name in _TIMES if stated[name] is not None and stated[name] > now}
    if row.queue_time > now and (row.booked_for is None or row.queue_time > row.booked_for):
        made["queue_time"] = queue_time
    made["version"] = row.version + 1
    tx.connection.execute(update(t.ticket).where(_C.id == row.id).values(**made))
    state = State(row.state)
    place = row.counter_id if state in AT_COUNTER else None
    tx.log(stated, Action.PUT_RIGHT, state, state, at=now, by=by, counter_id=place, made=made)
