"""Tasks of Windows' Task Scheduler, and the script that makes a shortcut in the start menu.

The schema: https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema, version 1.3 (Windows 7 and later).
"""

from __future__ import annotations

from codecs import BOM_UTF16_LE
from dataclasses import dataclass
from datetime import time
from pathlib import PureWindowsPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from hall.maintenance.services.planning import Command, Plan, PlannedFile, Way, service_name
from hall.maintenance.services.quoting import powershell_text, windows_line
from hall.maintenance.services.roles import PROGRAMS, Daily, Each, Installation, Job, Monthly, Role, When

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
MENU = PureWindowsPath("Microsoft", "Windows", "Start Menu", "Programs")
FOLDER = "MPP"
"""The folder of the tasks in the Task Scheduler."""
_LONG_AGO = "2020-01-01T{:%H:%M}:00"
"""Since when a trigger holds: of a time without a zone, the machine's own."""
_NO_LIMIT, _JOB_LIMIT = "PT0S", "PT6H"
_NORMAL_PRIORITY, _LOW_PRIORITY = "5", "7"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Places:
    """Folders of Windows: for the files of the tasks, and the start menu."""

    files: PureWindowsPath
    menu: PureWindowsPath

    @classmethod
    def of_account(cls, data: PureWindowsPath) -> Places:
        """Those below an account's own data (``%APPDATA%``)."""
        return cls(data / "mpp" / "services", data / MENU)


def windows_plan(
    role: Role,
    station: str,
    installation: Installation,
    places: Places,
    jobs: tuple[Job, ...],
    account: str = "",
) -> Plan:
    """The plan of a task for a program, or of one for each of the ``jobs``. ``account``: ``MACHINE\\user``,
    empty for whoever puts the tasks in."""
    name = service_name(role, station)
    folder = places.files
    tasks = {job.name: job_task(job, installation, account) for job in jobs} or {
        name: program_task(role, station, installation, account)
    }
    files = [PlannedFile(folder / f"{task}.xml", xml) for task, xml in tasks.items()]
    commands: list[Command] = [
        ("schtasks", "/Create", "/TN", _task(task), "/XML", str(folder / f"{task}.xml"), "/F") for task in tasks
    ]
    made: tuple[PureWindowsPath, ...] = ()
    if not jobs:
        link = places.menu / f"{name}.lnk"
        files.append(PlannedFile(folder / f"{name}.ps1", shortcut_script(role, station, installation, link)))
        commands.append(_powershell(folder / f"{name}.ps1"))
        commands.append(("schtasks", "/Run", "/TN", _task(name)))
        made = (link,)
    ended = tuple(("schtasks", "/End", "/TN", _task(task)) for task in tasks)
    deleted = tuple(("schtasks", "/Delete", "/TN", _task(task), "/F") for task in tasks)
    return Plan(name, role, station, Way.WINDOWS, tuple(files), tuple(commands), ended + deleted, (), made)


def _task(name: str) -> str:
    return f"\\{FOLDER}\\{name}"


def _powershell(script: PureWindowsPath) -> tuple[str, ...]:
    return ("powershell", "-NoProfile", "-ExecutionPolicy", "Bypass", "-File", str(script))


def program_task(role: Role, station: str, installation: Installation, account: str = "") -> bytes:
    """A task that starts a program when its account signs in, and looks each minute whether it still runs: "If the task
    fails, restart" does not look at exit codes."""
    program = PROGRAMS[role]
    task = _Task(f"{program.title} {station}", account)
    task.at_logon()
    task.each_minutes(1)
    return task.written(installation.program(program, station), _NO_LIMIT, _NORMAL_PRIORITY)


def job_task(job: Job, installation: Installation, account: str = "") -> bytes:
    """A task that runs a command by the clock while its account is signed in."""
    task = _Task(job.title, account)
    task.by_clock(job.when)
    return task.written(installation.job(job), _JOB_LIMIT, _LOW_PRIORITY)


