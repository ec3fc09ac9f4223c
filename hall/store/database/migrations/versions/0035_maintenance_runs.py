"""Before the update of the programs: what became of backups and drills."""

import sqlalchemy as sa
from alembic import op

from hall.store.database.column_types import Id, UtcDateTime

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "maintenance_run",
        sa.Column("id", Id, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("finished_at", UtcDateTime(), nullable=False),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("file", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint("kind IN ('backup', 'drill')", name=op.f("ck_maintenance_run_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_maintenance_run")),
    )
    op.create_index("ix_maintenance_run_kind", "maintenance_run", ["kind", "id"])
