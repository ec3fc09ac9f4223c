"""Before the update of the programs: zones say on which floor they are."""

import sqlalchemy as sa
from alembic import op

from hall.store.database.schema import MIGRATIONS, newest

revision = "9001"
down_revision = newest(MIGRATIONS)


def upgrade() -> None:
    op.add_column("zone", sa.Column("floor", sa.String(), server_default="", nullable=False))
    op.create_table("floor", sa.Column("name", sa.String(), primary_key=True))
    op.execute("INSERT INTO floor (name) SELECT DISTINCT name FROM zone")
    op.execute("UPDATE zone SET floor = name")
