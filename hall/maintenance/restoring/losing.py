"""What is lost with a restore: the time since the backup's last line, the numbers of it, or, where the old database can
still be read, exactly what is newer there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hall.database_url import sqlite_url
from hall.maintenance.backups import Manifest, sqlite_copy
from hall.maintenance.backups.checking import scratch_folder
from hall.maintenance.restoring.ahead import OLD, Ahead
from hall.printing.journal_lines import ReadJournal
from hall.store.maintenance.contents import database_file, file_contents, still_server
from hall.views.maintenance import DatabaseContents

_TOLD = ("ticket", "ticket_event", "call", "booking", "staff_event")


@dataclass(frozen=True, slots=True)
class Loss:
    """All after ``since`` (aware) is lost: ``numbers`` at most, and as many visits; ``newer`` are the rows that the old
    database has more, by table, None where it cannot be read."""

    since: datetime
    hours: float
    numbers: int
    newer: Mapping[str, int] | None = None


def old_contents(where: str) -> DatabaseContents:
    """What an old database holds, a file or a URL, its journal too; it is only read. Raises StoreUnavailable, and
    BackupError when it is damaged."""
    url = where if "://" in where else sqlite_url(Path(where).absolute())
    file = database_file(url)
    if file is None:
        with still_server(url) as still:
            return still.contents
    with scratch_folder() as folder:
        copy = folder / "old.db"
        sqlite_copy.copy(file, copy)
        return file_contents(copy)


def as_journal(old: DatabaseContents) -> ReadJournal:
    """What the old database proves of numbers."""
    return ReadJournal(OLD, None, {(one.day, one.prefix): one.last for one in old.numbers})


def loss_of(manifest: Manifest, ahead: Ahead, old: DatabaseContents | None) -> Loss:
    """What is lost with this backup."""
    since = manifest.contents.last_event_at or manifest.made_at
    hours = max(0.0, (ahead.now - max(since, manifest.made_at)).total_seconds() / 3600)
    numbers = sum(one.last - one.before for one in ahead.moved)
    if old is None:
        return Loss(since, hours, numbers)
    kept = dict(manifest.contents.rows)
    newer = {name: count - kept.get(name, 0) for name, count in old.rows if name in _TOLD}
    return Loss(since, hours, numbers, {name: count for name, count in newer.items() if count > 0})
