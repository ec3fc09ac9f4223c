"""What the kiosk shows: agencies and services with people waiting and opening state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from hall.dates import range_text
from hall.estimating.shown import Shown, in_common, too_late
from hall.opening import Opening, Schedule, Today, holiday_on, hours_on, opening_at
from hall.store import tables as t
from hall.store.alarms.of_services import Presence, presences
from hall.store.database import sight
from hall.store.database.aspect import Reads
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.devices import announcements
from hall.store.estimates.kept_waits import SAID_VERSION
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views.most_used import most_used_first, numbers_of_weeks
from hall.structure import Agency, Closure, Need, Service, Zone
from hall.translator import INDONESIAN
from hall.views import AgencyView, KioskView, OpeningView, ServiceView
from hall.wording import NO_NAMES, BothNames


class KioskReads(Reads):
    """What a kiosk shows, and what is open."""

    def kiosk(self, zone_id: str = "") -> KioskView:
        """All that a kiosk shows: the whole hall's services, or those of one zone. Raises Refused("unknown_zone")."""
        tx, structure, now = self._tx, self._tx.structure, self._tx.now()
        zone = structure.find_zone(zone_id) if zone_id else None
        by_agency: dict[str, list[ServiceView]] = {}
        used = numbers_of_weeks(tx, now) if structure.structure.hall.kiosk.most_used_first else {}
        for service in service_views(tx, now):
            if zone is None or service.zone == zone:
                by_agency.setdefault(service.agency_id, []).append(service)
        return KioskView(
            hall=structure.hall_view,
            now=now,
            opening=hall_opening(tx, now),
            hours_today=_hours_today(structure, now),
            agencies=tuple(
                _agency_view(structure, agency, most_used_first(by_agency[agency.id], used))
                for agency in structure.structure.agencies
                if agency.id in by_agency
            ),
            needs=_needs(structure.structure.needs, {one.id for found in by_agency.values() for one in found}),
        )

    def services(self) -> tuple[ServiceView, ...]:
        """Every service in the order of the hall, of those that are seen."""
        found = service_views(self._tx, self._tx.now())
        return tuple(one for one in found if sight.sees(self._tx, one.agency_id))

    def waiting(self) -> dict[str, int]:
        """How many people wait for each service (id) for which somebody does."""
        return {service: count for service, (count, _) in waiting_by_service(self._tx).items()}

    def opening(self, key: str, at: datetime | None = None) -> tuple[OpeningView, ...]:
        """Whether the service ``key``, or each service of the counter ``key``, is open, now or ``at``, and why.

        A counter's own closings count too. Now, the quota and a day that a person closed count as well. Raises
        Refused("unknown_service") when it is neither, and ("other_agency").
        """
        tx, structure, now = self._tx, self._tx.structure, at or self._tx.now()
        today = days.today(tx, now) if at is None else None
        given = _numbers_given(tx) if at is None else {}
        extra: tuple[Closure, ...] = ()
        if structure.knows_counter(key) and not structure.knows_service(key):
            place = structure.find_counter(key)
            sight.refuse_unseen(tx, place.agency)
            chosen = [structure.services[served.service] for served in place.services]
            extra = structure.closures_of_counter(place.id)
        else:
            chosen = [structure.find_service(key)]
            sight.refuse_unseen(tx, chosen[0].agency)
        found = []
        for service in chosen:
            schedule = structure.schedule_of(service, today)
            schedule = replace(schedule, closures=(*schedule.closures, *extra))
            left = _quota_left(service, given) if at is None else None
            found.append(_opening_view(service, schedule, now, left, late=at is None and _comes_late(tx, service)))
        return tuple(found)


def opening_views(tx: Transaction, services: Iterable[Service]) -> tuple[OpeningView, ...]:
    """Whether services are open now, and why."""
    now = tx.now()
    today, given = days.today(tx, now), _numbers_given(tx)
    return tuple(
        _opening_view(
            one, tx.structure.schedule_of(one, today), now, _quota_left(one, given), late=_comes_late(tx, one)
        )
        for one in services
    )


def _comes_late(tx: Transaction, service: Service) -> bool:
    """Whether whoever comes now without priority gets no number, for it would not be served today."""
    rules = tx.structure.structure.hall.rules
    if rules.after_closing != "stop":
        return False
    tx.kept(tx.cache.waits.look)
    return too_late(rules, tx.cache.waits.shown(service.id, priority=False))


def service_views(tx: Transaction, now: datetime) -> tuple[ServiceView, ...]:
    """Every service of the hall in its order."""
    structure = tx.structure
    waiting = waiting_by_service(tx)
    there = presences(tx)
    given, said = _numbers_and_said(tx)
    today = days.today(tx, now)
    outages = announcements.outages(tx, now)
    tx.cache.waits.look(tx, said)
    return tuple(
        _service_view(
            structure,
            service,
            waiting=waiting.get(service.id, (0, None))[0],
            presence=there.get(service.id, Presence()),
            quota_left=_quota_left(service, given),
            now=now,
            today=today,
            outage=outages.get((service.agency, service.id), outages.get((service.agency, ""))),
            waits=tuple(tx.cache.waits.shown(service.id, priority=priority) for priority in (False, True)),
        )
        for service in structure.structure.services
    )


