"""One simulation from the making of its hall to the last word of its audit."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hall.access import By
from hall.auditing import AuditReport, TicketSummary
from hall.clock import Clock, ScaledClock
from hall.database_url import sqlite_url
from hall.documents import incident_document
from hall.errors import HallError, Refused, StoreUnavailable
from hall.lifecycle import OPEN_STATES
from hall.translator import ENGLISH
from hall.views import IncidentView
from hall.wording import counted
from hallctl.demo.processes import Interruption, ended_by_signals
from hallctl.simulate.company import Company, parts_of, play_leaping
from hallctl.simulate.hands import Tally
from hallctl.simulate.outages import Held, held_against, met_by
from hallctl.simulate.plan import Plan
from hallctl.simulate.stage import LeapingPace
from hallctl.simulate.sums import ServiceSums, served_by_counter, sums_of

if TYPE_CHECKING:
    from hall.store import Store

_LOOK_S = 1.0
_LOOKS = 2
_CLOSING = "simulation over"


@dataclass(frozen=True, slots=True)
class Played:
    """The outcome of a simulation. ``ended`` is ``all served``, ``at the latest moment``, ``broken off`` or
    ``interrupted``;
    ``behind`` how late anybody acted at most, in time of the simulation."""

    day: date
    database: str
    speed: float
    ended: str
    real_seconds: float
    behind: timedelta
    arrivals: int
    cancelled_at_close: int
    tally: Tally
    audit: AuditReport
    services: tuple[ServiceSums, ...]
    counters: Mapping[str, int]
    outages: int = 0
    incidents: tuple[IncidentView, ...] = ()
    held: Held = field(default_factory=Held)

    @property
    def good(self) -> bool:
        """Whether the audit found nothing, and nothing else happened that must not."""
        return self.audit.good and not self.tally.problems

    def document(self) -> dict[str, Any]:
        """The outcome for JSON; waits are minutes."""
        return {
            "business_day": self.day.isoformat(),
            "database": self.database,
            "speed": self.speed or "max",
            "ended": self.ended,
            "real_seconds": round(self.real_seconds, 1),
            "behind_seconds": round(self.behind.total_seconds(), 1),
            "arrivals": self.arrivals,
            "turned_away": self.tally.turned_away,
            "cancelled_at_close": self.cancelled_at_close,
            "operations": dict(sorted(self.tally.operations.items())),
            "refusals": dict(sorted(self.tally.refusals.items())),
            "outages": self.tally.outages,
            "problems": self.tally.problems,
            "audit": audit_document(self.audit),
            "services": [row.document() for row in self.services],
            "served_by_counter": dict(self.counters),
            "outages_played": self.outages,
            "incidents": [incident_document(one) for one in self.incidents],
            "incidents_precision": self.held.precision,
            "incidents_recall": self.held.recall,
            "good": self.good,
        }


def audit_document(report: AuditReport) -> dict[str, Any]:
    """An audit for JSON."""
    return {
        "days": [day.isoformat() for day in report.days],
        "tickets": report.tickets,
        "events": report.events,
        "calls": report.calls,
        "on_paper": report.on_paper,
        "requests": report.requests,
        "purged": [{"day": str(one.day), "at": one.at.isoformat(), "by": one.by} for one in report.purged],
        "states": {state.value: count for state, count in report.states},
        "found": report.found,
        "findings": [{"code": finding.code, "sentence": finding.message(ENGLISH)} for finding in report.findings],
    }


@dataclass(frozen=True, slots=True)
class Staging:
    """How a plan is played: ``url`` empty for a temporary hall, ``speed`` 0 for as fast as it can."""

    url: str = ""
    speed: float = 60.0
    kiosks: int = 2
    workers: int = 4
    own_hall: bool = True
    keep: bool = False


Progress = Callable[[Tally, datetime], None]


def simulate(plan: Plan, staging: Staging, tell: Callable[[str], None], progress: Progress) -> Played:
    """Play ``plan``, close its day, audit it and sum it up. Raises HallError."""
    folder = None if staging.url else Path(tempfile.mkdtemp(prefix="hall-simulate-"))
    url = staging.url or sqlite_url((folder or Path()) / "hall.db")
    try:
        if plan.structure is not None:
            from hall.store import prepare_store

            prepare_store(url, plan.structure, LeapingPace(plan.begin)).close()
        with ended_by_signals() as asked:
            return _Play(plan, staging, url, asked, tell, progress).perform()
    finally:
        if folder is not None and staging.keep:
            tell(f"The hall is kept in {folder}.")
        elif folder is not None:
            shutil.rmtree(folder, ignore_errors=sys.platform == "win32")


class _Play:
    def __init__(
        self,
        plan: Plan,
        staging: Staging,
        url: str,
        asked: Interruption,
        tell: Callable[[str], None],
        progress: Progress,
    ) -> None:
        self._plan, self._staging, self._url, self._asked = plan, staging, url, asked
        self._tell, self._progress = tell, progress
        self._ended = "at the latest moment"
        self._behind = timedelta(0)

    def perform(self) -> Played:
        day = self._open_day()
        began = time.monotonic()
        tally, clock = self._leap() if self._staging.speed == 0 else self._act_in_processes()
        return self._close(day, tally, clock, time.monotonic() - began)

    def _open_day(self) -> date:
        """Open the business day, unless the hall is open already and somebody wants to train in it."""
        from hall.store import open_store

        with closing(open_store(self._url, LeapingPace(self._plan.begin))) as store:
            running = store.fetch(lambda view: view.status().business_day)
            return running or store.run(
                lambda work: work.day.open(By.technician("simulate"), confirm=not self._staging.own_hall)
            )

    def _over(self, store: Store, tally: Tally) -> bool:
        """Whether everybody came and nobody is left, in the queue or outside it."""
        if tally.arrived < len(self._plan.arrivals) or tally.pending:
            return False
        counts = store.fetch(lambda view: dict(view.status().counts))
        return not any(counts.get(state) for state in OPEN_STATES)

    def _leap(self) -> tuple[Tally, Clock]:
        pace = LeapingPace(self._plan.begin)

        def over(store: Store, tally: Tally, now: datetime) -> bool:
            self._asked.check()
            self._progress(tally, now)
            done = self._over(store, tally)
            self._ended = "all served" if done else self._ended
            return done

        tally, whole = play_leaping(self._plan, self._url, pace, over, kiosks=self._staging.kiosks)
        self._ended = self._ended if whole else "interrupted"
        return tally, pace

    def _act_in_processes(self) -> tuple[Tally, Clock]:
        parts = parts_of(self._plan, kiosks=self._staging.kiosks, workers=self._staging.workers)
        company = Company(self._plan, self._url, parts, self._staging.speed)
        clock = ScaledClock(self._plan.begin, self._staging.speed)
        try:
            self._tell(f"{counted(len(parts), 'process gets', 'processes get')} ready …")
            company.start()
            clock = company.begin()
            self._watch(company, clock)
        except KeyboardInterrupt:
            self._ended = "interrupted"
        finally:
            company.end()
        self._behind = company.behind()
        return company.tally(), clock

    def _watch(self, company: Company, clock: ScaledClock) -> None:
        from hall.store import open_store

        with closing(open_store(self._url, clock)) as store:
            next_look, seen_over = time.monotonic(), 0
            while clock.now() < self._plan.latest:
                self._asked.check()
                company.hear(_LOOK_S)
                tally = company.tally()
                self._progress(tally, clock.now())
                if company.troubles():
                    self._ended = "broken off"
                    return
                if time.monotonic() >= next_look:
                    next_look = time.monotonic() + _LOOK_S
                    self._look(store)
                    # What the processes said is up to half a second old: somebody may just be about to come back.
                    seen_over = seen_over + 1 if self._is_over_there(store, tally) else 0
                    if seen_over == _LOOKS:
                        self._ended = "all served"
                        return

    def _look(self, store: Store) -> None:
        """As programs do each minute; a database that is away is asked again."""
        with suppress(StoreUnavailable):
            store.find_incidents()

    def _is_over_there(self, store: Store, tally: Tally) -> bool:
        """As ``_over``, for a database that may be away at the moment."""
        try:
            return self._over(store, tally)
        except Refused:
            raise
        except HallError:
            return False

    def _close(self, day: date, tally: Tally, clock: Clock, spent: float) -> Played:
        from hall.store import open_store

        with closing(open_store(self._url, clock)) as store:
            closes = self._staging.own_hall or self._ended != "interrupted"
            by = By.technician("simulate")
            cancelled = store.run(lambda work: work.day.close(by, reason=_CLOSING)) if closes else 0
            store.find_incidents()
            report, visits = store.fetch(lambda view: (view.days.audit(day), view.days.visits(day)))
            incidents = store.fetch(lambda view: view.incidents.listed(closed=True))[::-1]
        labels = {post.id: post.label for post in self._plan.posts}
        served = {labels.get(counter, counter): count for counter, count in served_by_counter(visits).items()}
        if self._staging.own_hall and tally.turned_away:
            tally.problems.append(f"{counted(tally.turned_away, 'visitor', 'visitors')} got no number")
        return Played(
            day=day,
            database=url_kind(self._url),
            speed=self._staging.speed,
            ended=self._ended,
            real_seconds=spent,
            behind=self._behind,
            arrivals=len(self._plan.arrivals),
            cancelled_at_close=cancelled,
            tally=tally,
            audit=report,
            services=sums_of(visits, self._plan.names, self._plan.real_waits),
            counters={label: served[label] for label in labels.values() if label in served},
            outages=len(self._plan.outages),
            incidents=incidents,
            held=self._held(visits, incidents),
        )

    def _held(self, visits: Sequence[TicketSummary], incidents: Sequence[IncidentView]) -> Held:
        """The incidents that were found, held against the outages that were played."""
        structure, outages = self._plan.structure, self._plan.outages
        services = {} if structure is None else {one.prefix: one.id for one in structure.services}
        return held_against(met_by(visits, outages, services), outages, incidents)


def url_kind(url: str) -> str:
    """``sqlite`` or ``postgresql``."""
    return url.partition(":")[0].partition("+")[0]
