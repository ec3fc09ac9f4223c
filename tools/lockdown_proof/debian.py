"""A small Debian in a folder with what ``hall service install`` writes, and its own systemd booted in namespaces."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from types import TracebackType

from hall.maintenance.services.locked import Session, locked_plan
from hall.maintenance.services.roles import Installation, Role

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
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
NEEDED = ("debootstrap", "unshare", "nsenter", "mount", "chroot")

# There is no console and no screen here: the X server is Xvfb, cage draws into memory, both without a seat. All else is
# as it is delivered.
_SEATLESS = """[Service]
PAMName=
TTYPath=
StandardInput=null
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
UtmpIdentifier=
"""
_XVFB = """ExecStart=
ExecStart=/usr/bin/Xvfb :0 -screen 0 1080x1920x24 -nolisten tcp -auth /run/mpp-kiosk/xauthority
"""
_HEADLESS = """Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman
Environment=XDG_RUNTIME_DIR=/run/mpp-kiosk
"""
_PROGRAM = """#!/bin/sh
PYTHONPATH=/opt/mpp/src:/opt/mpp/site exec /opt/mpp/.venv/bin/python -m {module} "$@"
"""
_BOOT = """
set -e
R=$1
mount --make-rprivate /
mount --bind "$R" "$R"
mount -t proc proc "$R/proc"
mount -t sysfs -o ro sysfs "$R/sys"
mount -t tmpfs tmpfs "$R/run"
mount -t tmpfs tmpfs "$R/tmp"
mount -t tmpfs tmpfs "$R/dev"
for node in null zero full random urandom tty; do
    touch "$R/dev/$node"; mount --bind "/dev/$node" "$R/dev/$node"
done
mkdir -p "$R/dev/shm" "$R/dev/pts"
mount -t tmpfs tmpfs "$R/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$R/dev/pts"
ln -s pts/ptmx "$R/dev/ptmx"
if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then
    mount -t cgroup2 cgroup2 "$R/sys/fs/cgroup"
else
    mount -t tmpfs tmpfs "$R/sys/fs/cgroup"
    mkdir -p "$R/sys/fs/cgroup/systemd"
    mount -t cgroup -o none,name=systemd cgroup "$R/sys/fs/cgroup/systemd"
fi
mkdir -p "$R/opt/mpp/src" "$R/opt/mpp/site"
mount --bind -o ro {checkout} "$R/opt/mpp/src"
mount --bind -o ro {site} "$R/opt/mpp/site"
exec chroot "$R" env -i container=mpp PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
    /lib/systemd/systemd --system --log-target=journal --show-status=false systemd.unit=multi-user.target
"""


def make(root: Path) -> None:
    """Makes the Debian where it is not there yet (some minutes), and puts account, units and a hall into it."""
    if not (root / "usr/bin/openbox").exists():
        include = f"--include={','.join(PACKAGES)}"
        command = ("debootstrap", "--variant=minbase", include, SUITE, str(root), MIRROR)
        subprocess.run(command, check=True)
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
            drop_in.write_text(_SEATLESS + changed, encoding="utf-8")
        site = shlex.quote(sysconfig.get_path("purelib"))
        script = _BOOT.format(checkout=shlex.quote(str(_CHECKOUT)), site=site)
        spaces = ("--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup")
        words = ("unshare", *spaces, "--fork", "--kill-child", "bash", "-c")
        self._process = subprocess.Popen((*words, script, "boot", str(self._root)), stdin=subprocess.DEVNULL)
        self.until(self._is_up, 60)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        process = self._process
        if process is not None:
            process.kill()  # its child, the inner process 1, ends with it, and with that one all others
            process.wait()

    def run(self, *command: str, typed: str | None = None) -> str:
        """The output of a command in the booted system, as root."""
        words = ("nsenter", "--target", str(self._pid), "--all", "--root", "--wd", "--", *command)
        done = subprocess.run(words, capture_output=True, encoding="utf-8", check=False, input=typed, timeout=120)
        return done.stdout

    def on_screen(self, *command: str) -> str:
        """The output of a command that sees the kiosk's screen."""
        return self.run("env", "DISPLAY=:0", "XAUTHORITY=/run/mpp-kiosk/xauthority", *command)

    def shown(self, unit: str, what: str) -> str:
        """A property of a unit, such as ``MainPID``."""
        return self.run("systemctl", "show", unit, f"--property={what}", "--value").strip()

    @staticmethod
    def until(ask: Callable[[], bool], seconds: float) -> bool:
        """Asks until it is so; False when it was not in that time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ask():
                return True
            time.sleep(0.2)
        return False

    def _is_up(self) -> bool:
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text("ascii").split()
        self._pid = int(children[0]) if children else 0
        return bool(self._pid) and self.run("systemctl", "is-system-running").strip() in ("running", "degraded")
