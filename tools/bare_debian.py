"""A bare Debian in a folder, booted by its own systemd in namespaces: what the proofs of whole machines share."""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

SUITE, MIRROR = "bookworm", "http://deb.debian.org/debian"
NEEDED = ("debootstrap", "unshare", "nsenter", "mount", "chroot")
SEATLESS = """[Service]
PAMName=
TTYPath=
StandardInput=null
TTYReset=no
TTYVHangup=no
TTYVTDisallocate=no
UtmpIdentifier=
"""
"""A unit's drop-in: there is no console, no seat and no screen here."""
HEADLESS = "Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman\n"
"""More of it: cage draws into memory."""
_MOUNTS = """
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
"""
_PROCESS_1 = """
exec chroot "$R" env -i container=mpp PATH=/usr/sbin:/usr/bin:/sbin:/bin \\
    /lib/systemd/systemd --system --log-target=journal --show-status=false systemd.unit=multi-user.target
"""
_OWN_GROUP = """
set -e
own=$1/mpp-machine-$$
mkdir "$own"
echo $$ > "$own/cgroup.procs"
shift
exec "$@"
"""
"""Machines that boot beside each other have units of the same names: each has them in a control group of its own."""


def debootstrap(root: Path, packages: Sequence[str]) -> None:
    """Put the smallest Debian with these ``packages`` into a folder (half a minute to some minutes)."""
    include = f"--include={','.join(packages)}"
    command = ("debootstrap", "--variant=minbase", include, SUITE, str(root), MIRROR)
    subprocess.run(command, check=True, stdout=subprocess.PIPE)


def boot(mount_root: str, mount_more: str, *words: str) -> subprocess.Popen[bytes]:
    """Its systemd as process 1; ``end`` ends it. In the shell lines, which mount the folder ``$R`` and what else is
    seen in it, ``$1`` to ``$9`` are the ``words``, the first of them that folder."""
    script = f"set -e\nR=$1\nmount --make-rprivate /\n{mount_root}\n{_MOUNTS}\n{mount_more}\n{_PROCESS_1}"
    spaces = ("--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup")
    unshared = ("unshare", *spaces, "--fork", "--kill-child", "bash", "-c", script, "boot", *words)
    command = ("sh", "-c", _OWN_GROUP, "boot", str(_groups()), *unshared)
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def end(booted: subprocess.Popen[bytes]) -> None:
    """End a machine that was booted, with all that runs in it."""
    booted.kill()  # its child, the inner process 1, ends with it, and with that one all others
    booted.wait()
    own = _groups() / f"mpp-machine-{booted.pid}"
    inside = sorted((one for one in own.rglob("*") if one.is_dir()), key=lambda one: len(one.parts), reverse=True)
    for group in (*inside, own):
        until(partial(_is_gone, group), 5)


def _groups() -> Path:
    """Where systemd has its control groups."""
    own = Path("/sys/fs/cgroup/systemd")
    return own if own.is_dir() else own.parent


def _is_gone(group: Path) -> bool:
    with contextlib.suppress(OSError):
        group.rmdir()
    return not group.exists()


def process_1(booted: subprocess.Popen[bytes]) -> int:
    """Its id outside; 0 while it is not there."""
    children = Path(f"/proc/{booted.pid}/task/{booted.pid}/children").read_text("ascii").split()
    return int(children[0]) if children else 0


def entering(pid: int) -> tuple[str, ...]:
    """The words before a command that runs beside that process 1."""
    return ("nsenter", "--target", str(pid), "--all", "--root", "--wd", "--")


def until(ask: Callable[[], bool], seconds: float) -> bool:
    """Ask until it is so; False when it was not in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ask():
            return True
        time.sleep(0.2)
    return False
