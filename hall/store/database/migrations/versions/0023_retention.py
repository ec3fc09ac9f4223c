"""Before the update of the programs: how long what is kept, and what was deleted by that."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

_TIME, _KEY = sa.DateTime(timezone=True), sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("hall", sa.Column("retention", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("business_day", sa.Column("purged_at", _TIME))
    op.add_column("business_day", sa.Column("purged_by", sa.String()))
    op.add_column("business_day", sa.Column("jobs_purged_at", _TIME))
    op.create_table(
        "purged_rows",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", _KEY, nullable=False),
        sa.Column("last", _KEY, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.CheckConstraint("first <= last", name="ck_purged_rows_order"),
    )
