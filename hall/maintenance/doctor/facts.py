"""What the looks have found out: plain values, so that the rules can be tried without a machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from hall import __version__
from hall.lives import KnownLife
from hall.maintenance_runs import MaintenanceRun
from hall.station_health import HallHealth
from hall.structure import Station
from hall.views import AlarmView

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Missed:
    """A look that gave nothing. ``why`` says it in one sentence; ``late``: it took longer than it may."""

    why: str = "it was not looked at"
    late: bool = False


NOT_ASKED = Missed()


def known(fact: T | Missed) -> T | None:
    """The fact, None where the look gave nothing."""
    return None if isinstance(fact, Missed) else fact


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """How the database was met. ``trouble`` is the store's sentence and ``cause`` its ``StoreCause``, both empty when
    it opened; ``shown`` is its URL without secrets. ``hall`` is the hall that it holds (None: none), ``configured`` the
    one that the file describes (None: the file describes none). ``finishes`` is the schema that ``hall update
    --finish`` would make of ``schema``; ``denied`` are tables that this account may not use."""

    shown: str
    trouble: str = ""
    cause: str = ""
    hall: str | None = None
    configured: str | None = None
    schema: str = ""
    finishes: str = ""
    server: str = ""
    denied: tuple[str, ...] = ()
    library: str = ""

    @property
    def reached(self) -> bool:
        """Whether the hall could be read."""
        return not self.trouble


@dataclass(frozen=True, slots=True)
class Runs:
    """The last run of a kind that the hall remembers, and the last one that went well; None where there was none."""

    last: MaintenanceRun | None = None
    good: MaintenanceRun | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The business day in numbers: who waits by agency (id), and how many numbers were given and served."""

    waiting: tuple[tuple[str, int], ...] = ()
    issued: int = 0
    served: int = 0


@dataclass(frozen=True, slots=True)
class HallFacts:
    """What the database tells of the hall's machines. ``open``: a business day is open, so machines should be on;
    ``stations`` are those that the hall lists; ``lives`` the last start of each program at each station. ``ahead`` is
    how far this machine's clock is ahead of the database's, None where both are one clock."""

    health: HallHealth
    stations: tuple[str, ...] = ()
    lives: tuple[KnownLife, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    open: bool = False
    timezone: str = ""
    ahead: timedelta | None = None
    backups: Runs = Runs()
    drills: Runs = Runs()
    day: DayFacts = DayFacts()


@dataclass(frozen=True, slots=True)
class ConfigurationFacts:
    """The configuration: what keeps it from being used (``problems``), what is said of it (``notes``), and how many
    changes the database would take over; None where the file describes no hall, or nobody could compare."""

    file: Path
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    changes: int | None = None
    many: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """This machine's time: ``synchronized`` with a time server, None where nobody tells; ``service`` whether one is
    asked at all; ``source`` who says so; ``timezone`` is its IANA name, empty where that is not known."""

    synchronized: bool | None = None
    service: bool | None = None
    source: str = ""
    timezone: str = ""


@dataclass(frozen=True, slots=True)
class FolderSpace:
    """The disk below a folder, in megabytes of 1,000,000 bytes; ``what`` is kept there."""

    what: str
    folder: Path
    free_mb: int
    total_mb: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Files and their rights: ``wide`` is the sentence of ``hall.private`` on what others may read, ``unwritable``
    the folders in which this account cannot write."""

    wide: str = ""
    unwritable: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Listener:
    """A TCP port that is listened on; ``program`` is the process's name, empty for another account's."""

    address: str
    port: int
    program: str = ""


@dataclass(frozen=True, slots=True)
class PortFacts:
    """Who listens on this machine; ``postgres`` is the port of the hall's server when that is here, else None."""

    listeners: tuple[Listener, ...] = ()
    postgres: int | None = None


@dataclass(frozen=True, slots=True)
class PowerFacts:
    """Whether the machine falls asleep or its screen goes dark. ``sleep`` are the ways to sleep that are open;
    ``idle`` is what the system does when nobody is there; ``blank_after`` are the seconds until the screen is dark, 0
    for never, None where nobody tells."""

    sleep: tuple[str, ...] = ()
    idle: str = ""
    blank_after: int | None = None
    told: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A service of this machine: its ``state`` (``active``, ``failed``, ``inactive``), whether it ``starts`` with the
    machine (None: not known) and how often it was started again."""

    name: str
    state: str
    starts: bool | None = None
    restarts: int = 0
    user: bool = False


@dataclass(frozen=True, slots=True)
class BackupPlace:
    """Where this machine keeps backups: ``here`` how many are in its folder, ``second_trouble`` why none can go to the
    second place, empty for nothing and without one."""

    folder: Path
    here: int
    second_trouble: str = ""


@dataclass(frozen=True, slots=True)
class Installed:
    """What `hall service install` has put in: its ``role``, and its files that are ``gone`` or were ``changed``."""

    name: str
    role: str
    gone: tuple[Path, ...] = ()
    changed: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """The units or tasks that are there, and what `hall service` knows to have put in."""

    units: tuple[Unit, ...] = ()
    installed: tuple[Installed, ...] = ()


@dataclass(frozen=True, slots=True)
class ScreenFacts:
    """What Qt sees of this machine, from a process of its own: screens as name, width and height; ``device`` is the
    loudspeaker's name, empty for none; each ``…_trouble`` is empty or one sentence. Outside of the session of a screen
    (``in_session``) neither screens nor sound are seen."""

    screens: tuple[tuple[str, int, int], ...] = ()
    screen_trouble: str = ""
    device: str = ""
    sound_trouble: str = ""
    fonts: tuple[str, ...] = ()
    font_trouble: str = ""
    legible_trouble: str = ""
    in_session: bool = True


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """This station's own printer, asked now. ``problem`` is empty when it is well; ``watched`` says that the station's
    running kiosk tells of it, and it was not asked."""

    url: str
    problem: str = ""
    detail: str = ""
    watched: bool = False


@dataclass(frozen=True, slots=True)
class VoiceFacts:
    """The pack of the hall's voice: ``here`` whether its folder is on this machine."""

    pack: str
    here: bool = True
    missing: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    clips: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known at ``now``, this machine's time; what a look did not give is ``Missed``."""

    now: datetime
    version: str = __version__
    station: Station | None = None
    unknown: str = ""
    """The name that was asked for, when no station has it."""
    database: DatabaseFacts | Missed = NOT_ASKED
    hall: HallFacts | Missed = NOT_ASKED
    configuration: ConfigurationFacts | Missed = NOT_ASKED
    clock: ClockFacts | Missed = NOT_ASKED
    disk: tuple[FolderSpace, ...] | Missed = NOT_ASKED
    files: FileFacts | Missed = NOT_ASKED
    ports: PortFacts | Missed = NOT_ASKED
    power: PowerFacts | Missed = NOT_ASKED
    services: ServiceFacts | Missed = NOT_ASKED
    screens: ScreenFacts | Missed = NOT_ASKED
    readable: str | Missed | None = None
    """Why this station's board cannot be read from its farthest seat, empty when it can; None: it is no such board."""
    printer: PrinterFacts | Missed | None = None
    voice: VoiceFacts | Missed = NOT_ASKED
    backups: BackupPlace | Missed | None = None
    """None: this machine makes none by rule."""