def _numbers_given(tx: Transaction) -> dict[str, int]:
    """How many numbers of each prefix count against its quota on the open day: those given and not cancelled."""
    return _numbers_and_said(tx)[0]


def _numbers_and_said(tx: Transaction) -> tuple[dict[str, int], object]:
    """The same, and the version of what is said of waits, None while there is no number."""
    n, d = t.day_number.c, t.business_day.c
    query = select(n.prefix, n.last - n.cancelled, SAID_VERSION).join(t.business_day, d.id == n.day_id)
    rows = tx.connection.execute(query.where(d.closed_at.is_(None))).all()
    counts = {prefix: given for prefix, given, _ in rows if given.__class__ is int}
    return counts, rows[0][2] if rows else None


def hall_opening(tx: Transaction, now: datetime) -> Opening:
    """Whether the hall as a whole is open."""
    return opening_at(now, tx.structure.schedule(days.today(tx, now)))


def _quota_left(service: Service, given: Mapping[str, int]) -> int | None:
    return None if service.quota is None else max(0, service.quota - given.get(service.prefix, 0))


def _opening_view(
    service: Service, schedule: Schedule, now: datetime, quota_left: int | None, *, late: bool
) -> OpeningView:
    today = now.astimezone(schedule.zone).date()
    return OpeningView(
        service_id=service.id,
        prefix=service.prefix,
        name=service.name,
        opening=opening_at(now, schedule, quota_left=quota_left, too_late=late),
        hours=tuple(range_text(stretch.start, stretch.end, INDONESIAN) for stretch in hours_on(today, schedule)),
        holiday=holiday_on(today, schedule.calendar),
        closures=schedule.closures,
        cutoff_minutes=int(schedule.cutoff.total_seconds() // 60),
        quota=service.quota,
        quota_left=quota_left,
        openings=schedule.openings,
        name_en=service.name_en,
    )


def _hours_today(structure: LoadedStructure, now: datetime) -> tuple[str, ...]:
    if structure.structure.hall.always_open:
        return ()
    today = now.astimezone(structure.zone).date()
    return tuple(range_text(r.start, r.end, INDONESIAN) for r in hours_on(today, structure.schedule()))


def _service_view(
    structure: LoadedStructure,
    service: Service,
    *,
    waiting: int,
    presence: Presence,
    quota_left: int | None,
    now: datetime,
    today: Today,
    outage: BothNames | None,
    waits: tuple[Shown | None, ...],
) -> ServiceView:
    schedule, rules = structure.schedule_of(service, today), structure.structure.hall.rules
    late = tuple(too_late(rules, wait) for wait in waits)
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
        opening=opening_at(now, schedule, quota_left=quota_left, too_late=late[False]),
        counters=structure.labels_of_service.get(service.id, ()),
        zone=structure.zone_of_service.get(service.id),
        **presence._asdict(),
        quota_left=quota_left,
        outage=outage is not None,
        outage_why=outage or NO_NAMES,
        words=service.words,
        requirements=service.requirements,
        requirements_en=service.requirements_en,
        ask_papers=service.ask_papers,
        ask_files=service.ask_files,
        standard=service.standard,
        wait=waits[False],
        priority_wait=waits[True],
        priority_opening=(
            opening_at(now, schedule, quota_left=quota_left, too_late=late[True]) if late[True] != late[False] else None
        ),
    )


def _needs(needs: Iterable[Need], there: set[str]) -> tuple[Need, ...]:
    """What happens in a life, with those of its services that are ``there``."""
    found = (replace(need, services=tuple(one for one in need.services if one in there)) for need in needs)
    return tuple(need for need in found if need.services)


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
        opening=card_opening([service.opening for service in services]),
        counters=labels,
        zone=_first_zone(services),
        services=tuple(services),
        name_en=agency.name_en,
        words=agency.words,
        wait=agency_wait(services),
        priority_opening=_priority_opening(services),
    )


def agency_wait(services: Iterable[ServiceView]) -> Shown | None:
    """What the waits of those services of an agency that give numbers have in common; None where that says nothing."""
    return in_common(one.wait for one in services if one.opening.gives_numbers and one.attended)


def _priority_opening(services: list[ServiceView]) -> Opening | None:
    """What the card of an agency says with priority; None where that is the same."""
    if all(one.priority_opening is None for one in services):
        return None
    return card_opening([one.priority_opening or one.opening for one in services])


def _first_zone(services: list[ServiceView]) -> Zone | None:
    return next((service.zone for service in services if service.zone is not None), None)


def card_opening(openings: list[Opening]) -> Opening:
    """What an agency's card says: the best one, and where all that is open has given its numbers, the next one that
    opens today."""
    best = best_opening(openings)
    later = [one for one in openings if not one.is_open and one.next_change and one.next_change.date() == one.at.date()]
    return best_opening(later) if later and best.code in {"quota", "too_late"} else best


def best_opening(openings: list[Opening]) -> Opening:
    """One that gives numbers, else an open one, else the one that changes first."""
    far = timedelta.max

    def order(opening: Opening) -> tuple[bool, bool, timedelta]:
        return (
            not opening.gives_numbers,
            not opening.is_open,
            far if opening.next_change is None else opening.next_change - opening.at,
        )

    return min(openings, key=order)
