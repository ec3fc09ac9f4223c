"""Plans for a desktop session, and for work by the clock, on a machine with systemd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from hall.maintenance.services.desktop import desktop_entry
from hall.maintenance.services.planning import Command, Plan, PlannedFile, Way, service_name
from hall.maintenance.services.roles import PROGRAMS, Installation, Job, Role
from hall.maintenance.services.units import job_service, job_timer, session_unit

_AT_NEXT_SIGN_IN = "It starts when this account signs in at the desktop the next time."
_OTHER_DESKTOP = "Where it does not (desktops such as Xfce and LXQt do not tell systemd of themselves): --autostart."
_SYSTEM_UNITS = PurePosixPath("/etc/systemd/system")


@dataclass(frozen=True, slots=True)
class Home:
    """Where an account keeps its settings and its data (XDG Base Directory Specification)."""

    config: PurePosixPath
    data: PurePosixPath

    @property
    def units(self) -> PurePosixPath:
        """The account's own units."""
        return self.config / "systemd" / "user"


def session_plan(role: Role, station: str, installation: Installation, home: Home, *, running: bool = True) -> Plan:
    """The unit of a program in a desktop session and its entry in the menu. ``running``: the desktop of this account is
    there, as its systemd knows. Raises SettingsError as ``systemd_line`` does."""
    name = service_name(role, station)
    unit = session_unit(PROGRAMS[role], station, installation)
    files = (
        PlannedFile(home.units / f"{name}.service", unit.encode()),
        _menu_entry(role, station, installation, home),
    )
    commands, before, after = _systemctl(("systemctl", "--user"), (f"{name}.service",), running=running)
    notes = () if running else (_AT_NEXT_SIGN_IN, _OTHER_DESKTOP)
    return Plan(name, role, station, Way.USER, files, commands, before, after, notes=notes)


def autostart_plan(role: Role, station: str, installation: Installation, home: Home, *, systemd: bool = True) -> Plan:
    """The desktop file from which a desktop starts a program, and its entry in the menu. Where there is ``systemd`` the
    desktop starts a unit, so that the program is watched and comes back. Raises SettingsError as ``systemd_line``
    does."""
    name = service_name(role, station)
    unit = f"{name}.service" if systemd else ""
    entry = desktop_entry(PROGRAMS[role], station, installation, autostart=True, unit=unit)
    files = [
        PlannedFile(home.config / "autostart" / f"{name}.desktop", entry.encode()),
        _menu_entry(role, station, installation, home),
    ]
    if not systemd:
        notes = (_AT_NEXT_SIGN_IN, "Without systemd nobody starts it again after its end.")
        return Plan(name, role, station, Way.AUTOSTART, tuple(files), (), (), (), notes=notes)
    content = session_unit(PROGRAMS[role], station, installation, by_desktop=True)
    files.append(PlannedFile(home.units / unit, content.encode()))
    before, after = (("systemctl", "--user", "stop", unit),), (("systemctl", "--user", "daemon-reload"),)
    return Plan(name, role, station, Way.AUTOSTART, tuple(files), (), before, after, notes=(_AT_NEXT_SIGN_IN,))


def _menu_entry(role: Role, station: str, installation: Installation, home: Home) -> PlannedFile:
    entry = desktop_entry(PROGRAMS[role], station, installation)
    return PlannedFile(home.data / "applications" / f"{service_name(role, station)}.desktop", entry.encode())


def jobs_plan(
    jobs: tuple[Job, ...],
    installation: Installation,
    home: Home | None,
    account: str = "",
    *,
    running: bool = True,
    made: PurePath | None = None,
) -> Plan:
    """A service and a timer for each job: of the account whose ``home`` it is, or of the machine, run as ``account``,
    for which the folder ``made`` is made. Raises SettingsError as ``systemd_line`` does."""
    folder = _SYSTEM_UNITS if home is None else home.units
    systemctl = ("systemctl",) if home is None else ("systemctl", "--user")
    timers = tuple(f"{job.name}.timer" for job in jobs)
    commands, before, after = _systemctl(systemctl, timers, running=running)
    if made is not None and home is None:
        commands = (("install", "--directory", "--mode=700", f"--owner={account}", str(made)), *commands)
    way = Way.SYSTEM if home is None else Way.USER
    notes = (
        ()
        if home is None
        else ("It runs while this account is signed in; `loginctl enable-linger` lets it run without.",)
    )
    files = tuple(_job_files(jobs, installation, folder, account if home is None else ""))
    return Plan(service_name(Role.BACKUP), Role.BACKUP, "", way, files, commands, before, after, notes=notes)


def _job_files(
    jobs: tuple[Job, ...], installation: Installation, folder: PurePosixPath, account: str
) -> Iterator[PlannedFile]:
    for job in jobs:
        yield PlannedFile(folder / f"{job.name}.service", job_service(job, installation, account).encode())
        yield PlannedFile(folder / f"{job.name}.timer", job_timer(job).encode())


def _systemctl(
    systemctl: Command, units: tuple[str, ...], *, running: bool
) -> tuple[tuple[Command, ...], tuple[Command, ...], tuple[Command, ...]]:
    """What starts units, what ends them before their files go, and what is done after that. A systemd that does not
    answer reads the files when it starts."""
    offline = ("env", "SYSTEMD_OFFLINE=1", *systemctl)
    reload = (*systemctl, "daemon-reload")
    start = (reload, (*systemctl, "enable", "--now", *units)) if running else ((*offline, "enable", *units),)
    return start, ((*systemctl, "stop", *units), (*offline, "disable", *units)), (reload,)
