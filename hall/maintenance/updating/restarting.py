"""The programs of this machine that still run from a release, and the start of its services anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hall.maintenance.updating.environment import run

_PROC = Path("/proc")
_UNITS = "mpp-*.service"
"""What `hall service install` calls its units."""
_RUNNING = ("list-units", "--type=service", "--state=running,activating", "--plain", "--no-legend", "--no-pager")


@dataclass(frozen=True, slots=True)
class Service:
    """A unit that runs, and the words that speak to its systemd: of the machine, or of an account."""

    manager: tuple[str, ...]
    unit: str

    def restart(self) -> str:
        """Start it again; returns why that failed, empty when it did not."""
        done = run([*self.manager, "restart", self.unit], os.environ)
        return "" if done.returncode == 0 else " ".join(done.stderr.split()) or f"exit code {done.returncode}"

    def line(self) -> str:
        """As it is typed."""
        return " ".join([*self.manager, "restart", self.unit])


def services() -> tuple[Service, ...]:
    """The hall's services that run on this machine, of the machine and of each account whose systemd can be reached;
    none where there is no systemd."""
    if shutil.which("systemctl") is None:
        return ()
    return tuple(Service(manager, unit) for manager in _managers() for unit in _units(manager))


def _managers() -> Iterator[tuple[str, ...]]:
    yield ("systemctl",)
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield ("systemctl", "--user")
        return
    listed = run(["loginctl", "list-users", "--no-legend"], os.environ) if shutil.which("loginctl") else None
    for line in listed.stdout.splitlines() if listed is not None else ():
        if len(line.split()) > 1:
            yield ("systemctl", "--user", f"--machine={line.split()[1]}@.host")


def _units(manager: tuple[str, ...]) -> list[str]:
    listed = run([*manager, *_RUNNING, _UNITS], os.environ)
    return [line.split()[0] for line in listed.stdout.splitlines() if line.split()]


def programs_of(environment: Path) -> tuple[str, ...]:
    """The programs of an environment that run on this machine, but for this one: ``mpp-kiosk (process 4711)``; none
    where nobody tells."""
    folders = {environment, environment.resolve()}
    return tuple(
        f"{words[-1].name} (process {process})"
        for process, words in _started()
        if process != os.getpid() and any(word.is_relative_to(folder) for word in words for folder in folders)
    )


def _started() -> Iterator[tuple[int, list[Path]]]:
    """Each process with the first two words of its command line, where they are paths: the interpreter, the script."""
    with suppress(OSError):
        for process in sorted(int(one.name) for one in _PROC.iterdir() if one.name.isdecimal()):
            with suppress(OSError):
                words = (_PROC / str(process) / "cmdline").read_bytes().split(b"\0")[:2]
                paths = [Path(os.fsdecode(word)) for word in words if word.startswith(b"/")]
                if paths:
                    yield process, paths
