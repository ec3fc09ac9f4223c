"""The satisfaction survey: questionnaires, their answers, and what was written on them.

Nothing here names a person. A questionnaire of a kiosk names the number of its visit, so that each visit has one; a
text stands by itself, with a key that tells no order and the day alone, so that it leads to no questionnaire.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, false

from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata

# A file of paper forms that was typed in.
survey_import = Table(
    "survey_import",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    # SHA-256 of the file, which is not taken twice.
    Column("digest", String, nullable=False),
    Column("forms", Integer, nullable=False),
    # Taken back: its questionnaires and texts are gone.
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_by", String, nullable=False, server_default=""),
    Column("reason", String, nullable=False, server_default=""),
    Index("ix_survey_import_digest", "digest"),
)


survey_response = Table(
    "survey_response",
    metadata,
    Column("id", Id, primary_key=True),
    # The visit; NULL for a paper form.
    Column("ticket_id", Id, ForeignKey("ticket.id"), unique=True),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    Column("service_id", String, ForeignKey("service.id")),
    # The business day of the visit, or the day that is written on the form.
    Column("day", Date, nullable=False),
    # 'kiosk' or 'paper'
    Column("channel", String, nullable=False),
    Column("regulation", String, nullable=False),
    # Every element has its score.
    Column("complete", Boolean, nullable=False, server_default=false()),
    # Which sitting at a kiosk may go on with it.
    Column("sitting", String, nullable=False, server_default=""),
    Column("import_id", Integer, ForeignKey("survey_import.id")),
    CheckConstraint("channel IN ('kiosk', 'paper')", name="channel"),
    Index("ix_survey_response_day", "day", "agency_id"),
    Index("ix_survey_response_import_id", "import_id"),
)


# The score of an element by its key.
survey_answer = Table(
    "survey_answer",
    metadata,
    Column("response_id", Id, ForeignKey("survey_response.id"), primary_key=True, autoincrement=False),
    Column("element", String, primary_key=True),
    Column("score", Integer, nullable=False),
)


# What respondents say of themselves, where the hall asks for it.
survey_trait = Table(
    "survey_trait",
    metadata,
    Column("response_id", Id, ForeignKey("survey_response.id"), primary_key=True, autoincrement=False),
    Column("trait", String, primary_key=True),
    Column("choice", String, nullable=False),
)


survey_comment = Table(
    "survey_comment",
    metadata,
    # Random, and rows are kept in its order: what was written one after the other cannot be told.
    Column("id", String, primary_key=True),
    Column("day", Date, nullable=False),
    Column("text", String, nullable=False),
    Column("import_id", Integer, ForeignKey("survey_import.id"), nullable=False),
    Index("ix_survey_comment_day", "day"),
    Index("ix_survey_comment_import_id", "import_id"),
    sqlite_with_rowid=False,
)
