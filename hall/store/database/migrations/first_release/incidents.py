"""What held the service back, and what will be done."""

import sqlalchemy as sa

from hall.store.database.migrations.first_release.parts import (
    BIG,
    DATE,
    JSON,
    REAL,
    TEXT,
    TIME,
    WHOLE,
    columns,
    index,
    table,
)

table(
    "incident",
    *columns(WHOLE, "id", primary_key=True),
    *columns(WHOLE, "day_id", refers="business_day.id"),
    *columns(TEXT, "agency_id", refers="agency.id"),
    *columns(TEXT, "obstacle"),
    *columns(TIME, "since"),
    *columns(TIME, "until", nullable=True),
    *columns(JSON, "services"),
    *columns(WHOLE, "numbers"),
    *columns(REAL, "lost_minutes"),
    *columns(TIME, "found_at"),
    *columns(TEXT, "found_by"),
    *columns(TEXT, "owner", "closed_by", "done", default=""),
    *columns(DATE, "due", nullable=True),
    *columns(TIME, "closed_at", nullable=True),
    *columns(WHOLE, "announcement_id", refers="announcement.id", nullable=True),
    *columns(WHOLE, "closure_id", refers="closure.id", nullable=True),
    index("ix_incident_day_id", "day_id"),
    index("ix_incident_found_at", "found_at"),
    index("ix_incident_goes_on", "agency_id", unique=True, where="until IS NULL"),
    index("ix_incident_not_closed", "found_at", where="closed_at IS NULL"),
)
table(
    "incident_note",
    *columns(BIG, "id", primary_key=True),
    *columns(WHOLE, "incident_id", refers="incident.id"),
    *columns(TIME, "at"),
    *columns(TEXT, "action", "actor"),
    *columns(TEXT, "text", default=""),
    index("ix_incident_note_incident_id", "incident_id", "id"),
)
table(
    "plan",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "text"),
    *columns(DATE, "due"),
    *columns(TEXT, "agency_id", refers="agency.id", nullable=True),
    *columns(TIME, "made_at"),
    *columns(TEXT, "made_by"),
    *columns(TEXT, "state", default="open"),
    *columns(TIME, "ended_at", nullable=True),
    *columns(TEXT, "ended_by", "reason", default=""),
    sa.CheckConstraint("state IN ('open', 'done', 'dropped')", name="state"),
    index("ix_plan_due", "due"),
)
table(
    "alarm",
    *columns(BIG, "id", primary_key=True),
    *columns(TEXT, "key", "code"),
    *columns(TEXT, "agency", "taken_by", "taken_login", default=""),
    *columns(TIME, "first_seen"),
    *columns(TIME, "last_seen", "taken_at", nullable=True),
    index("ix_alarm_key", "key", unique=True, where="last_seen IS NULL"),
)
table(
    "alarm_event",
    *columns(BIG, "id", primary_key=True),
    *columns(BIG, "alarm_id", refers="alarm.id"),
    *columns(TIME, "at"),
    *columns(TEXT, "action", "actor"),
    sa.CheckConstraint("action IN ('take', 'give_back')", name="action"),
    index("ix_alarm_event_alarm_id", "alarm_id"),
)
