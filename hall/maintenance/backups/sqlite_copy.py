"""A copy of a SQLite hall while its programs work, and whether a copy is whole."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

from hall.errors import BackupError, StoreCause, StoreUnavailable

_PAGES = 256
"""Pages that are copied at a time, some 1 MB: between two steps the copy lets go of the file."""
_FINDINGS = 3


def copy(database: Path, target: Path) -> None:
    """Copy the hall's file to ``target``, which must be a new, empty file, as it is at one moment.

    The copy reads only (``mode=ro``): it never writes or checkpoints, which only one of the hall's programs may do at a
    time (docs/decisions/027-a-sqlite-with-a-fault.md). One read transaction holds the moment, in the write-ahead log
    that nobody waits for; without it the copy would begin again at every number that is given. Raises StoreUnavailable
    when the database is not there or damaged, OSError when the disk is full, and BackupError.
    """
    if not database.is_file():
        raise StoreUnavailable(f"there is no database at {database}", StoreCause.NO_FILE)
    try:
        with (
            closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=10)) as source,
            closing(sqlite3.connect(target)) as made,
        ):
            source.isolation_level = None
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(made, pages=_PAGES, sleep=0)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise StoreUnavailable(f"{database} is damaged ({error}); restore a backup", StoreCause.DAMAGED) from error
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            raise OSError(errno.ENOSPC, str(error)) from error
        raise BackupError(f"the database {database} cannot be copied to {target.parent}: {error}") from error


def faults(database: Path) -> str:
    """What is wrong in a copy, by SQLite's own check; empty for nothing. Nothing is written next to it."""
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as found:
            rows = [str(row[0]) for row in found.execute(f"PRAGMA integrity_check({_FINDINGS})")]
    except sqlite3.Error as error:
        return str(error)
    return "" if rows == ["ok"] else "; ".join(rows)
