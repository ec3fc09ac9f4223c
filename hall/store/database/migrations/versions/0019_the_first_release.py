"""The schema of the first release; what was numbered before it is a part of it."""

import sqlalchemy as sa
from alembic import op

from hall.store.database.migrations.first_release import TABLES

revision = "0019"
down_revision = None


def upgrade() -> None:
    # Next to the version of the schema: which programs may work with it (``hall.store.database.schema``).
    op.add_column("alembic_version", sa.Column("min_program", sa.String(), server_default="", nullable=False))
    TABLES.create_all(op.get_bind(), checkfirst=False)
