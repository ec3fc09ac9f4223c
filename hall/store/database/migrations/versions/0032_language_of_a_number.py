"""Before the update of the programs: in which language a visitor took a number."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("language", sa.String(), server_default="", nullable=False))
