"""The demonstration's hall: the sample of the package, always open, in a folder of its own, with people waiting."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hall import private
from hall.access import By
from hall.assets import sample_config
from hall.database_url import sqlite_url
from hall.structure import Counter, HallStructure, Service, Station
from hallctl.simulate.stage import LeapingPace

if TYPE_CHECKING:
    from hall.store import UnitOfWork

COUNTER = "7"
LOGIN, NAME, PIN = "siti", "Siti Rahmawati", "639174"
KIOSK_PIN = "820694"
"""Opens the staff page of the demonstration's kiosk."""
_COLLEAGUES = (
    ("ayu", "Ayu Lestari"),
    ("budi", "Budi Santoso"),
    ("ningsih", "Wa Ode Ningsih"),
    ("rahmat", "Rahmat Hidayat"),
    ("yusuf", "La Ode Yusuf"),
    ("dewi", "Dewi Anggraini"),
    ("hasan", "Hasan Basri"),
    ("sarlin", "Sarlin Tamburaka"),
    ("fitri", "Fitri Handayani"),
    ("imran", "La Ode Imran"),
    ("nurul", "Nurul Hikmah"),
    ("agus", "Agus Salim"),
)
_BY = By.technician("demo")
_MORNING = timedelta(minutes=150)
_PEOPLE_COME = timedelta(minutes=34)  # so long ago the first of those who still wait took their numbers
_LAST_CALLS = timedelta(minutes=12)
_CALLS_END = timedelta(minutes=2)  # a board that starts later than a minute after a call does not announce it
_WAITING_AT_STAGE = 3

STATIONS = (
    Station("demo-kiosk", printer="paper:slips", diagonal_inch=21.5, distance_m=0.6),
    Station("demo-counter"),
    Station("demo-display", diagonal_inch=55.0, distance_m=10.0),
)


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """Where the play takes place: the counter and its first service."""

    counter: Counter
    service: Service


@dataclass(frozen=True, slots=True)
class TemporaryHall:
    """The files of the demonstration and what plays in them."""

    folder: Path
    database: str
    structure: HallStructure
    stage: DemoPlace

    @property
    def config(self) -> Path:
        """The configuration of all three programs."""
        return self.folder / "config.toml"

    def slips_of(self, code: str) -> list[Path]:
        """The pictures that the paper printer made for a number; the file begins with its code."""
        return sorted(self.folder.glob(f"slips/{code}-*.png"))

    def options(self, program: str) -> list[str]:
        """The command line of one program on this hall."""
        return ["--config", str(self.config), "--database", self.database, "--station", f"demo-{program}"]


def write_hall(folder: Path, database: str = "") -> TemporaryHall:
    """Write the demonstration's configuration into ``folder``, for ``database`` or for a SQLite file there.

    Raises SettingsError when the packaged sample is broken.
    """
    from hall.settings import load_settings

    config = folder / "config.toml"
    private.write_text(config, demo_config(sample_config().read_text("utf-8")))
    url = database or sqlite_url(folder / "hall.db")
    structure = load_settings(config, database=url).structure
    assert structure is not None, "the sample describes a hall"
    return TemporaryHall(folder, url, structure, stage_of(structure))


def demo_config(sample: str) -> str:
    """The text of the sample as a hall that is always open, with the demonstration's stations at its end."""
    text, found = re.subn(r"(?m)^always_open\s*=.*$", "always_open = true", sample, count=1)
    assert found, "the sample says whether it is always open"
    zone = next(counter["zone"] for counter in tomllib.loads(text)["counter"] if counter["label"] == COUNTER)
    return text + "".join(_station_table(station, zone) for station in STATIONS)


def stage_of(structure: HallStructure) -> DemoPlace:
    """The counter that plays, and the first service that it serves."""
    counter = next(counter for counter in structure.counters if counter.label == COUNTER)
    return DemoPlace(counter, next(s for s in structure.services if s.id == counter.services[0].service))


def fill_queue(hall: TemporaryHall) -> None:
    """Make the database with all its numbers, in one transaction: a board that starts then finds them as history."""
    from hall.store import prepare_store

    now = datetime.now(UTC)
    clock = LeapingPace(now - _MORNING)
    prepare_store(
        hall.database, hall.structure, clock, first=lambda work: _let_the_morning_pass(work, hall, clock, now)
    ).close()


