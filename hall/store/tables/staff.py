"""Members of staff, their PINs, and their history."""

from __future__ import annotations

from sqlalchemy import (
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
)

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False, server_default="clerk"),
    Column("pin_hash", String, nullable=False),
    # Of a supervisor of an agency; empty for all others.
    Column("agency_id", String, ForeignKey("agency.id")),
    # Cannot sign in.
    Column("disabled", Boolean, nullable=False, server_default=false()),
    # Counts what ends their work at every machine: a sign-out from elsewhere, another PIN or role, being disabled.
    Column("session", Integer, nullable=False, server_default="0"),
)


# Where a login signed in rightly, and when last: its own stations (hall.guessing.OWN_FOR).
staff_station = Table(
    "staff_station",
    metadata,
    Column("staff_id", Integer, ForeignKey("staff.id"), primary_key=True),
    Column("station", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)


# The PIN of a kiosk's staff page; its station gives it its name, in small letters.
station_pin = Table(
    "station_pin",
    metadata,
    Column("name", String, primary_key=True),
    Column("pin_hash", String, nullable=False),
)


# How often a PIN was tried since it was last right, and the pause that follows (hall.guessing.Pace).
pin_try = Table(
    "pin_try",
    metadata,
    # What counts together: 'elsewhere' (a login at all stations but its own), 'own' (a login at one of them),
    # 'station' (one station over all logins) or 'station_pin' (a staff page), with the login and the station or ''.
    Column("kind", String, primary_key=True),
    Column("login", String, primary_key=True),
    Column("station", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    # The last try that was looked at, and until when the next one waits.
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    # The end of the pause by a clock that nobody sets: since when its machine runs, and the seconds since then.
    Column("boot", String, nullable=False, server_default=""),
    Column("boot_until", Float, nullable=False, server_default="0"),
    # Where the last try was made.
    Column("at_station", String, nullable=False, server_default=""),
    CheckConstraint("kind IN ('elsewhere', 'own', 'station', 'station_pin')", name="kind"),
)


# Who may sign in and what was tried: lines are only added.
staff_event = Table(
    "staff_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    # 'added', 'removed', 'renamed', 'role', 'disabled', 'enabled', 'signed_out', 'pin', 'station_pin', 'failed',
    # 'refused' (the right PIN of a disabled login), 'paused' or 'unlocked'
    Column("action", String, nullable=False),
    # Whose PIN, '' for a login that nobody has; a staff page's PIN is its station's.
    Column("login", String, nullable=False),
    Column("station", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("detail", String, nullable=False, server_default=""),
    Index("ix_staff_event_login", "login", "id"),
)
