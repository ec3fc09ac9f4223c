"""The hall as it is configured, and what is set over it for a time."""

import sqlalchemy as sa

from hall.store.database.migrations.first_release.parts import (
    FALSE,
    FLAG,
    JSON,
    LIST,
    OBJECT,
    PREFIX,
    TEXT,
    TIME,
    WHOLE,
    columns,
    index,
    table,
)

table(
    "hall",
    *columns(WHOLE, "id", primary_key=True, autoincrement=False),
    *columns(TEXT, "name", "city", "timezone"),
    *columns(FLAG, "always_open"),
    *columns(JSON, "hours", "rules", "running_text"),
    *columns(JSON, "profiles", default=LIST),
    *columns(JSON, "calendar", "slip", "voice", default=OBJECT),
    *columns(WHOLE, "cutoff_minutes", default="0"),
    *columns(WHOLE, "revision"),
    sa.CheckConstraint("id = 1", name="only_one"),
)
table(
    "zone",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "name", "pictogram", "directions", "directions_en"),
    *columns(JSON, "arrows"),
    *columns(WHOLE, "position"),
    *columns(TEXT, "counter_directions", "counter_directions_en", default=""),
    *columns(FLAG, "archived", default=FALSE),
)
table(
    "agency",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "name", "full_name", "icon", "colour"),
    *columns(TEXT, "name_en", default=""),
    *columns(JSON, "hours", nullable=True),
    *columns(JSON, "profiles", default=LIST),
    *columns(WHOLE, "cutoff_minutes", nullable=True),
    *columns(WHOLE, "position"),
    *columns(FLAG, "archived", default=FALSE),
)
table(
    "service",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "agency_id", refers="agency.id"),
    *columns(PREFIX, "prefix", unique=True),
    *columns(TEXT, "name", "name_en", "requirement", "requirement_en"),
    *columns(WHOLE, "promised_minutes", "position"),
    *columns(JSON, "hours", nullable=True),
    *columns(JSON, "profiles", "requirements", default=LIST),
    *columns(WHOLE, "cutoff_minutes", "quota", "promised_wait_minutes", nullable=True),
    *columns(FLAG, "archived", default=FALSE),
)
table(
    "counter",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "label"),
    *columns(TEXT, "zone_id", refers="zone.id"),
    *columns(TEXT, "agency_id", refers="agency.id"),
    *columns(WHOLE, "position"),
    *columns(FLAG, "archived", default=FALSE),
    *columns(WHOLE, "staff_id", refers="staff.id", nullable=True),
    *columns(TIME, "signed_in_at", "pause_since", "pause_until", nullable=True),
    *columns(TEXT, "station", "pause", "pause_reason", default=""),
    *columns(WHOLE, "streak", default="0"),
    index("ix_counter_label", "label", unique=True, where="NOT archived"),
    index("ix_counter_staff_id", "staff_id", unique=True),
)
table(
    "counter_service",
    *columns(TEXT, "counter_id", refers="counter.id", primary_key=True),
    *columns(TEXT, "service_id", refers="service.id", primary_key=True),
    *columns(WHOLE, "rank"),
    index("ix_counter_service_service_id", "service_id"),
)
table(
    "obstacle",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "name", "name_en"),
    *columns(WHOLE, "position"),
    *columns(FLAG, "archived", "external", "stops", default=FALSE),
    *columns(TEXT, "responsible", default="agency"),
)
table(
    "offer",
    *columns(TEXT, "id", primary_key=True),
    *columns(TEXT, "name", "name_en"),
    *columns(WHOLE, "position"),
    *columns(FLAG, "archived", default=FALSE),
)
table(
    "closure",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "scope", "reason", "state", "requested_by"),
    *columns(TEXT, "target", "reason_en", "decided_by", "ended_by", default=""),
    *columns(TIME, "starts_at", "requested_at"),
    *columns(TIME, "ends_at", "decided_at", nullable=True),
    sa.CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name="state"),
    sa.CheckConstraint("scope IN ('hall', 'agency', 'service', 'counter')", name="scope"),
    index("ix_closure_state", "state"),
)
table(
    "override",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "kind", "scope", "reason", "made_by"),
    *columns(TEXT, "target", "reason_en", "ended_by", default=""),
    *columns(TIME, "starts_at"),
    *columns(TIME, "ends_at", "ended_at", nullable=True),
    *columns(JSON, "services", "configured", default=LIST),
    sa.CheckConstraint("kind IN ('open', 'services')", name="kind"),
    sa.CheckConstraint("scope IN ('hall', 'agency', 'service', 'counter')", name="scope"),
    index("ix_override_running", "starts_at", where="ended_at IS NULL"),
)
table(
    "announcement",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TEXT, "kind", "title", "zone", "agency", "by"),
    *columns(JSON, "lines"),
    *columns(TIME, "since"),
    *columns(TIME, "until", "ended_at", nullable=True),
    *columns(TEXT, "service", "ended_by", default=""),
    sa.CheckConstraint("kind IN ('info', 'outage')", name="kind"),
    index("ix_announcement_running", "since", where="ended_at IS NULL"),
)
table(
    "evacuation",
    *columns(WHOLE, "id", primary_key=True),
    *columns(TIME, "started_at"),
    *columns(TEXT, "started_by"),
    *columns(TEXT, "reason", "ended_by", "note", default=""),
    *columns(TIME, "ended_at", nullable=True),
)
