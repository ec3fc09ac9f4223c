"""Before the update of the programs: whoever is signed out, or gets another PIN, is so at every machine."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("staff", sa.Column("session", sa.Integer(), server_default="0", nullable=False))
