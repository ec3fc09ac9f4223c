"""Before the update of the programs: a service promises how long one waits for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("service", sa.Column("promised_wait_minutes", sa.Integer()))
