"""A lock file's pins for one kind of machine, and which wheel of a folder is the one that a pin means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, platform_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Target:
    """The machine that the wheels are for: its Python's minor version, such as "3.11", and whether it is Windows."""

    python: str
    windows: bool = False

    def tags(self) -> frozenset[Tag]:
        """What a wheel's name may say to fit; for Linux on this machine's own processor and C library."""
        major, minor = (int(part) for part in self.python.split("."))
        platforms = ["win_amd64"] if self.windows else list(platform_tags())
        return frozenset(
            [
                *cpython_tags((major, minor), platforms=platforms),
                *compatible_tags((major, minor), f"cp{major}{minor}", platforms),
            ]
        )

    def marks(self) -> dict[str, str]:
        """The environment of markers, as PEP 508 names it."""
        system = ("nt", "win32", "Windows", "AMD64") if self.windows else ("posix", "linux", "Linux", "x86_64")
        os_name, sys_platform, platform_system, machine = system
        return {
            "os_name": os_name, "sys_platform": sys_platform, "platform_system": platform_system,
            "platform_machine": machine, "python_version": self.python, "python_full_version": f"{self.python}.0",
            "implementation_name": "cpython", "implementation_version": f"{self.python}.0",
            "platform_python_implementation": "CPython",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a lock file: its version and the SHA-256 of each file that it may come in."""

    name: str
    version: str
    hashes: frozenset[str]

    def line(self) -> str:
        """As pip reads it."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{one}" for one in sorted(self.hashes))])


def pins(lock: str, target: Target) -> list[Pin]:
    """The pins of a lock file's text that hold for ``target``, in its order."""
    found = []
    for line in re.sub(r"\\\n", " ", lock).splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        requirement = Requirement(line.partition(" --hash")[0].strip())
        if requirement.marker is None or requirement.marker.evaluate(target.marks()):
            (one,) = requirement.specifier
            found.append(Pin(canonicalize_name(requirement.name), one.version, frozenset(_HASH.findall(line))))
    return found


def wheels_of(pin: Pin, files: Iterable[Path], tags: frozenset[Tag]) -> Iterator[Path]:
    """The files that are this pin's by their name, for a machine that takes ``tags``; their bytes are not looked at."""
    for file in files:
        try:
            name, version, _, fits = parse_wheel_filename(file.name)
        except InvalidWheelFilename:
            continue
        if name == pin.name and str(version) == pin.version and fits & tags:
            yield file
