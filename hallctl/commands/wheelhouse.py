"""`hall wheelhouse`: all that installs a hall without a network, in a folder."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from hall.console import tell
from hall.maintenance.wheelhouse import Made, Role, Wanted, make
from hallctl.session import Session


def wheelhouse(
    session: Session,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="An empty or new folder, such as one of a stick.")],
    role: Annotated[
        list[Role] | None, typer.Option("--role", help="Only for machines of this role; may be given again.")
    ] = None,
    no_debian: Annotated[bool, typer.Option("--no-debian", help="The wheels alone, without Debian packages.")] = False,
    windows: Annotated[bool, typer.Option("--windows", help="Also the wheels for Windows, and install.ps1.")] = False,
) -> None:
    """Write a folder from which machines are installed without a network; run again it goes on where it ended."""
    session.technician_only("wheelhouse")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    roles = tuple(one for one in Role if not role or one in role)
    # The day on the label, not one of the hall's.
    today = date.today().isoformat()  # noqa: DTZ011
    wanted = Wanted(roles, python, today, debian=not no_debian, windows=windows)
    made = make(folder, wanted, tell)
    session.answer(_document(folder, made), _lines(folder, made))


def _document(folder: Path, made: Made) -> dict[str, object]:
    facts = made.facts
    return {
        "folder": str(folder), "version": facts.version, "python": facts.python, "release": facts.release,
        "architecture": facts.architecture, "roles": list(facts.roles), "windows": facts.windows,
        "files": made.files, "bytes": made.size, "sha256sums": made.sums,
    }  # fmt: skip


def _lines(folder: Path, made: Made) -> list[str]:
    facts = made.facts
    machines = f"{facts.release} ({facts.architecture}), " if facts.release else ""
    roles = ", ".join(facts.roles)
    return [
        f"{folder}: version {facts.version} for {machines}Python {facts.python}; {roles}"
        f"{'; Windows' if facts.windows else ''}.",
        f"{made.files} files, {made.size / 1e6:.0f} MB. SHA-256 of the list SHA256SUMS: {made.sums}",
        "On a machine without a network, as root: sh install.sh ROLE; README.txt there says which.",
    ]
