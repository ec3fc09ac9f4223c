"""Alembic's environment: migrates on the connection that ``database.migration`` hands over, or with --sql/--url."""

from alembic import context

from hall.store.tables import metadata

connection = context.config.attributes.get("connection")
if connection is None:
    raise RuntimeError("migrations run through `hall init`, which holds the lock that they need")
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
# The caller's transaction holds everything: Alembic must neither commit nor begin one of its own.
with context.begin_transaction():
    context.run_migrations()
