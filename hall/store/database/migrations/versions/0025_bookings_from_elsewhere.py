"""Before the update of the programs: what a booking is called where it was made."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

_NAMED = sa.text("reference <> ''")


def upgrade() -> None:
    op.add_column("booking", sa.Column("reference", sa.String(), server_default="", nullable=False))
    op.create_index(
        "ix_booking_reference", "booking", ["reference"], unique=True, postgresql_where=_NAMED, sqlite_where=_NAMED
    )
