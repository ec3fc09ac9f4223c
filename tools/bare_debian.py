"""A bare Debian in a folder, booted by its own systemd in namespaces: what the proofs of whole machines share."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
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


def debootstrap(root: Path, packages: Sequence[str]) -> None:
    """Put the smallest Debian with these ``packages`` into a folder (half a minute to some minutes)."""
    include = f"--include={','.join(packages)}"
    command = ("debootstrap", "--variant=minbase", include, SUITE, str(root), MIRROR)
    subprocess.run(command, check=True, stdout=subprocess.PIPE)


def boot(mount_root: str, mount_more: str, *words: str) -> subprocess.Popen[bytes]:
    """Its systemd as process 1. In the shell lines, which mount the folder ``$R`` and what else is seen in it, ``$1``
    to ``$9`` are the ``words``, the first of them that folder."""
    script = f"set -e\nR=$1\nmount --make-rprivate /\n{mount_root}\n{_MOUNTS}\n{mount_more}\n{_PROCESS_1}"
    spaces = ("--mount", "--pid", "--uts", "--ipc", "--net", "--cgroup")
    command = ("unshare", *spaces, "--fork", "--kill-child", "bash", "-c", script, "boot", *words)
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


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
