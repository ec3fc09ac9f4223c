"""Before the update of the programs: what a clerk leaves for the next one at a counter."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_TIME = sa.DateTime(timezone=True)
_UNREAD = sa.text("read_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "handover_note",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("counter_id", sa.String(), sa.ForeignKey("counter.id"), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("read_at", _TIME),
        sa.Column("read_by", sa.String(), server_default="", nullable=False),
    )
    op.create_index(
        "ix_handover_note_unread",
        "handover_note",
        ["counter_id", "id"],
        postgresql_where=_UNREAD,
        sqlite_where=_UNREAD,
    )
