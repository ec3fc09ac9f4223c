"""The hall's structure in memory: read once, and again whenever its revision has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.engine import Connection

from hall.errors import Refused, or_refuse
from hall.evacuation import Evacuation, lasting, stood, under_way
from hall.identifiers import key_of, nearest, same_named
from hall.opening import Level, Opening, Schedule, Today, opening_at, steady_until
from hall.overrides import Override, OverrideKind
from hall.store import tables as t
from hall.store.structure.past import Past
from hall.store.structure.structure_rows import (
    approved_closures,
    evacuations,
    hall_of,
    part_of,
    running_overrides,
)
from hall.structure import (
    Agency,
    Closure,
    Counter,
    HallStructure,
    Obstacle,
    Offer,
    Service,
    Zone,
)
from hall.views import DayFigures, HallView, TicketView
from hall.wording import BothNames

_Scoped = TypeVar("_Scoped", Closure, Override)


@dataclass(frozen=True)
class Lookups:
    """A hall's structure with its look-ups; ``archived`` services and counters are found by id only. ``closures`` are
    the approved closings that nobody has ended, ``overrides`` what is set over the configuration; the services of a
    counter are those in force."""

    revision: int
    structure: HallStructure
    archived: HallStructure
    closures: tuple[Closure, ...] = ()
    overrides: tuple[Override, ...] = ()
    evacuations: tuple[Evacuation, ...] = ()
    """The last ones, the newest first."""

    @cached_property
    def evacuation(self) -> Evacuation | None:
        """The one that goes on now."""
        return under_way(self.evacuations)

    def stood(self, since: datetime, until: datetime) -> timedelta:
        """For how much of this time the queue stood still."""
        return stood(self.evacuations, since, until) if self.evacuations else timedelta(0)

    def begin_after(self, called_at: datetime, now: datetime) -> timedelta:
        """How long after its call a visit counts as begun at ``now``: later by the time that the queue stood still
        before."""
        rule = self.structure.hall.rules.begin_after
        return lasting(self.evacuations, called_at, rule, now) if rule and self.evacuations else rule

    @cached_property
    def zone(self) -> ZoneInfo:
        """The hall's time zone."""
        return ZoneInfo(self.structure.hall.timezone)

    @cached_property
    def hall_view(self) -> HallView:
        """The building as the screens show it."""
        hall = self.structure.hall
        shown = hall.running_text, hall.slip, hall.voice, hall.survey, hall.kiosk
        return HallView(hall.name, hall.city, hall.timezone, hall.always_open, *shown)

    @cached_property
    def services(self) -> dict[str, Service]:
        """Every service by id, archived ones included: old tickets still name them."""
        return {s.id: s for s in (*self.archived.services, *self.structure.services)}

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """Every agency by id, archived ones included."""
        return {a.id: a for a in (*self.archived.agencies, *self.structure.agencies)}

    @cached_property
    def counters(self) -> dict[str, Counter]:
        """Every counter by id, archived ones included."""
        return {c.id: c for c in (*self.archived.counters, *self.structure.counters)}

    @cached_property
    def zones(self) -> dict[str, Zone]:
        """Every zone by id, archived ones included."""
        return {z.id: z for z in (*self.archived.zones, *self.structure.zones)}

    @cached_property
    def obstacles(self) -> dict[str, Obstacle]:
        """Every obstacle by id, archived ones included."""
        return {o.id: o for o in (*self.archived.obstacles, *self.structure.obstacles)}

    @cached_property
    def offers(self) -> dict[str, Offer]:
        """Every offer by id, archived ones included."""
        return {o.id: o for o in (*self.archived.offers, *self.structure.offers)}

    def label_of(self, counter_id: str | None) -> str:
        """The label of a counter that a row names; its id when the counter itself is not there, '' for none."""
        counter = self.counters.get(counter_id) if counter_id else None
        return (counter_id or "") if counter is None else counter.label

    @cached_property
    def labels_of_service(self) -> dict[str, tuple[str, ...]]:
        """The labels of the counters that serve a service, in the order of the hall."""
        found: dict[str, list[str]] = {}
        for counter in self.structure.counters:
            for served in counter.services:
                found.setdefault(served.service, []).append(counter.label)
        return {service: tuple(labels) for service, labels in found.items()}

    @cached_property
    def zone_of_service(self) -> dict[str, Zone]:
        """The zone where a service is served: that of its first counter of lowest rank."""
        found: dict[str, tuple[int, Zone]] = {}
        for counter in self.structure.counters:
            for served in counter.services:
                best = found.get(served.service)
                if best is None or served.rank < best[0]:
                    found[served.service] = (served.rank, self.zones[counter.zone])
        return {service: zone for service, (_, zone) in found.items()}


