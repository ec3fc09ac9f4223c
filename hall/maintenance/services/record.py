"""What an installation wrote, kept so that ``remove`` takes back exactly that: one small JSON file for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from hall import durable
from hall.errors import DeviceError
from hall.maintenance.services.planning import Command, Plan, Way
from hall.maintenance.services.roles import Role


class State(StrEnum):
    """What became of a file since it was written."""

    AS_WRITTEN = "as written"
    CHANGED = "changed by hand"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Written:
    """A file with the SHA-256 of each content that it may have: while a new one is being written, two."""

    path: Path
    digests: tuple[str, ...]

    def state(self) -> State:
        """What became of it. A file that cannot be read counts as changed."""
        try:
            content = self.path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return State.GONE
        except OSError:
            return State.CHANGED
        return State.AS_WRITTEN if digest(content) in self.digests else State.CHANGED


@dataclass(frozen=True, slots=True)
class Record:
    """One installation as it was carried out."""

    name: str
    role: Role
    station: str
    way: Way
    files: tuple[Written, ...]
    made: tuple[Path, ...]
    before_removal: tuple[Command, ...]
    after_removal: tuple[Command, ...]

    @classmethod
    def of(cls, plan: Plan, earlier: Record | None = None) -> Record:
        """What is about to be written; each file may still be as the ``earlier`` installation left it."""
        known = {one.path: one.digests for one in earlier.files} if earlier else {}
        files = {Path(file.path): (digest(file.content),) for file in plan.files}
        whole = {path: (*files.get(path, ()), *known.get(path, ())) for path in (*files, *known)}
        written = tuple(Written(path, tuple(dict.fromkeys(digests))) for path, digests in whole.items())
        made = tuple(Path(path) for path in plan.made)
        return cls(plan.name, plan.role, plan.station, plan.way, written, made, plan.before_removal, plan.after_removal)

    def only(self, plan: Plan) -> Record:
        """The record once all files of the plan are written."""
        files = tuple(Written(Path(file.path), (digest(file.content),)) for file in plan.files)
        return replace(self, files=files)


def digest(content: bytes) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


class Records:
    """The records of one folder, by the name of their service."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def all(self) -> tuple[Record, ...]:
        """Every installation, by name. Raises DeviceError for a record that is damaged."""
        return tuple(self._records())

    def _records(self) -> Iterator[Record]:
        if self._folder.is_dir():
            for file in sorted(self._folder.glob("*.json")):
                yield _read(file)

    def find(self, name: str) -> Record | None:
        """The installation of that name. Raises DeviceError as ``all`` does."""
        file = self._file(name)
        return _read(file) if file.exists() else None

    def keep(self, record: Record) -> None:
        """Write a record, whole or not at all. Raises DeviceError."""
        write_whole(self._file(record.name), json.dumps(_document(record), indent=2).encode(), 0o644)

    def forget(self, record: Record) -> None:
        """The installation is no more."""
        self._file(record.name).unlink(missing_ok=True)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"


def write_whole(path: Path, content: bytes, mode: int) -> None:
    """As ``hall.durable.write_whole``, in a folder that is made. Raises DeviceError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        durable.write_whole(path, content, mode)
    except OSError as error:
        raise DeviceError(f"{path} cannot be written: {error.strerror or error}.") from error


def _document(record: Record) -> dict[str, Any]:
    return {
        "name": record.name,
        "role": record.role,
        "station": record.station,
        "way": record.way,
        "files": [{"path": str(one.path), "sha256": list(one.digests)} for one in record.files],
        "made": [str(path) for path in record.made],
        "before_removal": [list(command) for command in record.before_removal],
        "after_removal": [list(command) for command in record.after_removal],
    }


def _read(file: Path) -> Record:
    try:
        found = json.loads(file.read_text("utf-8"))
        return Record(
            str(found["name"]),
            Role(found["role"]),
            str(found["station"]),
            Way(found["way"]),
            tuple(Written(Path(one["path"]), tuple(one["sha256"])) for one in found["files"]),
            tuple(Path(path) for path in found["made"]),
            tuple(tuple(command) for command in found["before_removal"]),
            tuple(tuple(command) for command in found["after_removal"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeviceError(
            f"{file}, which says what was installed, cannot be read; remove it, install again, and then remove."
        ) from error
