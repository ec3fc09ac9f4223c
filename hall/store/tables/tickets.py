"""Tickets with their history, calls, slips and bookings, and the request ids."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    false,
    literal_column,
    text,
)

from hall.lifecycle import AT_COUNTER, State
from hall.spooling import COMES_BY_ITSELF, UNFINISHED
from hall.store.database.allowed import guard
from hall.store.database.column_types import Id, UtcDateTime
from hall.store.tables.base import metadata


def written(word: StrEnum) -> ColumnElement[str]:
    """A word of our own, written out instead of bound: a partial index serves a statement only when its condition can
    be read there."""
    return literal_column(f"'{word.value}'", String)


@cache
def state_is(*states: State) -> ColumnElement[bool]:
    """That a ticket is in one of ``states``; without its index every action would read the whole history."""
    words = [written(state) for state in sorted(states)]
    return ticket.c.state == words[0] if len(words) == 1 else ticket.c.state.in_(words)


@cache
def is_unfinished() -> ColumnElement[bool]:
    """That a slip may still come, written out for the partial index too."""
    return print_job.c.state.in_([written(job) for job in UNFINISHED])


@cache
def sheet_comes() -> ColumnElement[bool]:
    """That a closing sheet may still come, written out for the partial index too."""
    return sheet_print.c.state.in_([written(job) for job in COMES_BY_ITSELF])


@cache
def is_named() -> ColumnElement[bool]:
    """That a booking has a name elsewhere, written out for the partial index too."""
    return booking.c.reference != literal_column("''", String)


_AT_COUNTER = text("state IN ({})".format(", ".join(f"'{state}'" for state in sorted(AT_COUNTER))))


_AT_ANY = text("counter_id IS NOT NULL")


_WAITING = text(f"state = '{State.WAITING}'")


_UNREAD = text("read_at IS NULL")


_PRINTING = text(f"state = '{State.PRINTING}'")


_HELD = text(f"state = '{State.HELD}'")


_DIRECTED = text(f"state = '{State.WAITING}' AND directed_to IS NOT NULL")


_UNFINISHED = text("state IN ({})".format(", ".join(f"'{job}'" for job in UNFINISHED)))


_NAMED = text("reference <> ''")


_COMING = text("state IN ({})".format(", ".join(f"'{job}'" for job in COMES_BY_ITSELF)))


ticket = Table(
    "ticket",
    metadata,
    Column("id", Id, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("prefix", String(3), nullable=False),
    Column("number", Integer, nullable=False),
    Column("service_id", String, ForeignKey("service.id"), nullable=False),
    Column("priority", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("queue_time", UtcDateTime, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("token", String, nullable=False, unique=True),
    Column("station", String, nullable=False, server_default=""),
    Column("counter_id", String, ForeignKey("counter.id")),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("called_at", UtcDateTime),
    Column("serving_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("unverified", Boolean, nullable=False, server_default=false()),
    # How the visit ended: '' (not yet), 'served' or 'not_served', with the obstacle that was met.
    Column("outcome", String, nullable=False, server_default=""),
    Column("obstacle_id", String, ForeignKey("obstacle.id")),
    Column("held_reason", String, nullable=False, server_default=""),
    # Waits for one counter until a time, then for its service again.
    Column("directed_to", String, ForeignKey("counter.id")),
    Column("directed_until", UtcDateTime),
    # The slot that was booked.
    Column("booked_for", UtcDateTime),
    # In which language its visitor took it; '' where nobody chose one.
    Column("language", String, nullable=False, server_default=""),
    Column("version", Integer, nullable=False, server_default="1"),
    # How many files, or persons, the visitor comes with.
    Column("files", Integer, nullable=False, server_default="1"),
    # How long the wait was said to be, in minutes, with so many people ahead; 'late', or why nothing was said.
    Column("wait_low", Float),
    Column("wait_middle", Float),
    Column("wait_high", Float),
    Column("wait_ahead", Integer),
    Column("wait_note", String, nullable=False, server_default=""),
    UniqueConstraint("day_id", "prefix", "number"),
    CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in State)), name="state"),
    # Candidates are read per service and class: flat however long the history is.
    Index(
        "ix_ticket_waiting",
        "service_id",
        "priority",
        "queue_time",
        "issued_at",
        "id",
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    ),
    Index("ix_ticket_directed", "directed_to", "queue_time", "id", postgresql_where=_DIRECTED, sqlite_where=_DIRECTED),
    # At most one ticket called or serving per counter.
    Index("ix_ticket_at_counter", "counter_id", unique=True, postgresql_where=_AT_COUNTER, sqlite_where=_AT_COUNTER),
    Index("ix_ticket_printing", "issued_at", postgresql_where=_PRINTING, sqlite_where=_PRINTING),
    Index("ix_ticket_held", "service_id", "id", postgresql_where=_HELD, sqlite_where=_HELD),
    Index("ix_ticket_day_counter", "day_id", "counter_id", postgresql_where=_AT_ANY, sqlite_where=_AT_ANY),
)


booking = Table(
    "booking",
    metadata,
    Column("id", Integer, primary_key=True),
    # What the visitor shows at check-in; no name, no NIK.
    Column("code", String, nullable=False, unique=True),
    Column("service_id", String, ForeignKey("service.id"), nullable=False),
    Column("slot", UtcDateTime, nullable=False),
    Column("priority", Boolean, nullable=False),
    Column("state", String, nullable=False),
    Column("ticket_id", Id, ForeignKey("ticket.id"), unique=True),
    Column("made_by", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("ended_reason", String, nullable=False, server_default=""),
    # Its name where it was made; '' for one of the hall.
    Column("reference", String, nullable=False, server_default=""),
    CheckConstraint("state IN ('booked', 'checked_in', 'cancelled')", name="state"),
    Index("ix_booking_slot", "slot", "service_id"),
    Index("ix_booking_reference", "reference", unique=True, postgresql_where=_NAMED, sqlite_where=_NAMED),
)


counter_event = Table(
    "counter_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("counter_id", String, ForeignKey("counter.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # 'sign_in', 'sign_out', 'pause' or 'resume'
    Column("action", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("detail", String, nullable=False, server_default=""),
    # Who signed in, and from which station.
    Column("login", String, nullable=False, server_default=""),
    Column("station", String, nullable=False, server_default=""),
    # The last line of the tickets' history before it: no clock tells what came first.
    Column("seen", Id),
    Index("ix_counter_event_counter", "counter_id", "id"),
    Index("ix_counter_event_seen", "seen", "id"),
)


call = Table(
    "call",
    metadata,
    Column("seq", Id, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("ticket_id", Id, ForeignKey("ticket.id"), nullable=False),
    Column("counter_id", String, ForeignKey("counter.id"), nullable=False),
    # The ticket's service when it was called; a transfer changes the ticket's.
    Column("service_id", String, ForeignKey("service.id"), nullable=False),
    Column("kind", String, nullable=False),
    Column("times", Integer, nullable=False),
    Column("reason_code", String, nullable=False),
    Column("reason_params", JSON, nullable=False),
    Column("streak_before", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    # Taken back by the counter: boards show it no more.
    Column("undone", Boolean, nullable=False, server_default=false()),
    Index("ix_call_day", "day_id", "seq"),
    Index("ix_call_ticket_id", "ticket_id"),
)


ticket_event = Table(
    "ticket_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("ticket.id"), nullable=False),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("action", String, nullable=False),
    Column("from_state", String),
    Column("to_state", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("station", String, nullable=False, server_default=""),
    Column("counter_id", String, ForeignKey("counter.id")),
    Column("service_id", String, ForeignKey("service.id"), nullable=False),
    Column("detail", String, nullable=False, server_default=""),
    # What the event replaced and no other row tells, so that it can be taken back.
    Column("before", JSON(none_as_null=True)),
    # What it made of the ticket's row, as far as its other columns do not tell.
    Column("after", JSON(none_as_null=True)),
    # The database's clock at that time: ``at`` never goes back, and is no measure of what has passed since.
    Column("clock_at", UtcDateTime),
    Index("ix_ticket_event_ticket_id", "ticket_id"),
    Index("ix_ticket_event_counter", "counter_id", "day_id", "id", postgresql_where=_AT_ANY, sqlite_where=_AT_ANY),
)


# What was offered to a visitor whose promise was not kept; only ever appended to, the last one counts.
visit_offer = Table(
    "visit_offer",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("ticket.id"), nullable=False),
    Column("counter_id", String, ForeignKey("counter.id"), nullable=False),
    # NULL: nothing is offered any more.
    Column("offer_id", String, ForeignKey("offer.id")),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Index("ix_visit_offer_ticket_id", "ticket_id", "id"),
)


# What a clerk leaves for the next one at the counter.
handover_note = Table(
    "handover_note",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("counter_id", String, ForeignKey("counter.id"), nullable=False),
    Column("text", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("read_at", UtcDateTime),
    Column("read_by", String, nullable=False, server_default=""),
    Index("ix_handover_note_unread", "counter_id", "id", postgresql_where=_UNREAD, sqlite_where=_UNREAD),
)


print_job = Table(
    "print_job",
    metadata,
    Column("id", Id, primary_key=True),
    Column("ticket_id", Id, ForeignKey("ticket.id"), nullable=False, unique=True),
    Column("station", String, nullable=False),
    Column("state", String, nullable=False),
    Column("copy", Integer, nullable=False, server_default="0"),
    Column("detail", String, nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    # The random id of the kiosk's life that prints it; '' while nobody said so.
    Column("life", String, nullable=False, server_default=""),
    Index("ix_print_job_station", "station", "id"),
    Index("ix_print_job_unfinished", "station", postgresql_where=_UNFINISHED, sqlite_where=_UNFINISHED),
)


# Closing sheets for the slip printer of a station (hall.spooling.sheet_after).
sheet_print = Table(
    "sheet_print",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("station", String, nullable=False),
    Column("state", String, nullable=False),
    # How often it was begun and something of it may be out.
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("detail", String, nullable=False, server_default=""),
    Column("actor", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Index("ix_sheet_print_day_id", "day_id", "id"),
    Index("ix_sheet_print_coming", "station", "id", postgresql_where=_COMING, sqlite_where=_COMING),
)


request = Table(
    "request",
    metadata,
    Column("id", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("result", JSON(none_as_null=True)),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_request_at", "at"),
    # Found by its id: as an index of ids next to the rows it would be written once more.
    sqlite_with_rowid=False,
)


guard(metadata)
