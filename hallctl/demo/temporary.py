"""The demonstration's hall: the sample of the package, always open, in a folder of its own, with people waiting."""

from __future__ import annotations

import re
import tomllib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hall.assets import sample_config
from hall.structure import Counter, HallStructure, Service, Station

if TYPE_CHECKING:
    from hall.store import UnitOfWork

COUNTER = "7"
LOGIN, NAME, PIN = "siti", "Siti Rahmawati", "2468"
_COLLEAGUES = (
    ("ayu", "Ayu Lestari"),
    ("budi", "Budi Santoso"),
    ("ningsih", "Wa Ode Ningsih"),
    ("rahmat", "Rahmat Hidayat"),
    ("yusuf", "La Ode Yusuf"),
)
_ACTOR = "cli:demo"
_SERVED_BEFORE = 5
_ROUNDS = 3
_CALLS_EACH = 2

STATIONS = (
    Station("demo-kiosk", printer="paper:slips", diagonal_inch=21.5, distance_m=0.6),
    Station("demo-counter"),
    Station("demo-display", diagonal_inch=55.0, distance_m=10.0),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the play takes place: the counter, its first service, and that service's agency."""

    counter: Counter
    service: Service

    @property
    def agency(self) -> str:
        """The id of the agency whose card the visitor touches."""
        return self.service.agency


@dataclass(frozen=True, slots=True)
class TemporaryHall:
    """The files of the demonstration and what plays in them."""

    folder: Path
    database: str
    structure: HallStructure
    stage: Stage

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


class SetClock:
    """A clock that stands where it is put, so that people can have waited for a while."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was put to."""
        return self.moment


def write_hall(folder: Path, database: str = "") -> TemporaryHall:
    """Write the demonstration's configuration into ``folder``, for ``database`` or for a SQLite file there.

    Raises SettingsError when the packaged sample is broken.
    """
    from hall.settings import load_settings

    config = folder / "config.toml"
    config.write_text(demo_config(sample_config().read_text("utf-8")), encoding="utf-8")
    url = database or f"sqlite:///{(folder / 'hall.db').as_posix()}"
    structure = load_settings(config, database=url).structure
    assert structure is not None, "the sample describes a hall"
    return TemporaryHall(folder, url, structure, stage_of(structure))


def demo_config(sample: str) -> str:
    """The text of the sample as a hall that is always open, with the demonstration's stations at its end."""
    text, found = re.subn(r"(?m)^always_open\s*=.*$", "always_open = true", sample, count=1)
    assert found, "the sample says whether it is always open"
    zone = next(counter["zone"] for counter in tomllib.loads(text)["counter"] if counter["label"] == COUNTER)
    return text + "".join(_station_table(station, zone) for station in STATIONS)


def stage_of(structure: HallStructure) -> Stage:
    """The counter that plays, and the first service that it serves."""
    counter = next(counter for counter in structure.counters if counter.label == COUNTER)
    return Stage(counter, next(s for s in structure.services if s.id == counter.services[0].service))


def fill_hall(hall: TemporaryHall) -> None:
    """Make the database with people who wait since a while, colleagues who serve some of them, and the staff."""
    fill_queue(hall)
    seat_staff(hall)


def fill_queue(hall: TemporaryHall) -> None:
    """Make the database with all its numbers, in one transaction: a board that starts then finds them as history."""
    from hall.store import prepare_store

    clock = SetClock(datetime.now(UTC) - timedelta(minutes=63))
    with closing(prepare_store(hall.database, hall.structure, clock)) as store, store.begin() as work:
        _let_the_morning_pass(work, hall, clock)
        _let_people_come(work, hall, clock)
        _let_colleagues_call(work, hall, clock)


def seat_staff(hall: TemporaryHall) -> None:
    """Add the clerk of the play and the colleagues who sit at their counters.

    Apart from the queue because each PIN takes 0.15 s to hash, by design.
    """
    from hall.store import open_store

    with closing(open_store(hall.database)) as store:
        store.run(lambda work: work.add_user(LOGIN, NAME, PIN))
        for counter, (login, name) in zip(_colleagues_counters(hall), _COLLEAGUES, strict=False):
            with store.begin() as work:
                work.sign_in(counter.id, work.add_user(login, name, PIN).id, actor=_ACTOR)


def _let_the_morning_pass(work: UnitOfWork, hall: TemporaryHall, clock: SetClock) -> None:
    """The clerk of the stage has served some people already."""
    counter = hall.stage.counter.id
    for _ in range(_SERVED_BEFORE):
        work.issue(hall.stage.service.id, actor=_ACTOR)
        clock.moment += timedelta(seconds=40)
        work.call_next(counter, actor=_ACTOR)
        work.serve(counter, actor=_ACTOR)
        clock.moment += timedelta(seconds=420)
        work.finish(counter, actor=_ACTOR)


def _let_people_come(work: UnitOfWork, hall: TemporaryHall, clock: SetClock) -> None:
    """People wait all over the hall, none for the main services of the stage: its next number is the play's."""
    ranks = {served.service: served.rank for served in hall.stage.counter.services}
    main = min(ranks.values())
    services = [service.id for service in hall.structure.services if ranks.get(service.id) != main]
    coming = [(turn, place) for turn in range(_ROUNDS) for place in range(len(services))]
    for turn, place in coming:
        service = services[place]
        if service in ranks or (place * 5 + turn * 3) % 7 < 3:
            clock.moment += timedelta(seconds=12)
            work.issue(service, priority=service not in ranks and place % 6 == turn, actor=_ACTOR)


def _let_colleagues_call(work: UnitOfWork, hall: TemporaryHall, clock: SetClock) -> None:
    counters = [counter.id for counter in _colleagues_counters(hall)]
    for counter in counters * _CALLS_EACH:
        clock.moment += timedelta(seconds=35)
        work.call_next(counter, actor=_ACTOR)
    for counter in counters[1::2]:
        work.serve(counter, actor=_ACTOR)


def _colleagues_counters(hall: TemporaryHall) -> list[Counter]:
    """Counters of the stage's zone whose main services the stage does not serve."""
    taken = {served.service for served in hall.stage.counter.services}
    near = [counter for counter in hall.structure.counters if counter.zone == hall.stage.counter.zone]
    free = [c for c in near if not taken & {served.service for served in c.services if served.rank == 1}]
    return free[::2][: len(_COLLEAGUES)]


def _station_table(station: Station, zone: str) -> str:
    """One ``[[station]]``; the board stands in ``zone``."""
    lines = ["", "[[station]]", f'name = "{station.name}"']
    if station.printer:
        lines.append(f'printer = "{station.printer}"')
    if station.diagonal_inch:
        lines += [f"diagonal_inch = {station.diagonal_inch}", f"distance_m = {station.distance_m}"]
    if station.name == "demo-display":
        lines.append(f'zone = "{zone}"')
    return "\n".join(lines) + "\n"
