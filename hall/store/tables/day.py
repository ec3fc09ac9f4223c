"""Business days and the numbers given on them."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    false,
    text,
)

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

business_day = Table(
    "business_day",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("date", Date, nullable=False, unique=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String),
    Column("close_reason", String),
    # The hall's zone when the day was opened: a zone that is changed under way moves no time of this day.
    Column("timezone", String, nullable=False, server_default=""),
    # How many numbers its closing cancelled.
    Column("cancelled", Integer),
    # Whether the system let it expire: opening it again brings every number back.
    Column("expired", Boolean, nullable=False, server_default=false()),
    # When it ends by itself, where that is not the rule's (hall.business_day.closes_at).
    Column("ends_at", UtcDateTime),
    # What a look at the clock found (hall.business_day.Look) and when, until another look takes it back; and the
    # latest ticket when the day was first found over.
    Column("look", String, nullable=False, server_default=""),
    Column("looked_at", UtcDateTime),
    Column("over_ticket", Id),
    # The system changed its date after a clock was wrong, and no person has said yet that it is right.
    Column("in_doubt", Boolean, nullable=False, server_default=false()),
    # When its numbers were deleted and by whom, and when the print jobs of them: its aggregates stay.
    Column("purged_at", UtcDateTime),
    Column("purged_by", String),
    Column("jobs_purged_at", UtcDateTime),
    Index("ix_business_day_closed_at", "closed_at"),
    Index("ix_business_day_in_doubt", "in_doubt", "id"),
    Index(
        "ix_business_day_only_one_open",
        text("(closed_at IS NULL)"),
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
)


# What was done to a business day; only ever appended to.
day_event = Table(
    "day_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # A hall.business_day.DayAction.
    Column("action", String, nullable=False),
    # The date of the day from then on.
    Column("date", Date, nullable=False),
    Column("actor", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("detail", JSON(none_as_null=True)),
    Index("ix_day_event_day_id", "day_id"),
)


day_number = Table(
    "day_number",
    metadata,
    Column("day_id", Integer, ForeignKey("business_day.id"), primary_key=True),
    Column("prefix", String(3), primary_key=True),
    Column("last", Integer, nullable=False),
    # The latest issue time of the prefix: a clock that jumps back cannot put a later number first.
    Column("last_at", UtcDateTime, nullable=False),
    # Numbers that were cancelled give their place in the quota back.
    Column("cancelled", Integer, nullable=False, server_default="0"),
)


# Manual numbers that were imported after an outage, one row for each time; taking one back is written into its row.
manual_import = Table(
    "manual_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("service_id", String, ForeignKey("service.id"), nullable=False),
    Column("prefix", String(3), nullable=False),
    # Both ends included, and how many of them wait from then on.
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("waiting", Integer, nullable=False, server_default="0"),
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_by", String),
    CheckConstraint("first <= last", name="order"),
    Index("ix_manual_import_day_id", "day_id", "id"),
)


number_gap = Table(
    "number_gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("prefix", String(3), nullable=False),
    # Numbers given on paper during an outage, both ends included.
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("first <= last", name="order"),
    Index("ix_number_gap_day", "day_id", "prefix"),
)
