"""Before the update of the programs: how long visitors wait, as it was said to them, and what the hall has learned."""

import sqlalchemy as sa
from alembic import op

from hall.store.database.column_types import UtcDateTime

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    for name in ("wait_low", "wait_middle", "wait_high"):
        op.add_column("ticket", sa.Column(name, sa.Float()))
    op.add_column("ticket", sa.Column("wait_ahead", sa.Integer()))
    op.add_column("ticket", sa.Column("wait_note", sa.String(), server_default="", nullable=False))
    op.create_table(
        "wait_said",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("said", sa.String(), server_default="", nullable=False),
        sa.Column("holder", sa.String(), server_default="", nullable=False),
        sa.Column("held_until", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wait_said")),
    )
    op.create_table(
        "wait_memory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer()),
        sa.Column("last_day", sa.Integer()),
        sa.Column("memory", sa.String(), server_default="", nullable=False),
        sa.Column("before", sa.String(), server_default="", nullable=False),
        sa.Column("closed_at", UtcDateTime()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wait_memory")),
    )
