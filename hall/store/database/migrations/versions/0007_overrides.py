"""Before the update of the programs: what a supervisor sets over the configuration for a time."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_RUNNING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "override",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "scope", "reason", "made_by")),
        *(
            sa.Column(name, sa.String(), server_default="", nullable=False)
            for name in ("target", "reason_en", "ended_by")
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("ends_at", "ended_at")),
        *(
            sa.Column(name, sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
            for name in ("services", "configured")
        ),
        sa.CheckConstraint("kind IN ('open', 'services')", name="kind"),
        sa.CheckConstraint("scope IN ('hall', 'agency', 'service', 'counter')", name="scope"),
    )
    op.create_index("ix_override_running", "override", ["starts_at"], postgresql_where=_RUNNING, sqlite_where=_RUNNING)
