"""Before the update of the programs: each says which version it is, and how far its machine's clock is off."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("life", sa.Column("version", sa.String(), server_default="", nullable=False))
    op.add_column("life", sa.Column("clock_apart", sa.Float(), server_default="0", nullable=False))
