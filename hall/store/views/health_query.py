"""What is known of the machines of the hall, and of its database."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, literal, select, text

from hall.lives import KnownLife
from hall.station_health import DatabaseHealth, HallHealth, lines_of_station
from hall.store import tables as t
from hall.store.database.aspect import Reads
from hall.store.database.prepared import Prepared
from hall.store.database.readable import or_none
from hall.store.database.schema import PROGRAM, checked_schema
from hall.store.database.transaction import Transaction
from hall.store.devices import boards, machine_alarms, printers, program_lives
from hall.store.views.counter_infos import counter_infos
from hall.views import DatabaseState, StationLine


class HealthReads(Reads):
    """How one machine of the hall is, for whoever stands at it."""

    def of_station(self, name: str) -> tuple[StationLine, ...]:
        """The kiosk ``name``, and what it works with: database, disk, versions, clocks."""
        return lines_of_station(hall_health(self._tx, self._tx.now(), {}, 0), name)

    def of_hall(self) -> HallHealth:
        """All machines of the hall, and the database."""
        occupied = sum(one.clerk_id is not None for one in counter_infos(self._tx))
        return hall_health(self._tx, self._tx.now(), {}, occupied)

    def lives(self) -> tuple[KnownLife, ...]:
        """The last life of each program of each machine, also of those that are over."""
        return program_lives.last(self._tx)

    def now(self) -> datetime:
        """The database's time, which the words of machines are measured by."""
        return self._tx.now()

    def database(self) -> DatabaseState:
        """The schema, the server, and what this account may do there."""
        tx = self._tx
        schema = checked_schema(tx.connection) or ""
        if not tx.postgres:
            return DatabaseState(schema, PROGRAM.newest, f"SQLite {sqlite3.sqlite_version}")
        version = str(tx.connection.execute(text("SHOW server_version")).scalar_one()).partition(" ")[0]
        return DatabaseState(schema, PROGRAM.newest, f"PostgreSQL {version}", _denied(tx))


def _denied(tx: Transaction) -> tuple[str, ...]:
    """The hall's tables in which this account may not read, add, change or delete."""
    names = sorted(t.metadata.tables)
    return tuple(tx.connection.execute(_DENIED, {"names": names}).scalars())


def hall_health(tx: Transaction, now: datetime, last_slips: Mapping[str, datetime | None], occupied: int) -> HallHealth:
    """The machines at ``now``; ``last_slips`` by station, and how many counters are ``occupied``."""
    lives = program_lives.beating(tx, now)
    versions: dict[str, set[str]] = {}
    for known in lives:
        versions.setdefault(known.life.version, set()).add(known.life.station)
    return HallHealth(
        now=now,
        zone=tx.structure.zone,
        rules=tx.structure.structure.hall.rules.alarms,
        printers=printers.views(tx),
        last_slips=last_slips,
        boards=boards.views(tx),
        last_calls={row.board: or_none(row.at) for row in tx.run(_LAST_SHOWN)},
        connected=program_lives.living(tx, now, "counter"),
        occupied=occupied,
        database=_database(tx),
        free_mb=machine_alarms.free_mb(tx),
        versions=versions,
        clocks={known.life.station: known.clock_apart for known in lives},
    )


def _database(tx: Transaction) -> DatabaseHealth:
    """What the database is, where, and how long it takes to answer a question that costs nothing."""
    began = time.perf_counter()
    tx.run(_PING).scalar_one()
    answer = timedelta(seconds=time.perf_counter() - began)
    file = machine_alarms.file_of(tx)
    if file is not None:
        return DatabaseHealth("SQLite", Path(file).name, answer)
    return DatabaseHealth("Postgres", tx.connection.engine.url.host or "socket", answer)


_SHOWN = t.call_shown.c
_LAST_SHOWN = Prepared(
    select(_SHOWN.board, func.max(_SHOWN.at).label("at"))
    .where(_SHOWN.call_seq > select(func.max(t.call.c.seq) - 200).scalar_subquery())
    .group_by(_SHOWN.board)
)
"""When each board showed the last of the latest calls."""
_DENIED = text(
    "SELECT name FROM unnest(CAST(:names AS text[])) AS name WHERE to_regclass(name) IS NOT NULL AND NOT ("
    "SELECT bool_and(has_table_privilege(to_regclass(name), asked)) "
    "FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS asked) ORDER BY name"
)
_PING = Prepared(select(literal(1).label("one")))
