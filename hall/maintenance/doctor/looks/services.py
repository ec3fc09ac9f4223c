"""The hall's services on this machine."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from hall.maintenance.doctor.facts import Installed, ServiceFacts, Unit
from hall.maintenance.doctor.looks.asking import asked, properties
from hall.maintenance.services.record import Record, Records, State

_PATTERN = "mpp-*"
_ASKED = "Id,ActiveState,UnitFileState,NRestarts"


def look_at_services(*records: Records) -> ServiceFacts:
    """The units named ``mpp-*`` of the system and of this account, on Windows the tasks, and what the ``records`` of
    `hall service` tell. Raises OSError where neither a service manager nor a record answers."""
    installed = tuple(_of_record(record) for one in records for record in one.all())
    if sys.platform == "win32":
        return ServiceFacts(of_schtasks(asked("schtasks", "/query", "/fo", "csv", "/nh") or ""), installed)
    system, account = _units(user=False), _units(user=True)
    if system is None and account is None and not installed:
        raise OSError("no service manager answers here")
    return ServiceFacts((*(system or ()), *(account or ())), installed)


def _units(*, user: bool) -> list[Unit] | None:
    """The units of one manager; None when it does not answer."""
    manager = ("systemctl", "--user") if user else ("systemctl",)
    files = asked(*manager, "list-unit-files", _PATTERN, "--no-legend", "--plain", any_code=True)
    running = asked(*manager, "list-units", _PATTERN, "--all", "--no-legend", "--plain")
    names = sorted({*names_of(files or ""), *names_of(running or "")})
    if running is None and not names:
        return None
    return of_show(asked(*manager, "show", "--property", _ASKED, *names) or "", user=user) if names else []


def _of_record(record: Record) -> Installed:
    files: dict[State, list[Path]] = {state: [] for state in State}
    for file in record.files:
        files[file.state()].append(file.path)
    return Installed(record.name, record.role.value, tuple(files[State.GONE]), tuple(files[State.CHANGED]))


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
