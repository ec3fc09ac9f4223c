"""What a clerk's screen shows, and the list of counters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select

from hall.calling import Choice, choose
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.numbering import code_of
from hall.store import tables as t
from hall.store import tickets
from hall.store.calls import reason_of
from hall.store.scene import candidate_of, heads_query
from hall.store.structure import LoadedStructure
from hall.store.transaction import Transaction
from hall.structure import Counter
from hall.views import CounterInfo, CounterView, DayFigures, EventView, NextView, QueueRow, Reason, TicketView

LATE_SLIP = timedelta(seconds=60)
"""A number whose slip did not come out for this long is shown to the staff."""
_AFTER = 3
_KEYS = (Action.CALL_NEXT, Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW)


def counter_view(tx: Transaction, counter: str) -> CounterView:
    """Everything that the clerk at ``counter`` (label or id) sees. Raises Refused("unknown_counter")."""
    structure = tx.structure
    place = structure.find_counter(counter)
    now = tx.now()
    day = tx.open_day()
    current = _current(tx, place, structure)
    info = counter_infos(tx, only=place.id)[0]
    following, later = _next(tx, place, structure, now)
    allowed, refusals = _actions(info, current, following)
    return CounterView(
        hall=structure.hall_view,
        now=now,
        counter=info,
        business_day=day.date if day else None,
        current=current,
        next=following,
        after=later,
        queues=_queues(tx, place, structure, now),
        counters_serving=_signed_in(tx, place),
        figures=_figures(tx, place.id, day.id if day else None),
        unprinted=_unprinted(tx, structure, now),
        allowed=allowed,
        refusals=refusals,
        last_event=_last_event(tx, place, day.id if day else None),
        current_reason=None if current is None else _reason(tx, place, current),
        longest_wait=structure.structure.hall.rules.longest_wait,
    )


def counter_infos(tx: Transaction, *, only: str | None = None) -> tuple[CounterInfo, ...]:
    """The counters of the hall in their order, each with who sits there and which number is there."""
    structure = tx.structure
    c = t.counter.c
    here = and_(t.ticket.c.counter_id == c.id, t.state_is(*AT_COUNTER))
    query = (
        select(c.id, c.staff_id, t.staff.c.name, t.ticket.c.prefix, t.ticket.c.number, t.ticket.c.state)
        .select_from(t.counter.outerjoin(t.staff, t.staff.c.id == c.staff_id).outerjoin(t.ticket, here))
        .where(~c.archived)
        .order_by(c.position)
    )
    if only is not None:
        query = query.where(c.id == only)
    return tuple(_info(row, structure) for row in tx.connection.execute(query))


def _info(row: Any, structure: LoadedStructure) -> CounterInfo:
    place = structure.counters[row.id]
    services = [(structure.services[s.service], s.rank) for s in place.services]
    return CounterInfo(
        id=place.id,
        label=place.label,
        zone=structure.zones[place.zone],
        agency_id=place.agency,
        agency_name=structure.agencies[place.agency].name,
        services=tuple((service.prefix, service.name, rank) for service, rank in services),
        clerk_id=row.staff_id,
        clerk_name=row.name or "",
        ticket_code=code_of(row.prefix, row.number) if row.state else "",
        ticket_state=State(row.state) if row.state else None,
    )


def _current(tx: Transaction, place: Counter, structure: LoadedStructure) -> TicketView | None:
    query = tickets.with_date().where(t.ticket.c.counter_id == place.id, t.state_is(*AT_COUNTER))
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else tickets.view_of(row._mapping, structure)


def _reason(tx: Transaction, place: Counter, current: TicketView) -> Reason | None:
    """Why the current ticket was called by the key for the next one; None when it was not."""
    c = t.call.c
    query = select(t.call).where(c.ticket_id == current.id, c.counter_id == place.id, c.kind == "next")
    row = tx.connection.execute(query.order_by(c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else reason_of(row)


_HEADS = {postgres: heads_query(postgres=postgres) for postgres in (True, False)}


def _next(
    tx: Transaction, place: Counter, structure: LoadedStructure, now: datetime
) -> tuple[NextView | None, tuple[TicketView, ...]]:
    """Whom the rule would call, and the ones it would call after that if nobody else came or called."""
    rows = tx.connection.execute(_HEADS[tx.postgres], {"counter": place.id}).all()
    remaining = [candidate_of(row) for row in rows]
    streak = tx.connection.execute(select(t.counter.c.streak).where(t.counter.c.id == place.id)).scalar_one()
    chosen: list[Choice] = []
    while remaining and len(chosen) <= _AFTER:
        choice = choose(remaining, streak, structure.structure.hall.rules, now)
        assert choice is not None
        chosen.append(choice)
        streak = choice.streak_after
        remaining = [c for c in remaining if c.id != choice.ticket.id]
    if not chosen:
        return None, ()
    ids = [choice.ticket.id for choice in chosen]
    found = {
        row.id: tickets.view_of(row._mapping, structure)
        for row in tx.connection.execute(tickets.with_date().where(t.ticket.c.id.in_(ids)))
    }
    first = NextView(found[ids[0]], chosen[0].reason)
    return first, tuple(found[ticket_id] for ticket_id in ids[1:])


def _queues(tx: Transaction, place: Counter, structure: LoadedStructure, now: datetime) -> tuple[QueueRow, ...]:
    own = {s.service: s.rank for s in place.services}
    waiting = waiting_by_service(tx)
    rows = []
    for service in structure.structure.services:
        if service.id not in own and service.agency != place.agency:
            continue
        count, oldest = waiting.get(service.id, (0, None))
        longest = None if oldest is None else max(timedelta(0), now - oldest)
        rank = own.get(service.id, 0)
        is_own = service.id in own
        rows.append(
            QueueRow(service.id, service.prefix, service.name, count, longest, is_own, rank, name_en=service.name_en)
        )
    return tuple(sorted(rows, key=lambda row: (not row.own, row.rank)))


def waiting_by_service(tx: Transaction) -> dict[str, tuple[int, datetime | None]]:
    """For every service with people waiting: how many, and the turn of the one who waits longest."""
    c = t.ticket.c
    query = select(c.service_id, func.count(), func.min(c.turn)).where(t.state_is(State.WAITING)).group_by(c.service_id)
    return {service: (count, oldest) for service, count, oldest in tx.connection.execute(query)}


def _signed_in(tx: Transaction, place: Counter) -> int:
    """Counters with somebody at them that serve any of this counter's services, itself included."""
    links = t.counter_service.c
    query = select(func.count(func.distinct(t.counter.c.id))).where(
        t.counter.c.id == links.counter_id,
        t.counter.c.staff_id.is_not(None),
        ~t.counter.c.archived,
        links.service_id.in_([s.service for s in place.services]),
    )
    count: int = tx.connection.execute(query).scalar_one()
    return count


