"""The whole life of a ticket: held, transferred, booked, undone; breaks, closings, obstacles, quotas, paper numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
# Tables are copied one by one on SQLite; those that they refer to need not be read.
_ALONE = {"resolve_fks": False}
_STATES = ("printing", "waiting", "called", "serving", "held", "done", "no_show", "cancelled")


def upgrade() -> None:
    _structure()
    _new_tables()
    _day()
    _tickets()
    _history()


def _text(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def _structure() -> None:
    for table in ("hall", "agency", "service"):
        op.add_column(table, sa.Column("profiles", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("hall", sa.Column("calendar", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("hall", sa.Column("cutoff_minutes", sa.Integer(), server_default="0", nullable=False))
    op.add_column("agency", sa.Column("cutoff_minutes", sa.Integer(), nullable=True))
    op.add_column("service", sa.Column("cutoff_minutes", sa.Integer(), nullable=True))
    op.add_column("service", sa.Column("quota", sa.Integer(), nullable=True))
    op.add_column("counter", _text("pause"))
    op.add_column("counter", _text("pause_reason"))
    op.add_column("counter", sa.Column("pause_since", _MOMENT, nullable=True))
    op.add_column("counter", sa.Column("pause_until", _MOMENT, nullable=True))


def _new_tables() -> None:
    op.create_table(
        "obstacle",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obstacle")),
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        _text("target"),
        sa.Column("starts_at", _MOMENT, nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("requested_at", _MOMENT, nullable=False),
        _text("decided_by"),
        sa.Column("decided_at", _MOMENT, nullable=True),
        _text("ended_by"),
        sa.CheckConstraint("scope IN ('hall', 'service', 'counter')", name=op.f("ck_closure_scope")),
        sa.CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name=op.f("ck_closure_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index("ix_closure_state", "closure", ["state"], unique=False)
    op.create_table(
        "number_gap",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("prefix", sa.String(length=3), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.CheckConstraint("first <= last", name=op.f("ck_number_gap_order")),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_number_gap_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_gap")),
    )
    op.create_index("ix_number_gap_day", "number_gap", ["day_id", "prefix"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("service_id", sa.String(), nullable=False),
        sa.Column("slot", _MOMENT, nullable=False),
        sa.Column("priority", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ticket_id", _ID, nullable=True),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", _MOMENT, nullable=False),
        _text("ended_reason"),
        sa.CheckConstraint("state IN ('booked', 'checked_in', 'cancelled')", name=op.f("ck_booking_state")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_booking_service_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name=op.f("fk_booking_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("code", name=op.f("uq_booking_code")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_booking_ticket_id")),
    )
    op.create_index("ix_booking_slot", "booking", ["slot", "service_id"], unique=False)

    op.create_table(
        "counter_event",
        sa.Column("id", _ID, nullable=False),
        sa.Column("counter_id", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        _text("detail"),
        sa.ForeignKeyConstraint(["counter_id"], ["counter.id"], name=op.f("fk_counter_event_counter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counter_event")),
    )
    op.create_index("ix_counter_event_counter", "counter_event", ["counter_id", "id"], unique=False)


def _day() -> None:
    op.add_column("business_day", _text("timezone"))
    op.add_column("business_day", sa.Column("cancelled", sa.Integer(), nullable=True))
    op.execute("UPDATE business_day SET timezone = (SELECT timezone FROM hall) WHERE EXISTS (SELECT 1 FROM hall)")
    op.add_column("day_number", sa.Column("cancelled", sa.Integer(), server_default="0", nullable=False))
    op.execute(
        "UPDATE day_number SET cancelled = (SELECT count(*) FROM ticket WHERE ticket.day_id = day_number.day_id"
        " AND ticket.prefix = day_number.prefix AND ticket.state = 'cancelled')"
    )


def _tickets() -> None:
    with op.batch_alter_table("ticket", reflect_kwargs=_ALONE) as batch:
        batch.add_column(_text("outcome"))
        batch.add_column(sa.Column("obstacle_id", sa.String(), nullable=True))
        batch.add_column(_text("held_reason"))
        batch.add_column(sa.Column("directed_to", sa.String(), nullable=True))
        batch.add_column(sa.Column("directed_until", _MOMENT, nullable=True))
        batch.add_column(sa.Column("booked_for", _MOMENT, nullable=True))
        batch.create_foreign_key(batch.f("fk_ticket_obstacle_id"), "obstacle", ["obstacle_id"], ["id"])
        batch.create_foreign_key(batch.f("fk_ticket_directed_to"), "counter", ["directed_to"], ["id"])
        if op.get_bind().dialect.name == "postgresql":
            # SQLite's copy of the table leaves the old check behind by itself.
            batch.drop_constraint(batch.f("ck_ticket_state"), type_="check")
        states = ", ".join(f"'{state}'" for state in _STATES)
        batch.create_check_constraint(batch.f("ck_ticket_state"), sa.text(f"state IN ({states})"))
    op.execute("UPDATE ticket SET outcome = 'served' WHERE state = 'done'")
    directed = sa.text("state = 'waiting' AND directed_to IS NOT NULL")
    op.create_index(
        "ix_ticket_directed",
        "ticket",
        ["directed_to", "queue_time", "id"],
        postgresql_where=directed,
        sqlite_where=directed,
    )
    held = sa.text("state = 'held'")
    op.create_index("ix_ticket_held", "ticket", ["service_id", "id"], postgresql_where=held, sqlite_where=held)


def _history() -> None:
    op.add_column("call", sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("ticket_event", sa.Column("before", sa.JSON(), nullable=True))
    for table in ("call", "ticket_event"):
        op.add_column(table, sa.Column("service_id", sa.String(), nullable=True))
        op.execute(
            f'UPDATE "{table}" SET service_id = (SELECT service_id FROM ticket WHERE ticket.id = "{table}".ticket_id)'  # noqa: S608 - names of our own
        )
        with op.batch_alter_table(table, reflect_kwargs=_ALONE) as batch:
            batch.alter_column("service_id", existing_type=sa.String(), nullable=False)
            batch.create_foreign_key(batch.f(f"fk_{table}_service_id"), "service", ["service_id"], ["id"])
