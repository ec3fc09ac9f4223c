"""The hall as a visit to it is shown: a period in figures, against the same time before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import TypeVar

from hall.access import By
from hall.figures import PeriodKind, period_of
from hall.opening import holiday_on
from hall.overview import (
    Met,
    Period,
    Slice,
    Sums,
    bars,
    day_before,
    days_with_visitors,
    figures,
    joined,
    slices,
    trend,
    trend_slice,
)
from hall.store.database.aspect import Reads
from hall.store.database.readable import or_none
from hall.store.database.transaction import Transaction
from hall.store.incidents.incident_reads import IncidentReads
from hall.store.incidents.plans import PlanReads
from hall.store.survey.survey_so_far import SurveySoFar
from hall.store.tickets.waiting import late_waiting, waiting_by_service
from hall.store.views.counter_infos import counter_infos
from hall.store.views.floor_query import seen_by
from hall.store.views.overview_sums import count_past, past_sums, sums_of
from hall.survey.figures import SurveyPart
from hall.views import IncidentView, OverviewAgency, OverviewObstacle, OverviewPlan, OverviewView

T = TypeVar("T")
PLANNED_DAYS = 60
"""So far ahead a day without service is named."""


class OverviewReads(Reads):
    """A period of the hall, for those who answer for it."""

    def of(self, period: Period, by: By, *, at_most: int | None = None) -> OverviewView:
        """All of it; for the supervisor of an agency that agency alone.

        Days that are over are counted once by each process: ``at_most`` so many stretches of them in this read, of
        which ``counted`` tells how far that came. Raises Refused("needs_supervisor").
        """
        return _Overview.of(self._tx, period, by, at_most).view()


@dataclass
class _Overview:
    """What is read in one period; ``agency`` is empty for the whole hall."""

    tx: Transaction
    period: Period
    agency: str
    now: datetime
    day: date
    left: int | None
    counted: int = 0
    wanted: int = 0

    @classmethod
    def of(cls, tx: Transaction, period: Period, by: By, at_most: int | None) -> _Overview:
        """As ``by`` may see it."""
        agency, now, opened = seen_by(tx, by), tx.local(tx.now()), tx.open_day()
        day = or_none(opened.date) if opened else None
        return cls(tx, period, agency, now, day or now.date(), at_most)

    def view(self) -> OverviewView:
        """Everything."""
        structure, before = self.tx.structure, day_before(self.period, self.day)
        sums = self._sums(self.day, None)
        earlier = self._sums(before, datetime.combine(before, self.now.time(), self.now.tzinfo))
        around = joined([self._past(trend_slice(self.day)), sums]) if self.period is Period.TODAY else sums
        then = figures(earlier)
        return OverviewView(
            hall=structure.hall_view,
            now=self.now,
            period=self.period,
            day=self.day,
            day_before=before,
            figures=figures(sums),
            before=then if then.visitors else None,
            trend=trend(around, self.period),
            arrivals=bars(sums),
            days=days_with_visitors(sums),
            **self._here(),
            agencies=self._agencies(sums),
            obstacles=self._obstacles(sums.obstacles),
            plans=tuple(self._plans()),
            satisfaction=self._satisfaction(),
            counted=self.counted / self.wanted if self.wanted else 1.0,
            evacuated_since=self.tx.local(structure.evacuation.started_at) if structure.evacuation else None,
            late_waiting=late_waiting(self.tx, self.agency),
        )

    def _sums(self, day: date, until: datetime | None) -> Sums:
        return joined(self._slice(one, until) for one in slices(self.period, day))

    def _slice(self, one: Slice, until: datetime | None) -> Sums:
        return sums_of(self.tx, one, self.agency, until) if one.is_last else self._past(one)

    def _past(self, one: Slice) -> Sums:
        """Days that are over; nothing of them when too many others were counted in this read."""
        kept = past_sums(self.tx, one, self.agency)
        return self._once(kept, lambda: count_past(self.tx, one, self.agency)) or Sums()

    def _once(self, kept: T | None, count: Callable[[], T]) -> T | None:
        """What is ``kept`` of days that are over, else counted now; None when too many others were in this read."""
        self.wanted += 1
        found = kept
        if found is None and self.left != 0:
            found = count()
            self.left = None if self.left is None else self.left - 1
        self.counted += found is not None
        return found

    def _satisfaction(self) -> SurveyPart | None:
        kind = PeriodKind.YEAR if self.period is Period.YEAR else PeriodKind.MONTH
        whole = period_of(kind, self.day)
        survey = SurveySoFar.of(self.tx, (whole.first, whole.last), self.day, self.agency)
        if not survey.is_asked:
            return None
        past = [self._once(survey.kept(days), partial(survey.count, days)) for days in survey.past]
        known = [one for one in past if one is not None]
        found = survey.part(known) if len(known) == len(past) else None
        return found if found is not None and found.respondents else None

    def _here(self) -> dict[str, int]:
        """Who waits and who is at the counters now."""
        services = self.tx.structure.services
        waiting = waiting_by_service(self.tx).items()
        infos = [one for one in counter_infos(self.tx) if self.agency in ("", one.agency_id)]
        own = (count for service, (count, _) in waiting if self.agency in ("", services[service].agency))
        is_open = sum(one.clerk_id is not None and one.pause is None for one in infos)
        return {"waiting": sum(own), "counters_open": is_open, "counters": len(infos)}

    def _agencies(self, sums: Sums) -> tuple[OverviewAgency, ...]:
        """Those with anybody, the one that has done most first."""
        structure = self.tx.structure
        services: dict[str, set[str]] = {}
        for _, service in sums.tallies:
            if service in structure.services:
                services.setdefault(structure.services[service].agency, set()).add(service)
        known = [
            (structure.agencies[of], frozenset(those)) for of, those in services.items() if of in structure.agencies
        ]
        found = (OverviewAgency(one.id, one.name, one.name_en, figures(sums, those)) for one, those in known)
        return tuple(sorted(found, key=lambda one: (-one.figures.done, one.name)))

    def _obstacles(self, met: Mapping[tuple[str, str], Met]) -> tuple[OverviewObstacle, ...]:
        """The one that was met most often first."""
        by_id: dict[str, dict[str, Met]] = {}
        for (obstacle, service), one in met.items():
            by_id.setdefault(obstacle, {})[service] = one
        found = [self._obstacle(obstacle, services) for obstacle, services in by_id.items()]
        found += (self._stood_still(one) for one in self.incidents if self._is_missing(one, by_id))
        return tuple(sorted(found, key=lambda one: (-one.count, one.name)))

    def _is_missing(self, one: IncidentView, met: Mapping[str, Mapping[str, Met]]) -> bool:
        """Whether an open incident of the period stands behind none of the obstacles that clerks noted."""
        services = self.tx.structure.services
        noted = {services[service].agency for service in met.get(one.obstacle, ()) if service in services}
        first = slices(self.period, self.day)[0].first
        in_period = one.goes_on or self.tx.local(one.since).date() >= first
        return in_period and self.agency in ("", one.agency_id) and one.agency_id not in noted

    def _stood_still(self, one: IncidentView) -> OverviewObstacle:
        since, until = self.tx.local(one.since), self.tx.local(one.until) if one.until else None
        return OverviewObstacle(
            name=one.obstacle_name,
            name_en=one.obstacle_name_en,
            count=one.numbers,
            services=len(one.services),
            agency_name=one.agency_name,
            agency_name_en=one.agency_name_en,
            first=since,
            last=until or self.now,
            since=since,
            until=until,
        )

    def _obstacle(self, obstacle: str, services: Mapping[str, Met]) -> OverviewObstacle:
        structure = self.tx.structure
        named = structure.obstacles.get(obstacle)
        owners = {structure.services[service].agency for service in services if service in structure.services}
        agency = structure.agencies.get(next(iter(owners))) if len(owners) == 1 else None
        return OverviewObstacle(
            name=named.name if named else obstacle,
            name_en=named.name_en if named else "",
            count=sum(one.count for one in services.values()),
            services=len(services),
            agency_name=agency.name if agency else "",
            agency_name_en=agency.name_en if agency else "",
            **self._incident(obstacle, owners),
            first=self.tx.local(min(one.first for one in services.values())),
            last=self.tx.local(max(one.last for one in services.values())),
        )

    def _incident(self, obstacle: str, agencies: set[str]) -> dict[str, datetime | None]:
        """When the latest incident of an obstacle that nobody has closed began and ended."""
        found = next((one for one in self.incidents if one.obstacle == obstacle and one.agency_id in agencies), None)
        if found is None:
            return {}
        return {"since": self.tx.local(found.since), "until": self.tx.local(found.until) if found.until else None}

    @cached_property
    def incidents(self) -> tuple[IncidentView, ...]:
        """Those that nobody has closed, the latest first."""
        return IncidentReads(self.tx).listed()

    def _plans(self) -> Iterable[OverviewPlan]:
        """What somebody plans, then the next days without service, each soonest first."""
        planned = [one for one in PlanReads(self.tx).listed() if self.agency in ("", one.agency_id or self.agency)]
        yield from (OverviewPlan("plan", one.due, one.text) for one in planned)
        yield from sorted([*self._holidays(), *self._closures()], key=lambda plan: plan.day)

    def _holidays(self) -> Iterable[OverviewPlan]:
        kept = self.tx.structure.structure.hall.calendar
        english = {one.day: one.name_en for one in (*kept.local, *kept.known)}
        for ahead in range(1, PLANNED_DAYS + 1):
            day = self.now.date() + timedelta(days=ahead)
            name = holiday_on(day, kept)
            if name:
                yield OverviewPlan("holiday", day, name, english.get(day, ""))

    def _closures(self) -> Iterable[OverviewPlan]:
        """Approved closings of the hall and of services that are still to come."""
        structure = self.tx.structure
        for closure in structure.closures:
            service = structure.services.get(closure.target)
            own = self.agency in ("", service.agency if service else "")
            if closure.starts_at > self.now and own and closure.scope != "counter":
                name, english = (service.name, service.name_en) if service else ("", "")
                day = self.tx.local(closure.starts_at).date()
                texts = (_titled(name, closure.reason), _titled(english or name, closure.reason_en or closure.reason))
                yield OverviewPlan("closure", day, *texts)


def _titled(name: str, reason: str) -> str:
    return ": ".join(filter(None, (name, reason)))
