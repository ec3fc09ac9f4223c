"""What the hall says of waits."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from hall.store.database.column_types import UtcDateTime
from hall.store.tables.base import metadata

# One row: what is said of every wait (hall.estimating.said_text), by the program that works it out.
wait_said = Table(
    "wait_said",
    metadata,
    Column("id", Integer, primary_key=True),
    # Grows each time that something else is said.
    Column("version", Integer, nullable=False, server_default="0"),
    Column("said", String, nullable=False, server_default=""),
    Column("holder", String, nullable=False, server_default=""),
    # Until then nobody else works it out.
    Column("held_until", UtcDateTime),
)


# One row: what was learned of waits until the end of a business day (hall.estimating.estimator), JSON.
wait_memory = Table(
    "wait_memory",
    metadata,
    Column("id", Integer, primary_key=True),
    # The key of the first business day that it was learned from; NULL before the first.
    Column("first_day", Integer),
    Column("last_day", Integer),
    Column("memory", String, nullable=False, server_default=""),
    # As it was before the last day: that one may be opened again.
    Column("before", String, nullable=False, server_default=""),
    # When the last day had closed as it was learned from.
    Column("closed_at", UtcDateTime),
)
