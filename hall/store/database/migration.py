"""Running Alembic inside a transaction that somebody else holds."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from hall.store.database import schema

_SCRIPTS = Path(__file__).with_name("migrations")


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file, on ``connection`` when given."""
    config = Config()
    config.set_main_option("script_location", _option(_SCRIPTS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(map(_option, schema.PROGRAM.migrations)))
    config.attributes["connection"] = connection
    return config


def _option(path: Path) -> str:
    """A path as a value of Alembic's configuration, where % begins a placeholder."""
    return str(path).replace("%", "%%")


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the schema to ``revision`` in the transaction of ``connection``, which the caller commits."""
    command.upgrade(alembic_config(connection), revision)
