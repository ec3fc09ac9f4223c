"""Before the update of the programs: what people say for a service, what happens in a life, and what kiosks do."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_TEXT = sa.String()


def upgrade() -> None:
    op.add_column("hall", _json("kiosk", "'{}'"))
    op.add_column("agency", _json("words", "'[]'"))
    op.add_column("service", _json("words", "'[]'"))
    op.create_table(
        "need",
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("name_en", _TEXT, nullable=False),
        sa.Column("icon", _TEXT, nullable=False),
        _json("services", "'[]'"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def _json(name: str, usual: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), server_default=sa.text(usual), nullable=False)
