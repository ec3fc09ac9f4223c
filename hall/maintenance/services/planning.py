"""What an installation writes and runs, decided before anything is done, so that it can be shown first."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from hall.maintenance.services.roles import Role

Command = tuple[str, ...]
NOT_A_NAME = re.compile(r"[^a-z0-9]+")


class Way(StrEnum):
    """How a program starts with its machine."""

    USER = "user"
    """A unit of the account that signs in at the desktop."""
    AUTOSTART = "autostart"
    """A desktop file that the desktop starts, where the desktop is not systemd's."""
    SYSTEM = "system"
    """Units of the machine itself."""
    WINDOWS = "windows"
    """A task of Windows' Task Scheduler."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file with what will be in it."""

    path: PurePath
    content: bytes
    mode: int = 0o644


@dataclass(frozen=True, slots=True)
class Plan:
    """All that one installation does, and what takes it back."""

    name: str
    role: Role
    station: str
    way: Way
    files: tuple[PlannedFile, ...]
    commands: tuple[Command, ...]
    """Run when the files are there."""
    before_removal: tuple[Command, ...]
    after_removal: tuple[Command, ...]
    made: tuple[PurePath, ...] = ()
    """Files that a command makes."""
    needs: tuple[str, ...] = ()
    """Programs without which it would not start, as paths."""
    notes: tuple[str, ...] = ()
    """What remains to be done by hand."""


def service_name(role: Role, station: str = "") -> str:
    """The name of a unit or task: ``mpp-display-papan-1``; letters and digits that every file system takes."""
    plain = unicodedata.normalize("NFKD", station).encode("ascii", "ignore").decode("ascii").lower()
    return "-".join(part for part in (f"mpp-{role}", NOT_A_NAME.sub("-", plain).strip("-")) if part)
