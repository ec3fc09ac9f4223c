"""Before the update of the programs: how high a kiosk's screen is above the floor."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.add_column("station", sa.Column("screen_bottom_mm", sa.Float(), server_default="0", nullable=False))
