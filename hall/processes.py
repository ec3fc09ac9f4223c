"""Which process and which machine this is, so that others can name them, and whether another process still runs."""

from __future__ import annotations

import os
import sys
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
MACHINE_ALARMS = frozenset({"alarm_writer_hangs", "alarm_writer_stopped", "alarm_writer_foreign", "alarm_same_name"})
"""Alarms of programs and machines that stand in the way of others."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process of a machine: ``started`` tells it from a later one that got its number, in the machine's own
    unit, and is 0 where that is not known."""

    pid: int
    started: int = 0


@dataclass(frozen=True, slots=True)
class Machine:
    """``hardware`` is the address of the network card, ``boot`` the start of the machine, ``space`` the part of it
    (a container) whose processes are counted together; empty where that is not known. Names, disks and
    /etc/machine-id are the same on a cloned machine: these are not."""

    hardware: str = ""
    boot: str = ""
    space: str = ""


@cache
def this_machine() -> Machine:
    """The machine that this program runs on."""
    boot = ""
    with suppress(OSError):
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
    space = ""
    with suppress(OSError):
        space = str((_PROC / "self/ns/pid").readlink())
    return Machine(_hardware(), boot, space)


def this_process() -> Process:
    """This process; a child that was forked is another one."""
    return Process(os.getpid(), _started(os.getpid()))


def program_name() -> str:
    """The name of this program as its users call it: ``mpp-kiosk``, ``hall``."""
    name = Path(sys.argv[0]).name if sys.argv and sys.argv[0] not in ("", "-c", "-m") else "python"
    return name.removesuffix(".exe").removesuffix(".py")


def runs(process: Process) -> bool | None:
    """Whether a process of this machine still runs, stopped or not; None where that cannot be told."""
    if not _PROC.is_dir():
        return None
    state = _stat(process.pid)
    if not state or state[0] in "ZX":
        return False
    return not process.started or _started(process.pid) in (0, process.started)


def is_stopped(pid: int) -> bool:
    """Whether a process of this machine was stopped (SIGSTOP, a debugger): it will not go on by itself."""
    state = _stat(pid)
    return bool(state) and state[0] in "Tt"


def name_of(pid: int) -> str:
    """What the system calls a process; empty where that cannot be told."""
    with suppress(OSError):
        return (_PROC / str(pid) / "comm").read_text("utf-8", "replace").strip()
    return ""


def owner_of(pid: int) -> int | None:
    """The user id of the account under which a process of this machine runs; None where that cannot be told."""
    with suppress(OSError):
        return (_PROC / str(pid)).stat().st_uid
    return None


def lock_holder(file: Path, offset: int) -> int:
    """The process that holds a POSIX lock for writing on one byte of ``file``; 0 for none, and where nobody tells."""
    if sys.platform == "win32":
        return 0
    try:
        found = file.stat()
        lines = (_PROC / "locks").read_text("utf-8").splitlines()
    except OSError:
        return 0
    device = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
    for line in lines:
        # "1: POSIX  ADVISORY  WRITE 1234 08:01:5678 120 120"; one that waits has "->" behind its number.
        parts = line.split()
        if len(parts) != 8 or parts[1] != "POSIX" or parts[3] != "WRITE" or parts[5] != device:
            continue
        last = sys.maxsize if parts[7] == "EOF" else int(parts[7])
        if int(parts[6]) <= offset <= last:
            return max(0, int(parts[4]))
    return 0


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat behind the name, which may hold blanks; empty when there is none."""
    with suppress(OSError):
        return (_PROC / str(pid) / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return []


def _started(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[19]) if len(fields) > 19 else 0


def _hardware() -> str:
    node = uuid.getnode()
    made_up = bool(node >> 40 & 1)  # RFC 9562, 6.10: a random number has the multicast bit
    return "" if made_up else f"{node:012x}"
