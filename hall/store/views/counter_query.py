"""What a clerk's screen shows, and the list of counters."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, func, select

from hall.calling import CallChoice, choose
from hall.lifecycle import AT_COUNTER, Action, State, after
from hall.numbering import code_of
from hall.store import tables as t
from hall.store.database.readable import UnreadRow, each, is_whole, known, or_none
from hall.store.database.transaction import Transaction
from hall.store.day.day_step import day_steps
from hall.store.devices import boards
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets import ticket_rows
from hall.store.tickets.calls import reason_of
from hall.store.tickets.missing_slips import missing_at
from hall.store.tickets.queue_snapshot import candidates_of, heads_query
from hall.store.tickets.undo import undo_view
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views import history
from hall.store.views.alarms import alarms, attended_services
from hall.structure import Counter
from hall.views import (
    CounterChoice,
    CounterInfo,
    CounterView,
    DayFigures,
    NextView,
    PauseView,
    QueueRow,
    Reason,
    ServiceChoice,
    TicketView,
    UndoView,
)

_AFTER = 3
_LISTED = 20
"""How many held numbers, no-shows and directed ones a clerk's screen lists."""
_DONE_LISTED = 60
"""How many done numbers of its own a counter can let back in: a whole day of visits of eight minutes."""
_AT_COUNTER_KEYS = (Action.RECALL, Action.SERVE, Action.FINISH, Action.NO_SHOW, Action.HOLD, Action.TRANSFER)


def counter_view(tx: Transaction, counter: str) -> CounterView:
    """Everything that the clerk at ``counter`` (label or id) sees. Raises Refused("unknown_counter")."""
    structure = tx.structure
    place = structure.find_counter(counter)
    now = tx.now()
    day = tx.open_day()
    current = _current(tx, place, structure)
    infos = counter_infos(tx)
    own = [info for info in infos if info.id == place.id] or counter_infos(tx, only=place.id)  # it may be archived
    if not own:
        raise UnreadRow(f"counter {place.id} cannot be read")
    info = own[0]
    following, later = _next(tx, place, structure, now)
    undo = undo_view(tx, place, now)
    held = _listed(tx, place, structure, day, State.HELD)
    anybody = following is not None or bool(held)
    refusals = _refusals(info, current, following, undo, anybody=anybody)
    served = attended_services(tx)
    serves = frozenset(served_here.service for served_here in place.services)
    slips = missing_at(tx, now, serves)
    return CounterView(
        hall=structure.hall_view,
        now=now,
        counter=info,
        business_day=or_none(day.date) if day else None,
        current=current,
        next=following,
        after=later,
        queues=_queues(tx, place, structure, now),
        counters_serving=_signed_in(tx, place),
        figures=_figures(tx, place.id, day.id if day else None),
        unprinted=tuple(slip.ticket for slip in slips),
        calls_here=0 if current is None else _calls_here(tx, place, current),
        slips_out=tuple((slip.ticket.id, slip.out_at) for slip in slips if slip.out_at is not None),
        allowed=_KEYS - refusals.keys(),
        refusals=tuple(refusals.items()),
        last_event=history.last_at(tx, place, day.id if day else None),
        current_reason=None if current is None else _reason(tx, place, current),
        longest_wait=structure.structure.hall.rules.longest_wait,
        begin_after=structure.structure.hall.rules.begin_after,
        held=held,
        no_shows=_listed(tx, place, structure, day, State.NO_SHOW),
        done=_done_here(tx, place, structure, day),
        directed=_directed(tx, place, structure, now),
        undo=undo,
        alarms=alarms(tx, now, place.agency, serves),
        day_steps=day_steps(tx, now),
        services=_service_choices(tx, structure, served),
        counters=tuple(
            CounterChoice(i.id, i.label, i.clerk_name, i.agency_name)
            for i in infos
            if i.id != place.id and i.clerk_id is not None and i.pause is None
        ),
        obstacles=structure.structure.obstacles,
        told=boards.delivery_of(tx, current.id) if current is not None and current.state is State.CALLED else None,
        last_numbers=_last_numbers(tx, day.id) if day is not None and structure.likely_confused else (),
    )


