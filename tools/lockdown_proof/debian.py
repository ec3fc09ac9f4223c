"""A small Debian in a folder with what ``hall service install`` writes, and its own systemd booted in namespaces."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path, PurePosixPath
from types import TracebackType

from hall.maintenance.services.locked import Session, locked_plan
from hall.maintenance.services.roles import Installation, Role
from tools import bare_debian
from tools.bare_debian import until

PACKAGES = (
    "systemd", "dbus", "libpam-systemd", "udev", "procps", "util-linux", "python3", "xserver-xorg-core", "xvfb",
    "xauth", "x11-xserver-utils", "openbox", "cage", "xwayland", "libwayland-cursor0", "libwayland-egl1", "xdotool",
    "wmctrl", "libxcb-cursor0", "libxkbcommon-x11-0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-image0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3",
    "libglib2.0-0", "libgssapi-krb5-2", "libpulse0",
)  # fmt: skip
ACCOUNT, STATION, PIN = "kiosk", "kiosk-1", "803517"
_CHECKOUT = Path(__file__).resolve().parents[2]
_INSTALLATION = Installation(PurePosixPath("/opt/mpp/.venv/bin"), PurePosixPath("/etc/mpp/config.toml"))
FILES = {
    file.path: file for session in Session for file in locked_plan(Role.KIOSK, STATION, _INSTALLATION, session).files
}
"""What ``hall service install kiosk --system`` writes, for either session."""
UNITS = tuple(sorted(path.name for path in FILES if path.suffix == ".service"))
NEEDED = bare_debian.NEEDED

# There is no console and no screen here: the X server is Xvfb, cage draws into memory, both without a seat. All else is
# as it is delivered.
_XVFB = """ExecStart=
ExecStart=/usr/bin/Xvfb :0 -screen 0 1080x1920x24 -nolisten tcp -auth /run/mpp-kiosk/xauthority
"""
_HEADLESS = f"{bare_debian.HEADLESS}Environment=XDG_RUNTIME_DIR=/run/mpp-kiosk\n"
_PROGRAM = """#!/bin/sh
PYTHONPATH=/opt/mpp/src:/opt/mpp/site exec /opt/mpp/.venv/bin/python -m {module} "$@"
"""
_MOUNT_ROOT = 'mount --bind "$R" "$R"'
_MOUNT_PROGRAMS = """
mkdir -p "$R/opt/mpp/src" "$R/opt/mpp/site"
mount --bind -o ro "$2" "$R/opt/mpp/src"
mount --bind -o ro "$3" "$R/opt/mpp/site"
"""


def make(root: Path) -> None:
    """Makes the Debian where it is not there yet (some minutes), and puts account, units and a hall into it."""
    if not (root / "usr/bin/openbox").exists():
        bare_debian.debootstrap(root, PACKAGES)
    for path, file in FILES.items():
        place = root.joinpath(*path.parts[1:])
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.content)
        place.chmod(file.mode)
    for program_name, module in (("mpp-kiosk", "kiosk"), ("hall", "hallctl")):
        program = root / "opt/mpp/.venv/bin" / program_name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(_PROGRAM.format(module=module), encoding="utf-8")
        program.chmod(0o755)
    (root / "opt/mpp/.venv/pyvenv.cfg").write_text("home = /usr/bin\n", encoding="utf-8")
    python = root / "opt/mpp/.venv/bin/python"
    python.unlink(missing_ok=True)
    python.symlink_to("/usr/bin/python3")
    shutil.rmtree(root / "var/lib/mpp", ignore_errors=True)  # what was installed the last time
    inside(root, "systemd-sysusers", "/etc/sysusers.d/mpp-kiosk.conf")
    shutil.rmtree(root / "etc/mpp", ignore_errors=True)
    inside(root, "systemd-tmpfiles", "--create", "/etc/tmpfiles.d/mpp-kiosk.conf")
    sample = (_CHECKOUT / "config.toml").read_text("utf-8").replace("always_open = false", "always_open = true")
    (root / "etc/mpp/config.toml").write_text(sample, encoding="utf-8")
    inside(root, "chown", ACCOUNT, "/etc/mpp/config.toml")


def inside(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs a command in the Debian as it lies there, not booted."""
    script = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
    words = ("unshare", "--mount", "sh", "-c", script, str(root), *command)
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)


class Booted:
    """A context: the Debian's own systemd is process 1 in namespaces of its own, until the context ends."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def __enter__(self) -> Booted:
        for unit, changed in (("mpp-kiosk-xorg", _XVFB), ("mpp-kiosk-cage", _HEADLESS)):
            drop_in = self._root / f"etc/systemd/system/{unit}.service.d/proof.conf"
            drop_in.parent.mkdir(exist_ok=True)
            drop_in.write_text(bare_debian.SEATLESS + changed, encoding="utf-8")
        seen = str(_CHECKOUT), sysconfig.get_path("purelib")
        self._process = bare_debian.boot(_MOUNT_ROOT, _MOUNT_PROGRAMS, str(self._root), *seen)
        until(self._is_up, 60)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            bare_debian.end(self._process)

    def run(self, *command: str, typed: str | None = None) -> str:
        """The output of a command in the booted system, as root."""
        words = (*bare_debian.entering(self._pid), *command)
        done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, input=typed, timeout=120)
        return done.stdout

    def on_screen(self, *command: str) -> str:
        """The output of a command that sees the kiosk's screen."""
        return self.run("env", "DISPLAY=:0", "XAUTHORITY=/run/mpp-kiosk/xauthority", *command)

    def shown(self, unit: str, what: str) -> str:
        """A property of a unit, such as ``MainPID``."""
        return self.run("systemctl", "show", unit, f"--property={what}", "--value").strip()

    def _is_up(self) -> bool:
        assert self._process is not None
        self._pid = bare_debian.process_1(self._process)
        return bool(self._pid) and self.run("systemctl", "is-system-running").strip() in ("running", "degraded")
