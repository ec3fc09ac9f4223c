"""Clean Debians, each booted by its own systemd in namespaces of its own, on a network that leads nowhere else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from tools import bare_debian
from tools.bare_debian import HEADLESS, SEATLESS, until
from tools.install_proof.typing import Screen, Typed, typed

PACKAGES = ("systemd", "systemd-sysv", "dbus", "dbus-user-session", "libpam-systemd", "udev", "procps", "iproute2")
"""What a bare Debian has beyond the smallest one: a system that boots, and a network."""
NEEDED = (*bare_debian.NEEDED, "ip", "Xvfb")
ACCOUNT, STICK, UPDATE = "petugas", "/media/stick", "/media/next"
_LAN = "mpp-proof"

_SIGNED_IN = """
id=$(id -u kiosk) && loginctl enable-linger kiosk && systemctl start "user@$id.service"
printf '[Service]\nEnvironment=XDG_RUNTIME_DIR=/run/user/%s\n' "$id" > /etc/systemd/system/UNIT.d/signed-in.conf
systemctl daemon-reload
systemctl start UNIT
"""
"""Without a seat nobody is signed in: the account's own systemd, and with it the sound, is started by hand."""
_STARTS_INTO = "systemctl get-default 2> /dev/null"
_SOUND_CARD = "load-module module-null-sink sink_name=stand_in\n"
_DESKTOP = """[Unit]
Description=The stand-in of a desktop
BindsTo=graphical-session.target
"""
_MOUNT_ROOT = 'mount -t overlay overlay -o lowerdir="$3",upperdir="$4",workdir="$5" "$R"'
_MOUNT_STICKS = """
mkdir -p "$R/media/stick" "$R/media/next"
mount --bind -o ro "$2" "$R/media/stick"
mount --bind -o ro "$6" "$R/media/next"
ip link set lo up
"""
_XVFB = "mount -t tmpfs tmpfs /tmp && exec Xvfb :0 -ac -nolisten tcp -screen 0 1920x1080x24"


def make(root: Path) -> None:
    """Makes the bare Debian that every machine begins as, unless it is there (half a minute)."""
    if not (root / "etc/mpp-proof").exists():
        shutil.rmtree(root, ignore_errors=True)
        bare_debian.debootstrap(root, PACKAGES)
        inside = ("chroot", str(root))
        subprocess.run((*inside, "useradd", "--create-home", "--shell", "/bin/bash", ACCOUNT), check=True)
        (root / "var/lib/systemd/linger").mkdir(exist_ok=True)
        (root / "var/lib/systemd/linger" / ACCOUNT).touch()
        units = root / "etc/systemd"
        (units / "user/proof-desktop.target").write_text(_DESKTOP, encoding="utf-8")
        for role in ("kiosk", "display"):
            drop_in = units / f"system/mpp-{role}-cage.service.d/proof.conf"
            drop_in.parent.mkdir(parents=True)
            drop_in.write_text(SEATLESS + HEADLESS, encoding="utf-8")
        sound = root / "etc/pulse/default.pa.d"
        sound.mkdir(parents=True)
        (sound / "proof.pa").write_text(_SOUND_CARD, encoding="utf-8")
        (root / "etc/mpp-proof").touch()


@dataclass(frozen=True, slots=True)
class Place:
    """Where machines are made: the bare Debian, a folder for what each changes, the stick, and that of an update."""

    base: Path
    changes: Path
    stick: Path
    update: Path