def _figures(tx: Transaction, counter_id: str, day_id: int | None) -> DayFigures:
    c = t.ticket.c
    query = select(c.state, c.serving_at, c.ended_at).where(
        c.day_id == day_id, c.counter_id == counter_id, c.state.in_((State.DONE.value, State.NO_SHOW.value))
    )
    rows = tx.connection.execute(query).all() if day_id is not None else []
    served = [row.ended_at - row.serving_at for row in rows if row.state == State.DONE and row.serving_at is not None]
    mean = sum(served, timedelta()) / len(served) if served else None
    done = sum(row.state == State.DONE for row in rows)
    return DayFigures(done, len(rows) - done, mean)


def _unprinted(tx: Transaction, structure: LoadedStructure, now: datetime) -> tuple[TicketView, ...]:
    c = t.ticket.c
    query = tickets.with_date().where(t.state_is(State.PRINTING), c.issued_at <= now - LATE_SLIP)
    rows = tx.connection.execute(query.order_by(c.issued_at))
    return tickets.views((row._mapping for row in rows), structure)


def count_unprinted(tx: Transaction, now: datetime) -> int:
    """How many numbers wait for their slip longer than ``LATE_SLIP``."""
    c = t.ticket.c
    query = select(func.count()).where(t.state_is(State.PRINTING), c.issued_at <= now - LATE_SLIP)
    count: int = tx.connection.execute(query).scalar_one()
    return count


def _actions(
    info: CounterInfo, current: TicketView | None, following: NextView | None
) -> tuple[frozenset[Action], tuple[tuple[Action, str], ...]]:
    allowed, refusals = set(), []
    for action in _KEYS:
        reason = _refusal(action, info, current, following)
        if reason is None:
            allowed.add(action)
        else:
            refusals.append((action, reason))
    return frozenset(allowed), tuple(refusals)


def _refusal(action: Action, info: CounterInfo, current: TicketView | None, following: NextView | None) -> str | None:
    if info.clerk_id is None:
        return "not_signed_in"
    if action is Action.CALL_NEXT:
        return "nobody_waits" if following is None else None
    if current is None:
        return "nobody_called"
    return None if after(current.state, action) is not None else "wrong_state"


def _last_event(tx: Transaction, place: Counter, day_id: int | None) -> EventView | None:
    e, c = t.ticket_event.c, t.ticket.c
    query = (
        select(e.at, e.action, e.actor, e.detail, c.prefix, c.number)
        .join(t.ticket, c.id == e.ticket_id)
        .where(e.counter_id == place.id, e.day_id == day_id)
        .order_by(e.id.desc())
        .limit(1)
    )
    row = tx.connection.execute(query).one_or_none() if day_id is not None else None
    return None if row is None else _event(row._mapping, place)


def _event(row: Mapping[Any, Any], place: Counter) -> EventView:
    code = code_of(row["prefix"], row["number"])
    return EventView(row["at"], Action(row["action"]), code, row["actor"], place.label, row["detail"])
