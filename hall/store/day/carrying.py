"""Taking numbers along to the next business day, when they were given after the end of the one before.

While an open day is over and nobody has confirmed that the clock is right, numbers go on in it: they count whichever is
wrong, the clock or the day. When the day then ends by itself, those numbers belong to the day that follows. They keep
their codes, and numbers go on behind them, so that no code stands twice on paper in one hall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from hall.access import By
from hall.business_day import DayAction, GapCause
from hall.dates import date_text
from hall.lifecycle import AT_COUNTER, Action, State
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day import day_rows
from hall.translator import ENGLISH

_C = t.ticket.c


def given_since(tx: Transaction, day_id: int, ticket_id: int) -> bool:
    """Whether a number of this day was given after ticket ``ticket_id``."""
    query = select(_C.id).where(_C.day_id == day_id, _C.id > ticket_id).limit(1)
    return tx.connection.execute(query).one_or_none() is not None


def carry(
    tx: Transaction, old: Row[Any], new_id: int, new_date: date, *, after: int, at: datetime, by: By
) -> list[str]:
    """Move the tickets of day ``old`` that were given after ticket ``after`` to the new open day; returns their codes.

    Where the new day's numbers of a prefix begin, and where the old one's end, a logged gap says why.
    """
    rows = tx.connection.execute(
        select(t.ticket).where(_C.day_id == old.id, _C.id > after).order_by(_C.id).with_for_update(key_share=True)
    ).all()
    by_prefix: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        by_prefix[row.prefix].append(row)
        move(
            tx, row, new_id, at=at, by=by, detail=f"{old.date.isoformat()} -> {new_date.isoformat()}", number=row.number
        )
    for prefix, moved in sorted(by_prefix.items()):
        _count_on(tx, old, new_id, new_date, prefix, moved, at=at, by=by)
    codes = [code_of(row.prefix, row.number) for row in rows]
    day_rows.note(
        tx, new_id, DayAction.CARRY, new_date, by=by, at=at, detail={"from": old.date.isoformat(), "numbers": codes}
    )
    return codes


def move(tx: Transaction, row: Row[Any], new_id: int, *, at: datetime, by: By, detail: str, number: int) -> None:
    """Move a ticket with its calls to another day, where it has ``number``."""
    tx.day_changed(row.day_id)
    made = {"day_id": new_id, "version": row.version + 1, **({} if number == row.number else {"number": number})}
    tx.connection.execute(update(t.ticket).where(_C.id == row.id).values(**made))
    tx.connection.execute(update(t.call).where(t.call.c.ticket_id == row.id).values(day_id=new_id))
    state = State(row.state)
    place = row.counter_id if state in AT_COUNTER else None
    tx.log(
        {**row._mapping, **made}, Action.CARRY, state, state, at=at, by=by, counter_id=place, detail=detail, made=made
    )


def _count_on(
    tx: Transaction,
    old: Row[Any],
    new_id: int,
    new_date: date,
    prefix: str,
    moved: list[Row[Any]],
    *,
    at: datetime,
    by: By,
) -> None:
    numbers = {row.number for row in moved}
    n = t.day_number.c
    before = tx.connection.execute(select(n.last_at).where(n.day_id == old.id, n.prefix == prefix)).scalar_one()
    gone = sum(row.state == State.CANCELLED for row in moved)
    last = max(numbers)
    # The quota counts last - cancelled: only the carried numbers that are not cancelled use the new day's.
    taken = len(numbers) - gone
    tx.connection.execute(
        insert(t.day_number).values(day_id=new_id, prefix=prefix, last=last, last_at=before, cancelled=last - taken)
    )
    day_rows.count_cancelled(tx, old.id, prefix, taken)
    stated: dict[str, Any] = {"cause": GapCause.CARRY, "by": by, "at": at}
    there = f"given on {date_text(old.date, ENGLISH)}"
    for first, end in stretches(set(range(1, last + 1)) - numbers):
        day_rows.gap(tx, (new_id, new_date), prefix, first, end, reason=there, **stated)
    here = f"taken along to {date_text(new_date, ENGLISH)}"
    for first, end in stretches(numbers):
        day_rows.gap(tx, (old.id, _date_of(tx, old.id)), prefix, first, end, reason=here, **stated)


def _date_of(tx: Transaction, day_id: int) -> date:
    """The date of a business day as it stands now: ending it may have given it another."""
    found: date = tx.connection.execute(select(t.business_day.c.date).where(t.business_day.c.id == day_id)).scalar_one()
    return found


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches of neighbours in ``numbers``, both ends included."""
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return runs


def latest_ticket(tx: Transaction) -> int:
    """The id of the latest ticket, 0 before the first."""
    return tx.connection.execute(select(func.max(_C.id))).scalar_one() or 0