class Lan:
    """A context: a network of its own, that no route leads out of."""

    def __enter__(self) -> Lan:
        _ip("netns", "add", _LAN)
        _ip("-n", _LAN, "link", "add", "lan", "type", "bridge")
        _ip("-n", _LAN, "link", "set", "lan", "up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _ip("netns", "del", _LAN)


class Machine:
    """A context: a machine of the hall by its name and its last number in 192.168.10.0/24, from its first boot on."""

    def __init__(self, place: Place, name: str, number: int, disk: Path | None = None) -> None:
        """``disk``: what ``copy_disk`` has kept of another machine, which this one begins with."""
        self.name, self.address = name, f"192.168.10.{number}"
        self._disks = place.base if disk is None else Path(f"{disk}:{place.base}")
        self._place, self._number = place, number
        self._processes: list[subprocess.Popen[bytes]] = []
        self._pid = 0

    def __enter__(self) -> Machine:
        own = self._place.changes / self.name
        shutil.rmtree(own, ignore_errors=True)
        for part in ("root", "upper", "work"):
            (own / part).mkdir(parents=True)
        (own / "upper/etc").mkdir()
        (own / "upper/etc/hostname").write_text(f"{self.name}\n", encoding="utf-8")
        folders = (own / "root", self._place.stick, self._disks, own / "upper", own / "work", self._place.update)
        self._processes.append(bare_debian.boot(_MOUNT_ROOT, _MOUNT_STICKS, *map(str, folders)))
        try:
            if not until(self._is_up, 60):
                raise RuntimeError(f"{self.name} did not boot")
            self._plug_in()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        booted, *others = self._processes
        for process in others:
            process.kill()
            process.wait()
        bare_debian.end(booted)

    def type(self, line: str, *, as_root: bool, answers: dict[str, str]) -> Typed:
        """Type one command at a terminal of the machine, and answer what it asks."""
        return typed((*self._enter(), *self._as(as_root), "bash", "-c", f"cd {STICK}; {line}"), answers)

    def run(self, line: str, *, as_root: bool = True) -> str:
        """The output of a command that only looks."""
        words = (*self._enter(), *self._as(as_root), "bash", "-c", line)
        done = subprocess.run(
            words, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL, timeout=300
        )
        return done.stdout + done.stderr

    def showing(self, line: str) -> Screen:
        """A context: a command of root that shows something and goes on meanwhile."""
        return Screen((*self._enter(), *self._as(True), "bash", "-c", line))

    def show_desktop(self) -> None:
        """Let a screen be there, and the account's desktop on it: an X server outside, in this machine's network."""
        words = ("nsenter", "--target", str(self._pid), "--net", "--", "unshare", "--mount", "sh", "-c", _XVFB)
        self._processes.append(
            subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        until(lambda: "@/tmp/.X11-unix/X0" in self.run("cat /proc/net/unix"), 20)
        self._begin_desktop()

    def copy_disk(self, name: str) -> Path:
        """What this machine's disk has beyond the bare Debian, but for what makes it this machine: the disk of others,
        as ``install.sh station`` leaves it."""
        copy = self._place.changes / name
        shutil.rmtree(copy, ignore_errors=True)
        self.run("sync")
        words = ("cp", "-a", "--reflink=auto", str(self._place.changes / self.name / "upper"), str(copy))
        subprocess.run(words, check=True)
        for file in ("hostname", "machine-id"):
            (copy / "etc" / file).unlink(missing_ok=True)
        for own in ("etc/mpp", "home"):
            shutil.rmtree(copy / own, ignore_errors=True)
        return copy

    def sign_in_again(self) -> None:
        """The account's session ends and begins anew."""
        self.run("systemctl restart user@1000.service")
        self._begin_desktop()

    def start_alone(self, unit: str) -> str:
        """Start what the machine starts with when it shows one program alone; returns what systemd says of it, and
        whether it would have been started."""
        self.run(_SIGNED_IN.replace("UNIT", unit))
        return " ".join(self.run(f"systemctl is-active {unit}; systemctl is-enabled {unit}; {_STARTS_INTO}").split())

    def _begin_desktop(self) -> None:
        begin = "systemctl --user set-environment DISPLAY=:0; systemctl --user start proof-desktop.target"
        self.run(begin, as_root=False)

    def _plug_in(self) -> None:
        here = f"v{self._number}"
        _ip("-n", _LAN, "link", "add", here, "type", "veth", "peer", "name", "eth0", "netns", str(self._pid))
        _ip("-n", _LAN, "link", "set", here, "master", "lan", "up")
        self.run(f"ip address add {self.address}/24 dev eth0; ip link set eth0 up")

    def _enter(self) -> tuple[str, ...]:
        return bare_debian.entering(self._pid)

    @staticmethod
    def _as(root: bool) -> tuple[str, ...]:
        path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        if root:
            return ("env", "-i", path, "HOME=/root", "TERM=dumb", "LANG=C.UTF-8")
        bus = "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus"
        own = (path, f"HOME=/home/{ACCOUNT}", "TERM=dumb", "LANG=C.UTF-8", "XDG_RUNTIME_DIR=/run/user/1000", bus)
        return ("runuser", "-u", ACCOUNT, "--", "env", "-i", *own)

    def _is_up(self) -> bool:
        self._pid = bare_debian.process_1(self._processes[0])
        return bool(self._pid) and self.run("systemctl is-system-running").strip() in ("running", "degraded")


def _ip(*words: str) -> None:
    command = ("ip", *words)
    subprocess.run(command, check=True)
