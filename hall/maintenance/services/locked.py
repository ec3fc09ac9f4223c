"""A machine that nobody may leave: the files of ``assets/deploy/debian`` for this installation, and what makes them
hold.

Those files are for a kiosk in ``/opt/mpp`` with its configuration in ``/etc/mpp``; a board gets the same, with its own
program. Either runs as the account ``kiosk``, which nobody signs in to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import PurePath, PurePosixPath

from hall.assets import asset
from hall.errors import SettingsError
from hall.maintenance.services.planning import Command, Plan, PlannedFile, Way, service_name
from hall.maintenance.services.quoting import systemd_line
from hall.maintenance.services.roles import PROGRAMS, Installation, Role

ROOT = PurePosixPath("/")
_COMMAND = "/opt/mpp/.venv/bin/mpp-kiosk --locked --config /etc/mpp/config.toml"
_FOLDER = re.compile(r"^d /etc/mpp ", re.MULTILINE)
ACCOUNT = "kiosk"
_UNIT = re.compile(r"mpp-kiosk(?=[a-z-]*\.service)")
_UDEV = ("systemctl", "try-reload-or-restart", "systemd-udevd.service")
"""Its new rules; nothing where udev does not run, as in a container."""
_OWN_FOLDERS = {"etc": 3, "srv": 3, "opt": 3, "var": 4}
"""Where a folder may be given to an account, and how many parts such a path has at least."""


class Session(StrEnum):
    """What the program is drawn by."""

    CAGE = "cage"
    """A compositor for one program; it needs a graphics driver with Wayland."""
    X = "x"
    """An X server and openbox, for older graphics, and where a touchscreen needs a driver of X."""


_MACHINE = {
    "mpp-kiosk.sysusers.conf": "etc/sysusers.d/mpp-kiosk.conf",
    "mpp-kiosk.tmpfiles.conf": "etc/tmpfiles.d/mpp-kiosk.conf",
    "mpp-kiosk.logind.conf": "etc/systemd/logind.conf.d/mpp-kiosk.conf",
    "mpp-kiosk.sysctl.conf": "etc/sysctl.d/mpp-kiosk.conf",
    "70-mpp-printer.rules": "etc/udev/rules.d/70-mpp-printer.rules",
}
_FILES = {
    Session.CAGE: {
        "cage-session": "usr/local/lib/mpp-kiosk/cage-session",
        "mpp-kiosk-cage.service": "etc/systemd/system/mpp-kiosk-cage.service",
    },
    Session.X: {
        "xorg-mpp-kiosk.conf": "etc/X11/xorg.conf.d/90-mpp-kiosk.conf",
        "openbox-rc.xml": "etc/mpp-kiosk/openbox-rc.xml",
        "mpp-kiosk-xorg.service": "etc/systemd/system/mpp-kiosk-xorg.service",
        "mpp-kiosk-openbox.service": "etc/systemd/system/mpp-kiosk-openbox.service",
        "mpp-kiosk.service": "etc/systemd/system/mpp-kiosk.service",
    },
}
_UNITS = {Session.CAGE: "mpp-kiosk-cage.service", Session.X: "mpp-kiosk.service"}
_NEEDS = {
    Session.CAGE: (("/usr/bin/cage", "cage"), ("/usr/bin/Xwayland", "xwayland")),
    Session.X: (
        ("/usr/lib/xorg/Xorg", "xserver-xorg"),
        ("/usr/bin/xauth", "xauth"),
        ("/usr/bin/xset", "x11-xserver-utils"),
        ("/usr/bin/openbox", "openbox"),
    ),
}


def packages(session: Session) -> dict[str, str]:
    """The Debian package of each program that a session needs, by its path."""
    return dict(_NEEDS[session])


def locked_plan(
    role: Role,
    station: str,
    installation: Installation,
    session: Session,
    *,
    running: bool = True,
    default: str = "graphical.target",
) -> Plan:
    """The plan of a machine that shows a kiosk or a board and nothing else. ``running``: systemd answers here;
    ``default``: what the machine starts into until now.

    Raises SettingsError for a program that no machine is locked for, for a configuration in a folder with other things,
    and for a path as ``systemd_line`` does.
    """
    if role not in (Role.KIOSK, Role.DISPLAY):
        raise SettingsError([f"{role}: only a kiosk or a display has a machine of its own; leave --system out"])
    _refuse_shared(installation)
    unit = _of_role(_UNITS[session], role)
    return Plan(
        service_name(role),
        role,
        station,
        Way.SYSTEM,
        tuple(_files(role, station, installation, session)),
        tuple(_commands(installation.config.parent, unit, running=running)),
        _before_removal(unit, default),
        (("systemctl", "daemon-reload"), _UDEV),
        needs=tuple(packages(session)),
        notes=("Start the machine again: it then shows this program and nothing else.",),
    )


def _refuse_shared(installation: Installation) -> None:
    """The folder of the configuration becomes the account's, with all that is in it."""
    folder = installation.config.parent
    least = _OWN_FOLDERS.get(folder.parts[1] if len(folder.parts) > 1 else "", 0)
    if not least or len(folder.parts) < least or installation.programs.is_relative_to(folder):
        raise SettingsError(
            [
                f"{installation.config}: its folder is given to the account {ACCOUNT} whole; put the configuration in "
                "a folder of its own, such as /etc/mpp"
            ]
        )


def _files(role: Role, station: str, installation: Installation, session: Session) -> Iterator[PlannedFile]:
    words = installation.program(PROGRAMS[role], station, locked=True)
    folder = str(installation.config.parent).replace("%", "%%")
    for name, place in (_MACHINE | _FILES[session]).items():
        text = asset(f"deploy/debian/{name}").read_text("utf-8")
        # The role's name first: what is put in after it is a path, and stays as it is.
        if name.endswith(".service"):
            text = _of_role(text.replace(_COMMAND, "\0"), role).replace("\0", systemd_line(words))
        text = _FOLDER.sub(lambda _: f"d {_tmpfiles_word(folder)} ", text)
        mode = 0o755 if text.startswith("#!") else 0o644
        yield PlannedFile(ROOT / _of_role(place, role), text.encode(), mode)


def _of_role(text: str, role: Role) -> str:
    """A unit, or its place, for another program than the kiosk."""
    return _UNIT.sub(f"mpp-{role}", text).replace("MPP kiosk", PROGRAMS[role].title)


def _tmpfiles_word(word: str) -> str:
    return word if re.fullmatch(r"[\w%./-]+", word) else '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _commands(folder: PurePath, unit: str, *, running: bool) -> Iterator[Command]:
    yield ("systemd-sysusers", "/etc/sysusers.d/mpp-kiosk.conf")
    yield ("systemd-tmpfiles", "--create", "/etc/tmpfiles.d/mpp-kiosk.conf")
    # What root has made there, such as by `hall init`, is the account's from now on.
    yield ("chown", "--recursive", f"{ACCOUNT}:{ACCOUNT}", str(folder))
    yield ("systemctl", "mask", "ctrl-alt-del.target")
    yield ("systemctl", "enable", unit)
    yield ("systemctl", "set-default", "graphical.target")
    if running:
        yield ("systemctl", "daemon-reload")
        yield _UDEV


def _before_removal(unit: str, default: str) -> tuple[Command, ...]:
    return (
        ("systemctl", "stop", unit),
        ("env", "SYSTEMD_OFFLINE=1", "systemctl", "disable", unit),
        ("systemctl", "unmask", "ctrl-alt-del.target"),
        ("systemctl", "set-default", default),
    )
