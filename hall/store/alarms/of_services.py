"""Alarms about services and their counters: nobody serves, somebody waits long, a break is late, an obstacle comes
again and again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from hall.alarm_rules import AlarmRules
from hall.alarming import is_late, is_on, often, rests, wait_alarm
from hall.lifecycle import Pause
from hall.opening import opening_at
from hall.store import tables as t
from hall.store.database.column_types import UtcDateTime
from hall.store.database.prepared import Prepared
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.store.tickets.waiting import waiting_by_service
from hall.structure import Service
from hall.views import AlarmView
from hall.wording import BothNames

_MINUTE = timedelta(minutes=1)


def waiting_alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Services with people waiting that no signed-in counter serves though they do not rest, and those where somebody
    has waited for long; the gravest first."""
    rules = tx.structure.structure.hall.rules.alarms
    served = attended_services(tx) if is_on("alarm_unattended", rules) else frozenset(tx.structure.services)
    unattended, long = [], []
    for service_id, (count, oldest) in waiting_by_service(tx).items():
        service = tx.structure.services[service_id]
        wait = timedelta(0) if oldest is None else max(timedelta(0), now - oldest)
        if service_id not in served and wait >= rules.unattended_after and not _rests(tx, now, service):
            said = (("count", count), *_named(service))
            unattended.append(AlarmView("alarm_unattended", said, service.agency, (service.id,)))
        elif (alarm := _long(tx, service, wait)) is not None:
            long.append((wait, alarm))
    return [*unattended, *(alarm for _, alarm in sorted(long, key=lambda pair: -pair[0]))]


def _rests(tx: Transaction, now: datetime, service: Service) -> bool:
    return rests(opening_at(now, tx.structure.schedule_of(service)).code)


def _named(service: Service) -> tuple[tuple[str, object], ...]:
    return ("service", BothNames.of(service)), ("prefix", service.prefix)


def _long(tx: Transaction, service: Service, wait: timedelta) -> AlarmView | None:
    """The alarm about the longest ``wait`` of a service."""
    rules = tx.structure.structure.hall.rules
    own = service.promised_wait_minutes
    promised = rules.promised_wait if own is None else timedelta(minutes=own)
    code, limit = wait_alarm(wait, rules.longest_wait, promised, rules.alarms)
    if not code:
        return None
    said = (("minutes", wait // _MINUTE), ("limit", limit // _MINUTE), *_named(service))
    return AlarmView(code, said, service.agency, (service.id,))


def late_breaks(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Counters whose break was to be over."""
    rules = tx.structure.structure.hall.rules.alarms
    found = []
    for row in tx.kept(_occupied):
        place = tx.structure.counters.get(row.id)
        if place is None or row.pause != Pause.BREAK or not is_late(row.pause_until, now, rules):
            continue
        said = (("counter", place.label), ("at", tx.local(row.pause_until).time()))
        services = tuple(served.service for served in place.services)
        found.append(AlarmView("alarm_late_break", said, place.agency, services, counter=place.label))
    return found


def equal_obstacles(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Obstacles that several visits of an agency met within a short time."""
    rules, day = tx.structure.structure.hall.rules.alarms, tx.open_day()
    if day is None or not is_on("alarm_obstacles", rules):
        return []
    rows = tx.run(_OBSTACLES, {"day": day.id, "since": now - rules.obstacle_within})
    noted = []
    services: dict[tuple[str, str], set[str]] = {}
    for row in whole_rows(rows):
        service = tx.structure.services.get(row.service_id)
        if service is not None:
            which = service.agency, row.obstacle_id
            noted.append((row.ended_at, which))
            services.setdefault(which, set()).add(service.id)
    return [
        _obstacle(tx, which, count, tuple(sorted(services[which])), rules)
        for which, count in sorted(often(noted, now, rules).items())
    ]


def _obstacle(
    tx: Transaction, which: tuple[str, str], count: int, services: tuple[str, ...], rules: AlarmRules
) -> AlarmView:
    agency_id, obstacle_id = which
    agency, obstacle = tx.structure.agencies.get(agency_id), tx.structure.obstacles.get(obstacle_id)
    said = (
        ("count", count),
        ("minutes", rules.obstacle_within // _MINUTE),
        ("agency", agency_id if agency is None else BothNames.of(agency)),
        ("obstacle", obstacle_id if obstacle is None else BothNames.of(obstacle)),
        ("agency_id", agency_id),
        ("obstacle_id", obstacle_id),
    )
    return AlarmView("alarm_obstacles", said, agency_id, services)


def attended_services(tx: Transaction) -> frozenset[str]:
    """The services that a counter serves at which somebody sits who is not on a break."""
    return tx.kept(_attended)


def _attended(tx: Transaction) -> frozenset[str]:
    open_counters = {row.id for row in tx.kept(_occupied) if row.pause == ""}
    return frozenset(
        served.service
        for counter in tx.structure.structure.counters
        if counter.id in open_counters
        for served in counter.services
    )


class Presence(NamedTuple):
    """Whether somebody is ``attended`` to at a service's counters; else whether whoever sits there is ``resting``, and
    until when the first of them: ``back_at`` in the hall's zone, None when nobody said."""

    attended: bool = False
    resting: bool = False
    back_at: datetime | None = None


def presences(tx: Transaction) -> dict[str, Presence]:
    """Of each service (id) at whose counters somebody sits or is on a break."""
    found = dict.fromkeys(attended_services(tx), Presence(attended=True))
    ends = {row.id: row.pause_until for row in tx.kept(_occupied) if row.pause == Pause.BREAK}
    for counter in tx.structure.structure.counters:
        for served in counter.services if counter.id in ends else ():
            here = found.get(served.service, Presence())
            known = [end for end in (here.back_at, ends[counter.id]) if end is not None]
            if not here.attended:
                found[served.service] = Presence(resting=True, back_at=tx.local(min(known)) if known else None)
    return found


def _occupied(tx: Transaction) -> list[Any]:
    return tx.run(_OCCUPIED).all()


_COUNTER, _TICKET = t.counter.c, t.ticket.c
_OCCUPIED = Prepared(
    select(_COUNTER.id, _COUNTER.pause, _COUNTER.pause_until)
    .where(_COUNTER.staff_id.is_not(None), ~_COUNTER.archived)
    .order_by(_COUNTER.position)
)
"""Counters with somebody at them."""
_OBSTACLES = Prepared(
    select(_TICKET.ended_at, _TICKET.obstacle_id, _TICKET.service_id).where(
        _TICKET.day_id == bindparam("day", type_=_TICKET.day_id.type),
        _TICKET.counter_id.is_not(None),
        _TICKET.obstacle_id.is_not(None),
        _TICKET.ended_at >= bindparam("since", type_=UtcDateTime),
    )
)
