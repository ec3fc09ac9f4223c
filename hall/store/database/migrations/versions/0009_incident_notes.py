"""Before the update of the programs: what is written about incidents, and who did what with them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "incident_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("text", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_incident_note"),
        sa.ForeignKeyConstraint(["incident_id"], ["incident.id"], name="fk_incident_note_incident_id"),
    )
    op.create_index("ix_incident_note_incident_id", "incident_note", ["incident_id", "id"])
