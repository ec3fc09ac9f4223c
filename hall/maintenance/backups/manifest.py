"""What a backup says of itself: which hall, which moment, and every part with its digest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from hall.console import json_text
from hall.errors import BackupError
from hall.views.maintenance import DatabaseContents, LastNumber

FORMAT = 1
"""The version of what is in the file; a program refuses one that is newer than it knows."""
NAME = "manifest.json"
SQLITE, POSTGRES = "sqlite", "postgresql"
FILES = {SQLITE: "database/hall.db", POSTGRES: "database/hall.dump"}
"""The part with the database, by its kind: a database file, or a dump in pg_dump's custom format."""
CONFIG, JOURNALS, LANGUAGES = "config/config.toml", "journals/", "messages/"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: its place in it, its bytes, and their SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds, of the moment ``made_at``; ``program`` is the version that made it, ``kind`` ``SQLITE`` or
    ``POSTGRES``, ``server`` the major version of a Postgres server (0 for none)."""

    format: int
    program: str
    made_at: datetime
    kind: str
    server: int
    contents: DatabaseContents
    parts: tuple[Part, ...]

    @property
    def database(self) -> Part:
        """The part with the database."""
        return next(part for part in self.parts if part.name == FILES[self.kind])

    @property
    def document(self) -> dict[str, Any]:
        """It as JSON."""
        contents = asdict(self.contents)
        return {
            "format": self.format,
            "program": self.program,
            "made_at": self.made_at.isoformat(),
            "database": self.kind,
            "server": self.server,
            **contents,
            "last_event_at": at.isoformat() if (at := self.contents.last_event_at) else None,
            "numbers": [[str(one.day), one.prefix, one.last] for one in self.contents.numbers],
            "rows": dict(self.contents.rows),
            "parts": [asdict(part) for part in self.parts],
        }


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest as it stands in the file."""
    return f"{json_text(manifest.document)}\n".encode()


def read_manifest(data: bytes) -> Manifest:
    """The manifest of ``data``. Raises BackupError for one of a newer program, and for what is none."""
    try:
        raw = json.loads(data)
        if raw["format"] > FORMAT:
            raise BackupError(f"it was made by the newer program {raw['program']}; install that version to read it")
        return _manifest(raw)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError("its manifest cannot be read") from error


def _manifest(raw: dict[str, Any]) -> Manifest:
    at = raw["last_event_at"]
    contents = DatabaseContents(
        schema=str(raw["schema"]),
        hall=str(raw["hall"]),
        last_event_id=raw["last_event_id"],
        last_event_at=datetime.fromisoformat(at) if at else None,
        numbers=tuple(LastNumber(date.fromisoformat(day), prefix, int(last)) for day, prefix, last in raw["numbers"]),
        rows=tuple((name, int(count)) for name, count in raw["rows"].items()),
    )
    parts = tuple(Part(_place(one["name"]), int(one["size"]), str(one["sha256"])) for one in raw["parts"])
    made_at = datetime.fromisoformat(raw["made_at"])
    found = Manifest(int(raw["format"]), str(raw["program"]), made_at, raw["database"], raw["server"], contents, parts)
    if FILES[found.kind] not in {part.name for part in parts}:
        raise BackupError("it holds no database")
    return found


def _place(name: str) -> str:
    """The place of a part: nothing outside the folder that it is unpacked into."""
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or any(sign in name for sign in '\\:*?"<>|\0'):
        raise BackupError("its manifest names a file that no backup has")
    return name
