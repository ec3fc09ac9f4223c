"""Printers, boards, voices, and the runs of programs."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    false,
    text,
)

from hall.call_delivery import Voiced
from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

# What is known of the printer of a station, which gives it its name.
printer = Table(
    "printer",
    metadata,
    Column("name", String, primary_key=True),
    # What hall printer calibrate found, and for which address: another one is another printer.
    Column("url", String, nullable=False, server_default=""),
    Column("calibration", JSON(none_as_null=True)),
    Column("problem", String, nullable=False, server_default=""),
    Column("detail", String, nullable=False, server_default=""),
    Column("since", UtcDateTime),
    Column("seen_at", UtcDateTime),
    # The last word of a running kiosk; a command that asked once is no kiosk that fell silent.
    Column("watched_at", UtcDateTime),
    # What the station's own machine says of it where the hall says something else, or nothing.
    Column("machine", JSON(none_as_null=True)),
    Column("near_end", Boolean, nullable=False, server_default=false()),
    # Since the roll was put in.
    Column("roll_at", UtcDateTime),
    Column("used_mm", Float, nullable=False, server_default="0"),
    Column("slips", Integer, nullable=False, server_default="0"),
)


# Each start of a program, which has the name of its station while it is admitted and beats (hall.lives).
life = Table(
    "life",
    metadata,
    Column("id", String, primary_key=True),
    Column("program", String, nullable=False),
    Column("station", String, nullable=False),
    # What else tells it from others of the station: a board's zone, a counter's label.
    Column("place", String, nullable=False),
    Column("hardware", String, nullable=False),
    Column("boot", String, nullable=False),
    Column("space", String, nullable=False),
    Column("pid", Id, nullable=False),
    Column("started", Id, nullable=False),
    # As Postgres sees its machine; empty on SQLite.
    Column("address", String, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
    Column("admitted", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    # Which programs of which age there are; '' of one that does not say it.
    Column("version", String, nullable=False, server_default=""),
    # Seconds that its machine's clock is ahead of the database's.
    Column("clock_apart", Float, nullable=False, server_default="0"),
    Index("ix_life_station", "program", "station"),
)


# What a board last said of itself; its station gives it its name.
board = Table(
    "board",
    metadata,
    Column("name", String, primary_key=True),
    Column("zone", String, nullable=False),
    Column("agencies", JSON, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # 'ok', 'off' (not asked to speak), or what keeps it: 'no_device', 'failed', 'no_pack'.
    Column("sound", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("warnings", JSON, nullable=False),
)


# Which board has which call, and when it painted it: a row each; NULL while it waits behind others there.
call_shown = Table(
    "call_shown",
    metadata,
    Column("call_seq", Id, ForeignKey("call.seq"), primary_key=True),
    Column("board", String, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime),
)


# What the voice of its zone made of a call (hall.call_delivery.Voiced).
call_voiced = Table(
    "call_voiced",
    metadata,
    Column("call_seq", Id, ForeignKey("call.seq"), primary_key=True, autoincrement=False),
    Column("zone", String, nullable=False),
    Column("board", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # The planned end; a board that died in the middle speaks no longer than this.
    Column("until", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    # Which start of the board it was: two machines may have its name.
    Column("life", String, nullable=False, server_default=""),
    CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in Voiced)), name="state"),
)


# Which board's voice has a zone to itself, for which call, and how long.
voice_lease = Table(
    "voice_lease",
    metadata,
    Column("zone", String, primary_key=True),
    Column("board", String, nullable=False),
    Column("call_seq", Id, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("life", String, nullable=False, server_default=""),
    # When it was taken: with a clock that goes back it lasts no longer than it was asked for.
    Column("since", UtcDateTime),
)


_RUNNING = text("ended_at IS NULL")


announcement = Table(
    "announcement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("lines", JSON, nullable=False),
    # '' for all.
    Column("zone", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("by", String, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    # '' for all services of the agency.
    Column("service", String, nullable=False, server_default=""),
    CheckConstraint("kind IN ('info', 'outage')", name="kind"),
    Index("ix_announcement_running", "since", postgresql_where=_RUNNING, sqlite_where=_RUNNING),
)
