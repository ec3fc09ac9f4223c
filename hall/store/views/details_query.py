"""An agency or a service in detail, for whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, String, bindparam, func, literal, select

from hall.calling import choose
from hall.errors import Refused
from hall.lifecycle import State
from hall.numbering import code_of
from hall.overrides import Override, OverrideKind
from hall.store import tables as t
from hall.store.database.prepared import Prepared
from hall.store.database.readable import is_whole, or_none
from hall.store.database.transaction import Transaction
from hall.store.estimates.forecast_reads import forecast_now
from hall.store.staff.break_plans import turns_on
from hall.store.structure.closures import undecided
from hall.store.structure.loaded import LoadedStructure
from hall.store.structure.scopes import agency_of
from hall.store.tickets.queue_snapshot import candidates_of
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views.counter_infos import counter_infos
from hall.store.views.kiosk_query import opening_views
from hall.structure import Agency, Closure, Service
from hall.views import FloorDetails, QueuedNumber, ServiceWaits, StaffedCounter

SHOWN = 40
"""So many numbers of each service are listed, and read of each class."""
_C = t.ticket.c


def details(tx: Transaction, agency_seen: str, scope: str, target: str) -> FloorDetails:
    """The ``agency`` or ``service`` (id) ``target``; ``agency_seen`` is the one whose supervisor asks, empty for the
    hall's. Raises Refused("unknown_agency"), ("unknown_service") and ("other_agency")."""
    structure, now = tx.structure, tx.now()
    service = structure.find_service(target) if scope == "service" else None
    agency = structure.agencies[service.agency] if service is not None else structure.find_agency(target)
    if agency_seen not in ("", agency.id):
        raise Refused("other_agency")
    services = (service,) if service is not None else _of_agency(tx, agency.id)
    ids = {one.id for one in services}
    waiting = waiting_by_service(tx)
    named: Agency | Service = service if service is not None else agency
    mine = {("hall", ""), ("agency", agency.id), *(("service", one) for one in ids)}
    closings = _closings(tx, mine, ids)
    return FloorDetails(
        scope=scope,
        id=named.id,
        prefix="" if service is None else service.prefix,
        name=named.name,
        name_en=named.name_en,
        agency_id=agency.id,
        now=now,
        waiting=sum(waiting.get(one, (0, None))[0] for one in ids),
        held=tx.number(select(func.count()).where(_C.service_id.in_(ids), t.state_is(State.HELD))),
        numbers=tuple(number for one in services for number in _numbers(tx, one)),
        counters=_counters(tx, ids),
        hours=opening_views(tx, services),
        closures=tuple(
            one for one in closings if one.state == "approved" and (one.ends_at is None or one.ends_at > now)
        ),
        openings=tuple(one for one in structure.overrides if (one.scope, one.target) in mine),
        requests=tuple(one for one in closings if one.state == "requested"),
        offers=structure.structure.offers,
        agency_name=agency.name,
        agency_name_en=agency.name_en,
        whole_hall=not agency_seen,
        **_waits(tx, services),
    )


def _waits(tx: Transaction, services: Sequence[Service]) -> dict[str, Any]:
    """What those who come now and later would wait."""
    found = forecast_now(tx)
    if found is None:
        return {}
    now = tx.cache.waits.now()
    return {
        "waits_at": found.at,
        "waits": tuple(
            ServiceWaits(
                *(one.id, one.prefix, one.name, one.name_en),
                (None if now is None else now.shown(one.id), *found.services.get(one.id, ())),
            )
            for one in services
        ),
    }


def requests(tx: Transaction, agency_seen: str) -> tuple[Closure, ...]:
    """The closings that clerks ask for and nobody has decided, of the agency (id), or all for an empty one."""
    return tuple(one for one in undecided(tx) if agency_seen in ("", agency_of(tx, one.scope, one.target)))


def assigned_labels(structure: LoadedStructure) -> frozenset[str]:
    """The labels of the counters whose services a supervisor has assigned."""
    counters = (one.target for one in structure.overrides if one.kind is OverrideKind.SERVICES)
    return frozenset(structure.label_of(one) for one in counters)


def _of_agency(tx: Transaction, agency: str) -> tuple[Service, ...]:
    return tuple(one for one in tx.structure.structure.services if one.agency == agency)


def _numbers(tx: Transaction, service: Service) -> Iterator[QueuedNumber]:
    """The first that wait for a service, one after the other as the rule would call them at a counter of its own; then
    those that wait for one counter alone."""
    now, rules = tx.now(), tx.structure.structure.hall.rules
    rows = [
        row for priority in (True, False) for row in tx.run(_QUEUE, {"service": service.id, "priority": priority}).all()
    ]
    directed = [row for row in rows if row.directed_to and row.directed_until is not None and row.directed_until > now]
    by_id = {row.id: row for row in rows}
    left = list(candidates_of(row for row in rows if row not in directed))
    streak = 0
    for _ in range(SHOWN):
        choice = choose(left, streak, rules, now)
        if choice is None:
            break
        streak = choice.streak_after
        left = [one for one in left if one.id != choice.ticket.id]
        row = by_id[choice.ticket.id]
        yield QueuedNumber(row.id, code_of(row.prefix, row.number), row.priority, _waited(row, now), choice.reason)
    for row in directed:
        if is_whole(row):
            label = tx.structure.label_of(row.directed_to)
            code = code_of(row.prefix, row.number)
            yield QueuedNumber(row.id, code, bool(row.priority), _waited(row, now), None, label)


def _waited(row: Any, now: datetime) -> timedelta:
    issued_at: datetime = row.issued_at
    return max(timedelta(), now - issued_at)


def _counters(tx: Transaction, services: set[str]) -> tuple[StaffedCounter, ...]:
    structure = tx.structure
    places = {one.id for one in structure.structure.counters if services & {served.service for served in one.services}}
    turns = {one.counter: one for one in turns_on(tx, tx.local(tx.now()).date())}
    since = {row.id: or_none(row.signed_in_at) for row in tx.run(_SINCE)}
    assigned: dict[str, Override] = {
        one.target: one for one in structure.overrides if one.kind is OverrideKind.SERVICES
    }
    return tuple(
        StaffedCounter(
            one, since.get(one.id) if one.clerk_id is not None else None, assigned.get(one.id), turns.get(one.id)
        )
        for one in counter_infos(tx)
        if one.id in places
    )


def _closings(tx: Transaction, mine: set[tuple[str, str]], services: set[str]) -> list[Closure]:
    places = {
        ("counter", one.id)
        for one in tx.structure.structure.counters
        if services & {served.service for served in one.services}
    }
    known: Sequence[Closure] = (*tx.structure.closures, *undecided(tx))
    return [one for one in known if (one.scope, one.target) in mine | places]


_QUEUE = Prepared(
    select(
        *(_C[name] for name in ("id", "prefix", "number", "queue_time", "issued_at", "priority", "booked_for")),
        _C.directed_to,
        _C.directed_until,
        literal(1).label("rank"),
    )
    .where(
        _C.service_id == bindparam("service", type_=String),
        _C.priority == bindparam("priority", type_=Boolean),
        _C.state == t.written(State.WAITING),
    )
    .order_by(_C.queue_time, _C.issued_at, _C.id)
    .limit(SHOWN)
)
_SINCE = Prepared(select(t.counter.c.id, t.counter.c.signed_in_at).where(t.counter.c.staff_id.is_not(None)))
