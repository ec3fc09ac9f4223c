"""What an installation has to know of this machine: where the programs are, which systemd answers, whose files."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from hall.errors import DeviceError, SettingsError
from hall.installing import programs_folder
from hall.maintenance.services.installing import Run
from hall.maintenance.services.linux import Home
from hall.maintenance.services.record import Record, Records
from hall.maintenance.services.roles import PROGRAMS, Installation, Role
from hall.maintenance.services.windows import MENU, Places

if sys.platform != "win32":
    import pwd

SYSTEM_RECORDS = Path("/var/lib/mpp/services")
DESKTOP, TIMERS = "graphical-session.target", "timers.target"
GRAPHICAL = "graphical.target"
WINDOWS_PROGRAMS = PureWindowsPath(r"C:\mpp\current\Scripts")
WINDOWS_CONFIG = PureWindowsPath(r"C:\ProgramData\mpp\config.toml")
WINDOWS_PLACES = Places(PureWindowsPath(r"C:\mpp\services"), PureWindowsPath(r"C:\ProgramData") / MENU)
"""Where programs, configuration and files of a machine with Windows are, when its files are made elsewhere."""


def installation_here(config: Path, role: Role) -> Installation:
    """This very installation. Raises DeviceError when the program of ``role`` is not next to it."""
    folder = Path(sys.executable).absolute().parent
    wanted = PROGRAMS[role].executable if role in PROGRAMS else "hall"
    ending = ".exe" if sys.platform == "win32" else ""
    for place in (programs_folder(), folder, Path(sysconfig.get_path("scripts"))):
        if (place / f"{wanted}{ending}").is_file():
            return Installation(_pure(place), _pure(config.absolute()))
    raise DeviceError(
        f"{folder / wanted}{ending} is not there: install the programs of the hall on this machine first."
    )


def _pure(path: Path) -> PurePath:
    return PureWindowsPath(path) if sys.platform == "win32" else PurePosixPath(path)


def home_of(environ: Mapping[str, str]) -> Home:
    """Where this account keeps its settings and data; a variable that is no whole path does not count."""
    home = PurePosixPath(Path.home())
    config, data = (
        PurePosixPath(value) if value.startswith("/") else home / usual
        for value, usual in (
            (environ.get("XDG_CONFIG_HOME", ""), ".config"),
            (environ.get("XDG_DATA_HOME", ""), ".local/share"),
        )
    )
    return Home(config, data)


def own_records(environ: Mapping[str, str]) -> Records:
    """The records of what this account has installed for itself."""
    if sys.platform == "win32":
        return Records(Path(windows_places(environ).files))
    state = environ.get("XDG_STATE_HOME", "")
    return Records((Path(state) if state.startswith("/") else Path.home() / ".local/state") / "mpp" / "services")


def windows_places(environ: Mapping[str, str]) -> Places:
    """Below the account's folder for programs' data. Raises DeviceError where Windows does not say it."""
    folder = environ.get("APPDATA", "")
    if not folder:
        raise DeviceError("APPDATA is not set: run this in a session of the account that the program runs in.")
    return Places.of_account(PureWindowsPath(folder))


def windows_account(environ: Mapping[str, str]) -> str:
    """Who is signed in, as the Task Scheduler names accounts; empty where Windows does not say it."""
    name, domain = environ.get("USERNAME", ""), environ.get("USERDOMAIN", "")
    return f"{domain}\\{name}" if name and domain else name


@dataclass(frozen=True, slots=True)
class Systemd:
    """The systemd of the machine, or of this account."""

    running: bool
    """It answers; else what is written holds from its next start on."""
    default: str = GRAPHICAL
    """What the machine starts into."""


def has_systemd() -> bool:
    """Whether systemd's program is there, be it running or not."""
    return shutil.which("systemctl") is not None


def is_root() -> bool:
    """Whether this is the account that may write the machine's own files."""
    return sys.platform != "win32" and os.geteuid() == 0


def systemd_of(run: Run, *, system: bool, earlier: Record | None, of_account: str = DESKTOP) -> Systemd:
    """The systemd that an installation speaks to: the machine's, or that of an account, in which the target
    ``of_account`` is reached; what the machine started into before the ``earlier`` installation.

    Raises DeviceError where there is none, or for an account that has no desktop of its own.
    """
    if not has_systemd():
        raise DeviceError("There is no systemd here: --autostart lets the desktop start the program.")
    if not system:
        return Systemd(run(("systemctl", "--user", "is-active", of_account)).code == 0)
    return Systemd(Path("/run/systemd/system").is_dir(), _default_before(earlier) or _default(run))


def _default(run: Run) -> str:
    asked = run(("systemctl", "get-default"))
    return asked.said if not asked.code and asked.said.endswith(".target") else GRAPHICAL


def _default_before(earlier: Record | None) -> str:
    for command in earlier.before_removal if earlier else ():
        if command[:2] == ("systemctl", "set-default"):
            return command[2]
    return ""


def refuse_root(*, system: bool) -> None:
    """Raises DeviceError when the files of the machine are not this account's to write, or root has no desktop."""
    if system and not is_root():
        raise DeviceError("The machine's own units are root's: run it with sudo, or leave --system out.")
    if not system and is_root():
        raise DeviceError(
            "root signs in at no desktop: run it as the account that does, or with --system for a machine that shows "
            "this program alone."
        )


def account_of(config: Path) -> str:
    """Whose configuration it is, as whom the machine works on it. Raises SettingsError for one without a name."""
    if sys.platform == "win32":
        raise DeviceError("Windows has no units; leave --system out.")
    else:  # noqa: RET506 - mypy leaves out what follows where the system is another
        owner = config.stat().st_uid
        try:
            return pwd.getpwuid(owner).pw_name
        except KeyError as error:
            said = f"{config} belongs to account {owner}, which has no name here; name one by --account"
            raise SettingsError([said]) from error
