"""Before the update of the programs: an agency can be closed too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_SCOPES = "scope IN ('hall', 'agency', 'service', 'counter')"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_closure_scope"), "closure", type_="check")
        op.create_check_constraint(op.f("ck_closure_scope"), "closure", _SCOPES)
        return
    # SQLite changes no constraint: the table is made again, with its rows.
    op.rename_table("closure", "closure_before")
    op.drop_index("ix_closure_state")
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer(), primary_key=True),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("scope", "reason", "state", "requested_by")),
        *(
            sa.Column(name, sa.String(), server_default="", nullable=False)
            for name in ("target", "reason_en", "decided_by", "ended_by")
        ),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in ("starts_at", "requested_at")),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("ends_at", "decided_at")),
        sa.CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name="state"),
        sa.CheckConstraint(_SCOPES, name="scope"),
    )
    op.create_index("ix_closure_state", "closure", ["state"])
    columns = (
        "id, scope, reason, state, requested_by, target, reason_en, decided_by, ended_by, starts_at, requested_at, "
        "ends_at, decided_at"
    )
    op.execute(f"INSERT INTO closure ({columns}) SELECT {columns} FROM closure_before")  # noqa: S608 - constants
    op.drop_table("closure_before")
