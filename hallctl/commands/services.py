"""`hall service`: programs that start with the machine."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hall.console import printable, tell
from hall.errors import DeviceError, SettingsError
from hall.identifiers import same_named
from hall.maintenance.services.here import (
    DESKTOP,
    SYSTEM_RECORDS,
    TIMERS,
    WINDOWS_CONFIG,
    WINDOWS_PLACES,
    WINDOWS_PROGRAMS,
    Systemd,
    account_of,
    has_systemd,
    home_of,
    installation_here,
    is_root,
    own_records,
    refuse_root,
    systemd_of,
    windows_account,
    windows_places,
)
from hall.maintenance.services.installing import (
    Change,
    change_of,
    install,
    remove,
    run_command,
    write_into,
)
from hall.maintenance.services.linux import autostart_plan, jobs_plan, session_plan
from hall.maintenance.services.locked import Session as Screen
from hall.maintenance.services.locked import locked_plan, packages
from hall.maintenance.services.planning import Plan, Way, service_name
from hall.maintenance.services.record import Record, Records, State
from hall.maintenance.services.roles import BACKUP, DRILL, METRICS, Installation, Job, Role
from hall.maintenance.services.windows import windows_plan
from hallctl.session import Commands, Session

if TYPE_CHECKING:
    from hall.settings import Settings

app = Commands(help="Programs that start with the machine.", rich_markup_mode=None)

RoleName = Annotated[Role, typer.Argument(metavar="ROLE", help="kiosk, counter, display or backup.")]
StationOption = Annotated[
    str, typer.Option("--station", metavar="NAME", help="The station; by default this machine's.")
]
SystemOption = Annotated[
    bool, typer.Option("--system", help="Units of the machine: it shows this program alone, or keeps backups.")
]
ScreenOption = Annotated[
    Screen, typer.Option("--session", help="With --system: what draws the program, cage or an X server.")
]
AutostartOption = Annotated[
    bool, typer.Option("--autostart", help="Let the desktop start it, where that is not systemd's.")
]
AccountOption = Annotated[
    str,
    typer.Option(metavar="NAME", help="As whom the machine keeps backups; by default who has the configuration."),
]
WindowsOption = Annotated[bool, typer.Option("--windows", help="With --output: the files for a machine with Windows.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Only write the files, below this folder.")
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Also in place of files that this command did not write.")
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Show the files whole and the commands, and do nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@app.command("install")
def install_service(
    session: Session,
    role: RoleName,
    station: StationOption = "",
    system: SystemOption = False,
    screen: ScreenOption = Screen.CAGE,
    autostart: AutostartOption = False,
    account: AccountOption = "",
    windows: WindowsOption = False,
    output: OutputOption = None,
    overwrite: OverwriteOption = False,
    dry_run: DryRunOption = False,
    yes: Yes = False,
) -> None:
    """Let a program start with this machine: show what is written and run for that, ask, and do it."""
    session.technician_only("service install")
    if (system and autostart) or (windows and (output is None or system or autostart)):
        raise typer.BadParameter("--system, --autostart and --windows are three ways, and --windows needs --output")
    wanted = _Wanted(session, role, station, system, screen, autostart, account, windows, here=output is None)
    plan, records = wanted.plan(), wanted.records()
    if output is not None:
        _answer_written(session, plan, write_into(plan, output))
        return
    changes = _changes(plan, records.find(plan.name))
    if dry_run:
        session.answer(_document(plan, changes, done=False), [*_plan_lines(plan, changes, whole=True)])
        return
    wanted.refuse_lacking(plan)
    _ask(session, _plan_lines(plan, changes), "Install it?", yes=yes)
    install(plan, records, run_command, overwrite=overwrite)
    session.answer(_document(plan, changes, done=True), [f"{plan.name} is installed.", *plan.notes, *wanted.notes()])


@app.command("remove")
def remove_service(session: Session, role: RoleName, station: StationOption = "", yes: Yes = False) -> None:
    """Stop what was installed and take its files away; a file that was changed by hand since stays, and is named."""
    session.technician_only("service remove")
    records, record = _found(role, station)
    if record.way is Way.SYSTEM and not is_root():
        raise DeviceError(f"{record.name} is the machine's own: remove it as root.")
    lines = [f"runs    {' '.join(command)}" for command in record.before_removal]
    lines += [
        f"{'removes' if one.state() == 'as written' else 'keeps  '} {one.path} ({one.state()})" for one in record.files
    ]
    _ask(session, lines, f"Remove {record.name}?", yes=yes)
    removed = remove(record, records, run_command)
    document = {
        "name": record.name,
        "removed": [str(path) for path in removed.files],
        "kept": [str(path) for path in removed.kept],
        "failed": [{"command": list(ran.command), "code": ran.code, "said": ran.said} for ran in removed.failed],
    }
    said = [f"{record.name} is removed."]
    said += [f"Kept, for it was changed by hand: {path}" for path in removed.kept]
    said += [f"`{' '.join(ran.command)}` ended with {ran.code}: {ran.said}" for ran in removed.failed]
    session.answer(document, said)


@app.command("list")
def list_services(session: Session) -> None:
    """What `hall service install` has set up on this machine, for it and for this account."""
    session.technician_only("service list")
    found = [record for records in _places() for record in records.all()]
    lines = [f"{one.name}  {one.role}  {one.station or '-'}  {one.way}  {_whole(one)}" for one in found]
    session.answer({"services": [_record_document(one) for one in found]}, lines or ["Nothing is installed."])


@app.command("show")
def show_service(session: Session, role: RoleName, station: StationOption = "") -> None:
    """The files of one of them, and what became of each."""
    session.technician_only("service show")
    _, record = _found(role, station)
    lines = [f"{record.name}: {record.role} {record.station}, {record.way}"]
    lines += [f"  {one.path}  {one.state()}" for one in record.files]
    session.answer(_record_document(record), lines)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What was typed, as far as it makes a plan."""

    session: Session
    role: Role
    station: str
    system: bool
    screen: Screen
    autostart: bool
    account: str
    windows: bool
    here: bool
    """It is for this very machine: not only files."""

    def records(self) -> Records:
        """Where the record of it is."""
        return Records(SYSTEM_RECORDS) if self.system else own_records(os.environ)

    def plan(self) -> Plan:
        """Raises SettingsError and DeviceError."""
        settings = self._settings()
        jobs = self._jobs(settings)
        station = "" if self.role is Role.BACKUP else settings.station_name
        if self.windows:
            return windows_plan(
                self.role, station, Installation(WINDOWS_PROGRAMS, WINDOWS_CONFIG), WINDOWS_PLACES, jobs
            )
        if self.here and sys.platform != "win32":
            refuse_root(system=self.system)
        installation = installation_here(settings.path, self.role)
        if sys.platform == "win32":
            places, account = windows_places(os.environ), windows_account(os.environ)
            return windows_plan(self.role, station, installation, places, jobs, account)
        return self._linux_plan(station, installation, jobs)

    def _jobs(self, settings: Settings) -> tuple[Job, ...]:
        if self.role is not Role.BACKUP:
            return ()
        return (BACKUP, DRILL, *((METRICS,) if settings.metrics_file is not None else ()))

    def _linux_plan(self, station: str, installation: Installation, jobs: tuple[Job, ...]) -> Plan:
        home = home_of(os.environ)
        if self.autostart and self.role is not Role.BACKUP:
            return autostart_plan(self.role, station, installation, home, systemd=has_systemd())
        earlier = self.records().find(service_name(self.role))
        systemd = self._systemd(earlier)
        if self.role is Role.BACKUP:
            account = self.account or (account_of(Path(installation.config)) if self.system else "")
            own = None if self.system else home
            folder = self._settings().backup.folder
            made = folder if folder is not None and not folder.exists() else None
            return jobs_plan(jobs, installation, own, account, running=systemd.running, made=made)
        if self.system:
            running, default = systemd.running, systemd.default
            return locked_plan(self.role, station, installation, self.screen, running=running, default=default)
        return session_plan(self.role, station, installation, home, running=systemd.running)

    def _systemd(self, earlier: Record | None) -> Systemd:
        if not self.here:
            return Systemd(running=True)
        target = TIMERS if self.role is Role.BACKUP else DESKTOP
        return systemd_of(run_command, system=self.system, earlier=earlier, of_account=target)

    def _settings(self) -> Settings:
        """The configuration with this station. Raises SettingsError for one that it does not list."""
        from hall.settings import load_settings
        from hall.settings.load import stranger_of

        settings = load_settings(self.session.config, database=self.session.database, station=self.station or None)
        stranger = stranger_of(settings) if self.role in (Role.KIOSK, Role.DISPLAY) else ""
        if stranger:
            raise SettingsError([stranger])
        return settings

    def notes(self) -> tuple[str, ...]:
        """What the configuration still lacks."""
        settings = self._settings()
        if self.role is not Role.BACKUP or settings.backup.folder:
            return ()
        return (f"No backup is made until [backup] folder in {settings.path} names a folder.",)

    def refuse_lacking(self, plan: Plan) -> None:
        """Raises DeviceError when a program that the plan needs is not installed here."""
        lacking = [path for path in plan.needs if not Path(path).exists()]
        if lacking:
            names = packages(self.screen)
            wanted = " ".join(names[path] for path in lacking)
            raise DeviceError(f"{', '.join(lacking)}: not installed. Run first: apt-get install {wanted}")


