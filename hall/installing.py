"""How a missing package comes into the very environment that this program runs in: never into the system's Python."""

from __future__ import annotations

import sys
from pathlib import Path


def pip_line(package: str) -> str:
    """The line that installs ``package`` next to this program, as it is typed."""
    python = Path(sys.executable).absolute()
    pip = python.with_name("pip.exe" if sys.platform == "win32" else "pip")
    words = _typed(pip) if pip.exists() else f"{_typed(python)} -m pip"
    return f'{words} install "{package}"'


def _typed(path: Path) -> str:
    text = str(path)
    return f'"{text}"' if " " in text else text


RELEASES = "releases"
"""The folder of the releases of a machine, each an environment of its own that has its version as its name."""
CURRENT = "current"
"""What stands beside the releases and leads to the one that is used (``hall.maintenance.updating.layout``)."""


def programs_folder(prefix: Path | None = None) -> Path:
    """Where services and people find the programs, also after the next update: ``/opt/mpp/current/bin`` for an
    environment in ``/opt/mpp/releases`` that ``hall update`` may replace, else the environment's own. ``prefix`` is
    that environment, by default of this program."""
    environment = Path(sys.prefix) if prefix is None else prefix
    used = environment.parent.parent / CURRENT if environment.parent.name == RELEASES else environment
    return used / ("Scripts" if sys.platform == "win32" else "bin")
