"""Agencies have a name in English, closings their reason, and a zone says the way to its counters by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("agency", sa.Column("name_en", sa.String(), server_default="", nullable=False))
    op.add_column("closure", sa.Column("reason_en", sa.String(), server_default="", nullable=False))
    for name in ("counter_directions", "counter_directions_en"):
        op.add_column("zone", sa.Column(name, sa.String(), server_default="", nullable=False))
