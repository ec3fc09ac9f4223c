"""Slips that know what came out: states of a print job, what is known of each printer, and a slip of one's own."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_MOMENT = sa.DateTime(timezone=True)
_UNFINISHED = "state IN ('queued', 'sending', 'blocked', 'needs_staff')"


def upgrade() -> None:
    op.add_column("hall", sa.Column("slip", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("station", sa.Column("print_mode", sa.String(), server_default="", nullable=False))
    op.add_column("station", sa.Column("roll_m", sa.Float(), server_default="0", nullable=False))
    op.add_column("station", sa.Column("fallback", sa.String(), server_default="", nullable=False))
    op.create_table(
        "printer",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), server_default="", nullable=False),
        sa.Column("calibration", sa.JSON(), nullable=True),
        sa.Column("problem", sa.String(), server_default="", nullable=False),
        sa.Column("detail", sa.String(), server_default="", nullable=False),
        sa.Column("since", _MOMENT, nullable=True),
        sa.Column("seen_at", _MOMENT, nullable=True),
        sa.Column("near_end", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("roll_at", _MOMENT, nullable=True),
        sa.Column("used_mm", sa.Float(), server_default="0", nullable=False),
        sa.Column("slips", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_printer")),
    )
    op.drop_index("ix_print_job_unfinished", table_name="print_job")
    op.execute("UPDATE print_job SET state = 'needs_staff' WHERE state = 'failed'")
    op.create_index(
        "ix_print_job_unfinished",
        "print_job",
        ["station"],
        postgresql_where=sa.text(_UNFINISHED),
        sqlite_where=sa.text(_UNFINISHED),
    )
