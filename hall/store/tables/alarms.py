"""Alarms: since when each lasts, and who sees to it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, text

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

_LASTS = text("last_seen IS NULL")
_WAITS = text("answered_at IS NULL")

# A row for each time that a cause came (hall.alarming.key_of); its message is read from the state of the hall.
alarm = Table(
    "alarm",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String, nullable=False),
    Column("code", String, nullable=False),
    # Whose visitors it hits; '' for the hall.
    Column("agency", String, nullable=False, server_default=""),
    Column("first_seen", UtcDateTime, nullable=False),
    # NULL while its cause lasts.
    Column("last_seen", UtcDateTime),
    # Who sees to it, as the history names them, with their login, '' for a technician.
    Column("taken_by", String, nullable=False, server_default=""),
    Column("taken_login", String, nullable=False, server_default=""),
    Column("taken_at", UtcDateTime),
    Index("ix_alarm_key", "key", unique=True, postgresql_where=_LASTS, sqlite_where=_LASTS),
)


# Who took an alarm and who gave it back: lines are only added.
alarm_event = Table(
    "alarm_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("alarm_id", Id, ForeignKey("alarm.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("action", String, nullable=False),
    Column("actor", String, nullable=False),
    CheckConstraint("action IN ('take', 'give_back')", name="action"),
    Index("ix_alarm_event_alarm_id", "alarm_id"),
)


# Somebody at a machine called a person (hall.help_calls): one call at a time of each.
help_call = Table(
    "help_call",
    metadata,
    Column("id", Id, primary_key=True),
    Column("station", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    # When somebody said that they come, as the history names them; '' where nobody came.
    Column("answered_at", UtcDateTime),
    Column("answered_by", String, nullable=False, server_default=""),
    Index("ix_help_call_waits", "station", unique=True, postgresql_where=_WAITS, sqlite_where=_WAITS),
    Index("ix_help_call_station", "station", "id"),
)
