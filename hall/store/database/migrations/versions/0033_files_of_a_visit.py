"""Before the update of the programs: how many files a visitor comes with, and which services ask for it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.add_column("ticket", sa.Column("files", sa.Integer(), server_default="1", nullable=False))
    op.add_column("service", sa.Column("ask_files", sa.Boolean()))
