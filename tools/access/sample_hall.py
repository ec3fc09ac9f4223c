"""What a hall's configuration gives the kiosk to show: its lists, a number and a booking, on a Monday morning."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hall.access import By
from hall.estimating.estimate import Unknown
from hall.estimating.shown import Kind, Shown, in_common
from hall.opening import Opening
from hall.settings import load_settings
from hall.store import Store, prepare_store
from hall.structure import Counter, HallStructure
from hall.views import AgencyView, BoardCall, BookingView, KioskView, ServiceView, TicketView

NOW = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)
"""10.42 in Kendari."""
_QUEUES = (12, 7, 0, 4, 9, 1, 0, 23)
LATE = Shown(Kind.RANGE, 9, 100, 150, late=True)
WAITS = (
    Shown(Kind.RANGE, 12, 20, 30),
    Shown(Kind.UP_TO, 7, 0, 10),
    Shown(Kind.AT_ONCE, 0),
    Shown(Kind.OR_MORE, 4, 40),
    LATE,
    Shown(Kind.UNKNOWN, 1, unknown=Unknown.FEW_CALLS),
    Shown(Kind.VERY_LONG, 23, 120),
    Shown(Kind.UNKNOWN, 23, unknown=Unknown.CLOSING),
)
"""A wait of every kind."""
_SOON = Shown(Kind.UP_TO, 0, 0, 5)
_CALLS = 6
_KIOSK = By.kiosk("kiosk-1")


class Morning:
    """A clock that stands at ``NOW``."""

    def now(self) -> datetime:
        """The store's time."""
        return NOW


@dataclass(frozen=True, slots=True)
class SampleHall:
    """``view`` with people waiting at attended services; ``ticket`` and ``booking`` of the services with the longest
    names, ``usual`` of the first one; ``calls`` are under way."""

    view: KioskView
    ticket: TicketView
    usual: TicketView
    booking: BookingView
    calls: tuple[BoardCall, ...]

    @property
    def local(self) -> datetime:
        """The hall's own time."""
        return NOW.astimezone(ZoneInfo(self.view.hall.timezone))

    @property
    def widest(self) -> AgencyView:
        """The agency with the most services."""
        return max(self.view.agencies, key=lambda agency: len(agency.services))


def structure_of(config: Path) -> HallStructure:
    """The hall of that config.toml. Raises HallError, and ValueError when the file describes no hall."""
    structure = load_settings(config, environ={}).structure
    if structure is None:
        raise ValueError(f"{config} describes no hall")
    return structure


def sample_hall(structure: HallStructure) -> SampleHall:
    """That hall, in a store that is thrown away. Raises HallError."""
    with tempfile.TemporaryDirectory(prefix="mpp-access-") as folder:
        return _of(structure, f"sqlite:///{Path(folder) / 'hall.db'}")


def _of(structure: HallStructure, url: str) -> SampleHall:
    store = prepare_store(url, structure, Morning())
    try:
        view = store.fetch(lambda reader: reader.kiosk())
        services = [one for agency in view.agencies for one in agency.services if one.opening.gives_numbers]
        longest = max(services, key=lambda one: len(one.name))
        usual = store.run(lambda work: work.tickets.issue(services[0].id, _KIOSK))
        ticket = store.run(lambda work: work.tickets.issue(longest.id, _KIOSK, priority=True))
        slot = NOW + timedelta(hours=1)
        booking = store.run(lambda work: work.bookings.book(longest.id, slot, By.system()))
        calls = tuple(_calls(store, structure.counters[:_CALLS], view))
        ticket, usual = replace(ticket, ahead=23, wait=LATE), replace(usual, ahead=12, wait=WAITS[0])
        return SampleHall(_morning(view), ticket, usual, booking, calls)
    finally:
        store.close()


def _calls(store: Store, counters: Sequence[Counter], view: KioskView) -> Iterator[BoardCall]:
    """A number called at each of these counters."""
    ids = {one.id for agency in view.agencies for one in agency.services if one.opening.gives_numbers}
    for counter in counters:
        service = next((one.service for one in counter.services if one.service in ids), None)
        if service is not None:
            with store.begin() as work:
                number = work.tickets.issue(service, _KIOSK)
                work.counter(counter.label, By.system()).call_number(number.id)
    yield from store.fetch(lambda reader: reader.running_calls("", _CALLS))


def _morning(view: KioskView) -> KioskView:
    """``view`` with clerks at every service, queues of different lengths, and a wait of every kind."""
    agencies = tuple(_with_queues(agency, at) for at, agency in enumerate(view.agencies))
    return replace(view, agencies=agencies)


def _with_queues(agency: AgencyView, first: int) -> AgencyView:
    services = tuple(
        _waiting(service, _QUEUES[(first + at) % len(_QUEUES)], WAITS[(first + at) % len(WAITS)])
        for at, service in enumerate(agency.services)
    )
    wait = in_common(service.wait for service in services)
    return replace(agency, services=services, waiting=sum(service.waiting for service in services), wait=wait)


def _waiting(service: ServiceView, waiting: int, wait: Shown) -> ServiceView:
    """``service`` with that queue and that wait; with nobody waiting, somebody is called soon."""
    wait = wait if waiting or wait.kind in (Kind.AT_ONCE, Kind.UNKNOWN) else _SOON
    return replace(service, attended=True, waiting=waiting, wait=wait, priority_wait=WAITS[1])


def alike(view: KioskView) -> KioskView:
    """``view`` with one wait for all services of an agency, another for each."""
    agencies = tuple(_alike(agency, WAITS[at % len(WAITS)]) for at, agency in enumerate(view.agencies))
    return replace(view, agencies=agencies)


def _alike(agency: AgencyView, wait: Shown) -> AgencyView:
    services = tuple(replace(service, waiting=max(1, service.waiting), wait=wait) for service in agency.services)
    wait_of_all = in_common(service.wait for service in services)
    return replace(agency, services=services, waiting=sum(one.waiting for one in services), wait=wait_of_all)


def changed(view: KioskView, **changes: object) -> KioskView:
    """``view`` with these fields of every service changed; an ``opening`` is that of the agencies, too."""
    agencies = tuple(_changed(agency, changes) for agency in view.agencies)
    return replace(view, agencies=agencies)


def _changed(agency: AgencyView, changes: dict[str, object]) -> AgencyView:
    services: tuple[ServiceView, ...] = tuple(
        replace(service, **changes)  # type: ignore[arg-type]
        for service in agency.services
    )
    opening = changes.get("opening", agency.opening)
    assert isinstance(opening, Opening)
    return replace(agency, services=services, opening=opening, waiting=sum(one.waiting for one in services))


def mixed(view: KioskView) -> KioskView:
    """``view`` with every third service closed, few numbers left at the next, and nobody at the one after it."""
    ends = view.now.astimezone(ZoneInfo(view.hall.timezone)).replace(hour=13, minute=0)
    ways: tuple[dict[str, object], ...] = (
        {"opening": Opening(False, "break", ends, ends), "waiting": 0},
        {"quota_left": 9},
        {"attended": False, "waiting": 0},
    )
    agencies = []
    for agency in view.agencies:
        services = tuple(
            replace(service, **ways[at % 3])  # type: ignore[arg-type]
            for at, service in enumerate(agency.services)
        )
        opening = next((one.opening for one in services if one.opening.is_open), services[0].opening)
        agencies.append(replace(agency, services=services, opening=opening))
    return replace(view, agencies=tuple(agencies))
