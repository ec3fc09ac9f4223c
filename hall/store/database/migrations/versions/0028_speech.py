"""Before the update of the programs: how a kiosk speaks."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column("station", sa.Column("speech", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
