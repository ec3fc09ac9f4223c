"""Who works here, and who may try a PIN when."""

import sqlalchemy as sa

from hall.store.database.migrations.first_release.parts import (
    BIG,
    DATE,
    FALSE,
    FLAG,
    REAL,
    TEXT,
    TIME,
    WHOLE,
    columns,
    index,
    table,
)

table(
    "staff",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "login", unique=True),
    *columns(TEXT, "name"),
    *columns(TEXT, "role", default="clerk"),
    *columns(TEXT, "pin_hash"),
    *columns(TEXT, "agency_id", refers="agency.id", nullable=True),
    *columns(FLAG, "disabled", default=FALSE),
    *columns(WHOLE, "session", default="0"),
)
table(
    "staff_station",
    *columns(WHOLE, "staff_id", refers="staff.id", primary_key=True),
    *columns(TEXT, "station", primary_key=True),
    *columns(TIME, "at"),
)
table(
    "station_pin",
    *columns(TEXT, "name", primary_key=True),
    *columns(TEXT, "pin_hash"),
)
table(
    "pin_try",
    *columns(TEXT, "kind", "login", "station", primary_key=True),
    *columns(WHOLE, "tries"),
    *columns(TIME, "since", "until"),
    *columns(TEXT, "boot", "at_station", default=""),
    *columns(REAL, "boot_until", default="0"),
    sa.CheckConstraint("kind IN ('elsewhere', 'own', 'station', 'station_pin')", name="kind"),
)
table(
    "staff_event",
    *columns(BIG, "id", primary_key=True),
    *columns(TIME, "at"),
    *columns(TEXT, "action", "login", "station", "actor"),
    *columns(TEXT, "detail", default=""),
    index("ix_staff_event_login", "login", "id"),
)
table(
    "handover_note",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "counter_id", refers="counter.id"),
    *columns(TEXT, "text"),
    *columns(TIME, "at"),
    *columns(TEXT, "actor"),
    *columns(TIME, "read_at", nullable=True),
    *columns(TEXT, "read_by", default=""),
    index("ix_handover_note_unread", "counter_id", "id", where="read_at IS NULL"),
)
table(
    "break_turn",
    *columns(DATE, "day", primary_key=True),
    *columns(TEXT, "counter_id", refers="counter.id", primary_key=True),
    *columns(TIME, "starts_at", "ends_at", "made_at"),
    *columns(TEXT, "made_by"),
)