@dataclass(frozen=True)
class Findings(Lookups):
    """A structure in which what people type is found."""

    @cached_property
    def _service_keys(self) -> dict[str, Service]:
        by_prefix = {key_of(s.prefix): s for s in self.structure.services}
        return by_prefix | {key_of(s.id): s for s in self.structure.services}

    @cached_property
    def _counter_keys(self) -> dict[str, Counter]:
        by_id = {key_of(c.id): c for c in self.structure.counters}
        return by_id | {key_of(c.label): c for c in self.structure.counters}

    @cached_property
    def likely_confused(self) -> bool:
        """Whether some prefix begins another one, so that a typed number may be read in two ways."""
        return any(later.startswith(one) for one, later in pairwise(sorted({s.prefix for s in self.services.values()})))

    def find_service(self, key: str) -> Service:
        """The service with this id or prefix (``hall.identifiers``). Raises Refused("unknown_service")."""
        return or_refuse(self._service_keys.get(key_of(key)), "unknown_service", service=key)

    def named_service(self, text: str) -> Service:
        """The service with this name, id or prefix, as a file of people has it. Raises Refused("unknown_service"), or
        ("unknown_service_near") where the name of one looks like it."""
        services = self.structure.services
        service = same_named(services, text, of=attrgetter("name")) or self._service_keys.get(key_of(text))
        if service is None and (near := nearest((one.name for one in services), text)):
            raise Refused("unknown_service_near", service=text, near=near)
        return service or self.find_service(text)

    def find_counter(self, key: str) -> Counter:
        """The counter with this label or id (``hall.identifiers``). Raises Refused("unknown_counter")."""
        return or_refuse(self._counter_keys.get(key_of(key)), "unknown_counter", counter=key)

    def find_zone(self, zone_id: str) -> Zone:
        """The zone with this id. Raises Refused("unknown_zone"), naming those there are."""
        return or_refuse(
            same_named(self.structure.zones, zone_id, of=attrgetter("id")),
            "unknown_zone",
            zone=zone_id,
            known=", ".join(z.id for z in self.structure.zones),
        )

    def find_agency(self, typed: str) -> Agency:
        """The agency with this id. Raises Refused("unknown_agency")."""
        return or_refuse(
            same_named(self.structure.agencies, typed, of=attrgetter("id")), "unknown_agency", agency=typed
        )

    def service_of(self, agency: str, typed: str) -> str:
        """The id of a service of an agency (id), empty for all of them. Raises Refused("unknown_service") and
        ("other_service")."""
        if not typed:
            return ""
        service = self.find_service(typed)
        if service.agency != agency:
            raise Refused(
                "other_service",
                service=BothNames.of(service),
                agency=BothNames.of(self.agencies[agency]) if agency else "-",
            )
        return service.id

    def knows_counter(self, key: str) -> bool:
        """Whether ``find_counter`` would find it."""
        return key_of(key) in self._counter_keys

    def knows_service(self, key: str) -> bool:
        """Whether ``find_service`` would find it."""
        return key_of(key) in self._service_keys


