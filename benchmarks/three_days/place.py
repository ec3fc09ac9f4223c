"""The hall of the three days: one agency with five services, a kiosk, two counters, a board, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from benchmarks.boards import PIN
from benchmarks.three_days.person import ZONE
from hall.access import By
from hall.assets import sample_config
from hall.clock import ScaledClock
from hall.structure import CounterService, HallStructure, Station

MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
SPEED = 60.0
AGENCY = "disdukcapil"
COUNTERS = ("5", "6")
KIOSK, BOARD = "kiosk-1", "board-1"
SLIPS, BACKUPS, LOGS = "slips", "backups", "logs"
KEEP_DAILY = 2


@dataclass(frozen=True)
class Place:
    """``folder`` is the machine's with configuration, logs, slips and backups; ``work`` is ours: what programs and
    people say; ``scratch`` is where programs may put passing files."""

    url: str
    folder: Path
    work: Path
    scratch: Path

    @property
    def config(self) -> Path:
        """The configuration of all programs."""
        return self.folder / "config.toml"

    def journal(self, name: str) -> Path:
        """What the person in front of a program wrote down."""
        return self.work / f"{name}.jsonl"


def made(url: str, work: Path) -> Place:
    """The files and folders, before anything runs."""
    place = Place(url, work / "hall", work / "told", work / "scratch")
    for folder in (place.folder, place.work, place.scratch):
        folder.mkdir(mode=0o700)
    place.config.write_text(
        f'[database]\nurl = "{url}"\n\n[backup]\nfolder = "{BACKUPS}"\n'
        f"keep_daily = {KEEP_DAILY}\nkeep_weekly = 1\nkeep_monthly = 1\n\n"
        f'[station]\nname = "{KIOSK}"\nprinter = "paper:{SLIPS}"\n',
        encoding="utf-8",
    )
    place.config.chmod(0o600)
    return place


def structure() -> HallStructure:
    """The sample hall's civil registry with its hours, days and breaks. What the hall waits for in seconds of people,
    who act here in tenths of seconds of the machine, is some minutes."""
    from hall.settings import load_settings

    sample = load_settings(sample_config()).structure
    assert sample is not None
    services = tuple(replace(one, quota=None) for one in sample.services if one.agency == AGENCY)[:5]
    rules = replace(sample.hall.rules, begin_after=timedelta(minutes=5))
    voice = replace(sample.hall.voice, announce_within=timedelta(minutes=10))
    ids = [one.id for one in services]
    counters = tuple(
        replace(
            next(one for one in sample.counters if one.label == label),
            services=tuple(CounterService(one, 1 + (place + shift) % 2) for place, one in enumerate(ids)),
        )
        for shift, label in enumerate(COUNTERS)
    )
    return replace(
        sample,
        hall=replace(sample.hall, rules=rules, voice=voice),
        agencies=tuple(one for one in sample.agencies if one.id == AGENCY),
        services=services,
        counters=counters,
        stations=(Station(KIOSK, printer=f"paper:{SLIPS}"), Station(BOARD)),
        needs=(),
    )


def furnish(place: Place, clock: ScaledClock) -> None:
    """Put the hall and its clerks into the database."""
    from hall.store import prepare_store

    store = prepare_store(place.url, structure(), clock)
    pin = store.new_pin(PIN)
    for label in COUNTERS:
        store.run(lambda work, label=label: work.staff.add(f"clerk-{label}", f"Petugas {label}", pin, By.system()))
    store.close()


def programs(place: Place) -> Iterator[tuple[str, str, list[str]]]:
    """Name, kind and options of each program."""
    config = ["--config", str(place.config)]
    yield KIOSK, "kiosk", [*config, "--station", KIOSK, "--geometry", "1080x1920"]
    for label in COUNTERS:
        yield f"counter-{label}", "counter", [*config, "--station", f"counter-{label}", "--counter", label]
    yield BOARD, "display", [*config, "--station", BOARD, "--geometry", "1280x720", "--zone", ""]
