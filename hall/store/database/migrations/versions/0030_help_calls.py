"""Before the update of the programs: calls for a person from a machine."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

_TEXT, _TIME = sa.String(), sa.DateTime(timezone=True)
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_WAITS = sa.text("answered_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "help_call",
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("station", _TEXT, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("actor", _TEXT, nullable=False),
        sa.Column("answered_at", _TIME),
        sa.Column("answered_by", _TEXT, server_default="", nullable=False),
    )
    op.create_index(
        "ix_help_call_waits", "help_call", ["station"], unique=True, postgresql_where=_WAITS, sqlite_where=_WAITS
    )
    op.create_index("ix_help_call_station", "help_call", ["station", "id"])
