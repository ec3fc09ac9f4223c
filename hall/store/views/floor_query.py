"""What whoever answers for the hall sees: every agency and service, the day so far, and the machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Integer, bindparam, cast, func, select

from hall.access import STAFF, By, agency_seen, role_of
from hall.alarming import Answer
from hall.arrivals import STEP, filled
from hall.day_steps import DayStep
from hall.errors import Refused
from hall.estimating.quality import HeldView
from hall.lifecycle import State
from hall.opening import hours_on
from hall.overrides import in_force
from hall.station_health import lines_of
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.prepared import Prepared
from hall.store.database.readable import or_none
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.day.day_step import day_steps
from hall.store.devices import announcements
from hall.store.estimates.quality_reads import latest
from hall.store.staff.members import StaffReads
from hall.store.structure.loaded import LoadedStructure
from hall.store.tickets.waiting import waiting_by_service
from hall.store.views.alarms import alarms, concern_of_agency
from hall.store.views.counter_infos import counter_infos
from hall.store.views.details_query import assigned_labels, details, requests
from hall.store.views.health_query import hall_health
from hall.store.views.kiosk_query import best_opening, service_views
from hall.store.views.visit_terms import both, count_if, first_calls, is_done, is_kept, seconds
from hall.structure import Agency
from hall.views import (
    AlarmView,
    Arrivals,
    CounterInfo,
    FloorAgency,
    FloorDetails,
    FloorFigures,
    FloorService,
    FloorView,
    ServiceView,
    StationLine,
)


class FloorReads(Reads):
    """The hall at one time, for its supervisors."""

    def now(self, by: By) -> FloorView:
        """All of it; for the supervisor of an agency that agency alone. Raises Refused("needs_supervisor")."""
        return _Floor.of(self._tx, by).view()

    def details(self, by: By, scope: str, target: str) -> FloorDetails:
        """An ``agency`` or a ``service`` (``scope``) by its id. Raises Refused("needs_supervisor"), ("unknown_agency"),
        ("unknown_service"), ("other_agency")."""
        return details(self._tx, _Floor.of(self._tx, by).agency, scope, target)


@dataclass(frozen=True, slots=True)
class _Done:
    """What a service has done today: visits that ended as done, those of them whose promise was kept, and
    no-shows."""

    done: int = 0
    within: int = 0
    no_show: int = 0


@dataclass(frozen=True, slots=True)
class _Floor:
    """What there is now, of all agencies or of the one of ``agency`` (id)."""

    tx: Transaction
    structure: LoadedStructure
    now: datetime
    day: Any
    agency: str

    @classmethod
    def of(cls, tx: Transaction, by: By) -> _Floor:
        """As ``by`` may see it."""
        return cls(tx, tx.structure, tx.now(), tx.open_day(), seen_by(tx, by))

    def view(self) -> FloorView:
        """Everything."""
        tx, structure, day = self.tx, self.structure, self.day
        infos = [one for one in counter_infos(tx) if self.agency in ("", one.agency_id)]
        services = self._services(infos)
        shown = {service.id for _, group in services for service in group}
        told = alarms(tx, self.now, concern_of_agency(tx, self.agency) if self.agency else None)
        return FloorView(
            hall=structure.hall_view,
            now=self.now,
            business_day=or_none(day.date) if day else None,
            opened_at=or_none(day.opened_at) if day else None,
            figures=self._figures(shown, infos),
            counters=len(infos),
            longest_wait=structure.structure.hall.rules.longest_wait,
            agencies=self._agencies(services, infos),
            alarms=told,
            stations=self._stations(infos),
            arrivals=self._arrivals(shown),
            last_numbers_until=self._last_numbers_until(shown),
            requests=requests(tx, self.agency),
            announcements=tuple(one for one in announcements.running(tx, self.now) if self.agency in ("", one.agency)),
            whole_hall=not self.agency,
            day_ended=days.has_ended(tx, self.now),
            day_steps=self._day_steps(told),
            estimates_held=self._estimates_held(shown),
            hall_opened=in_force(self.now, structure.schedule().openings) is not None,
        )

    def _estimates_held(self, shown: set[str]) -> HeldView | None:
        closed = latest(self.tx, self.now).closed
        return None if closed is None else closed.told(shown if self.agency else None)

    def _day_steps(self, told: Iterable[AlarmView]) -> tuple[DayStep, ...]:
        """What can be done about the alarms of day and clock; most of the time there is none, and nothing is read."""
        asked = not self.agency and any(alarm.answer is Answer.DAY for alarm in told)
        return day_steps(self.tx, self.now) if asked else ()

    def _services(self, infos: Sequence[CounterInfo]) -> list[tuple[str, list[FloorService]]]:
        """The services by agency (id), in the order of the hall."""
        by_label = {one.label: one for one in infos}
        done, waiting = self._done(), waiting_by_service(self.tx)
        found = [
            self._service(view, by_label, done.get(view.id, _Done()), waiting.get(view.id, (0, None))[1])
            for view in service_views(self.tx, self.now)
            if self.agency in ("", view.agency_id)
        ]
        agencies = self.structure.services
        return [(of, list(group)) for of, group in groupby(found, key=lambda one: agencies[one.id].agency)]

    def _service(
        self, view: ServiceView, by_label: Mapping[str, CounterInfo], done: _Done, oldest: datetime | None
    ) -> FloorService:
        counters = [by_label[label] for label in view.counters if label in by_label]
        return FloorService(
            id=view.id,
            prefix=view.prefix,
            name=view.name,
            name_en=view.name_en,
            waiting=view.waiting,
            longest=None if oldest is None else self._waited(oldest),
            counters_open=sum(map(_is_open, counters)),
            counters=len(counters),
            done=done.done,
            within=done.within,
            promised_minutes=view.promised_minutes,
            opening=view.opening,
            changed=self._is_changed(view) or not assigned_labels(self.structure).isdisjoint(view.counters),
        )

    def _is_changed(self, view: ServiceView) -> bool:
        """Whether a supervisor decides that the service is open or closed, and not for the whole hall."""
        if view.opening.code not in {"closure", "opened"}:
            return False
        schedule = self.structure.schedule_of(self.structure.services[view.id])
        made = schedule.closures if view.opening.code == "closure" else schedule.openings
        return in_force(self.now, (one for one in made if one.scope != "hall")) is not None

    def _waited(self, since: datetime) -> timedelta:
        return max(timedelta(), self.now - since - self.structure.stood(since, self.now))

    def _agencies(
        self, services: Iterable[tuple[str, list[FloorService]]], infos: Sequence[CounterInfo]
    ) -> tuple[FloorAgency, ...]:
        outages = {one.agency: one.title for one in announcements.running(self.tx, self.now) if one.kind == "outage"}
        return tuple(
            self._one_agency(self.structure.agencies[agency], group, infos, outages.get(agency, ""))
            for agency, group in services
        )

    def _one_agency(
        self, agency: Agency, services: list[FloorService], infos: Sequence[CounterInfo], outage: str
    ) -> FloorAgency:
        counters = [one for one in infos if one.agency_id == agency.id]
        opening = best_opening([one.opening for one in services])
        waiting, is_open = sum(one.waiting for one in services), sum(map(_is_open, counters))
        zones = (self.structure.zone_of_service.get(one.id) for one in services)
        return FloorAgency(
            id=agency.id,
            name=agency.name,
            name_en=agency.name_en,
            colour=agency.colour,
            zone=next((zone for zone in zones if zone is not None), None),
            waiting=waiting,
            longest=max((one.longest for one in services if one.longest is not None), default=None),
            counters_open=is_open,
            counters=len(counters),
            done=sum(one.done for one in services),
            within=sum(one.within for one in services),
            state=_state(waiting, is_open, opens=opening.is_open),
            opening=opening,
            services=tuple(services),
            outage=outage,
        )

    def _figures(self, shown: set[str], infos: Sequence[CounterInfo]) -> FloorFigures:
        waiting, done = waiting_by_service(self.tx), self._done()
        waits = [row for row in self._of_day(_WAITS) if row.service_id in shown and row.count]
        called = sum(row.count for row in waits)
        mean = sum(row.seconds for row in waits) / called if called else None
        return FloorFigures(
            waiting=sum(count for service, (count, _) in waiting.items() if service in shown),
            serving=sum(one.ticket_state is not None for one in infos),
            counters_open=sum(map(_is_open, infos)),
            done=sum(one.done for service, one in done.items() if service in shown),
            no_show=sum(one.no_show for service, one in done.items() if service in shown),
            mean_wait=None if mean is None else timedelta(seconds=mean),
        )

    def _done(self) -> dict[str, _Done]:
        promised = int(self.structure.structure.hall.rules.promised_wait.total_seconds())
        rows = self._of_day(_DONE, ("promised_wait", promised))
        return {row.service_id: _Done(row.done, row.within, row.no_show) for row in rows}

    def _of_day(self, statements: Mapping[bool, Prepared], *given: tuple[str, int]) -> list[Any]:
        """The rows of a statement about the open day; none without one."""
        if self.day is None:
            return []
        return self.tx.kept(_rows_of_day, statements[self.tx.postgres], self.day.id, *given)

    def _arrivals(self, shown: set[str]) -> Arrivals | None:
        counts: dict[int, int] = {}
        for row in self._of_day(_ARRIVALS):
            if row.service_id in shown:
                counts[row.place] = counts.get(row.place, 0) + row.count
        found = filled(counts, self.now, self.structure.zone)
        return None if found is None else Arrivals(found[0], STEP, found[1])

    def _last_numbers_until(self, shown: set[str]) -> datetime | None:
        local = self.tx.local(self.now)
        ends = []
        for service in self.structure.structure.services:
            schedule = self.structure.schedule_of(service)
            today = hours_on(local.date(), schedule) if service.id in shown else ()
            if today and not schedule.always_open:
                ends.append(datetime.combine(local.date(), today[-1].end, local.tzinfo) - schedule.cutoff)
        return max((end for end in ends if end > local), default=None)

    def _stations(self, infos: Sequence[CounterInfo]) -> tuple[StationLine, ...]:
        """The machines of the hall; an agency has none of its own."""
        if self.agency:
            return ()
        slips = {row.station: or_none(row.at) for row in self._of_day(_LAST_SLIPS)}
        occupied = sum(one.clerk_id is not None for one in infos)
        return lines_of(hall_health(self.tx, self.now, slips, occupied))


def seen_by(tx: Transaction, by: By) -> str:
    """The agency (id) that ``by`` may look at from no counter, empty for the whole hall. Raises
    Refused("needs_supervisor")."""
    agency = agency_seen(by)
    if by.role in STAFF:
        _refuse_former(tx, by)
    return agency


def _refuse_former(tx: Transaction, by: By) -> None:
    """Whoever looks on from no counter is signed out by nobody taking their place: each look asks what the person is
    now. Raises Refused("needs_supervisor") when that is not what they signed in as."""
    try:
        user = StaffReads(tx).find(by.login)
    except Refused:
        raise Refused("needs_supervisor") from None
    if user.disabled or (role_of(user.role), user.agency) != (by.role, by.agency):
        raise Refused("needs_supervisor")


def _is_open(info: CounterInfo) -> bool:
    """Whether somebody sits at a counter, and not on a break."""
    return info.clerk_id is not None and info.pause is None


def _state(waiting: int, counters_open: int, *, opens: bool) -> str:
    if counters_open and (opens or waiting):
        return "serving"
    if waiting:
        return "stopped"
    return "idle" if opens else "closed"


def _rows_of_day(tx: Transaction, statement: Prepared, day_id: int, *given: tuple[str, int]) -> list[Any]:
    return tx.run(statement, {"day": day_id, **dict(given)}).all()


_C, _S = t.ticket.c, t.service.c
_DAY = bindparam("day", type_=_C.day_id.type)
_OF_DAY, _CALLED_ON = _C.day_id == _DAY, t.call.c.day_id == _DAY


def _build_done(postgres: bool) -> Any:
    first = first_calls(_CALLED_ON)
    return (
        select(
            _C.service_id,
            count_if(is_done()).label("done"),
            count_if(is_done() & is_kept(first.c.at, postgres=postgres)).label("within"),
            count_if(_C.state == t.written(State.NO_SHOW)).label("no_show"),
        )
        .join(t.service, _S.id == _C.service_id)
        .outerjoin(first, first.c.ticket_id == _C.id)
        .where(_OF_DAY, t.state_is(State.DONE, State.NO_SHOW))
        .group_by(_C.service_id)
    )


def _build_waits(postgres: bool) -> Any:
    first = first_calls(_CALLED_ON)
    waited = seconds(_C.issued_at, first.c.at, postgres=postgres)
    return (
        select(_C.service_id, func.count().label("count"), cast(func.sum(waited), Integer).label("seconds"))
        .select_from(first.join(t.ticket, _C.id == first.c.ticket_id))
        .group_by(_C.service_id)
    )


def _build_arrivals(postgres: bool) -> Any:
    step = int(STEP.total_seconds())
    if postgres:
        at: Any = func.floor(func.extract("epoch", _C.issued_at) / step)
    else:  # whole numbers, which it divides without a rest
        at = cast(func.strftime("%s", _C.issued_at), Integer).op("/")(step)
    place = cast(at, Integer).label("place")
    return select(_C.service_id, place, func.count().label("count")).where(_OF_DAY).group_by(_C.service_id, place)


def _build_last_slips(_postgres: bool) -> Any:
    return select(_C.station, func.max(_C.issued_at).label("at")).where(_OF_DAY, _C.station != "").group_by(_C.station)


_DONE, _WAITS, _ARRIVALS = both(_build_done), both(_build_waits), both(_build_arrivals)
_LAST_SLIPS = both(_build_last_slips)
