"""Before the update of the programs: since when an alarm lasts, and who sees to it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)
_LASTS = sa.text("last_seen IS NULL")


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), server_default="", nullable=False),
        sa.Column("first_seen", _TIME, nullable=False),
        sa.Column("last_seen", _TIME),
        sa.Column("taken_by", sa.String(), server_default="", nullable=False),
        sa.Column("taken_login", sa.String(), server_default="", nullable=False),
        sa.Column("taken_at", _TIME),
        sa.PrimaryKeyConstraint("id", name="pk_alarm"),
    )
    op.create_index("ix_alarm_key", "alarm", ["key"], unique=True, postgresql_where=_LASTS, sqlite_where=_LASTS)
    op.create_table(
        "alarm_event",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("alarm_id", _BIG, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_alarm_event"),
        sa.ForeignKeyConstraint(["alarm_id"], ["alarm.id"], name="fk_alarm_event_alarm_id_alarm"),
        sa.CheckConstraint("action IN ('take', 'give_back')", name="ck_alarm_event_action"),
    )
    op.create_index("ix_alarm_event_alarm_id", "alarm_event", ["alarm_id"])
