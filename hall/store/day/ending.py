"""What becomes of a business day's numbers when it ends, and when it is opened again.

A person who closes the day cancels what still waits. What the system ends by itself only expires: opening the same day
again brings every number back in its turn and state.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select, update

from hall.access import By
from hall.business_day import DayAction
from hall.lifecycle import AT_COUNTER, OPEN_STATES, TABLE, Action, Outcome, State
from hall.spooling import PrintJob
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.day.day_rows import NO_LOOK, change, count_cancelled, note

_D = t.business_day.c

_C = t.ticket.c
_NEWS = timedelta(hours=12)
"""How long a day that ended by itself is reported, and can be opened again at a counter."""
_CLOSES: Mapping[State, Action] = {State.SERVING: Action.FINISH, State.CALLED: Action.NO_SHOW}
"""What a person's closing does to a number at a counter; all others are cancelled."""


def end_numbers(
    tx: Transaction, day_id: int, *, at: datetime, by: By, reason: str, expire: bool, until: int | None = None
) -> int:
    """End every number of a day that is not finished, those up to ticket ``until`` only when it is given; returns how
    many were cancelled. Numbers at a counter end too: being served counts as done, being called as no-show.

    The caller holds the hall, the day and all counters.
    """
    unfinished = select(t.ticket).where(_C.day_id == day_id, t.state_is(*OPEN_STATES))
    if until is not None:
        unfinished = unfinished.where(_C.id <= until)
    cancelled: Counter[str] = Counter()
    for row in tx.connection.execute(unfinished.order_by(_C.id).with_for_update(key_share=True)).all():
        before = State(row.state)
        action = Action.EXPIRE if expire else _CLOSES.get(before, Action.CANCEL)
        after = TABLE[before, action]
        cancelled[row.prefix] += after is State.CANCELLED
        made: dict[str, Any] = {"ended_at": at, "version": row.version + 1}
        if after is State.DONE:
            made["outcome"] = Outcome.SERVED.value
        tx.connection.execute(update(t.ticket).where(_C.id == row.id).values(state=after.value, **made))
        tx.log(row._mapping, action, before, after, at=at, by=by, counter_id=row.counter_id, detail=reason, made=made)
    for prefix, count in sorted(cancelled.items()):
        count_cancelled(tx, day_id, prefix, count)
    _abandon_slips(tx, day_id, until, at, reason)
    tx.connection.execute(update(t.counter).values(streak=0))
    tx.must_notify = True
    return cancelled.total()


def _abandon_slips(tx: Transaction, day_id: int, until: int | None, at: datetime, reason: str) -> None:
    # Asked of each unfinished slip, which are few: the day's numbers are many.
    of_the_day = select(_C.id).where(_C.id == t.print_job.c.ticket_id, _C.day_id == day_id)
    if until is not None:
        of_the_day = of_the_day.where(_C.id <= until)
    jobs = update(t.print_job).where(t.is_unfinished(), of_the_day.correlate(t.print_job).exists())
    tx.connection.execute(jobs.values(state=PrintJob.ABANDONED.value, updated_at=at, detail=reason))


def open_again(tx: Transaction, row: Row[Any], now: datetime, by: By, reason: str) -> None:
    """Take back the closing of a business day; numbers go on where they stopped. What a person's closing cancelled
    stays so (``hall.store.tickets.waiting_again`` brings it back), what expired comes back."""
    change(
        tx,
        row.id,
        opened_at=now,
        opened_by=by.actor,
        ends_at=None,
        closed_at=None,
        closed_by=None,
        close_reason=None,
        cancelled=None,
        expired=False,
        **NO_LOOK,
    )
    back = _revive_numbers(tx, row.id, at=max(now, row.closed_at), by=by) if row.expired else 0
    note(tx, row.id, DayAction.REOPEN, row.date, by=by, at=now, reason=reason, detail={"revived": back})


