"""What a technician should know of the database's files and of the library that writes them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hall import private
from hall.store.database import existence_marker, holder

_WAL_RESET_FAULT = ((3, 7, 0), (3, 51, 2))
"""The first and the last version of SQLite with the fault (sqlite.org/wal.html, "The WAL-Reset Bug")."""


def files_of(database: Path) -> tuple[Path, ...]:
    """The files of a SQLite database that are there: itself, its journal, and the locks of its writers."""
    lock = existence_marker.lock_file(database)
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    return tuple(path for path in (database, *beside, lock, holder.queue_of(lock)) if path.exists())


def notes(database: Path) -> tuple[str, ...]:
    """One English sentence for each thing that is worth a look; none where all is well."""
    return tuple(text for text in (private.complaint(files_of(database)), library_note()) if text)


def library_note(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """One English sentence about a SQLite of this version with the fault of decision 027; empty for any other."""
    first, last = _WAL_RESET_FAULT
    if not first <= tuple(version[:3]) <= last:
        return ""
    named = ".".join(str(part) for part in version[:3])
    return (
        f"SQLite {named} has the WAL-reset fault (3.7.0 to 3.51.2): the hall's programs write one at a time and are "
        "safe; let no other program write to the file while they run, or use a newer SQLite"
    )
