"""Kiosks, boards, printers and the programs that run."""

import sqlalchemy as sa

from hall.store.database.migrations.first_release.parts import (
    BIG,
    FALSE,
    FLAG,
    JSON,
    OBJECT,
    REAL,
    TEXT,
    TIME,
    WHOLE,
    columns,
    index,
    table,
)

table(
    "station",
    *columns(TEXT, "name", primary_key=True),
    *columns(TEXT, "zone", "printer", "screen"),
    *columns(WHOLE, "paper_mm"),
    *columns(REAL, "diagonal_inch", "distance_m"),
    *columns(TEXT, "print_mode", "fallback", default=""),
    *columns(REAL, "roll_m", default="0"),
    *columns(JSON, "board", default=OBJECT),
    *columns(FLAG, "archived", default=FALSE),
)
table(
    "printer",
    *columns(TEXT, "name", primary_key=True),
    *columns(TEXT, "url", "problem", "detail", default=""),
    *columns(JSON, "calibration", "machine", nullable=True),
    *columns(TIME, "since", "seen_at", "watched_at", "roll_at", nullable=True),
    *columns(FLAG, "near_end", default=FALSE),
    *columns(REAL, "used_mm", default="0"),
    *columns(WHOLE, "slips", default="0"),
)
table(
    "life",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "program", "station", "place", "hardware", "boot", "space", "address"),
    *columns(BIG, "pid", "started"),
    *columns(TIME, "since", "beat_at"),
    *columns(FLAG, "admitted"),
    *columns(TEXT, "version", default=""),
    *columns(REAL, "clock_apart", default="0"),
    *columns(TIME, "ended_at", nullable=True),
    index("ix_life_station", "program", "station"),
)
table(
    "board",
    *columns(TEXT, "name", primary_key=True),
    *columns(TEXT, "zone", "sound", "detail"),
    *columns(JSON, "agencies", "warnings"),
    *columns(TIME, "since", "seen_at"),
)
table(
    "call_shown",
    *columns(BIG, "call_seq", refers="call.seq", primary_key=True),
    *columns(TEXT, "board", primary_key=True),
    *columns(TIME, "received_at"),
    *columns(TIME, "at", nullable=True),
)
table(
    "call_voiced",
    *columns(BIG, "call_seq", refers="call.seq", primary_key=True, autoincrement=False),
    *columns(TEXT, "zone", "board", "state"),
    *columns(TIME, "at", "until"),
    *columns(TIME, "ended_at", nullable=True),
    *columns(TEXT, "life", default=""),
    sa.CheckConstraint("state IN ('speaking', 'spoken', 'short', 'chimed', 'late', 'broke')", name="state"),
)
table(
    "voice_lease",
    *columns(TEXT, "zone", primary_key=True),
    *columns(TEXT, "board"),
    *columns(BIG, "call_seq"),
    *columns(TIME, "until"),
    *columns(TEXT, "life", default=""),
    *columns(TIME, "since", nullable=True),
)
