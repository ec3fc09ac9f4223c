"""Before the update of the programs: an announcement may be about one service of its agency."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("announcement", sa.Column("service", sa.String(), server_default="", nullable=False))
