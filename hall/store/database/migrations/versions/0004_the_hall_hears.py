"""The hall sees and hears: boards and what they have shown, voices and their leases, announcements, own
printers of machines."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_RUNNING = "ended_at IS NULL"


def upgrade() -> None:
    op.add_column("hall", sa.Column("voice", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("station", sa.Column("board", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.add_column("printer", sa.Column("watched_at", _MOMENT, nullable=True))
    op.add_column("printer", sa.Column("machine", sa.JSON(), nullable=True))
    op.create_table(
        "board",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("agencies", sa.JSON(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        sa.Column("sound", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_board")),
    )
    op.create_table(
        "call_shown",
        sa.Column("call_seq", _BIG, nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("received_at", _MOMENT, nullable=False),
        sa.Column("at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["call_seq"], ["call.seq"], name=op.f("fk_call_shown_call_seq")),
        sa.PrimaryKeyConstraint("call_seq", "board", name=op.f("pk_call_shown")),
    )
    op.create_table(
        "call_voiced",
        sa.Column("call_seq", _BIG, nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.CheckConstraint(
            "state IN ('speaking', 'spoken', 'short', 'chimed', 'late', 'broke')", name=op.f("ck_call_voiced_state")
        ),
        sa.ForeignKeyConstraint(["call_seq"], ["call.seq"], name=op.f("fk_call_voiced_call_seq")),
        sa.PrimaryKeyConstraint("call_seq", name=op.f("pk_call_voiced")),
    )
    op.create_table(
        "voice_lease",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("board", sa.String(), nullable=False),
        sa.Column("call_seq", _BIG, nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("zone", name=op.f("pk_voice_lease")),
    )
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("ended_at", _MOMENT, nullable=True),
        sa.Column("ended_by", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('info', 'outage')", name=op.f("ck_announcement_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcement")),
    )
    op.create_index(
        "ix_announcement_running",
        "announcement",
        ["since"],
        postgresql_where=sa.text(_RUNNING),
        sqlite_where=sa.text(_RUNNING),
    )
