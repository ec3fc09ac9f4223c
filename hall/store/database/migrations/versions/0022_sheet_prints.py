"""Before the update of the programs: closing sheets for a slip printer."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_TEXT, _WHOLE, _TIME = sa.String(), sa.Integer(), sa.DateTime(timezone=True)
_COMING = sa.text("state IN ('queued', 'sending', 'blocked')")


def upgrade() -> None:
    op.create_table(
        "sheet_print",
        sa.Column("id", _WHOLE, primary_key=True),
        sa.Column("day_id", _WHOLE, sa.ForeignKey("business_day.id"), nullable=False),
        sa.Column("station", _TEXT, nullable=False),
        sa.Column("state", _TEXT, nullable=False),
        sa.Column("tries", _WHOLE, server_default="0", nullable=False),
        sa.Column("detail", _TEXT, server_default="", nullable=False),
        sa.Column("actor", _TEXT, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("updated_at", _TIME, nullable=False),
    )
    op.create_index("ix_sheet_print_day_id", "sheet_print", ["day_id", "id"])
    op.create_index(
        "ix_sheet_print_coming",
        "sheet_print",
        ["station", "id"],
        postgresql_where=_COMING,
        sqlite_where=_COMING,
    )
