"""What a call needs to know, read in one statement and without locks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    ScalarSelect,
    String,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    null,
    or_,
    select,
    true,
    union_all,
)

from hall.calling import DIRECTED, Candidate
from hall.lifecycle import AT_COUNTER, CALL_KINDS, Action, State
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.readable import is_whole
from hall.store.database.transaction import Transaction, last_stamp
from hall.store.structure.loaded import LoadedStructure
from hall.visit import Ending, Said, ending

_C = t.ticket.c

HEADS = 4
"""How many tickets of each service and class are read at once. The rule needs one; the others are for a call that
passes over what a hanging program holds."""


@dataclass(frozen=True, slots=True)
class QueueSnapshot:
    """The moment of a call: the open day, the counter's ticket and streak, and the heads of its queues.

    ``request`` is the stored row of the request id when it was done before; ``versions`` are those of the candidates'
    rows.
    """

    now: datetime
    day_id: int | None
    date: date | None
    current_id: int | None
    current_day_id: int | None
    current_state: State | None
    current_service: str | None
    current_called_at: datetime | None
    current_kept: bool
    streak: int
    pause: str
    request: Any | None
    candidates: tuple[Candidate, ...]
    versions: Mapping[int, int]
    full_queues: tuple[frozenset[int], ...]
    structure: LoadedStructure

    def ending(self, said: Said | None) -> Ending | None:
        """As what a call ends the counter's ticket; None when there is none. ``said`` counts when it is of this one."""
        if self.current_id is None or self.current_state is None:
            return None
        promised = said.begun if said is not None and said.ticket_id == self.current_id else None
        begin_after = self.structure.structure.hall.rules.begin_after
        if self.current_called_at is not None:
            begin_after = self.structure.begin_after(self.current_called_at, self.now)
        return ending(
            self.current_state, self.current_called_at, self.now, begin_after, promised, kept=self.current_kept
        )

    def cut_short(self, remaining: list[Candidate]) -> bool:
        """Whether a queue that may be longer than the head that was read has nobody left among ``remaining``."""
        left = {candidate.id for candidate in remaining}
        return any(head.isdisjoint(left) for head in self.full_queues)


def read_snapshot(tx: Transaction, counter_id: str, request_id: str) -> QueueSnapshot:
    """Read the snapshot at a counter, whose row the caller holds locked."""
    given = tx.given_now()
    rows = tx.run(_SNAPSHOT[tx.postgres], {"counter": counter_id, "request": request_id, "given": given}).all()
    first = rows[0]
    clock: datetime = given or first.now
    now = max(clock, first.last_at or clock)
    return QueueSnapshot(
        now=now,
        day_id=first.day_id,
        date=first.date,
        current_id=first.current_id,
        current_day_id=first.current_day_id,
        current_state=State(first.current_state) if first.current_state else None,
        current_service=first.current_service,
        current_called_at=first.current_called_at,
        current_kept=first.current_said == Action.NOT_BEGUN,
        streak=first.streak,
        pause=first.pause,
        request=first if first.fingerprint is not None else None,
        candidates=candidates_of(rows),
        versions={row.id: row.version for row in rows if row.id is not None},
        full_queues=_full_queues(rows),
        structure=tx.cache.at(tx.connection, first.revision),
    )


def _full_queues(rows: Sequence[Any]) -> tuple[frozenset[int], ...]:
    """The heads, as ids, of the queues that returned as many tickets as were asked for."""
    heads: dict[tuple[str, bool], set[int]] = {}
    for row in rows:
        if row.id is not None and row.rank != DIRECTED:
            heads.setdefault((row.service_id, bool(row.priority)), set()).add(row.id)
    return tuple(frozenset(ids) for ids in heads.values() if len(ids) >= HEADS)


def candidates_of(rows: Iterable[Any]) -> tuple[Candidate, ...]:
    """The candidates among rows of heads; one that cannot be read is passed over."""
    return tuple(
        _candidate(row) for row in rows if row.id is not None and is_whole((row.queue_time, row.issued_at, row.rank))
    )


def _candidate(row: Any) -> Candidate:
    return Candidate(row.id, row.queue_time, row.issued_at, row.rank, bool(row.priority), row.booked_for is not None)


_HEAD = ("id", "queue_time", "issued_at", "priority", "service_id", "booked_for", "version")


