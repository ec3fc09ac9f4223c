"""Before the update of the programs: obstacles say who can end them, and whether they stop the service."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("obstacle", sa.Column("responsible", sa.String(), server_default="agency", nullable=False))
    op.add_column("obstacle", sa.Column("external", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("obstacle", sa.Column("stops", sa.Boolean(), server_default=sa.false(), nullable=False))
