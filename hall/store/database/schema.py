"""The schema that a database has, and which versions of the programs may work with it.

A migration belongs before or after the update of a hall's programs. Before it, columns and tables are only added: the
programs that run go on. After it, what only older programs use is removed: such a migration names in ``min_program``
the oldest version that can go on, which the database keeps next to the version of its schema.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Column, MetaData, String, Table, inspect, select
from sqlalchemy.engine import Connection

from hall import __version__
from hall.errors import StoreCause, StoreUnavailable
from hall.versions import parts

MIGRATIONS = Path(__file__).with_name("migrations") / "versions"


@dataclass(frozen=True, slots=True)
class SchemaRange:
    """A version of the programs, the oldest schema that it ``needs`` and the ``newest`` that it knows: between them
    are the migrations for after its update."""

    version: str
    needs: str
    newest: str
    migrations: tuple[Path, ...] = (MIGRATIONS,)


def newest(migrations: Path) -> str:
    """The last migration of a folder: each file begins with its number."""
    return max(file.name[:4] for file in migrations.glob("[0-9]*.py"))


PROGRAM = SchemaRange(__version__, needs="0035", newest="0035")
"""This program; a test holds it against the migrations."""

VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32)),
    Column("min_program", String, nullable=False),
)
"""Alembic's own table, whose one row is the schema's."""


@dataclass(frozen=True, slots=True)
class FoundSchema:
    """The schema that a database has, and the oldest version of the programs that may work with it, empty for all."""

    version: str
    oldest: str


def found_schema(connection: Connection) -> FoundSchema | None:
    """What a database says of its schema, None for an empty one. Raises StoreUnavailable when the version of a hall is
    lost."""
    found = inspect(connection)
    kept = found.has_table(VERSION.name)
    rows = connection.execute(select(VERSION.c.version_num, VERSION.c.min_program)).all() if kept else []
    if not rows and not found.has_table("ticket_event"):
        return None
    if len(rows) != 1 or not re.fullmatch(r"(\d+(\.\d+)*)?", str(rows[0].min_program)):
        raise StoreUnavailable(
            "the database is damaged, or a restore into it did not end: it does not say which version its schema has; "
            "restore a backup by `hall restore FILE`",
            StoreCause.DAMAGED,
        )
    version, oldest = rows[0]
    return FoundSchema(str(version), str(oldest))


def checked_schema(connection: Connection) -> str | None:
    """The version of a database's schema, None for an empty database.

    Raises StoreUnavailable when this program is older than the schema allows, and as ``found_schema`` does.
    """
    found = found_schema(connection)
    if found is None:
        return None
    if parts(PROGRAM.version) < parts(found.oldest):
        raise StoreUnavailable(
            f"the database has schema {found.version}, for programs of version {found.oldest} or newer, and this is "
            f"{PROGRAM.version}; install the newer program on this machine",
            StoreCause.SCHEMA_NEW,
        )
    return found.version