class _Task:
    """A task in the making; elements come in the order of the schema."""

    def __init__(self, description: str, account: str) -> None:
        self._root = Element("Task", {"version": "1.3", "xmlns": NAMESPACE})
        about = SubElement(self._root, "RegistrationInfo")
        SubElement(about, "Description").text = description
        self._triggers = SubElement(self._root, "Triggers")
        self._account = account

    def at_logon(self) -> None:
        trigger = SubElement(self._triggers, "LogonTrigger")
        SubElement(trigger, "Enabled").text = "true"
        if self._account:
            SubElement(trigger, "UserId").text = self._account

    def each_minutes(self, minutes: int) -> None:
        trigger = self._since("TimeTrigger", time(0))
        repetition = SubElement(trigger, "Repetition")
        # Without a duration it goes on for ever.
        SubElement(repetition, "Interval").text = f"PT{minutes}M"

    def by_clock(self, when: When) -> None:
        match when:
            case Each(minutes):
                self.each_minutes(minutes)
            case Daily(at):
                by_day = SubElement(self._since("CalendarTrigger", at), "ScheduleByDay")
                SubElement(by_day, "DaysInterval").text = "1"
            case Monthly(day, at):
                by_month = SubElement(self._since("CalendarTrigger", at), "ScheduleByMonth")
                SubElement(SubElement(by_month, "DaysOfMonth"), "Day").text = str(day)
                months = SubElement(by_month, "Months")
                for month in _MONTHS:
                    SubElement(months, month)

    def _since(self, kind: str, at: time) -> Element:
        trigger = SubElement(self._triggers, kind)
        SubElement(trigger, "Enabled").text = "true"
        SubElement(trigger, "StartBoundary").text = _LONG_AGO.format(at)
        return trigger

    def written(self, words: tuple[str, ...], limit: str, priority: str) -> bytes:
        """The whole task in UTF-16 with its mark, as ``schtasks /XML`` reads it."""
        principal = SubElement(SubElement(self._root, "Principals"), "Principal", {"id": "Author"})
        if self._account:
            SubElement(principal, "UserId").text = self._account
        SubElement(principal, "LogonType").text = "InteractiveToken"
        SubElement(principal, "RunLevel").text = "LeastPrivilege"
        settings = SubElement(self._root, "Settings")
        for name, value in (
            ("MultipleInstancesPolicy", "IgnoreNew"),
            ("DisallowStartIfOnBatteries", "false"),
            ("StopIfGoingOnBatteries", "false"),
            ("StartWhenAvailable", "true"),
            ("ExecutionTimeLimit", limit),
            ("Priority", priority),
        ):
            SubElement(settings, name).text = value
        action = SubElement(SubElement(self._root, "Actions", {"Context": "Author"}), "Exec")
        SubElement(action, "Command").text = words[0]
        SubElement(action, "Arguments").text = windows_line(words[1:])
        ElementTree.indent(self._root)
        body = ElementTree.tostring(self._root, encoding="unicode").replace("\n", "\r\n")
        text = f'<?xml version="1.0" encoding="UTF-16"?>\r\n{body}\r\n'
        return BOM_UTF16_LE + text.encode("utf-16-le")


def shortcut_script(role: Role, station: str, installation: Installation, link: PureWindowsPath) -> bytes:
    """A script for PowerShell that makes the shortcut ``link``; with the mark without which Windows' own PowerShell
    reads no UTF-8."""
    program = PROGRAMS[role]
    words = installation.program(program, station)
    lines = (
        "$shell = New-Object -ComObject WScript.Shell",
        f"$shortcut = $shell.CreateShortcut({powershell_text(str(link))})",
        f"$shortcut.TargetPath = {powershell_text(words[0])}",
        f"$shortcut.Arguments = {powershell_text(windows_line(words[1:]))}",
        f"$shortcut.WorkingDirectory = {powershell_text(str(installation.config.parent))}",
        f"$shortcut.Description = {powershell_text(f'{program.title} {station}')}",
        "$shortcut.Save()",
    )
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")
