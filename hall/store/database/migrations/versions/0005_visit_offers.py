"""Before the update of the programs: what was offered to whom whose promise was not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "visit_offer",
        sa.Column("id", _BIG, primary_key=True),
        sa.Column("ticket_id", _BIG, sa.ForeignKey("ticket.id"), nullable=False),
        sa.Column("counter_id", sa.String(), sa.ForeignKey("counter.id"), nullable=False),
        sa.Column("offer_id", sa.String(), sa.ForeignKey("offer.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
    )
    op.create_index("ix_visit_offer_ticket_id", "visit_offer", ["ticket_id", "id"])
