"""Who sat where, for an audit: the whole history of the counters, or what of it a business day needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from sqlalchemy import bindparam, func, or_, select, tuple_

from hall.auditing import AuditReport, PlaceRow, ShiftRow
from hall.auditing import audit_places as audited
from hall.store import tables as t
from hall.store.database.column_types import Id
from hall.store.database.day_reach import NO_END, DayReach, Span
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.views.audit_lives import Stream, of

_E = t.counter_event.c
_NEW_BEGINNINGS = ("sign_in", "sign_out")
"""After such a line nothing of what was before it matters: who sat there, from which station, or a pause."""


def places(tx: Transaction, shifts: Iterable[ShiftRow], stream: Stream) -> AuditReport:
    """What the history of the counters and their rows disagree on."""
    c = t.counter.c
    columns = (c.id, c.archived, t.staff.c.login, c.signed_in_at, c.station, c.pause, c.pause_reason, c.pause_since)
    query = select(*columns).select_from(t.counter.outerjoin(t.staff, t.staff.c.id == c.staff_id)).order_by(c.id)
    return audited(shifts, map(PlaceRow._make, stream(tx, query)))


def shifts(tx: Transaction, only: DayReach | None, stream: Stream) -> list[ShiftRow]:
    """The history of the counters, in its order. For ``only`` one day: of each counter from the last line before the
    day at which somebody sat down or left, and again from its last such line to its end, which its row must agree
    with."""
    if only is None:
        return [ShiftRow._make(row) for row in stream(tx, of(ShiftRow, t.counter_event).order_by(_E.id))]
    begin, end = only.counter_lines
    befores, latests = _beginnings(tx, begin, only.lines[0], stream), _beginnings(tx, NO_END, NO_END, stream)
    found = [
        ShiftRow._make(row)
        for counter, before in befores.items()
        for span in _spans(before, end, latests.get(counter, 0))
        for row in whole_rows(tx.run(_LINES, {"p_counter": counter, "p_first": span[0], "p_last": span[1]}))
    ]
    return sorted(found, key=attrgetter("id"))


def _spans(before: int, end: int, latest: int) -> Iterator[Span]:
    yield before, end
    if end < NO_END:
        yield max(latest, end + 1), NO_END


def _beginnings(tx: Transaction, upto: int, first: int, stream: Stream) -> dict[str, int]:
    """The last line before the line ``upto`` at which each counter's history can be begun, of those that say that they
    are from before the line ``first`` of the tickets; 0 without one."""
    c = t.counter.c
    earlier = (_E.counter_id == c.id, _E.id < upto)
    if tx.postgres:
        # For an order by id alone it would go back through all counters' lines; SQLite knows no such range.
        earlier = (_E.counter_id >= c.id, tuple_(_E.counter_id, _E.id) < tuple_(c.id, upto))
    says_so = or_(_E.seen.is_(None), _E.seen < first)
    begun = select(_E.id).where(*earlier, _E.action.in_(_NEW_BEGINNINGS), says_so)
    last = begun.order_by(_E.counter_id.desc(), _E.id.desc()).limit(1).correlate(t.counter).scalar_subquery()
    return {str(row.id): int(row.line) for row in stream(tx, select(c.id, func.coalesce(last, 0).label("line")))}


_LINES = Prepared(
    of(ShiftRow, t.counter_event)
    .where(
        _E.counter_id == bindparam("p_counter", type_=_E.counter_id.type),
        _E.id.between(bindparam("p_first", type_=Id), bindparam("p_last", type_=Id)),
    )
    .order_by(_E.id)
)
