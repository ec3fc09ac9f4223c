"""Disk: how much the hall's files take, and whether its data explain it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from benchmarks.floors import plain_dsn
from benchmarks.three_days.place import BACKUPS, LOGS, SLIPS, Place

ROW_BYTES = 900
"""A row with its indexes takes no more than so much, on the average of all tables."""
WAL_BYTES = 2 * 4000 * 4120
"""Twice the length at which SQLite moves it into the file (``hall.store.database.engine``)."""
LOG_BYTES = 4 * 6 * 2_000_000
"""Four programs' logs, of which the last five are kept, of two million bytes each (``qtkit.program``)."""


@dataclass(frozen=True)
class Weight:
    """Bytes and rows at an hour: the database's pages in use, its log of writes, and the folders."""

    hour: float
    rows: int
    by_table: dict[str, int]
    database: int
    wal: int
    logs: int
    slips: int
    backups: int

    def line(self) -> str:
        """For the report."""
        return (
            f"hour {self.hour:.0f}: database {self.database / 1e6:.2f} MB for {self.rows} rows, "
            f"-wal {self.wal / 1e6:.1f} MB, logs {self.logs / 1e6:.2f} MB, backups {self.backups / 1e6:.2f} MB, "
            f"slips {self.slips / 1e6:.1f} MB"
        )


def weigh(place: Place, hour: float) -> Weight:
    """What is there now."""
    tables, database, wal = _sqlite(place.url) if place.url.startswith("sqlite") else _postgres(place.url)
    return Weight(
        hour,
        sum(tables.values()),
        tables,
        database,
        wal,
        *(sum(one.stat().st_size for one in _files(place.folder / name)) for name in (LOGS, SLIPS, BACKUPS)),
    )


def keeper_of_waits(place: Place) -> str:
    """The name of the station whose program works the waits out; empty when none does."""
    if place.url.startswith("sqlite"):
        with closing(_opened(_file(place.url))) as connection:
            row = connection.execute(_KEEPER).fetchone()
    else:
        with psycopg.connect(plain_dsn(place.url)) as server:
            row = server.execute(_KEEPER.encode()).fetchone()
    return str(row[0]).partition(" ")[0] if row is not None else ""


_KEEPER = "SELECT holder FROM wait_said WHERE id = 1"


def explained(weights: list[Weight]) -> Iterator[str]:
    """Findings: what grew more than its rows account for."""
    for early, late in pairwise(weights):
        rows, grown = late.rows - early.rows, late.database - early.database
        if grown > max(rows, 0) * ROW_BYTES + 200_000:
            yield f"the database grew by {grown} bytes for {rows} rows from hour {early.hour:.0f} to {late.hour:.0f}"
    for one in weights:
        if one.wal > WAL_BYTES:
            yield f"hour {one.hour:.0f}: the log of writes has {one.wal} bytes"
        if one.logs > LOG_BYTES:
            yield f"hour {one.hour:.0f}: the logs have {one.logs} bytes"


def grown_most(first: Weight, last: Weight) -> str:
    """The tables with the most new rows."""
    more = {name: count - first.by_table.get(name, 0) for name, count in last.by_table.items()}
    return ", ".join(f"{name} +{more[name]}" for name in sorted(more, key=lambda name: -more[name])[:8] if more[name])


def strangers(place: Place) -> list[str]:
    """Files that nothing accounts for: in the hall's folder, and passing ones that were left."""
    known = {place.config, *_files(place.folder / LOGS), *_files(place.folder / SLIPS)}
    backups = place.folder / BACKUPS
    known |= {*backups.glob("*.zip"), *(backups / name for name in (".hall-backup.lock", ".hall-backups.json"))}
    left = [one for one in _files(place.folder) if one not in known]
    return [str(one) for one in (*left, *_files(place.scratch))]


def _files(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()] if folder.is_dir() else []


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


def _sqlite(url: str) -> tuple[dict[str, int], int, int]:
    path = _file(url)
    wal = path.with_name(f"{path.name}-wal")
    with closing(_opened(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        tables = {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
        pages, free, size = (
            connection.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "freelist_count", "page_size")
        )
    return tables, (pages - free) * size, wal.stat().st_size if wal.exists() else 0


def _postgres(url: str) -> tuple[dict[str, int], int, int]:
    with psycopg.connect(plain_dsn(url)) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        ]
        tables = {name: _count(connection, f'SELECT count(*) FROM "{name}"') for name in names}  # noqa: S608
        return tables, _count(connection, "SELECT pg_database_size(current_database())"), 0


def _count(connection: psycopg.Connection[tuple[object, ...]], query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(str(row[0])) if row is not None else 0