def _revive_numbers(tx: Transaction, day_id: int, *, at: datetime, by: By) -> int:
    """Bring back every number that expired with the day and that nobody has touched since: its state, turn, counter and
    place in the quota; returns how many those were. A slip that was still to come is for the staff to see to.

    Where a counter has gone on meanwhile, with a number of another day, who was being served there stays served, and
    who was called there waits again in the old turn.
    """
    ended = select(t.ticket, t.ticket_event.c.from_state).join(t.ticket_event, t.ticket_event.c.ticket_id == _C.id)
    expired = ended.where(_C.day_id == day_id, _EXPIRED_LAST).order_by(_C.id)
    back: Counter[str] = Counter()
    taken = set(tx.connection.execute(select(_C.counter_id).where(t.state_is(*AT_COUNTER))).scalars())
    count = 0
    for row in tx.connection.execute(expired.with_for_update(key_share=True, of=t.ticket)).all():
        before, state = State(row.state), State(row.from_state)
        if state in AT_COUNTER and row.counter_id in taken:
            if state is State.CALLED:
                count += 1
                _wait_again(tx, row, at=at, by=by)
            continue
        count += 1
        back[row.prefix] += before is State.CANCELLED
        _revive(tx, row, before, state, at=at, by=by)
    for prefix, cancelled in sorted(back.items()):
        count_cancelled(tx, day_id, prefix, -cancelled)
    tx.must_notify = True
    return count


def _revive(tx: Transaction, row: Any, before: State, state: State, *, at: datetime, by: By) -> None:
    made = {"ended_at": None, "outcome": "", "version": row.version + 1}
    tx.connection.execute(update(t.ticket).where(_C.id == row.id).values(state=state.value, **made))
    tx.log(row._mapping, Action.REVIVE, before, state, at=at, by=by, counter_id=row.counter_id, made=made)
    if state is State.PRINTING:
        _hand_to_staff(tx, row.id, at)


def expired_count(tx: Transaction, day_id: int) -> int:
    """How many numbers of a day expired with it and were not touched since."""
    # Those that ended with it, not all of the day: every counter asks for it again and again.
    ended = _C.day_id == day_id, _D.id == day_id, _C.ended_at == _D.closed_at, t.ticket_event.c.ticket_id == _C.id
    return tx.number(select(func.count()).where(*ended, _EXPIRED_LAST))


def expired_lately(tx: Transaction, now: datetime) -> list[tuple[date, int]]:
    """The dates of days that ended by themselves in the last hours, the latest first, with how many numbers of each
    expired and were not touched since; none without any."""
    return tx.kept(_expired_since, now - _NEWS)


def _expired_since(tx: Transaction, since: datetime) -> list[tuple[date, int]]:
    # Sorted here: for an order by id SQLite would read every day.
    rows = sorted(tx.run(_EXPIRED_DAYS, {"since": since}), key=lambda row: -row.id)
    found = ((row.date, expired_count(tx, row.id)) for row in rows)
    return [(day, count) for day, count in found if count]


_EXPIRED_DAYS = Prepared(select(_D.id, _D.date).where(_D.expired, _D.closed_at > bindparam("since", type_=UtcDateTime)))


def closing_time(tx: Transaction, day_id: int) -> datetime:
    """The time to write of a day's end: not before what a clock wrote of its numbers that are not finished."""
    query = select(*map(func.max, (_C.issued_at, _C.called_at, _C.serving_at))).where(
        _C.day_id == day_id, t.state_is(*OPEN_STATES)
    )
    times: list[datetime] = [at for at in tx.connection.execute(query).one() if at is not None]
    return max([tx.stamp(), *times])


def _wait_again(tx: Transaction, row: Any, *, at: datetime, by: By) -> None:
    made = {"queue_time": row.queue_time, "ended_at": None, "version": row.version + 1}
    tx.connection.execute(update(t.ticket).where(_C.id == row.id).values(state=State.WAITING.value, **made))
    tx.log(row._mapping, Action.RETURN, State.NO_SHOW, State.WAITING, at=at, by=by, detail="turn_kept", made=made)


def _expired_last() -> ColumnElement[bool]:
    """Of a line of history: the number expired, and nobody has touched it since."""
    e, last = t.ticket_event.c, t.ticket_event.alias("last")
    latest = select(func.max(last.c.id)).where(last.c.ticket_id == e.ticket_id).scalar_subquery()
    return (e.action == Action.EXPIRE.value) & (e.id == latest)


_EXPIRED_LAST = _expired_last()


def _hand_to_staff(tx: Transaction, ticket_id: int, at: datetime) -> None:
    job = update(t.print_job).where(t.print_job.c.ticket_id == ticket_id)
    tx.connection.execute(
        job.values(state=PrintJob.NEEDS_STAFF.value, detail="the business day was opened again", updated_at=at)
    )
