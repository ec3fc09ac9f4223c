"""Numbers that are out on paper though the database does not know them: going on past them after a restored backup, and
letting those join the queue whose holders still wait."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select, update

from hall.access import By
from hall.business_day import DayAction, GapCause
from hall.errors import Refused, or_refuse
from hall.manual_numbers import LARGEST, Past
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.transaction import Transaction
from hall.store.day import carrying, day_rows

_N, _G, _E = t.day_number.c, t.number_gap.c, t.day_event.c
_ON_PAPER = (GapCause.PAPER, GapCause.UNPROVEN)
_GONE = (GapCause.WITHDRAWN, GapCause.JOINED)


def go_past(tx: Transaction, day: date, past: Iterable[Past], by: By, reason: str) -> tuple[Past, ...]:
    """Let the numbers of business day ``day`` go on after ``past``; returns those that were not behind already. Gaps of
    the day say why. Raises Refused("unknown_day") and ("paper_too_far")."""
    tx.lock_hall()
    row = or_refuse(day_rows.day_on(tx, day), "unknown_day", day=day)
    return tuple(one for one in past if _goes_past(tx, row, one, by, reason))


def _goes_past(tx: Transaction, day: Row[Any], past: Past, by: By, reason: str) -> bool:
    before = last_of(tx, day.id, past.prefix, day.opened_at)
    if past.last <= before:
        return False
    if past.last > LARGEST:
        raise Refused("paper_too_far", last=before, wanted=past.last, limit=LARGEST)
    at, proven = tx.stamp(), min(max(past.proven, before), past.last)
    stated: dict[str, Any] = {"reason": reason, "by": by, "at": at}
    if proven > before:
        day_rows.gap(tx, (day.id, day.date), past.prefix, before + 1, proven, cause=GapCause.PAPER, **stated)
    if past.last > proven:
        day_rows.gap(tx, (day.id, day.date), past.prefix, proven + 1, past.last, cause=GapCause.UNPROVEN, **stated)
        day_rows.count_cancelled(tx, day.id, past.prefix, past.last - proven)
    number = (_N.day_id == day.id, _N.prefix == past.prefix)
    tx.connection.execute(update(t.day_number).where(*number).values(last=past.last, last_at=at))
    return True


def last_of(tx: Transaction, day_id: int, prefix: str, begun: Any) -> int:
    """The last number of the prefix, its row held; a service without numbers gets its row first."""
    empty = tx.insert(t.day_number).values(day_id=day_id, prefix=prefix, last=0, last_at=begun)
    tx.connection.execute(empty.on_conflict_do_nothing())
    return tx.number(select(_N.last).where(_N.day_id == day_id, _N.prefix == prefix).with_for_update())


def let_join(tx: Transaction, day: tuple[int, date], prefix: str, numbers: Iterable[int], by: By, at: datetime) -> None:
    """Take ``numbers`` out of the gaps of what is out on paper: each gets a ticket at ``at``, though later ones were
    given since. The row of the prefix is held. Raises Refused("paper_known") for one that is in none."""
    wanted, causes = set(numbers), _causes(tx, day[0])
    query = select(t.number_gap).where(_G.day_id == day[0], _G.prefix == prefix).order_by(_G.id)
    gaps = [row for row in tx.connection.execute(query).all() if causes.get(_span(row)) in _ON_PAPER]
    known = wanted - {number for row in gaps for number in range(row.first, row.last + 1)}
    if known:
        raise Refused("paper_known", number=code_of(prefix, min(known)))
    for row in gaps:
        joining = wanted & set(range(row.first, row.last + 1))
        if joining:
            _split(tx, row, day, joining, causes[_span(row)], by=by, at=at)
    tx.connection.execute(update(t.day_number).where(_N.day_id == day[0], _N.prefix == prefix).values(last_at=at))


def _split(
    tx: Transaction, row: Row[Any], day: tuple[int, date], joining: set[int], cause: GapCause, *, by: By, at: Any
) -> None:
    day_rows.withdraw_gap(tx, row, day[1], by=by, at=at, cause=GapCause.JOINED)
    for first, last in carrying.stretches(set(range(row.first, row.last + 1)) - joining):
        day_rows.gap(tx, day, row.prefix, first, last, cause=cause, reason=row.reason, by=by, at=at)
    if cause is GapCause.UNPROVEN:
        day_rows.count_cancelled(tx, day[0], row.prefix, -len(joining))


def _causes(tx: Transaction, day_id: int) -> dict[tuple[str, int, int], GapCause]:
    """Why the gaps of a business day are there, by prefix, first and last number."""
    query = select(_E.detail).where(_E.day_id == day_id, _E.action == DayAction.GAP.value).order_by(_E.id)
    found: dict[tuple[str, int, int], GapCause] = {}
    for stated in tx.connection.execute(query).scalars():
        span = stated["prefix"], stated["first"], stated["last"]
        cause = GapCause(stated["cause"])
        if cause in _GONE:
            found.pop(span, None)
        else:
            found[span] = cause
    return found


def _span(row: Row[Any]) -> tuple[str, int, int]:
    return row.prefix, row.first, row.last
