"""Before the update of the programs: a kiosk that only the staff may leave."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("station", sa.Column("locked", sa.Boolean(), server_default=sa.false(), nullable=False))
