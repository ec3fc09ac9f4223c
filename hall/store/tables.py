"""The tables of a hall. The migrations make them; a test holds both against each other."""

from __future__ import annotations

from functools import cache

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    literal,
    text,
)

from hall.announcing import Voiced
from hall.lifecycle import AT_COUNTER, State
from hall.spooling import UNFINISHED
from hall.store.allowed import guard
from hall.store.types import Id, UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


@cache
def state_is(*states: State) -> ColumnElement[bool]:
    """That a ticket is in one of ``states``, written out instead of bound: a partial index serves a statement only
    when its condition can be read there, and without it every action would read the whole history."""
    words = [literal(state.value, literal_execute=True) for state in sorted(states)]
    return ticket.c.state == words[0] if len(words) == 1 else ticket.c.state.in_(words)


@cache
def is_unfinished() -> ColumnElement[bool]:
    """That a slip may still come, written out for the partial index too."""
    return print_job.c.state.in_([literal(job.value, literal_execute=True) for job in UNFINISHED])


_AT_COUNTER = text("state IN ({})".format(", ".join(f"'{state}'" for state in sorted(AT_COUNTER))))
_WAITING = text(f"state = '{State.WAITING}'")
_PRINTING = text(f"state = '{State.PRINTING}'")
_HELD = text(f"state = '{State.HELD}'")
_DIRECTED = text(f"state = '{State.WAITING}' AND directed_to IS NOT NULL")
_NOT_ARCHIVED = text("NOT archived")
_UNFINISHED = text("state IN ({})".format(", ".join(f"'{job}'" for job in UNFINISHED)))


def _archived() -> Column[bool]:
    return Column("archived", Boolean, nullable=False, server_default=false())


