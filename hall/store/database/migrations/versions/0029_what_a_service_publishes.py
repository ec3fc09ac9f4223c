"""Before the update of the programs: what a service publishes."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("service", sa.Column("requirements_en", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("service", sa.Column("ask_papers", sa.Boolean()))
    op.add_column("service", sa.Column("standard", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
