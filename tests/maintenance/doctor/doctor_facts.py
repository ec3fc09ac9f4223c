"""Facts of a hall in which all is well, from which tests take one thing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hall import __version__
from hall.alarm_rules import AlarmRules
from hall.lives import KnownLife, Life
from hall.maintenance.doctor import Finding, examine
from hall.maintenance.doctor.facts import (
    ClockFacts,
    ConfigurationFacts,
    DatabaseFacts,
    DayFacts,
    Facts,
    FileFacts,
    FolderSpace,
    HallFacts,
    Listener,
    PortFacts,
    PowerFacts,
    Runs,
    ScreenFacts,
    ServiceFacts,
    Unit,
    VoiceFacts,
)
from hall.maintenance.doctor.findings import Severity
from hall.maintenance_runs import MaintenanceRun, RunKind
from hall.processes import Machine, Process
from hall.station_health import DatabaseHealth, HallHealth
from hall.views import BoardHealth, PrinterView

NOW = datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
HALL = "Mal Pelayanan Publik, Kota Kendari"


def life(station: str, program: str = "kiosk", *, silent: float = 0, ended: bool = False, version: str = __version__):
    """A program's life; ``silent`` for so many minutes."""
    one = Life(program, station, "", Machine(), Process(1), version, station)
    at = NOW - timedelta(minutes=silent)
    return KnownLife(one, NOW - timedelta(hours=3), at, True, ended)


def printer(name: str = "kiosk-1", **given: Any) -> PrinterView:
    """A printer whose kiosk told of it just now."""
    return replace(PrinterView(name, "tcp://10.0.0.21:9100", 80, "", 0.0, "", seen_at=NOW, watched_at=NOW), **given)


def board(name: str = "board-podium", **given: Any) -> BoardHealth:
    """A board that runs and is heard."""
    return replace(BoardHealth(name, "podium", NOW, NOW, True, "ok", ""), **given)


def run(hours: float, kind: RunKind = RunKind.BACKUP, *, ok: bool = True) -> MaintenanceRun:
    """A run of so many hours ago."""
    note = "" if ok else "the disk is full."
    return MaintenanceRun(1, kind, NOW - timedelta(hours=hours), ok, "hall.mppb", note, "technician")


HEALTH = HallHealth(
    now=NOW,
    zone=ZoneInfo("Asia/Makassar"),
    rules=AlarmRules(),
    printers=(printer(),),
    last_slips={},
    boards=(board(),),
    last_calls={},
    connected=1,
    occupied=1,
    database=DatabaseHealth("Postgres", "10.0.0.2", timedelta(milliseconds=2)),
    free_mb=None,
    versions={__version__: ("board-podium", "kiosk-1", "loket-7")},
    clocks={"kiosk-1": timedelta(0)},
)
WELL = Facts(
    now=NOW,
    database=DatabaseFacts("postgresql://10.0.0.2/hall", "", "", HALL, HALL, "0034", "0034", "PostgreSQL 16.4"),
    hall=HallFacts(
        HEALTH,
        ("kiosk-1", "board-podium"),
        (life("kiosk-1"), life("board-podium", "display"), life("loket-7", "counter")),
        open=True,
        timezone="Asia/Makassar",
        ahead=timedelta(0),
        backups=Runs(run(8), run(8)),
        drills=Runs(run(200, RunKind.DRILL), run(200, RunKind.DRILL)),
        day=DayFacts((("disdukcapil", 4), ("imigrasi", 0)), 57, 40),
    ),
    configuration=ConfigurationFacts(Path("/etc/mpp/config.toml"), changes=0),
    clock=ClockFacts(True, True, "timedatectl", "Asia/Makassar"),
    disk=(FolderSpace("logs", Path("/var/lib/mpp/logs"), 40_000, 90_000),),
    files=FileFacts(),
    ports=PortFacts((Listener("127.0.0.1", 5432, "postgres"),), 5432),
    power=PowerFacts((), "", 0),
    services=ServiceFacts((Unit("mpp-kiosk.service", "active", True),)),
    screens=ScreenFacts((("HDMI-1", 1920, 1080),), "", "USB Audio", "", ("Plus Jakarta Sans", "Atkinson Hyperlegible")),
    voice=VoiceFacts("voices/kendari", clips=135),
)


def hall(**given: Any) -> Facts:
    """The same, but for what the database tells: fields of ``HallFacts``, else of its health."""
    told = WELL.hall
    assert isinstance(told, HallFacts)
    own = {name: value for name, value in given.items() if name in HallFacts.__dataclass_fields__}
    health = {name: value for name, value in given.items() if name not in own}
    return replace(WELL, hall=replace(told, health=replace(told.health, **health), **own))


def wrong(facts: Facts) -> list[Finding]:
    """What is found beside what is well."""
    return [one for one in examine(facts) if one.severity > Severity.OK]


def only(facts: Facts) -> Finding:
    """The one thing that is wrong."""
    (finding,) = wrong(facts)
    return finding


def seen(facts: Facts) -> tuple[str, str]:
    """Code and severity of the one thing that is wrong."""
    finding = only(facts)
    return finding.code, finding.severity.word