hall = Table(
    "hall",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("city", String, nullable=False),
    Column("timezone", String, nullable=False),
    Column("always_open", Boolean, nullable=False),
    Column("hours", JSON, nullable=False),
    Column("rules", JSON, nullable=False),
    Column("running_text", JSON, nullable=False),
    # Dated hours such as Ramadan's, holidays, and the cut-off before closing (hall.opening).
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("calendar", JSON, nullable=False, server_default=text("'{}'")),
    Column("cutoff_minutes", Integer, nullable=False, server_default="0"),
    # What stands on a slip, and the logo as a picture (hall.structure.SlipForm).
    Column("slip", JSON, nullable=False, server_default=text("'{}'")),
    # How calls are spoken (hall.structure.VoiceForm).
    Column("voice", JSON, nullable=False, server_default=text("'{}'")),
    Column("revision", Integer, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)

zone = Table(
    "zone",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("sign", String, nullable=False),
    Column("way", String, nullable=False),
    Column("way_en", String, nullable=False),
    Column("arrows", JSON, nullable=False),
    Column("position", Integer, nullable=False),
    Column("counter_way", String, nullable=False, server_default=""),
    Column("counter_way_en", String, nullable=False, server_default=""),
    _archived(),
)

agency = Table(
    "agency",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    # For visitors who read English; '' is the same name.
    Column("name_en", String, nullable=False, server_default=""),
    Column("full_name", String, nullable=False),
    Column("icon", String, nullable=False),
    Column("colour", String, nullable=False),
    Column("hours", JSON(none_as_null=True)),
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("cutoff_minutes", Integer),
    Column("position", Integer, nullable=False),
    _archived(),
)

service = Table(
    "service",
    metadata,
    Column("id", String, primary_key=True),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    # Unique over archived services too: a prefix is never used again.
    Column("prefix", String(3), nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("requirement", String, nullable=False),
    Column("requirement_en", String, nullable=False),
    Column("promised_minutes", Integer, nullable=False),
    Column("hours", JSON(none_as_null=True)),
    Column("profiles", JSON, nullable=False, server_default=text("'[]'")),
    Column("cutoff_minutes", Integer),
    # Numbers per business day; NULL is no limit.
    Column("quota", Integer),
    Column("position", Integer, nullable=False),
    _archived(),
)

counter = Table(
    "counter",
    metadata,
    Column("id", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("zone_id", String, ForeignKey("zone.id"), nullable=False),
    Column("agency_id", String, ForeignKey("agency.id"), nullable=False),
    Column("position", Integer, nullable=False),
    _archived(),
    Column("staff_id", Integer, ForeignKey("staff.id")),
    Column("signed_in_at", UtcDateTime),
    Column("station", String, nullable=False, server_default=""),
    # Consecutive priority calls made while an eligible regular waited (hall.calling).
    Column("streak", Integer, nullable=False, server_default="0"),
    # Why nobody is called here for a while: '' (open), 'break' or 'closed'.
    Column("pause", String, nullable=False, server_default=""),
    Column("pause_reason", String, nullable=False, server_default=""),
    Column("pause_since", UtcDateTime),
    Column("pause_until", UtcDateTime),
    Index("ix_counter_label", "label", unique=True, postgresql_where=_NOT_ARCHIVED, sqlite_where=_NOT_ARCHIVED),
    Index("ix_counter_staff_id", "staff_id", unique=True),
)

counter_service = Table(
    "counter_service",
    metadata,
    Column("counter_id", String, ForeignKey("counter.id"), primary_key=True),
    Column("service_id", String, ForeignKey("service.id"), primary_key=True),
    Column("rank", Integer, nullable=False),
    Index("ix_counter_service_service_id", "service_id"),
)

station = Table(
    "station",
    metadata,
    Column("name", String, primary_key=True),
    Column("zone", String, nullable=False),
    Column("printer", String, nullable=False),
    Column("paper_mm", Integer, nullable=False),
    Column("screen", String, nullable=False),
    Column("diagonal_inch", Float, nullable=False),
    Column("distance_m", Float, nullable=False),
    Column("print_mode", String, nullable=False, server_default=""),
    Column("roll_m", Float, nullable=False, server_default="0"),
    Column("fallback", String, nullable=False, server_default=""),
    # What a board shows beside the calls (hall.structure.BoardSetup).
    Column("board", JSON, nullable=False, server_default=text("'{}'")),
    _archived(),
)

# What is known of the printer of a station, which gives it its name.
printer = Table(
    "printer",
    metadata,
    Column("name", String, primary_key=True),
    # What hall printer calibrate found, and for which address: another one is another printer.
    Column("url", String, nullable=False, server_default=""),
    Column("calibration", JSON(none_as_null=True)),
    Column("problem", String, nullable=False, server_default=""),
    Column("detail", String, nullable=False, server_default=""),
    Column("since", UtcDateTime),
    Column("seen_at", UtcDateTime),
    # The last word of a running kiosk; a command that asked once is no kiosk that fell silent.
    Column("watched_at", UtcDateTime),
    # What the station's own machine says of it where the hall says something else, or nothing.
    Column("machine", JSON(none_as_null=True)),
    Column("near_end", Boolean, nullable=False, server_default=false()),
    # Since the roll was put in.
    Column("roll_at", UtcDateTime),
    Column("used_mm", Float, nullable=False, server_default="0"),
    Column("slips", Integer, nullable=False, server_default="0"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("pin_hash", String, nullable=False),
)

# Where a login signed in rightly, and when last: its own stations (hall.guessing.OWN_FOR).
staff_station = Table(
    "staff_station",
    metadata,
    Column("staff_id", Integer, ForeignKey("staff.id"), primary_key=True),
    Column("station", String, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

# The PIN of a kiosk's staff page; its station gives it its name, in small letters.
station_pin = Table(
    "station_pin",
    metadata,
    Column("name", String, primary_key=True),
    Column("pin_hash", String, nullable=False),
)

# How often a PIN was tried since it was last right, and the pause that follows (hall.guessing.Pace).
pin_try = Table(
    "pin_try",
    metadata,
    # What counts together: 'elsewhere' (a login at all stations but its own), 'own' (a login at one of them),
    # 'station' (one station over all logins) or 'station_pin' (a staff page), with the login and the station or ''.
    Column("kind", String, primary_key=True),
    Column("login", String, primary_key=True),
    Column("station", String, primary_key=True),
    Column("tries", Integer, nullable=False),
    # The last try that was looked at, and until when the next one waits.
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    # The end of the pause by a clock that nobody sets: since when its machine runs, and the seconds since then.
    Column("boot", String, nullable=False, server_default=""),
    Column("boot_until", Float, nullable=False, server_default="0"),
    # Where the last try was made.
    Column("at_station", String, nullable=False, server_default=""),
    CheckConstraint("kind IN ('elsewhere', 'own', 'station', 'station_pin')", name="kind"),
)

# Who may sign in and what was tried: lines are only added.
staff_event = Table(
    "staff_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    # 'added', 'removed', 'pin', 'station_pin', 'failed', 'paused' or 'unlocked'
    Column("action", String, nullable=False),
    # Whose PIN, '' for a login that nobody has; a staff page's PIN is its station's.
    Column("login", String, nullable=False),
    Column("station", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("detail", String, nullable=False, server_default=""),
    Index("ix_staff_event_login", "login", "id"),
)

business_day = Table(
    "business_day",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("date", Date, nullable=False, unique=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("closed_by", String),
    Column("close_reason", String),
    # The hall's zone when the day was opened: a zone that is changed under way moves no moment of this day.
    Column("timezone", String, nullable=False, server_default=""),
    # How many numbers its closing cancelled.
    Column("cancelled", Integer),
    # Whether the system let it expire: opening it again brings every number back.
    Column("expired", Boolean, nullable=False, server_default=false()),
    # When it ends by itself, where that is not the rule's (hall.business_day.closes_at).
    Column("ends_at", UtcDateTime),
    # What a look at the clock found (hall.business_day.Look) and when, until another look takes it back; and the
    # latest ticket when the day was first found over.
    Column("look", String, nullable=False, server_default=""),
    Column("looked_at", UtcDateTime),
    Column("over_ticket", Id),
    # The system changed its date after a clock was wrong, and no person has said yet that it is right.
    Column("in_doubt", Boolean, nullable=False, server_default=false()),
    Index(
        "ix_business_day_only_one_open",
        text("(closed_at IS NULL)"),
        unique=True,
        postgresql_where=text("closed_at IS NULL"),
        sqlite_where=text("closed_at IS NULL"),
    ),
)

# What was done to a business day; only ever appended to.
day_event = Table(
    "day_event",
    metadata,
    Column("id", Id, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # A hall.business_day.DayAction.
    Column("action", String, nullable=False),
    # The date of the day from then on.
    Column("date", Date, nullable=False),
    Column("actor", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("detail", JSON(none_as_null=True)),
    Index("ix_day_event_day_id", "day_id"),
)

day_number = Table(
    "day_number",
    metadata,
    Column("day_id", Integer, ForeignKey("business_day.id"), primary_key=True),
    Column("prefix", String(3), primary_key=True),
    Column("last", Integer, nullable=False),
    # The latest issue time of the prefix: a clock that jumps back cannot put a later number first.
    Column("last_at", UtcDateTime, nullable=False),
    # Numbers that were cancelled give their place in the quota back.
    Column("cancelled", Integer, nullable=False, server_default="0"),
)

number_gap = Table(
    "number_gap",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("day_id", Integer, ForeignKey("business_day.id"), nullable=False),
    Column("prefix", String(3), nullable=False),
    # Numbers given on paper during an outage, both ends included.
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    CheckConstraint("first <= last", name="order"),
    Index("ix_number_gap_day", "day_id", "prefix"),
)

obstacle = Table(
    "obstacle",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_en", String, nullable=False),
    Column("position", Integer, nullable=False),
    _archived(),
)

closure = Table(
    "closure",
    metadata,
    Column("id", Integer, primary_key=True),
    # What is closed: 'hall', 'service' or 'counter', and its id ('' for the hall).
    Column("scope", String, nullable=False),
    Column("target", String, nullable=False, server_default=""),
    Column("starts_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime),
    Column("reason", String, nullable=False),
    Column("reason_en", String, nullable=False, server_default=""),
    Column("state", String, nullable=False),
    Column("requested_by", String, nullable=False),
    Column("requested_at", UtcDateTime, nullable=False),
    Column("decided_by", String, nullable=False, server_default=""),
    Column("decided_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    CheckConstraint("scope IN ('hall', 'service', 'counter')", name="scope"),
    CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name="state"),
    Index("ix_closure_state", "state"),
)

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
    Column("turn", UtcDateTime, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("token", String, nullable=False, unique=True),
    Column("station", String, nullable=False, server_default=""),
    Column("counter_id", String, ForeignKey("counter.id")),
    Column("calls", Integer, nullable=False, server_default="0"),
    Column("called_at", UtcDateTime),
    Column("serving_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("unproven", Boolean, nullable=False, server_default=false()),
    # How the visit ended: '' (not yet), 'served' or 'not_served', with the obstacle that was met.
    Column("outcome", String, nullable=False, server_default=""),
    Column("obstacle_id", String, ForeignKey("obstacle.id")),
    Column("held_reason", String, nullable=False, server_default=""),
    # Waits for one counter until a moment, then for its service again.
    Column("directed_to", String, ForeignKey("counter.id")),
    Column("directed_until", UtcDateTime),
    # The slot that was booked.
    Column("booked_for", UtcDateTime),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("day_id", "prefix", "number"),
    CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in State)), name="state"),
    # Candidates are read per service and class: flat however long the history is.
    Index(
        "ix_ticket_waiting",
        "service_id",
        "priority",
        "turn",
        "issued_at",
        "id",
        postgresql_where=_WAITING,
        sqlite_where=_WAITING,
    ),
    Index("ix_ticket_directed", "directed_to", "turn", "id", postgresql_where=_DIRECTED, sqlite_where=_DIRECTED),
    # At most one ticket called or serving per counter.
    Index("ix_ticket_at_counter", "counter_id", unique=True, postgresql_where=_AT_COUNTER, sqlite_where=_AT_COUNTER),
    Index("ix_ticket_printing", "issued_at", postgresql_where=_PRINTING, sqlite_where=_PRINTING),
    Index("ix_ticket_held", "service_id", "id", postgresql_where=_HELD, sqlite_where=_HELD),
    Index("ix_ticket_day_counter", "day_id", "counter_id"),
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
    CheckConstraint("state IN ('booked', 'checked_in', 'cancelled')", name="state"),
    Index("ix_booking_slot", "slot", "service_id"),
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
    # What it made of the ticket's row, as far as its other columns do not tell; NULL by a program before schema 0005.
    Column("after", JSON(none_as_null=True)),
    # The database's clock at that moment: ``at`` never goes back, and is no measure of what has passed since.
    Column("clock_at", UtcDateTime),
    Index("ix_ticket_event_ticket_id", "ticket_id"),
    Index("ix_ticket_event_counter", "counter_id", "day_id", "id"),
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
    Index("ix_print_job_unfinished", "station", postgresql_where=_UNFINISHED, sqlite_where=_UNFINISHED),
)

# Each start of a program, which has the name of its station while it is admitted and beats (hall.lives).
life = Table(
    "life",
    metadata,
    Column("id", String, primary_key=True),
    Column("program", String, nullable=False),
    Column("station", String, nullable=False),
    # What else tells it from others of the station: a board's zone, a counter's label.
    Column("place", String, nullable=False),
    Column("hardware", String, nullable=False),
    Column("boot", String, nullable=False),
    Column("space", String, nullable=False),
    Column("pid", Id, nullable=False),
    Column("started", Id, nullable=False),
    # As Postgres sees its machine; empty on SQLite.
    Column("address", String, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("beat_at", UtcDateTime, nullable=False),
    Column("admitted", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    Index("ix_life_station", "program", "station"),
)

# What a board last said of itself; its station gives it its name.
board = Table(
    "board",
    metadata,
    Column("name", String, primary_key=True),
    Column("zone", String, nullable=False),
    Column("agencies", JSON, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    # 'ok', 'off' (not asked to speak), or what keeps it: 'no_device', 'failed', 'no_pack'.
    Column("sound", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("warnings", JSON, nullable=False),
)

# Which board has which call, and when it painted it: a row each; NULL while it waits behind others there.
call_shown = Table(
    "call_shown",
    metadata,
    Column("call_seq", Id, ForeignKey("call.seq"), primary_key=True),
    Column("board", String, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime),
)

# What the voice of its zone made of a call (hall.announcing.Voiced).
call_voiced = Table(
    "call_voiced",
    metadata,
    Column("call_seq", Id, ForeignKey("call.seq"), primary_key=True, autoincrement=False),
    Column("zone", String, nullable=False),
    Column("board", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    # The planned end; a board that died in the middle speaks no longer than this.
    Column("until", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    # Which start of the board it was: two machines may have its name.
    Column("life", String, nullable=False, server_default=""),
    CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in Voiced)), name="state"),
)

# Which board's voice has a zone to itself, for which call, and how long.
voice_lease = Table(
    "voice_lease",
    metadata,
    Column("zone", String, primary_key=True),
    Column("board", String, nullable=False),
    Column("call_seq", Id, nullable=False),
    Column("until", UtcDateTime, nullable=False),
    Column("life", String, nullable=False, server_default=""),
    # When it was taken: with a clock that goes back it lasts no longer than it was asked for.
    Column("since", UtcDateTime),
)

_RUNNING = text("ended_at IS NULL")

announcement = Table(
    "announcement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("lines", JSON, nullable=False),
    # '' for all.
    Column("zone", String, nullable=False),
    Column("agency", String, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("by", String, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_by", String, nullable=False, server_default=""),
    CheckConstraint("kind IN ('info', 'outage')", name="kind"),
    Index("ix_announcement_running", "since", postgresql_where=_RUNNING, sqlite_where=_RUNNING),
)

request = Table(
    "request",
    metadata,
    Column("id", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("result", JSON(none_as_null=True)),
    Column("at", UtcDateTime, nullable=False),
)

guard(metadata)
