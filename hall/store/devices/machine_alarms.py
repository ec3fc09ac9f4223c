"""What the staff must know of the machines: who keeps all others from writing, and two that have one name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import Integer, String, text

from hall.store.database import existence_marker, holder
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.devices import program_lives
from hall.views import AlarmView


def alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The alarms about machines, the gravest first. Read without a lock: it must work while nobody can write."""
    return [*_writer(tx), *program_lives.alarms(tx, now)]


def _writer(tx: Transaction) -> list[AlarmView]:
    """Who has held SQLite's writer lock for longer than any step takes."""
    path = file_of(tx)
    found = holder.find(existence_marker.lock_file(path)) if path is not None else None
    if found is None or not found.hangs:
        return []
    code = "alarm_writer_stopped" if found.stopped else "alarm_writer_hangs"
    if found.foreign:
        code = "alarm_writer_foreign"
    at = tx.local(found.since).time() if found.since is not None else "?"
    return [
        AlarmView(code, (("program", found.program), ("station", found.station or "-"), ("pid", found.pid), ("at", at)))
    ]


def file_of(tx: Transaction) -> Path | None:
    """The file of a SQLite database, None on Postgres."""
    if tx.postgres:
        return None
    return Path(next(row.file for row in tx.run(_FILES) if row.name == "main"))


_FILES = Prepared(text("PRAGMA database_list").columns(seq=Integer, name=String, file=String))
