"""What became of the technician's regular work."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, String, Table

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

# A line for each run; lines are only added.
maintenance_run = Table(
    "maintenance_run",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", String, nullable=False),
    Column("finished_at", UtcDateTime, nullable=False),
    Column("ok", Boolean, nullable=False),
    # The file that it made or read, '' for none.
    Column("file", String, nullable=False, server_default=""),
    # What went wrong, or what is to be known of it.
    Column("note", String, nullable=False, server_default=""),
    Column("actor", String, nullable=False),
    CheckConstraint("kind IN ('backup', 'drill')", name="kind"),
    Index("ix_maintenance_run_kind", "kind", "id"),
)