class LoadedStructure(Findings):
    """A hall's structure with its look-ups and schedules."""

    def schedule_of(self, service: Service, today: Today | None = None) -> Schedule:
        """What decides whether a service is open; ``today`` is what the business day says of now."""
        known = self._schedules.get(service.id) or self._schedules.setdefault(service.id, self._schedule_of(service))
        return known if today is None else replace(known, today=today)

    def closed(self, service: Service, now: datetime) -> Opening | None:
        """Why a service is closed at ``now``, by its hours or by somebody; None while it is open."""
        since, until, opening = self._openings_now.get(service.id) or (now, now, None)
        if opening is None or not since <= now < until:
            schedule = self.schedule_of(service)
            opening = opening_at(now, schedule)
            self._openings_now[service.id] = now, steady_until(now, schedule), opening
        return None if opening.is_open else opening

    @cached_property
    def _openings_now(self) -> dict[str, tuple[datetime, datetime, Opening]]:
        """By service (id), how it is open, with from when until when that is so."""
        return {}

    @cached_property
    def ticket_views(self) -> dict[int, tuple[int, date | None, TicketView]]:
        """Views of tickets by id as they were formed last with this structure: with the version of the ticket, and the
        date of the open business day then."""
        return {}

    @cached_property
    def usual_targets(self) -> dict[str, tuple[Any, tuple[str, ...]]]:
        """Where each counter transfers to most, with what that was read from."""
        return {}

    @cached_property
    def used(self) -> dict[date, dict[str, int]]:
        """How many numbers of each prefix there were in the weeks before a day."""
        return {}

    @cached_property
    def day_figures(self) -> dict[str, tuple[Any, DayFigures]]:
        """By counter (id), the figures of its day with what they were made of."""
        return {}

    @cached_property
    def past(self) -> Past:
        """What days that are over add up to."""
        return Past()

    @cached_property
    def _schedules(self) -> dict[str, Schedule]:
        return {}

    def _schedule_of(self, service: Service) -> Schedule:
        hall, agency = self.structure.hall, self.agencies[service.agency]
        cutoffs = (service.cutoff_minutes, agency.cutoff_minutes, hall.cutoff_minutes)
        cutoff = next(minutes for minutes in cutoffs if minutes is not None)
        return replace(
            self.schedule(),
            levels=tuple(Level(owner.hours, owner.profiles) for owner in (service, agency, hall)),
            closures=self._of(self.closures, service),
            openings=self._of(self._openings, service),
            cutoff=timedelta(minutes=cutoff),
        )

    def schedule(self, today: Today | None = None) -> Schedule:
        """What decides whether the hall as a whole is open."""
        hall = self.structure.hall
        return Schedule(
            zone=self.zone,
            levels=(Level(hall.hours, hall.profiles),),
            calendar=hall.calendar,
            closures=self._of(self.closures),
            openings=self._of(self._openings),
            cutoff=timedelta(minutes=hall.cutoff_minutes),
            always_open=hall.always_open,
            today=today or Today(),
            evacuated_since=None if self.evacuation is None else self.evacuation.started_at,
        )

    def closures_of_counter(self, counter_id: str) -> tuple[Closure, ...]:
        """The approved closings of one counter alone."""
        return tuple(c for c in self.closures if c.scope == "counter" and c.target == counter_id)

    @cached_property
    def _openings(self) -> tuple[Override, ...]:
        return tuple(one for one in self.overrides if one.kind is OverrideKind.OPEN)

    def _of(self, scoped: tuple[_Scoped, ...], service: Service | None = None) -> tuple[_Scoped, ...]:
        """Those of the whole hall, and of a service and its agency when one is given."""
        found = {("hall", "")}
        if service is not None:
            found |= {("agency", service.agency), ("service", service.id)}
        return tuple(one for one in scoped if (one.scope, one.target) in found)


_REVISION = select(t.hall.c.revision)


def load_structure(connection: Connection) -> LoadedStructure | None:
    """Read the whole structure; None when the database holds no hall.

    Each statement of a write sees the commits before it, so the structure is read again when an apply came between.
    """
    while True:
        loaded = _load(connection)
        if loaded is None or connection.execute(_REVISION).scalar_one() == loaded.revision:
            return loaded


def _load(connection: Connection) -> LoadedStructure | None:
    row = connection.execute(select(t.hall)).first()
    if row is None:
        return None
    hall = hall_of(connection, row)
    now, once = (part_of(connection, hall, archived=archived) for archived in (False, True))
    return LoadedStructure(
        row.revision, now, once, approved_closures(connection), running_overrides(connection), evacuations(connection)
    )
