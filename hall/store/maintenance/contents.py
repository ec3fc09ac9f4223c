"""What a database holds as a whole: of a SQLite file that nobody writes to, and of a server, held still for pg_dump."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Table, create_engine, func, inspect, select, table, text
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from hall.errors import StoreCause, StoreUnavailable
from hall.store import tables as t
from hall.store.database.engine import make_engine, parse_url, sqlite_path, translated
from hall.store.database.schema import VERSION
from hall.views.maintenance import DatabaseContents, LastNumber

_STILL = (
    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL statement_timeout = 0",
    "SET LOCAL idle_in_transaction_session_timeout = 0",
)
"""Counting a large table takes longer than any step of the hall, and the dump longer than any pause."""


@dataclass(frozen=True, slots=True)
class StillServer:
    """A server's database as it is at one moment; ``snapshot`` is the name under which pg_dump sees the same."""

    contents: DatabaseContents
    snapshot: str
    version: int
    """The server's major version."""


@contextmanager
def still_server(url: str) -> Iterator[StillServer]:
    """Hold a moment of a Postgres hall as long as the block runs; nobody waits for it. Raises StoreUnavailable."""
    parsed = parse_url(url)
    engine = make_engine(parsed)
    with translated(parsed), engine.connect() as connection, connection.begin():
        for setting in _STILL:
            connection.execute(text(setting))
        name = str(connection.execute(text("SELECT pg_export_snapshot()")).scalar_one())
        version = int(str(connection.execute(text("SHOW server_version_num")).scalar_one())) // 10000
        yield StillServer(_contents(connection), name, version)


def file_contents(file: Path) -> DatabaseContents:
    """What a SQLite file holds that no program has open; nothing next to it is made. Raises StoreUnavailable."""
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True, check_same_thread=False)) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with translated(parse_url(f"sqlite:///{file}")), engine.connect() as connection:
            return _contents(connection)


def database_file(url: str) -> Path | None:
    """The file of a SQLite hall, None on Postgres. Raises StoreUnavailable for no database's URL."""
    return sqlite_path(parse_url(url))


def _contents(connection: Connection) -> DatabaseContents:
    names = sorted(inspect(connection).get_table_names())
    if not {VERSION.name, t.ticket_event.name}.issubset(names):
        raise StoreUnavailable("the database holds no hall yet; run `hall init`", StoreCause.NO_HALL)
    event = t.ticket_event.c
    last = connection.execute(select(event.id, event.at).order_by(event.id.desc()).limit(1)).one_or_none()
    day, number = t.business_day.c, t.day_number.c
    given = (
        select(day.date, number.prefix, number.last)
        .join_from(t.day_number, t.business_day, day.id == number.day_id)
        .order_by(day.date, number.prefix)
    )
    return DatabaseContents(
        schema=str(connection.execute(select(VERSION.c.version_num)).scalar_one()),
        hall=str(connection.execute(select(t.hall.c.name)).scalar() or ""),
        last_event_id=last.id if last else None,
        last_event_at=last.at if last else None,
        numbers=tuple(LastNumber(*row) for row in connection.execute(given)),
        rows=tuple((name, _count(connection, name)) for name in names),
    )


def _count(connection: Connection, name: str) -> int:
    of: Table = table(name)  # type: ignore[assignment]
    return int(connection.execute(select(func.count()).select_from(of)).scalar_one())
