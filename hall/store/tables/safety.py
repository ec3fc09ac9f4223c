"""What concerns everybody in the building."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from hall.store.database.column_types import UtcDateTime
from hall.store.tables.base import metadata

# When the hall was evacuated; one without an end goes on (hall.evacuation).
evacuation = Table(
    "evacuation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("started_by", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    Column("note", String, nullable=False, server_default=""),
)