def heads_query(*, postgres: bool) -> Any:
    """The first waiting tickets of every service and class of the counter ``:counter``, with the service's rank, and
    every ticket that waits for this counter alone; ``:given`` is the moment, NULL for the server's.

    Cost grows with the counter's services, not with the day: each head is read from the waiting index.
    """
    given = bindparam("given", type_=UtcDateTime)
    now = func.coalesce(given, func.now(), type_=UtcDateTime) if postgres else given
    return union_all(_queue_heads(now, postgres=postgres), _directed(now))


def _queue_heads(now: Any, *, postgres: bool) -> Any:
    links = t.counter_service.alias("links")
    classes = union_all(select(true().label("priority")), select(false().label("priority"))).subquery("classes")
    w = t.ticket.alias("w")
    # The state is written out, so that the partial index serves also a prepared statement.
    waiting = t.written(State.WAITING)
    queue = and_(
        w.c.service_id == links.c.service_id,
        w.c.priority == classes.c.priority,
        w.c.state == waiting,
        or_(w.c.directed_to.is_(None), w.c.directed_until <= now),
    )
    order = (w.c.queue_time, w.c.issued_at, w.c.id)
    chosen = links.c.counter_id == bindparam("counter", type_=String)
    if postgres:
        picked = select(*(w.c[name] for name in _HEAD)).where(queue).order_by(*order).limit(HEADS).lateral("head")
        return (
            select(*picked.c, links.c.rank).select_from(links.join(classes, true()).join(picked, true())).where(chosen)
        )
    # SQLite has no LATERAL; the ids of each head are looked up in the same index.
    ids = select(w.c.id).where(queue).order_by(*order).limit(HEADS).correlate(links, classes)
    return (
        select(*(_C[name] for name in _HEAD), links.c.rank)
        .select_from(links.join(classes, true()).join(t.ticket, _C.id.in_(ids)))
        .where(chosen)
    )


def _directed(now: Any) -> Any:
    """The tickets that wait for the counter alone: a handful, for ten minutes each, so all of them are read."""
    waiting = t.written(State.WAITING)
    return select(*(_C[name] for name in _HEAD), literal_column(str(DIRECTED), Integer).label("rank")).where(
        _C.directed_to == bindparam("counter", type_=String), _C.directed_until > now, _C.state == waiting
    )


def last_said(ticket_id: ColumnElement[Any]) -> ScalarSelect[Any]:
    """The last action of a ticket that decides whether its visit begins by itself: a call or recall lets it,
    ``Action.NOT_BEGUN`` keeps it from that."""
    e = t.ticket_event.c
    said = [t.written(action) for action in sorted({*map(Action, CALL_KINDS), Action.NOT_BEGUN})]
    query = select(e.action).where(e.ticket_id == ticket_id, e.action.in_(said)).order_by(e.id.desc()).limit(1)
    return query.scalar_subquery()


def _snapshot(*, postgres: bool) -> Prepared:
    head = heads_query(postgres=postgres).subquery("heads")
    now = func.clock_timestamp(type_=UtcDateTime) if postgres else null()
    day, request, place, c = t.business_day.c, t.request.c, t.counter.c, t.ticket.c
    states = [t.written(state) for state in sorted(AT_COUNTER)]
    counter = bindparam("counter", type_=String)
    source = (
        t.hall.join(t.counter, place.id == counter)
        .outerjoin(t.business_day, day.closed_at.is_(None))
        .outerjoin(t.request, request.id == bindparam("request", type_=String))
        .outerjoin(t.ticket, and_(c.counter_id == counter, c.state.in_(states)))
        .outerjoin(head, true())
    )
    moment = (
        t.hall.c.revision,
        now.label("now"),
        place.streak,
        place.pause,
        last_stamp().label("last_at"),
        day.id.label("day_id"),
        day.date,
        request.fingerprint,
        request.result,
        c.id.label("current_id"),
        c.day_id.label("current_day_id"),
        c.state.label("current_state"),
        c.service_id.label("current_service"),
        c.called_at.label("current_called_at"),
        last_said(c.id).label("current_said"),
    )
    return Prepared(select(*moment, *head.c).select_from(source), repeated=len(moment))


_SNAPSHOT = {postgres: _snapshot(postgres=postgres) for postgres in (True, False)}
