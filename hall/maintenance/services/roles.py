"""What a machine of a hall is for and what is started there: the one description that all kinds of files render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from pathlib import PurePath, PureWindowsPath


class Role(StrEnum):
    """What ``hall service install`` sets up; the first three are programs, the last one is work by the clock."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    DISPLAY = "display"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Program:
    """A program with a screen, which stays."""

    role: Role
    title: str
    comment: str
    watched: bool
    """Whether it reports once a second that it is alive (``qtkit.watchdog``)."""
    stays: bool
    """Whether it comes back also when somebody closed it."""
    words: tuple[str, ...] = ()
    """Its options where nobody may leave it."""

    @property
    def executable(self) -> str:
        """Its name in the folder of the programs."""
        return f"mpp-{self.role}"


@dataclass(frozen=True, slots=True)
class Daily:
    """Every day at a time of the machine's clock."""

    at: time


@dataclass(frozen=True, slots=True)
class Monthly:
    """On a day of every month, of 1 to 28."""

    day: int
    at: time


@dataclass(frozen=True, slots=True)
class Each:
    """Again after so many minutes, of 1 to 59."""

    minutes: int


When = Daily | Monthly | Each


@dataclass(frozen=True, slots=True)
class Job:
    """A command of ``hall`` that the clock runs."""

    name: str
    title: str
    words: tuple[str, ...]
    when: When
    fine: tuple[int, ...] = ()
    """Exit codes beside 0 that are no failure of the job."""


PROGRAMS = {
    program.role: program
    for program in (
        Program(Role.KIOSK, "MPP kiosk", "Gives visitors their numbers", watched=True, stays=True, words=("--locked",)),
        Program(Role.COUNTER, "MPP counter", "Calls visitors to a counter", watched=False, stays=False),
        Program(Role.DISPLAY, "MPP display", "Shows and says who is called", watched=True, stays=True),
    )
}
BACKUP = Job("mpp-backup", "Backup of the hall", ("backup",), Daily(time(21, 30)))
DRILL = Job("mpp-drill", "Drill: a backup, made, restored and compared", ("drill",), Monthly(1, time(22, 30)))
METRICS = Job(
    "mpp-metrics", "State of the hall as a file for Prometheus", ("doctor", "--metrics"), Each(5), fine=(1, 4)
)
"""What it finds wrong is in the file; a job that failed as well would be one more finding."""


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the programs and the hall's configuration are; Windows' paths make it one of Windows."""

    programs: PurePath
    """The folder of ``hall`` and ``mpp-kiosk``."""
    config: PurePath

    @property
    def windows(self) -> bool:
        """Whether it is one of Windows."""
        return isinstance(self.programs, PureWindowsPath)

    def program(self, program: Program, station: str, *, locked: bool = False) -> tuple[str, ...]:
        """The words that start a program as that station, ``locked`` where nobody may leave it."""
        name = f"{program.executable}.exe" if self.windows else program.executable
        own = ("--config", str(self.config), "--station", station)
        return (str(self.programs / name), *(program.words if locked else ()), *own)

    def job(self, job: Job) -> tuple[str, ...]:
        """The words that run a command; on Windows without the window of a console."""
        own = ("--config", str(self.config), *job.words)
        if self.windows:
            return (str(self.programs / "pythonw.exe"), "-m", "hallctl", *own)
        return (str(self.programs / "hall"), *own)
