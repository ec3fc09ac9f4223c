"""A database that was brought back from a backup and that nobody has opened yet: made ready in one transaction.

On Postgres the tables of a backup come in by pg_restore, without the row that says which schema they have. Until that
row is there no program opens them. It is written in the transaction that lets the numbers go past those on paper: the
hall is there with that, or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import MetaData, func, insert, inspect, select, text
from sqlalchemy.engine import Connection

from hall.clock import Clock
from hall.errors import StoreUnavailable
from hall.processes import program_name
from hall.store.database import existence_marker, holder
from hall.store.database.engine import make_engine, parse_url, sqlite_path, translated
from hall.store.database.holder import Caller
from hall.store.database.link import Link
from hall.store.database.schema import VERSION
from hall.store.database.setup import exclusive, migrate
from hall.store.database.transaction import NOTIFY, Transaction
from hall.store.database.write_lock import write_lock
from hall.store.structure.structure_cache import StructureCache
from hall.store.views.reader import Reader
from hall.store.work import UnitOfWork

_ADVISORY_LOCK = 0x4D5052
"""Of one restore into a Postgres database, next to the one of migrations."""
_GONE_SECONDS = 3.0
"""A server knows only after a moment that a program was killed."""


@dataclass(frozen=True, slots=True)
class KeptSchema:
    """What a backup says of its schema: its version, and the oldest program that can work with it."""

    version: str
    min_program: str


@contextmanager
def finishing(
    url: str, schema: KeptSchema | None = None, clock: Clock | None = None
) -> Iterator[tuple[UnitOfWork, Reader]]:
    """Bring a restored database up to this program's schema, and do what the block does, in one transaction: all of it
    is kept when the block ends, nothing when it raises. ``schema`` for one that does not say it itself.

    Raises StoreUnavailable, also when the database needs a newer program.
    """
    with exclusive(url) as connection:
        if schema is not None:
            row = {"version_num": schema.version, "min_program": schema.min_program}
            connection.execute(insert(VERSION).values(**row))
        migrate(connection)
        link = Link(connection)
        postgres = connection.dialect.name == "postgresql"
        transaction = Transaction(lambda: link, StructureCache(), clock, postgres)
        yield UnitOfWork(transaction), Reader(transaction)
        if postgres:
            NOTIFY.run(link)  # programs that wait for the hall read it now


@contextmanager
def alone(url: str) -> Iterator[bool]:
    """Whether no other restore into this Postgres database is under way; none begins as long as the block runs. One
    that was killed is none. Raises StoreUnavailable."""
    parsed = parse_url(url)
    with translated(parsed), make_engine(parsed, autocommit=True).connect() as connection:
        mine = select(func.pg_try_advisory_lock(_ADVISORY_LOCK))
        until = time.monotonic() + _GONE_SECONDS
        while not (got := bool(connection.execute(mine).scalar_one())) and time.monotonic() < until:
            time.sleep(0.1)
        yield got


def tables_in(url: str) -> tuple[str, ...]:
    """The tables of a Postgres database. Raises StoreUnavailable."""
    with _connected(url) as connection:
        return tuple(inspect(connection).get_table_names())


def is_unfinished(url: str) -> bool:
    """Whether a Postgres database holds what a restore that was killed has left: tables that do not say their schema,
    which no hall's ever are. Raises StoreUnavailable."""
    with _connected(url) as connection:
        return _is_unfinished(connection)


def clear_unfinished(url: str) -> None:
    """Remove what ``is_unfinished`` finds; nothing where it finds nothing. Raises StoreUnavailable."""
    with _connected(url) as connection:
        if _is_unfinished(connection):
            found = MetaData()
            found.reflect(connection)
            found.drop_all(connection)


def server_version(url: str) -> int:
    """The major version of a Postgres server. Raises StoreUnavailable."""
    with _connected(url) as connection:
        return int(str(connection.execute(text("SHOW server_version_num")).scalar_one())) // 10000


def living_files(database: Path) -> tuple[Path, ...]:
    """The files of a SQLite database that are at a place, its journals too."""
    places = [database.with_name(database.name + end) for end in ("", "-wal", "-shm", "-journal")]
    return tuple(path for path in places if path.exists())


def who_writes(database: Path) -> str:
    """Who holds the writers' lock of a SQLite database, as words for a person; empty for nobody."""
    found = holder.find(existence_marker.lock_file(database))
    return "" if found is None else str(found)


@contextmanager
def taking_place(database: Path) -> Iterator[None]:
    """Keep the hall's programs from making anything at the place of ``database`` while it is put there, and leave the
    existence marker. Raises StoreUnavailable."""
    with write_lock(existence_marker.lock_file(database), caller=Caller(program_name()), setting_up=True):
        yield
    existence_marker.leave(database)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    parsed = parse_url(url)
    if sqlite_path(parsed) is not None:
        raise StoreUnavailable("this is asked of Postgres alone")
    with translated(parsed), make_engine(parsed).begin() as connection:
        yield connection


def _is_unfinished(connection: Connection) -> bool:
    if not inspect(connection).has_table(VERSION.name):
        return False
    return connection.execute(select(VERSION.c.version_num)).first() is None