def _let_the_morning_pass(work: UnitOfWork, hall: TemporaryHall, clock: LeapingPace, now: datetime) -> None:
    visits = _visits(hall)
    last = len(_colleagues_counters(hall)) + 1
    _let_visits_pass(work, hall, clock, visits[:-last], until=now - _PEOPLE_COME)
    _let_people_come(work, hall, clock, until=now - _LAST_CALLS)
    _let_visits_pass(work, hall, clock, visits[-last:], until=now - _CALLS_END)
    work.counter(hall.stage.counter.id, _BY).finish()
    for counter in _colleagues_counters(hall)[::2]:
        work.counter(counter.id, _BY).serve()
        clock.time += timedelta(seconds=7)


def seat_staff(hall: TemporaryHall) -> None:
    """Add the clerk of the play and the colleagues who sit at their counters.

    Apart from the queue because a PIN takes 0.15 s to hash, by design.
    """
    from hall.store import open_store

    with closing(open_store(hall.database)) as store:
        pin, kiosk_pin = store.new_pin(PIN), store.new_pin(KIOSK_PIN)
        store.run(lambda work: work.staff.add(LOGIN, NAME, pin, _BY))
        store.run(lambda work: work.staff.set_station_pin(STATIONS[0].name, kiosk_pin, _BY))
        for counter, (login, name) in zip(_colleagues_counters(hall), _COLLEAGUES, strict=False):
            with store.begin() as work:
                work.counter(counter.id, _BY).sign_in(work.staff.add(login, name, pin, _BY).id)


def _visits(hall: TemporaryHall) -> list[tuple[Counter, str]]:
    """Counter and service of everybody who was called so far, in order; each counter calls in the last round.

    A counter stays with one service, another one than its neighbours, so that the numbers are those of a morning.
    """
    rounds: list[tuple[int, Counter, str]] = []
    taken: set[str] = set()
    for place, counter in enumerate([*_colleagues_counters(hall), hall.stage.counter]):
        mains = [served.service for served in counter.services if served.rank == 1]
        service = next((name for name in mains if name not in taken), mains[0])
        taken.add(service)
        rounds += [(left, counter, service) for left in range(10 + place * 3 % 5)]
    return [(counter, service) for _, counter, service in sorted(rounds, key=lambda visit: -visit[0])]


def _let_visits_pass(
    work: UnitOfWork, hall: TemporaryHall, clock: LeapingPace, visits: Sequence[tuple[Counter, str]], *, until: datetime
) -> None:
    """Somebody comes for each of ``visits`` and is called there, which ends the visit before."""
    pause = (until - clock.time) / len(visits)
    for counter, service in visits:
        clock.time += pause
        work.tickets.issue(service, _BY)
        work.counter(counter.id, _BY).call_next()
        if counter == hall.stage.counter:
            work.counter(counter.id, _BY).serve()


def _let_people_come(work: UnitOfWork, hall: TemporaryHall, clock: LeapingPace, *, until: datetime) -> None:
    """People wait all over the hall. None of the stage's services has a priority among them: that is the play's."""
    stage = [served.service for served in hall.stage.counter.services]
    visited = {service for _, service in _visits(hall)}
    near = {s.service for c in hall.structure.counters if c.zone == hall.stage.counter.zone for s in c.services}
    others = [s.id for s in hall.structure.services if s.id not in stage and (s.id in visited or s.id not in near)]
    coming = [service for place, service in enumerate(others) for _ in range(place * 5 % 7 % 4)]
    coming += [service for place, service in enumerate(stage) for _ in range(_WAITING_AT_STAGE - place)]
    coming = coming[::3] + coming[1::3] + coming[2::3]  # who come one after the other want different things
    pause = (until - clock.time) / len(coming)
    for place, service in enumerate(coming):
        clock.time += pause
        work.tickets.issue(service, _BY, priority=service not in stage and place % 6 == 2)


def _colleagues_counters(hall: TemporaryHall) -> list[Counter]:
    """The other counters of the stage's zone; the last ones have nobody today."""
    stage = hall.stage.counter
    return [counter for counter in hall.structure.counters if counter.zone == stage.zone and counter != stage][
        : len(_COLLEAGUES)
    ]


def _station_table(station: Station, zone: str) -> str:
    """One ``[[station]]``; the board is in ``zone``."""
    lines = ["", "[[station]]", f'name = "{station.name}"']
    if station.printer:
        lines.append(f'printer = "{station.printer}"')
    if station.diagonal_inch:
        lines += [f"diagonal_inch = {station.diagonal_inch}", f"distance_m = {station.distance_m}"]
    if station.name == "demo-display":
        lines.append(f'zone = "{zone}"')
    return "\n".join(lines) + "\n"
