"""Before the update of the programs: what business days add up to."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_COUNTS = {
    "service": (
        *("issued", "served", "not_served", "left", "no_show", "cancelled", "waiting", "assumed", "kept"),
        "out_of_turn",
    ),
    "counter": ("served", "not_served", "no_show"),
    "presence": ("scheduled", "open", "breaks", "idle"),
    "booking": ("booked", "kept", "early", "late", "lapsed", "cancelled"),
}
_TABLES = {"service": ("broken", "offered", "obstacles", "waits", "takes", "arrivals"), "counter": ("takes",)}
_TEXT = sa.String()
_KEYS: dict[str, tuple[tuple[str, Any], ...]] = {
    "service": (("service", _TEXT), ("priority", sa.Boolean())),
    "counter": (("counter", _TEXT), ("clerk", _TEXT)),
    "presence": (("counter", _TEXT),),
    "booking": (("service", _TEXT),),
}
_TIME = sa.DateTime(timezone=True)
_MORE: dict[str, tuple[sa.Column[Any], ...]] = {
    "service": (sa.Column("agency", sa.String(), nullable=False),),
    "presence": (sa.Column("begins", _TIME), sa.Column("first_call", _TIME)),
}


def upgrade() -> None:
    op.add_column("hall", sa.Column("reports", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "aggregate_day",
        *_day(),
        sa.Column("closed_at", _TIME, nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("stale", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day_id", name="pk_aggregate_day"),
    )
    op.create_index("ix_aggregate_day_date", "aggregate_day", ["date"])
    stale = sa.text("stale")
    op.create_index("ix_aggregate_day_stale", "aggregate_day", ["day_id"], postgresql_where=stale, sqlite_where=stale)
    for kind, keys in _KEYS.items():
        name = f"aggregate_{kind}"
        columns: list[sa.Column[Any]] = [
            *_day(),
            *(sa.Column(key, of, nullable=False) for key, of in keys),
            *_MORE.get(kind, ()),
            *(sa.Column(count, sa.Integer(), nullable=False) for count in _COUNTS[kind]),
            *(sa.Column(table, sa.JSON(), nullable=False) for table in _TABLES.get(kind, ())),
        ]
        key = sa.PrimaryKeyConstraint("hall", "day_id", *(name for name, _ in keys), name=f"pk_{name}")
        op.create_table(name, *columns, key)
        op.create_index(f"ix_{name}_date", name, ["date"])


def _day() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("hall", sa.String(), nullable=False),
        sa.Column("day_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
    )
