"""Incidents, what is written about them, and what the hall plans to do."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, String, Table, text

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

_GOES_ON = text("until IS NULL")
_NOT_CLOSED = text("closed_at IS NULL")


# A time in which an agency could not serve (hall.incidents).
incident = Table(
    "incident",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    # What was noted; '' where the agency stood still and nobody noted why.
    Column("obstacle", String, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    # NULL while it goes on.
    Column("until", UtcDateTime),
    Column("services", JSON, nullable=False),
    Column("numbers", Integer, nullable=False),
    # Of visitors, together.
    Column("lost_minutes", Float, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("found_by", String, nullable=False),
    Column("owner", String, nullable=False, server_default=""),
    Column("due", Date),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String, nullable=False, server_default=""),
    # What was done.
    Column("done", String, nullable=False, server_default=""),
    # What the boards and kiosks say of it, and the closing that gives no numbers meanwhile.
    Column("announcement_id", Integer, ForeignKey("announcement.id")),
    Column("closure_id", Integer, ForeignKey("closure.id")),
    # One at a time of each agency, whoever finds it first.
    Index("ix_incident_goes_on", "agency_id", unique=True, postgresql_where=_GOES_ON, sqlite_where=_GOES_ON),
    Index("ix_incident_not_closed", "found_at", postgresql_where=_NOT_CLOSED, sqlite_where=_NOT_CLOSED),
    Index("ix_incident_day_id", "day_id"),
    Index("ix_incident_found_at", "found_at"),
)


# A line of the history of an incident: who did what, or wrote what.
incident_note = Table(
    "incident_note",
    metadata,
    Column("id", Id, primary_key=True),
    Column("incident_id", Integer, ForeignKey("incident.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("action", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("text", String, nullable=False, server_default=""),
    Index("ix_incident_note_incident_id", "incident_id", "id"),
)


# What will be done, until which day, by an agency or the hall.
plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", String, nullable=False),
    Column("due", Date, nullable=False),
    # NULL for the hall.
    Column("agency_id", String, ForeignKey("agency.id")),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String, nullable=False),
    # 'open', 'done' or 'dropped'.
    Column("state", String, nullable=False, server_default="open"),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False, server_default=""),
    # The element of the satisfaction survey that it follows, by its key, and who does it.
    Column("element", String, nullable=False, server_default=""),
    Column("owner", String, nullable=False, server_default=""),
    CheckConstraint("state IN ('open', 'done', 'dropped')", name="state"),
    Index("ix_plan_due", "due"),
)