def _last_numbers(tx: Transaction, day_id: int) -> tuple[tuple[str, int], ...]:
    """The last number of each prefix on a business day."""
    n = t.day_number.c
    query = select(n.prefix, n.last).where(n.day_id == day_id).order_by(n.prefix)
    return tuple((row.prefix, row.last) for row in tx.connection.execute(query))


def _listed(
    tx: Transaction, place: Counter, structure: LoadedStructure, day: Any, state: State
) -> tuple[TicketView, ...]:
    """Today's tickets of the counter's services in ``state``, the latest first."""
    if day is None:
        return ()
    c = t.ticket.c
    services = [served.service for served in place.services]
    query = ticket_rows.with_date().where(c.day_id == day.id, c.service_id.in_(services), t.state_is(state))
    latest = query.order_by(func.coalesce(c.ended_at, c.called_at, c.issued_at).desc(), c.id.desc())
    return ticket_rows.views((row._mapping for row in tx.connection.execute(latest.limit(_LISTED))), structure)


def _done_here(tx: Transaction, place: Counter, structure: LoadedStructure, day: Any) -> tuple[TicketView, ...]:
    """Today's tickets that this counter ended as done, the latest first."""
    if day is None:
        return ()
    c = t.ticket.c
    query = ticket_rows.with_date().where(c.day_id == day.id, c.counter_id == place.id, t.state_is(State.DONE))
    rows = tx.connection.execute(query.order_by(c.ended_at.desc(), c.id.desc()).limit(_DONE_LISTED))
    return ticket_rows.views((row._mapping for row in rows), structure)


def _directed(tx: Transaction, place: Counter, structure: LoadedStructure, now: datetime) -> tuple[TicketView, ...]:
    """The tickets that wait for this counter alone, by turn."""
    c = t.ticket.c
    query = ticket_rows.with_date().where(c.directed_to == place.id, c.directed_until > now, t.state_is(State.WAITING))
    rows = tx.connection.execute(query.order_by(c.queue_time, c.id).limit(_LISTED))
    return ticket_rows.views((row._mapping for row in rows), structure)


def _service_choices(tx: Transaction, structure: LoadedStructure, served: frozenset[str]) -> tuple[ServiceChoice, ...]:
    waiting = waiting_by_service(tx)
    return tuple(
        ServiceChoice(
            id=service.id,
            prefix=service.prefix,
            name=service.name,
            name_en=service.name_en,
            agency_name=known(service.agency, structure.agencies).name,
            waiting=waiting.get(service.id, (0, None))[0],
            attended=service.id in served,
        )
        for service in structure.structure.services
    )


def counter_infos(tx: Transaction, *, only: str | None = None) -> tuple[CounterInfo, ...]:
    """The counters of the hall in their order, each with who sits there and which number is there; ``only`` the one
    with this id, though it may be archived."""
    structure = tx.structure
    c = t.counter.c
    rows = tx.connection.execute(_infos().where(~c.archived if only is None else c.id == only))
    return each(lambda row: _info(row, structure), rows)


@cache
def _infos() -> Select[Any]:
    c = t.counter.c
    here = and_(t.ticket.c.counter_id == c.id, t.state_is(*AT_COUNTER))
    return (
        select(
            c.id,
            c.staff_id,
            c.pause,
            c.pause_reason,
            c.pause_since,
            c.pause_until,
            t.staff.c.name,
            t.ticket.c.prefix,
            t.ticket.c.number,
            t.ticket.c.state,
        )
        .select_from(t.counter.outerjoin(t.staff, t.staff.c.id == c.staff_id).outerjoin(t.ticket, here))
        .order_by(c.position)
    )


def _info(row: Any, structure: LoadedStructure) -> CounterInfo:
    place = known(row.id, structure.counters)
    services = [(known(s.service, structure.services), s.rank) for s in place.services]
    return CounterInfo(
        id=place.id,
        label=place.label,
        zone=known(place.zone, structure.zones),
        agency_id=place.agency,
        agency_name=known(place.agency, structure.agencies).name,
        services=tuple((service.prefix, service.name, rank) for service, rank in services),
        clerk_id=row.staff_id,
        clerk_name=row.name or "",
        ticket_code=code_of(row.prefix, row.number) if row.state else "",
        ticket_state=State(row.state) if row.state else None,
        pause=PauseView(row.pause, row.pause_reason, row.pause_since, row.pause_until) if row.pause else None,
    )


