"""What a hall consists of, and its closings."""

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

from hall.store.database.column_types import UtcDateTime
from hall.store.tables.base import NOT_ARCHIVED, archived_column, metadata

hall = Table(
    "hall",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("city", String, nullable=False),
    Column("timezone", String, nullable=False),
    Column("always_open", Boolean, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("running_text", JSON, nullable=False),
    # Dated hours such as Ramadan's, holidays, and the cut-off before closing (hall.opening).
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("calendar", JSON, nullable=False, server_default=text("'{}'")),
    Column("cutoff_minutes", Integer, nullable=False, server_default="0"),
    # What stands on a slip, and the logo as a picture (hall.forms.SlipForm).
    Column("slip", JSON, nullable=False, server_default=text("'{}'")),
    # How calls are spoken (hall.forms.VoiceForm).
    Column("voice", JSON, nullable=False, server_default=text("'{}'")),
    # What stands on reports, and the logo on them (hall.forms.ReportForm).
    Column("reports", JSON, nullable=False, server_default=text("'{}'")),
    # How visitors are asked whether they are satisfied (hall.forms.SurveyForm).
    Column("survey", JSON, nullable=False, server_default=text("'{}'")),
    # How long what is kept (hall.structure.Retention).
    Column("retention", JSON, nullable=False, server_default=text("'{}'")),
    # What holds at all kiosks (hall.forms.KioskForm).
    Column("kiosk", JSON, nullable=False, server_default=text("'{}'")),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)


zone = Table(
    "zone",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("pictogram", String, nullable=False),
    Column("directions", String, nullable=False),
    Column("directions_en", String, nullable=False),
    Column("arrows", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("counter_directions", String, nullable=False, server_default=""),
    Column("counter_directions_en", String, nullable=False, server_default=""),
    archived_column(),
)


agency = Table(
    "agency",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    # For visitors who read English; '' is the same name.
    Column("name_en", String, nullable=False, server_default=""),
    Column("full_name", String, nullable=False),
    Column("icon", String, nullable=False),
    Column("colour", String, nullable=False),
    Column("hours", JSON(none_as_null=True)),
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("cutoff_minutes", Integer),
    Column("position", Integer, nullable=False),
    archived_column(),
    # What people say for it (hall.finding).
    Column("words", JSON, nullable=False, server_default=text("'[]'")),
)


service = Table(
    "service",
    metadata,
    Column("id", String, primary_key=True),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    # Unique over archived services too: a prefix is never used again.
    Column("prefix", String(3), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("requirement", String, nullable=False),
    Column("requirement_en", String, nullable=False),
    Column("promised_minutes", Integer, nullable=False),
    Column("hours", JSON(none_as_null=True)),
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("cutoff_minutes", Integer),
    # Numbers per business day; NULL is no limit.
    Column("quota", Integer),
    Column("position", Integer, nullable=False),
    archived_column(),
    # The promise to who waits; NULL is the hall's.
    Column("promised_wait_minutes", Integer),
    # What a visitor brings, one paper each; ``requirement`` says it in one line.
    Column("requirements", JSON, nullable=False, server_default=text("'[]'")),
    Column("words", JSON, nullable=False, server_default=text("'[]'")),
    Column("requirements_en", JSON, nullable=False, server_default=text("'[]'")),
    # Whether the kiosk asks for them before the number; NULL as the hall does.
    Column("ask_papers", Boolean),
    Column("ask_files", Boolean),
    # What it publishes besides (hall.standard.ServiceStandard).
    Column("standard", JSON, nullable=False, server_default=text("'{}'")),
)


counter = Table(
    "counter",
    metadata,
    Column("id", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("zone_id", String, ForeignKey("zone.id"), nullable=False),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    Column("position", Integer, nullable=False),
    archived_column(),
    Column("staff_id", Integer, ForeignKey("staff.id")),
    Column("signed_in_at", UtcDateTime),
    Column("station", String, nullable=False, server_default=""),
    # Consecutive priority calls made while an eligible regular waited (hall.calling).
    Column("streak", Integer, nullable=False, server_default="0"),
    # Why nobody is called here for a while: '' (open), 'break' or 'closed'.
    Column("pause", String, nullable=False, server_default=""),
    Column("pause_reason", String, nullable=False, server_default=""),
    Column("pause_since", UtcDateTime),
    Column("pause_until", UtcDateTime),
    Index("ix_counter_label", "label", unique=True, postgresql_where=NOT_ARCHIVED, sqlite_where=NOT_ARCHIVED),
    Index("ix_counter_staff_id", "staff_id", unique=True),
)


counter_service = Table(
    "counter_service",
    metadata,
    Column("counter_id", String, ForeignKey("counter.id"), primary_key=True),
    Column("service_id", String, ForeignKey("service.id"), primary_key=True),
    Column("rank", Integer, nullable=False),
    Index("ix_counter_service_service_id", "service_id"),
)


station = Table(
    "station",
    metadata,
    Column("name", String, primary_key=True),
    Column("zone", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("paper_mm", Integer, nullable=False),
    Column("screen", String, nullable=False),
    Column("diagonal_inch", Float, nullable=False),
    Column("distance_m", Float, nullable=False),
    Column("print_mode", String, nullable=False, server_default=""),
    Column("roll_m", Float, nullable=False, server_default="0"),
    Column("fallback", String, nullable=False, server_default=""),
    # What a board shows next to the calls (hall.structure.BoardSetup).
    Column("board", JSON, nullable=False, server_default=text("'{}'")),
    # How a kiosk speaks (hall.structure.SpeechSetup).
    Column("speech", JSON, nullable=False, server_default=text("'{}'")),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("screen_bottom_mm", Float, nullable=False, server_default="0"),
    archived_column(),
)


obstacle = Table(
    "obstacle",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("position", Integer, nullable=False),
    archived_column(),
    # Who can end it, whether the hall cannot, and whether it stops the service (hall.incidents).
    Column("responsible", String, nullable=False, server_default="agency"),
    Column("external", Boolean, nullable=False, server_default=false()),
    Column("stops", Boolean, nullable=False, server_default=false()),
)


# What a visitor is offered whose promise was not kept (hall.promise).
offer = Table(
    "offer",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("position", Integer, nullable=False),
    archived_column(),
)


# What happens in a life, and the services (ids) that it takes.
need = Table(
    "need",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("icon", String, nullable=False),
    Column("services", JSON, nullable=False, server_default=text("'[]'")),
    Column("position", Integer, nullable=False),
    archived_column(),
)


closure = Table(
    "closure",
    metadata,
    Column("id", Integer, primary_key=True),
    # What is closed: 'hall', 'agency', 'service' or 'counter', and its id ('' for the hall).
    Column("scope", String, nullable=False),
    Column("target", String, nullable=False, server_default=""),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("reason", String, nullable=False),
    Column("reason_en", String, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("requested_by", String, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("decided_by", String, nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    CheckConstraint("scope IN ('hall', 'agency', 'service', 'counter')", name="scope"),
    CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name="state"),
    Index("ix_closure_state", "state"),
)


_RUNNING = text("ended_at IS NULL")

override = Table(
    "override",
    metadata,
    Column("id", Integer, primary_key=True),
    # 'open' (although the hours say closed) or 'services' (what a counter serves); of what, as in closure.
    Column("kind", String, nullable=False),
    Column("scope", String, nullable=False),
    Column("target", String, nullable=False, server_default=""),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("reason", String, nullable=False),
    Column("reason_en", String, nullable=False, server_default=""),
    # What the counter serves meanwhile, and what the configuration says, which comes back.
    Column("services", JSON, nullable=False, server_default=text("'[]'")),
    Column("configured", JSON, nullable=False, server_default=text("'[]'")),
    Column("made_by", String, nullable=False),
    Column("ended_by", String, nullable=False, server_default=""),
    Column("ended_at", UtcDateTime),
    CheckConstraint("kind IN ('open', 'services')", name="kind"),
    CheckConstraint("scope IN ('hall', 'agency', 'service', 'counter')", name="scope"),
    Index("ix_override_running", "starts_at", postgresql_where=_RUNNING, sqlite_where=_RUNNING),
)
