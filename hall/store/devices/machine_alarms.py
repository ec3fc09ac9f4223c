"""What the staff must know of the machines: who keeps all others from writing, two that have one name, clocks that are
off, and a disk that fills up."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Integer, String, text

from hall.store.database import existence_marker, holder
from hall.store.database.prepared import Prepared
from hall.store.database.transaction import Transaction
from hall.store.devices import program_lives
from hall.views import AlarmView

_MB = 1_000_000


def alarms(tx: Transaction, now: datetime) -> list[AlarmView]:
    """The alarms about machines, the gravest first. Read without a lock: it must work while nobody can write."""
    return [*_writer(tx), *program_lives.alarms(tx, now), *_clocks(tx, now), *_disk(tx)]


def _clocks(tx: Transaction, now: datetime) -> list[AlarmView]:
    """Machines whose clock is far from the database's, each once."""
    apart = tx.structure.structure.hall.rules.alarms.clock_apart
    found = {}
    for known in program_lives.beating(tx, now):
        if abs(known.clock_apart) >= apart:
            minutes = abs(known.clock_apart) // timedelta(minutes=1)
            said = (("station", known.life.station), ("minutes", minutes))
            found[known.life.station] = AlarmView("alarm_machine_clock", said)
    return list(found.values())


def _disk(tx: Transaction) -> list[AlarmView]:
    """The disk of a SQLite database is nearly full."""
    free = free_mb(tx)
    if free is None or free >= tx.structure.structure.hall.rules.alarms.disk_free_mb:
        return []
    return [AlarmView("alarm_disk_low", (("count", free),))]


def free_mb(tx: Transaction) -> int | None:
    """The free megabytes where a SQLite database is; None on a server, which does not tell, and where it is unknown."""
    path = file_of(tx)
    try:
        return None if path is None else shutil.disk_usage(path.parent).free // _MB
    except OSError:
        return None


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
