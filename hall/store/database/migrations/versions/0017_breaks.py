"""Before the update of the programs: staggered breaks."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "break_turn",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("counter_id", sa.String(), sa.ForeignKey("counter.id"), primary_key=True),
        sa.Column("starts_at", _TIME, nullable=False),
        sa.Column("ends_at", _TIME, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
    )
