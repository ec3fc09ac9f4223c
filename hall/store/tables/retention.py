"""What was deleted because it was kept long enough."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Integer, String, Table

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

# Rows of a table by their keys, both ends included: an audit knows by it what is missing rightly.
purged_rows = Table(
    "purged_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("first", Id, nullable=False),
    Column("last", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    CheckConstraint("first <= last", name="order"),
)
