"""What business days add up to (``hall.figures``), written when a day has closed and again when it was changed.

Each row names its hall, so that those of several halls fit into one database. Nothing refers to other tables: what was
aggregated stays when the rows that it was made of are purged.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, false, text

from hall.store.database.column_types import UtcDateTime
from hall.store.tables.base import metadata


def _of_a_day(*keys: Column[Any]) -> tuple[Column[Any], ...]:
    """The hall, the business day (its key in the hall, and its date), and what else a row is about."""
    return (
        Column("hall", String, primary_key=True),
        Column("day_id", Integer, primary_key=True, autoincrement=False),
        *keys,
        Column("date", Date, nullable=False),
    )


def _counts(*names: str) -> tuple[Column[int], ...]:
    return tuple(Column(name, Integer, nullable=False) for name in names)


def _tables(*names: str) -> tuple[Column[Any], ...]:
    """Counts by name or by minute, as objects."""
    return tuple(Column(name, JSON, nullable=False) for name in names)


# A day whose rows are in the other tables. ``terms`` is what the configuration said when it closed; a ``stale`` day was
# changed since, and is to be added up again.
aggregate_day = Table(
    "aggregate_day",
    metadata,
    *_of_a_day(),
    Column("closed_at", UtcDateTime, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("terms", JSON, nullable=False),
    Column("stale", Boolean, nullable=False, server_default=false()),
    Index("ix_aggregate_day_date", "date"),
    Index("ix_aggregate_day_stale", "day_id", postgresql_where=text("stale"), sqlite_where=text("stale")),
)


_ENDS = ("issued", "served", "not_served", "left", "no_show", "cancelled")
_COUNTS = (*_ENDS, "waiting", "assumed", "kept", "out_of_turn")
_TABLES = ("broken", "offered", "obstacles", "waits", "takes", "arrivals")


aggregate_service = Table(
    "aggregate_service",
    metadata,
    *_of_a_day(Column("service", String, primary_key=True), Column("priority", Boolean, primary_key=True)),
    Column("agency", String, nullable=False),
    *_counts(*_COUNTS),
    *_tables(*_TABLES),
    Index("ix_aggregate_service_date", "date"),
)


aggregate_counter = Table(
    "aggregate_counter",
    metadata,
    *_of_a_day(Column("counter", String, primary_key=True), Column("clerk", String, primary_key=True)),
    *_counts("served", "not_served", "no_show"),
    *_tables("takes"),
    Index("ix_aggregate_counter_date", "date"),
)


aggregate_presence = Table(
    "aggregate_presence",
    metadata,
    *_of_a_day(Column("counter", String, primary_key=True)),
    *_counts("scheduled", "open", "breaks", "idle"),
    Column("begins", UtcDateTime),
    Column("first_call", UtcDateTime),
    Index("ix_aggregate_presence_date", "date"),
)


aggregate_booking = Table(
    "aggregate_booking",
    metadata,
    *_of_a_day(Column("service", String, primary_key=True)),
    *_counts("booked", "kept", "early", "late", "lapsed", "cancelled"),
    Index("ix_aggregate_booking_date", "date"),
)


# All services of a day together, and all days of a month (its first day): a page of many halls reads these alone.
aggregate_total = Table(
    "aggregate_total",
    metadata,
    *_of_a_day(),
    *_counts(*_COUNTS),
    *_tables(*_TABLES),
    Index("ix_aggregate_total_date", "date"),
)


aggregate_month = Table(
    "aggregate_month",
    metadata,
    Column("hall", String, primary_key=True),
    Column("month", Date, primary_key=True),
    *_counts("days"),
    # The latest of its days that has closed.
    Column("last", Date, nullable=False),
    *_counts(*_COUNTS),
    *_tables(*_TABLES),
    Index("ix_aggregate_month_month", "month"),
)


# What a hall and the ids in its rows are called (hall.store.aggregates.names).
aggregate_hall = Table(
    "aggregate_hall",
    metadata,
    Column("hall", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("city", String, nullable=False),
    *_tables("names"),
)
