"""Before the update of the programs: when the hall was evacuated."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "evacuation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("started_at", _TIME, nullable=False),
        sa.Column("started_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("ended_at", _TIME),
        sa.Column("ended_by", sa.String(), server_default="", nullable=False),
        sa.Column("note", sa.String(), server_default="", nullable=False),
    )
