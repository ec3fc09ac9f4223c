"""Alembic's environment: migrates on the connection that ``hall.store.database.migration`` hands over."""

from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationInfo
from alembic.script import Script
from sqlalchemy import update

from hall.store.database.schema import VERSION
from hall.store.tables import metadata

connection: Any = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("migrations run through `hall init`, which holds the lock that they need")


def _raise_min_program(ctx: object, step: MigrationInfo, heads: object, run_args: object) -> None:
    """Keep what a migration says of the programs that can go on after it."""
    migration = step.up_revision
    if isinstance(migration, Script) and hasattr(migration.module, "min_program"):
        connection.execute(update(VERSION).values(min_program=migration.module.min_program))


context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, on_version_apply=_raise_min_program
)
# The caller's transaction holds everything: Alembic must neither commit nor begin one of its own.
with context.begin_transaction():
    context.run_migrations()