def _current(tx: Transaction, place: Counter, structure: LoadedStructure) -> TicketView | None:
    query = ticket_rows.with_date().where(t.ticket.c.counter_id == place.id, t.state_is(*AT_COUNTER))
    row = tx.connection.execute(query).one_or_none()
    return None if row is None else ticket_rows.view_of(row._mapping, structure)


def _reason(tx: Transaction, place: Counter, current: TicketView) -> Reason | None:
    """Why the current ticket was called by the key for the next one; None when it was not."""
    c = t.call.c
    query = select(t.call).where(c.ticket_id == current.id, c.counter_id == place.id, c.kind != "recall")
    row = tx.connection.execute(query.order_by(c.seq.desc()).limit(1)).one_or_none()
    return None if row is None or not is_whole(row) else reason_of(row)


def _calls_here(tx: Transaction, place: Counter, current: TicketView) -> int:
    """How often this counter has called the ticket, without what was taken back."""
    c = t.call.c
    query = select(func.count()).where(c.ticket_id == current.id, c.counter_id == place.id, ~c.undone)
    count: int = tx.connection.execute(query).scalar_one()
    return count


_HEADS = {postgres: heads_query(postgres=postgres) for postgres in (True, False)}


def _next(
    tx: Transaction, place: Counter, structure: LoadedStructure, now: datetime
) -> tuple[NextView | None, tuple[TicketView, ...]]:
    """Whom the rule would call, and the ones it would call after that if nobody else came or called."""
    rows = tx.connection.execute(_HEADS[tx.postgres], {"counter": place.id, "given": tx.given_now()}).all()
    remaining = list(candidates_of(rows))
    streak = tx.connection.execute(select(t.counter.c.streak).where(t.counter.c.id == place.id)).scalar_one()
    chosen: list[CallChoice] = []
    while remaining and len(chosen) <= _AFTER:
        choice = choose(remaining, streak, structure.structure.hall.rules, now)
        assert choice is not None
        chosen.append(choice)
        streak = choice.streak_after
        remaining = [c for c in remaining if c.id != choice.ticket.id]
    if not chosen:
        return None, ()
    ids = [choice.ticket.id for choice in chosen]
    tickets_of = tx.connection.execute(ticket_rows.with_date().where(t.ticket.c.id.in_(ids)))
    found = {view.id: view for view in ticket_rows.views((row._mapping for row in tickets_of), structure)}
    shown = [choice for choice in chosen if choice.ticket.id in found]
    if not shown:
        return None, ()
    first = NextView(found[shown[0].ticket.id], shown[0].reason)
    return first, tuple(found[choice.ticket.id] for choice in shown[1:])


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
    served = [
        row.ended_at - row.serving_at for row in rows if row.state == State.DONE and row.serving_at and row.ended_at
    ]
    mean = sum(served, timedelta()) / len(served) if served else None
    done = sum(row.state == State.DONE for row in rows)
    return DayFigures(done, len(rows) - done, mean)


_KEYS = frozenset({Action.CALL_NEXT, Action.CALL_NUMBER, Action.UNDO, *_AT_COUNTER_KEYS})


def _refusals(
    info: CounterInfo,
    current: TicketView | None,
    following: NextView | None,
    undo: UndoView | None,
    *,
    anybody: bool,
) -> dict[Action, str]:
    """Why a key does nothing now, as the code of its sentence; keys that do something are left out."""
    if info.clerk_id is None:
        return dict.fromkeys(_KEYS, "not_signed_in")
    found = {}
    if undo is None:
        found[Action.UNDO] = "nothing_to_undo"
    if info.pause is not None:
        return found | dict.fromkeys(_KEYS - {Action.UNDO}, "counter_paused")
    if following is None:
        found[Action.CALL_NEXT] = "nobody_waits"
    if not anybody:
        found[Action.CALL_NUMBER] = "nobody_waits"
    for action in _AT_COUNTER_KEYS:
        if current is None:
            found[action] = "nobody_called"
        elif after(current.state, action) is None:
            found[action] = "wrong_state"
    return found