def _changes(plan: Plan, earlier: Record | None) -> dict[str, Change]:
    return {str(file.path): change_of(file, earlier) for file in plan.files}


def _plan_lines(plan: Plan, changes: dict[str, Change], *, whole: bool = False) -> list[str]:
    lines: list[str] = []
    for file in plan.files:
        lines.append(f"writes  {file.path} ({changes[str(file.path)]})")
        if whole:
            lines += [f"        {line}" for line in _text(file.content).splitlines()]
    return lines + [f"runs    {' '.join(command)}" for command in plan.commands]


def _text(content: bytes) -> str:
    return content.decode("utf-16" if content.startswith(BOM_UTF16_LE) else "utf-8-sig")


def _document(plan: Plan, changes: dict[str, Change], *, done: bool) -> dict[str, Any]:
    return {
        "name": plan.name,
        "role": plan.role,
        "station": plan.station,
        "way": plan.way,
        "files": [
            {"path": str(file.path), "change": changes[str(file.path)], "text": _text(file.content)}
            for file in plan.files
        ],
        "commands": [list(command) for command in plan.commands],
        "notes": list(plan.notes),
        "done": done,
    }


def _answer_written(session: Session, plan: Plan, written: tuple[Path, ...]) -> None:
    document = {"name": plan.name, "files": [str(path) for path in written], "commands": [*map(list, plan.commands)]}
    lines = [f"wrote   {path}" for path in written]
    lines += ["To be run on the machine, once the files are in their places:"] * bool(plan.commands)
    session.answer(document, [*lines, *(f"        {' '.join(command)}" for command in plan.commands)])


