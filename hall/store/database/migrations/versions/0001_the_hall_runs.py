"""The schema of the first release: hall, counters, staff, business days, tickets and calls."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.create_table(
        "business_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("closed_at", _MOMENT, nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("close_reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_day")),
        sa.UniqueConstraint("date", name=op.f("uq_business_day_date")),
    )
    op.create_index(
        "ix_business_day_only_one_open",
        "business_day",
        [sa.text("(closed_at IS NULL)")],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "hall",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("always_open", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("running_text", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_hall_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall")),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("login", name=op.f("uq_staff_login")),
    )
    op.create_table(
        "station",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("printer", sa.String(), nullable=False),
        sa.Column("paper_mm", sa.Integer(), nullable=False),
        sa.Column("screen", sa.String(), nullable=False),
        sa.Column("diagonal_inch", sa.Float(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_station")),
    )
    op.create_table(
        "zone",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pictogram", sa.String(), nullable=False),
        sa.Column("directions", sa.String(), nullable=False),
        sa.Column("directions_en", sa.String(), nullable=False),
        sa.Column("arrows", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_zone")),
    )
    op.create_table(
        "counter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("zone_id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("signed_in_at", _MOMENT, nullable=True),
        sa.Column("station", sa.String(), server_default="", nullable=False),
        sa.Column("streak", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_counter_agency_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_counter_staff_id")),
        sa.ForeignKeyConstraint(["zone_id"], ["zone.id"], name=op.f("fk_counter_zone_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter")),
    )
    op.create_index(
        "ix_counter_label",
        "counter",
        ["label"],
        unique=True,
        postgresql_where=sa.text("NOT archived"),
        sqlite_where=sa.text("NOT archived"),
    )
    op.create_index("ix_counter_staff_id", "counter", ["staff_id"], unique=True)
    op.create_table(
        "day_number",
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("last_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_day_number_day_id")),
        sa.PrimaryKeyConstraint("day_id", "prefix", name=op.f("pk_day_number")),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("requirement", sa.String(), nullable=False),
        sa.Column("requirement_en", sa.String(), nullable=False),
        sa.Column("promised_minutes", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_service_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("prefix", name=op.f("uq_service_prefix")),
    )
    op.create_table(
        "counter_service",
        sa.Column("counter_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_counter_service_counter_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_counter_service_service_id")),
        sa.PrimaryKeyConstraint("counter_id", "service_id", name=op.f("pk_counter_service")),
    )
    op.create_index("ix_counter_service_service_id", "counter_service", ["service_id"], unique=False)
    op.create_table(
        "ticket",
        sa.Column("id", _ID, nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("queue_time", _MOMENT, nullable=False),
        sa.Column("issued_at", _MOMENT, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("station", sa.String(), server_default="", nullable=False),
        sa.Column("counter_id", sa.String(), nullable=True),
        sa.Column("calls", sa.Integer(), server_default="0", nullable=False),
        sa.Column("called_at", _MOMENT, nullable=True),
        sa.Column("serving_at", _MOMENT, nullable=True),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("unverified", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "state IN ('printing', 'waiting', 'called', 'serving', 'done', 'no_show', 'cancelled')",
            name=op.f("ck_ticket_state"),
        ),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_ticket_counter_id")),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_ticket_day_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_ticket_service_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket")),
        sa.UniqueConstraint("day_id", "prefix", "number", name=op.f("uq_ticket_day_id_prefix_number")),
        sa.UniqueConstraint("token", name=op.f("uq_ticket_token")),
    )
    op.create_index(
        "ix_ticket_at_counter",
        "ticket",
        ["counter_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('called', 'serving')"),
        sqlite_where=sa.text("state IN ('called', 'serving')"),
    )
    op.create_index("ix_ticket_day_counter", "ticket", ["day_id", "counter_id"], unique=False)
    op.create_index(
        "ix_ticket_printing",
        "ticket",
        ["issued_at"],
        unique=False,
        postgresql_where=sa.text("state = 'printing'"),
        sqlite_where=sa.text("state = 'printing'"),
    )
    op.create_index(
        "ix_ticket_waiting",
        "ticket",
        ["service_id", "priority", "queue_time", "issued_at", "id"],
        unique=False,
        postgresql_where=sa.text("state = 'waiting'"),
        sqlite_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "call",
        sa.Column("seq", _ID, nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("counter_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("reason_code", sa.String(), nullable=False),
        sa.Column("reason_params", sa.JSON(), nullable=False),
        sa.Column("streak_before", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_call_counter_id")),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_call_day_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_call_ticket_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_call")),
    )
    op.create_index("ix_call_day", "call", ["day_id", "seq"], unique=False)
    op.create_index("ix_call_ticket_id", "call", ["ticket_id"], unique=False)
    op.create_table(
        "print_job",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("copy", sa.Integer(), server_default="0", nullable=False),
        sa.Column("detail", sa.String(), server_default="", nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("updated_at", _MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_print_job_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_print_job")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_print_job_ticket_id")),
    )
    op.create_index(
        "ix_print_job_unfinished",
        "print_job",
        ["station"],
        unique=False,
        postgresql_where=sa.text("state IN ('queued', 'failed')"),
        sqlite_where=sa.text("state IN ('queued', 'failed')"),
    )
    op.create_table(
        "ticket_event",
        sa.Column("id", _ID, nullable=False),
        sa.Column("ticket_id", _ID, nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("from_state", sa.String(), nullable=True),
        sa.Column("to_state", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("station", sa.String(), server_default="", nullable=False),
        sa.Column("counter_id", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_ticket_event_day_id")),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_ticket_event_counter_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_ticket_event_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ticket_event")),
    )
    op.create_index("ix_ticket_event_counter", "ticket_event", ["counter_id", "day_id", "id"], unique=False)
    op.create_index("ix_ticket_event_ticket_id", "ticket_event", ["ticket_id"], unique=False)
