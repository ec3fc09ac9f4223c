"""Before the update of the programs: what a visitor brings to a service, as a list."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("service", sa.Column("requirements", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
