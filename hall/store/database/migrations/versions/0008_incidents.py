"""Before the update of the programs: times in which an agency could not serve."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TIME = sa.DateTime(timezone=True)
_PARTS = {
    "ix_incident_goes_on": ("agency_id", "until IS NULL"),
    "ix_incident_not_closed": ("found_at", "closed_at IS NULL"),
}


def upgrade() -> None:
    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("obstacle", sa.String(), nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("until", _TIME),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("lost_minutes", sa.Float(), nullable=False),
        sa.Column("found_at", _TIME, nullable=False),
        sa.Column("found_by", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), server_default="", nullable=False),
        sa.Column("due", sa.Date()),
        sa.Column("closed_at", _TIME),
        sa.Column("closed_by", sa.String(), server_default="", nullable=False),
        sa.Column("done", sa.String(), server_default="", nullable=False),
        sa.Column("announcement_id", sa.Integer()),
        sa.Column("closure_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_incident"),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name="fk_incident_day_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_incident_agency_id"),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"], name="fk_incident_announcement_id"),
        sa.ForeignKeyConstraint(["closure_id"], ["closure.id"], name="fk_incident_closure_id"),
    )
    op.create_index("ix_incident_day_id", "incident", ["day_id"])
    op.create_index("ix_incident_found_at", "incident", ["found_at"])
    for name, (column, where) in _PARTS.items():
        part = sa.text(where)
        op.create_index(
            name,
            "incident",
            [column],
            unique=name == "ix_incident_goes_on",
            postgresql_where=part,
            sqlite_where=part,
        )
