"""Staggered breaks."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, String, Table

from hall.store.database.column_types import UtcDateTime
from hall.store.tables.base import metadata

# Whose break is when on a day (hall.breaks): one of each counter.
break_turn = Table(
    "break_turn",
    metadata,
    Column("day", Date, primary_key=True),
    Column("counter_id", String, ForeignKey("counter.id"), primary_key=True),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String, nullable=False),
)
