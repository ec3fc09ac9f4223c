"""What all tables share: their metadata and the column of what is archived."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, MetaData, false, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

NOT_ARCHIVED = text("NOT archived")


def archived_column() -> Column[bool]:
    """Whether the row is kept for its history only."""
    return Column("archived", Boolean, nullable=False, server_default=false())