def _ask(session: Session, lines: list[str], question: str, *, yes: bool) -> None:
    """Show what is to be done and ask. Raises typer.BadParameter without a terminal, and typer.Abort for a no."""
    if yes:
        return
    if session.json or sys.stdin is None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise typer.BadParameter("without a terminal it asks nobody: say --yes, or see --dry-run")
    tell(*map(printable, lines))
    typer.confirm(question, abort=True, err=True)


def _places() -> tuple[Records, ...]:
    own = own_records(os.environ)
    return (own,) if sys.platform == "win32" else (Records(SYSTEM_RECORDS), own)


def _found(role: Role, station: str) -> tuple[Records, Record]:
    """The one installation that is meant. Raises DeviceError."""
    there = [(records, one) for records in _places() for one in records.all() if one.role is role]
    meant = [pair for pair in there if not station or same_named((pair[1].station,), station) is not None]
    if len(meant) == 1:
        return meant[0]
    names = ", ".join(f"{one.role} --station {one.station}" if one.station else one.role for _, one in there)
    if meant:
        raise DeviceError(f"There are several: {names}. Name the station.")
    wanted = f"{role} --station {station}" if station else role
    raise DeviceError(f"No {wanted} is installed here; installed: {names or 'nothing'}.")


def _whole(record: Record) -> str:
    other = [one for one in record.files if one.state() is not State.AS_WRITTEN]
    return ", ".join(f"{one.path} {one.state()}" for one in other) or "as written"


def _record_document(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "role": record.role,
        "station": record.station,
        "way": record.way,
        "files": [{"path": str(one.path), "state": one.state()} for one in record.files],
    }
