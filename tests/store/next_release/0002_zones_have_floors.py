"""Before the update of the programs: zones say on which floor they are."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("zone", sa.Column("floor", sa.String(), server_default="", nullable=False))
    op.create_table("floor", sa.Column("name", sa.String(), primary_key=True))
    op.execute("INSERT INTO floor (name) SELECT DISTINCT name FROM zone")
    op.execute("UPDATE zone SET floor = name")
