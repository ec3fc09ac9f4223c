"""What the kiosk shows: agencies and services with people waiting and opening state."""

from __future__ import annotations

from datetime import datetime, timedelta

from hall.moments import range_text
from hall.opening import Opening, ended_for_today, hours_on, opening_at
from hall.store import days
from hall.store.structure import LoadedStructure
from hall.store.transaction import Transaction
from hall.store.waiting import waiting_by_service
from hall.structure import Agency, Service, WeeklyHours, Zone
from hall.views import AgencyView, KioskView, ServiceView


def kiosk_view(tx: Transaction, zone_id: str) -> KioskView:
    """Everything that a kiosk shows now: the whole hall's services, or those of one zone.

    Raises Refused("unknown_zone").
    """
    structure = tx.structure
    zone = structure.find_zone(zone_id) if zone_id else None
    now = tx.now()
    by_agency: dict[str, list[ServiceView]] = {}
    for service in service_views(tx, now):
        if zone is None or service.zone == zone:
            by_agency.setdefault(service.agency_id, []).append(service)
    return KioskView(
        hall=structure.hall_view,
        now=now,
        opening=hall_opening(tx, now),
        hours_today=_hours_today(structure, now),
        agencies=tuple(
            _agency_view(structure, agency, by_agency[agency.id])
            for agency in structure.structure.agencies
            if agency.id in by_agency
        ),
    )


def service_views(tx: Transaction, now: datetime) -> tuple[ServiceView, ...]:
    """Every service of the hall in its order."""
    structure = tx.structure
    waiting = waiting_by_service(tx)
    ended = days.ended_today(tx, now)
    return tuple(
        _service_view(structure, service, waiting.get(service.id, (0, None))[0], now, ended)
        for service in structure.structure.services
    )


def hall_opening(tx: Transaction, now: datetime) -> Opening:
    """Whether the hall as a whole is open."""
    structure = tx.structure
    return _opening(structure, structure.structure.hall.hours, now, days.ended_today(tx, now))


def _opening(structure: LoadedStructure, hours: WeeklyHours, now: datetime, ended: bool) -> Opening:
    if ended:
        return ended_for_today(now, hours, structure.zone)
    return opening_at(now, hours, structure.zone, always_open=structure.structure.hall.always_open)


def _hours_today(structure: LoadedStructure, now: datetime) -> tuple[str, ...]:
    hall = structure.structure.hall
    if hall.always_open:
        return ()
    today = now.astimezone(structure.zone).date()
    return tuple(range_text(r.start, r.end) for r in hours_on(today, hall.hours))


def _service_view(
    structure: LoadedStructure, service: Service, waiting: int, now: datetime, ended: bool
) -> ServiceView:
    return ServiceView(
        id=service.id,
        agency_id=service.agency,
        prefix=service.prefix,
        name=service.name,
        name_en=service.name_en,
        requirement=service.requirement,
        requirement_en=service.requirement_en,
        promised_minutes=service.promised_minutes,
        waiting=waiting,
        opening=_opening(structure, structure.hours_of(service), now, ended),
        counters=structure.labels_of_service.get(service.id, ()),
        zone=structure.zone_of_service.get(service.id),
    )


def _agency_view(structure: LoadedStructure, agency: Agency, services: list[ServiceView]) -> AgencyView:
    served = {label for service in services for label in service.counters}
    labels = tuple(c.label for c in structure.structure.counters if c.label in served)
    return AgencyView(
        id=agency.id,
        name=agency.name,
        full_name=agency.full_name,
        icon=agency.icon,
        colour=agency.colour,
        waiting=sum(service.waiting for service in services),
        opening=_best([service.opening for service in services]),
        counters=labels,
        zone=_first_zone(services),
        services=tuple(services),
    )


def _first_zone(services: list[ServiceView]) -> Zone | None:
    return next((service.zone for service in services if service.zone is not None), None)


def _best(openings: list[Opening]) -> Opening:
    """An open one, else the one that changes first."""
    far = timedelta.max

    def order(opening: Opening) -> tuple[bool, timedelta]:
        return not opening.is_open, far if opening.next_change is None else opening.next_change - opening.at

    return min(openings, key=order)
