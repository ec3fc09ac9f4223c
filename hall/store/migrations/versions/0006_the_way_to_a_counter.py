"""A zone says the way to its counters apart from the way to its waiting area."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    for name in ("counter_way", "counter_way_en"):
        op.add_column("zone", sa.Column(name, sa.String(), server_default="", nullable=False))
