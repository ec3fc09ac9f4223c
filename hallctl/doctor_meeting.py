"""One meeting of `hall doctor` with the database: all that it tells, on one snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.maintenance.doctor.facts import DatabaseFacts, DayFacts, HallFacts, Runs
from hall.maintenance_runs import RunKind
from hall.structure import HallStructure, Station
from hall.views import PrinterView, StatusView

if TYPE_CHECKING:
    from hall.settings import Settings
    from hall.store import Reader


@dataclass(frozen=True, slots=True)
class Met:
    """What one meeting with the database gave."""

    database: DatabaseFacts
    hall: HallFacts | None = None
    structure: HallStructure | None = None
    station: Station | None = None
    printer: PrinterView | None = None


def meet(settings: Settings) -> Met:
    """Open the database and read all that it tells of the hall."""
    from hall.store import open_store, shown_database

    structure = settings.structure
    configured = None if structure is None else f"{structure.hall.name}, {structure.hall.city}"
    facts = DatabaseFacts(shown=_shown(settings, shown_database), configured=configured)
    try:
        store = open_store(settings.database_url)
        try:
            return store.fetch(partial(_read, settings, facts))
        finally:
            store.close()
    except StoreUnavailable as error:
        return Met(replace(facts, trouble=str(error), cause=error.cause.value))


def _shown(settings: Settings, show: Callable[[str], str]) -> str:
    try:
        return show(settings.database_url)
    except StoreUnavailable:
        return "the database"


def _read(settings: Settings, facts: DatabaseFacts, view: Reader) -> Met:
    from hall.store.database.notes import library_note

    state = view.health.database()
    on_one_machine = settings.database_url.startswith("sqlite")
    facts = replace(
        facts,
        schema=state.schema,
        finishes=state.finishes,
        server=state.server,
        denied=state.denied,
        library=library_note() if on_one_machine else "",
    )
    try:
        hall = view.hall()
    except Refused:  # it holds none
        return Met(facts)
    facts = replace(facts, hall=f"{hall.name}, {hall.city}")
    own = settings.station or view.stations.find(settings.station_name)
    printer = view.printers.of(own) if own is not None and own.printer else None
    return Met(facts, _told(view, one_clock=on_one_machine), view.structure(), own, printer)


def _told(view: Reader, *, one_clock: bool) -> HallFacts:
    """What the database tells of the machines; with ``one_clock`` it goes by this machine's own."""
    status = view.status()
    now = datetime.now(UTC)
    return HallFacts(
        health=view.health.of_hall(),
        stations=view.stations.names(),
        lives=view.health.lives(),
        alarms=status.alarms,
        open=status.business_day is not None,
        timezone=status.hall.timezone,
        ahead=None if one_clock else now - status.now,
        backups=_runs(view, RunKind.BACKUP),
        drills=_runs(view, RunKind.DRILL),
        day=_day(view, status),
    )


def _runs(view: Reader, kind: RunKind) -> Runs:
    return Runs(view.maintenance.last(kind), view.maintenance.last_good(kind))


def _day(view: Reader, status: StatusView) -> DayFacts:
    waiting: Counter[str] = Counter()
    for service in view.services():
        waiting[service.agency_id] += service.waiting
    return DayFacts(
        tuple(sorted(waiting.items())),
        sum(count for _, count in status.counts),
        next((count for state, count in status.counts if state is State.DONE), 0),
    )
