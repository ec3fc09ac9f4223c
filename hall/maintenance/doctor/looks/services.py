"""The hall's services on this machine."""

from __future__ import annotations

import csv
import sys

from hall.maintenance.doctor.facts import Unit
from hall.maintenance.doctor.looks.asking import asked, properties

_PATTERN = "mpp-*"
_ASKED = "Id,ActiveState,UnitFileState,NRestarts"


def look_at_services() -> tuple[Unit, ...]:
    """The units named ``mpp-*`` of the system and of this account; on Windows the tasks. Raises OSError where no
    service manager answers."""
    if sys.platform == "win32":
        return of_schtasks(asked("schtasks", "/query", "/fo", "csv", "/nh") or "")
    found, answered = [], False
    for user in (False, True):
        manager = ("systemctl", "--user") if user else ("systemctl",)
        files = asked(*manager, "list-unit-files", _PATTERN, "--no-legend", "--plain", any_code=True)
        running = asked(*manager, "list-units", _PATTERN, "--all", "--no-legend", "--plain", any_code=True)
        answered = answered or running is not None
        names = sorted({*names_of(files or ""), *names_of(running or "")})
        if names:
            told = asked(*manager, "show", "--property", _ASKED, *names)
            found += of_show(told or "", user=user)
    if not answered:
        raise OSError("no service manager answers here")
    return tuple(found)


def names_of(text: str) -> list[str]:
    """The first word of each line; templates (``mpp-kiosk@.service``) are no units that could run."""
    words = [line.split()[0] for line in text.splitlines() if line.split()]
    return [word for word in words if word.startswith("mpp-") and "@." not in word]


def of_show(text: str, *, user: bool) -> list[Unit]:
    """The units of ``systemctl show``, one paragraph each."""
    units = []
    for paragraph in text.strip().split("\n\n"):
        said = properties(paragraph)
        if said.get("Id"):
            file = said.get("UnitFileState", "")
            starts = None if file in ("", "static", "indirect") else file.startswith("enabled")
            restarts = int(said.get("NRestarts") or 0)
            units.append(Unit(said["Id"], said.get("ActiveState", ""), starts, restarts, user))
    return units


def of_schtasks(text: str) -> tuple[Unit, ...]:
    """The tasks in the folder ``mpp``, or named so, of ``schtasks /query /fo csv /nh``: their states are words in the
    system's language, so that one is known to be there and no more."""
    rows = [row for row in csv.reader(text.splitlines()) if row and "mpp" in row[0].lower()]
    return tuple(Unit(row[0].lstrip("\\"), "active") for row in rows)
