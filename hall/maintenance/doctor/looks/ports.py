"""Which TCP ports of this machine are listened on, and by which of its programs."""

from __future__ import annotations

import ipaddress
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hall.maintenance.doctor.facts import Listener, PortFacts
from hall.maintenance.doctor.looks.asking import asked
from hall.processes import name_of

_PROC = Path("/proc")
_MODULES = frozenset({"kiosk", "counter", "display"})
"""The hall's programs, as ``python -m`` starts them."""
_LISTENS = "0A"
"""The state of a listening socket in /proc/net/tcp (include/net/tcp_states.h)."""


def look_at_ports(postgres: int | None) -> PortFacts:
    """Every listener; ``postgres`` is the port of the hall's server when that is on this machine."""
    if sys.platform == "win32":
        return PortFacts(tuple(of_netstat(asked("netstat", "-ano", "-p", "TCP") or "")), postgres)
    owners = _owners()
    lines = [line for name in ("tcp", "tcp6") for line in _lines(_PROC / "net" / name)]
    return PortFacts(tuple(of_proc_net(lines, owners)), postgres)


def of_proc_net(lines: list[str], owners: dict[int, str]) -> Iterator[Listener]:
    """The listeners of lines of /proc/net/tcp and tcp6; ``owners`` has the names of processes by the inode."""
    seen = set()
    for line in lines:
        fields = line.split()
        if len(fields) < 10 or fields[3] != _LISTENS:
            continue
        host, _, port = fields[1].partition(":")
        one = Listener(_address(host), int(port, 16), owners.get(int(fields[9]), ""))
        if one not in seen:
            seen.add(one)
            yield one


def of_netstat(text: str) -> Iterator[Listener]:
    """The listeners that Windows' ``netstat -ano`` names: those whose other end is no port; processes are numbers."""
    for line in text.splitlines():
        fields = line.split()
        if len(fields) < 4 or fields[0] != "TCP" or not fields[2].endswith(":0"):
            continue
        host, _, port = fields[1].rpartition(":")
        with suppress(ValueError):
            yield Listener(str(ipaddress.ip_address(host.strip("[]"))), int(port))


def _address(text: str) -> str:
    """An address as the kernel prints it: words of 32 bits in the machine's own order."""
    words = [int(text[at : at + 8], 16) for at in range(0, len(text), 8)]
    packed = struct.pack(f"={len(words)}I", *words)
    found = ipaddress.ip_address(packed)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return str(mapped or found)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("ascii").splitlines()[1:]
    except OSError:
        return []


def _owners() -> dict[int, str]:
    """The names of the processes that hold a socket, by its inode: of this account's, of all for root."""
    found: dict[int, str] = {}
    for process in _PROC.iterdir():
        if not process.name.isdecimal():
            continue
        with suppress(OSError):  # it has ended, or is another account's
            for handle in (process / "fd").iterdir():
                target = str(handle.readlink())
                if target.startswith("socket:["):
                    found[int(target[8:-1])] = program_of(process)
    return found


def program_of(process: Path) -> str:
    """What a process is called: a Python program by its script or module, else as the system calls it."""
    with suppress(OSError):
        words = [word.decode("utf-8", "replace") for word in (process / "cmdline").read_bytes().split(b"\0")]
        name = script_of(words)
        if name:
            return name
    return name_of(int(process.name))


def script_of(words: list[str]) -> str:
    """The script or module of a Python program's command line; empty for another program."""
    if len(words) < 2 or not Path(words[0]).name.startswith("python"):
        return ""
    if words[1] != "-m":
        return Path(words[1]).name
    module = words[2] if len(words) > 2 else ""
    return f"mpp-{module}" if module in _MODULES else module
