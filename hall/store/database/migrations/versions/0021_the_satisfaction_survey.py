"""Before the update of the programs: the satisfaction survey, and plans that follow its findings."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("hall", sa.Column("survey", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    # What a plan follows, and who does it.
    op.add_column("plan", sa.Column("element", sa.String(), server_default="", nullable=False))
    op.add_column("plan", sa.Column("owner", sa.String(), server_default="", nullable=False))
    _imports()
    _responses()
    _answers()


def _imports() -> None:
    op.create_table(
        "survey_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("forms", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.Column("withdrawn_by", sa.String(), server_default="", nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_import"),
    )
    op.create_index("ix_survey_import_digest", "survey_import", ["digest"])


def _responses() -> None:
    op.create_table(
        "survey_response",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("ticket_id", _BIG),
        sa.Column("agency_id", sa.String(), nullable=False),
        sa.Column("service_id", sa.String()),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("regulation", sa.String(), nullable=False),
        sa.Column("complete", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sitting", sa.String(), server_default="", nullable=False),
        sa.Column("import_id", sa.Integer()),
        sa.CheckConstraint("channel IN ('kiosk', 'paper')", name="channel"),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"], name="fk_survey_response_ticket_id"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_response_agency_id"),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name="fk_survey_response_service_id"),
        sa.ForeignKeyConstraint(["import_id"], ["survey_import.id"], name="fk_survey_response_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_response"),
        sa.UniqueConstraint("ticket_id", name="uq_survey_response_ticket_id"),
    )
    op.create_index("ix_survey_response_day", "survey_response", ["day", "agency_id"])
    op.create_index("ix_survey_response_import_id", "survey_response", ["import_id"])


def _answers() -> None:
    for name, key, value in (
        ("survey_answer", "element", sa.Column("score", sa.Integer(), nullable=False)),
        ("survey_trait", "trait", sa.Column("choice", sa.String(), nullable=False)),
    ):
        op.create_table(
            name,
            sa.Column("response_id", _BIG, nullable=False, autoincrement=False),
            sa.Column(key, sa.String(), nullable=False),
            value,
            sa.ForeignKeyConstraint(["response_id"], ["survey_response.id"], name=f"fk_{name}_response_id"),
            sa.PrimaryKeyConstraint("response_id", key, name=f"pk_{name}"),
        )
    op.create_table(
        "survey_comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["survey_import.id"], name="fk_survey_comment_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_survey_comment"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_survey_comment_day", "survey_comment", ["day"])
    op.create_index("ix_survey_comment_import_id", "survey_comment", ["import_id"])
