"""A database of its own on the server of a hall, for a drill."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.engine import Connection

from hall.errors import StoreCause, StoreUnavailable
from hall.store.database.engine import make_engine, parse_url, translated

_PREFIX = "hall_drill_"


@contextmanager
def scratch_database(url: str) -> Iterator[str]:
    """The URL of a new, empty database next to the hall's on a Postgres server, which is dropped afterwards; those that
    a drill that was killed has left are dropped too. Raises StoreUnavailable, with what to do when the account may not
    make databases."""
    parsed = parse_url(url)
    name = f"{_PREFIX}{uuid.uuid4().hex[:12]}"
    engine = make_engine(parsed, autocommit=True)
    with translated(parsed), engine.connect() as connection:
        _refuse_unable(connection)
        for left in _left(connection):
            connection.execute(text(f'DROP DATABASE IF EXISTS "{left}"'))
        connection.execute(text(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'"))
    try:
        yield parsed.set(database=name).render_as_string(hide_password=False)
    finally:
        with translated(parsed), engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


def _refuse_unable(connection: Connection) -> None:
    able = text("SELECT rolname, rolcreatedb OR rolsuper AS able FROM pg_roles WHERE rolname = current_user")
    account = connection.execute(able).one()
    if not account.able:
        raise StoreUnavailable(
            f"the account {account.rolname} may not make the database that a drill restores into; as the server's "
            f'administrator: ALTER ROLE "{account.rolname}" CREATEDB',
            StoreCause.NO_RIGHT,
        )


def _left(connection: Connection) -> list[str]:
    query = text(
        "SELECT datname FROM pg_database d WHERE datname LIKE 'hall\\_drill\\_%' "
        "AND datdba = (SELECT oid FROM pg_roles WHERE rolname = current_user) "
        "AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)"
    )
    return [str(name) for name in connection.execute(query).scalars()]
