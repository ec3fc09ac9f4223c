"""The schema of the first release.

Every table stands here as it was then, whatever becomes of ``hall.store.tables``.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TEXT, _PREFIX, _JSON = sa.String(), sa.String(3), sa.JSON()
_WHOLE, _REAL, _FLAG = sa.Integer(), sa.Float(), sa.Boolean()
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME, _DATE = sa.DateTime(timezone=True), sa.Date()
_FALSE, _LIST, _OBJECT = sa.false(), sa.text("'[]'"), sa.text("'{}'")
_BASELINE = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def upgrade() -> None:
    # Next to the version of the schema: which programs may work with it (``hall.store.database.schema``).
    op.add_column("alembic_version", sa.Column("min_program", _TEXT, server_default="", nullable=False))
    _BASELINE.create_all(op.get_bind(), checkfirst=False)


def _table(name: str, *parts: sa.Column[Any] | sa.Constraint | sa.Index, **options: Any) -> None:
    sa.Table(name, _BASELINE, *parts, **options)


def _columns(kind: Any, *names: str, refers: str = "", default: Any = None, **options: Any) -> list[sa.Column[Any]]:
    """Columns of one kind, which are never NULL unless ``options`` say so."""
    keys = [sa.ForeignKey(refers)] if refers else []
    settled = {"nullable": False, "server_default": default, **options}
    return [sa.Column(name, kind, *keys, **settled) for name in names]


def _index(name: str, *columns: Any, unique: bool = False, where: str = "") -> sa.Index:
    """An index of the rows ``where`` something holds, on both databases."""
    partly: Any = {f"{dialect}_where": sa.text(where) for dialect in ("postgresql", "sqlite") if where}
    return sa.Index(name, *columns, unique=unique, **partly)


_table(
    "hall",
    *_columns(_WHOLE, "id", primary_key=True, autoincrement=False),
    *_columns(_TEXT, "name", "city", "timezone"),
    *_columns(_FLAG, "always_open"),
    *_columns(_JSON, "hours", "rules", "running_text"),
    *_columns(_JSON, "profiles", default=_LIST),
    *_columns(_JSON, "calendar", "slip", "voice", default=_OBJECT),
    *_columns(_WHOLE, "cutoff_minutes", default="0"),
    *_columns(_WHOLE, "revision"),
    sa.CheckConstraint("id = 1", name="only_one"),
)
_table(
    "zone",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "name", "pictogram", "directions", "directions_en"),
    *_columns(_JSON, "arrows"),
    *_columns(_WHOLE, "position"),
    *_columns(_TEXT, "counter_directions", "counter_directions_en", default=""),
    *_columns(_FLAG, "archived", default=_FALSE),
)
_table(
    "agency",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "name", "full_name", "icon", "colour"),
    *_columns(_TEXT, "name_en", default=""),
    *_columns(_JSON, "hours", nullable=True),
    *_columns(_JSON, "profiles", default=_LIST),
    *_columns(_WHOLE, "cutoff_minutes", nullable=True),
    *_columns(_WHOLE, "position"),
    *_columns(_FLAG, "archived", default=_FALSE),
)
_table(
    "service",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "agency_id", refers="agency.id"),
    *_columns(_PREFIX, "prefix", unique=True),
    *_columns(_TEXT, "name", "name_en", "requirement", "requirement_en"),
    *_columns(_WHOLE, "promised_minutes", "position"),
    *_columns(_JSON, "hours", nullable=True),
    *_columns(_JSON, "profiles", default=_LIST),
    *_columns(_WHOLE, "cutoff_minutes", "quota", nullable=True),
    *_columns(_FLAG, "archived", default=_FALSE),
)
_table(
    "counter",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "label"),
    *_columns(_TEXT, "zone_id", refers="zone.id"),
    *_columns(_TEXT, "agency_id", refers="agency.id"),
    *_columns(_WHOLE, "position"),
    *_columns(_FLAG, "archived", default=_FALSE),
    *_columns(_WHOLE, "staff_id", refers="staff.id", nullable=True),
    *_columns(_TIME, "signed_in_at", "pause_since", "pause_until", nullable=True),
    *_columns(_TEXT, "station", "pause", "pause_reason", default=""),
    *_columns(_WHOLE, "streak", default="0"),
    _index("ix_counter_label", "label", unique=True, where="NOT archived"),
    _index("ix_counter_staff_id", "staff_id", unique=True),
)
_table(
    "counter_service",
    *_columns(_TEXT, "counter_id", refers="counter.id", primary_key=True),
    *_columns(_TEXT, "service_id", refers="service.id", primary_key=True),
    *_columns(_WHOLE, "rank"),
    _index("ix_counter_service_service_id", "service_id"),
)
_table(
    "station",
    *_columns(_TEXT, "name", primary_key=True),
    *_columns(_TEXT, "zone", "printer", "screen"),
    *_columns(_WHOLE, "paper_mm"),
    *_columns(_REAL, "diagonal_inch", "distance_m"),
    *_columns(_TEXT, "print_mode", "fallback", default=""),
    *_columns(_REAL, "roll_m", default="0"),
    *_columns(_JSON, "board", default=_OBJECT),
    *_columns(_FLAG, "archived", default=_FALSE),
)
_table(
    "printer",
    *_columns(_TEXT, "name", primary_key=True),
    *_columns(_TEXT, "url", "problem", "detail", default=""),
    *_columns(_JSON, "calibration", "machine", nullable=True),
    *_columns(_TIME, "since", "seen_at", "watched_at", "roll_at", nullable=True),
    *_columns(_FLAG, "near_end", default=_FALSE),
    *_columns(_REAL, "used_mm", default="0"),
    *_columns(_WHOLE, "slips", default="0"),
)
_table(
    "staff",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_TEXT, "login", unique=True),
    *_columns(_TEXT, "name"),
    *_columns(_TEXT, "role", default="clerk"),
    *_columns(_TEXT, "pin_hash"),
    *_columns(_TEXT, "agency_id", refers="agency.id", nullable=True),
    *_columns(_FLAG, "disabled", default=_FALSE),
)
_table(
    "staff_station",
    *_columns(_WHOLE, "staff_id", refers="staff.id", primary_key=True),
    *_columns(_TEXT, "station", primary_key=True),
    *_columns(_TIME, "at"),
)
_table(
    "station_pin",
    *_columns(_TEXT, "name", primary_key=True),
    *_columns(_TEXT, "pin_hash"),
)
_table(
    "pin_try",
    *_columns(_TEXT, "kind", "login", "station", primary_key=True),
    *_columns(_WHOLE, "tries"),
    *_columns(_TIME, "since", "until"),
    *_columns(_TEXT, "boot", "at_station", default=""),
    *_columns(_REAL, "boot_until", default="0"),
    sa.CheckConstraint("kind IN ('elsewhere', 'own', 'station', 'station_pin')", name="kind"),
)
_table(
    "staff_event",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_TIME, "at"),
    *_columns(_TEXT, "action", "login", "station", "actor"),
    *_columns(_TEXT, "detail", default=""),
    _index("ix_staff_event_login", "login", "id"),
)
_table(
    "business_day",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_DATE, "date", unique=True),
    *_columns(_TIME, "opened_at"),
    *_columns(_TEXT, "opened_by"),
    *_columns(_TIME, "closed_at", "ends_at", "looked_at", nullable=True),
    *_columns(_TEXT, "closed_by", "close_reason", nullable=True),
    *_columns(_TEXT, "timezone", "look", default=""),
    *_columns(_WHOLE, "cancelled", nullable=True),
    *_columns(_FLAG, "expired", "in_doubt", default=_FALSE),
    *_columns(_BIG, "over_ticket", nullable=True),
    _index("ix_business_day_closed_at", "closed_at"),
    _index("ix_business_day_in_doubt", "in_doubt", "id"),
    _index("ix_business_day_only_one_open", sa.text("(closed_at IS NULL)"), unique=True, where="closed_at IS NULL"),
)
_table(
    "day_event",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_WHOLE, "day_id", refers="business_day.id"),
    *_columns(_TIME, "at"),
    *_columns(_TEXT, "action", "actor"),
    *_columns(_DATE, "date"),
    *_columns(_TEXT, "reason", default=""),
    *_columns(_JSON, "detail", nullable=True),
    _index("ix_day_event_day_id", "day_id"),
)
_table(
    "day_number",
    *_columns(_WHOLE, "day_id", refers="business_day.id", primary_key=True),
    *_columns(_PREFIX, "prefix", primary_key=True),
    *_columns(_WHOLE, "last"),
    *_columns(_TIME, "last_at"),
    *_columns(_WHOLE, "cancelled", default="0"),
)
_table(
    "number_gap",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_WHOLE, "day_id", refers="business_day.id"),
    *_columns(_PREFIX, "prefix"),
    *_columns(_WHOLE, "first", "last"),
    *_columns(_TEXT, "reason", "actor"),
    *_columns(_TIME, "at"),
    sa.CheckConstraint("first <= last", name="order"),
    _index("ix_number_gap_day", "day_id", "prefix"),
)
_table(
    "obstacle",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "name", "name_en"),
    *_columns(_WHOLE, "position"),
    *_columns(_FLAG, "archived", default=_FALSE),
)
_table(
    "closure",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_TEXT, "scope", "reason", "state", "requested_by"),
    *_columns(_TEXT, "target", "reason_en", "decided_by", "ended_by", default=""),
    *_columns(_TIME, "starts_at", "requested_at"),
    *_columns(_TIME, "ends_at", "decided_at", nullable=True),
    sa.CheckConstraint("state IN ('requested', 'approved', 'rejected', 'ended')", name="state"),
    sa.CheckConstraint("scope IN ('hall', 'service', 'counter')", name="scope"),
    _index("ix_closure_state", "state"),
)
_table(
    "ticket",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_WHOLE, "day_id", refers="business_day.id"),
    *_columns(_PREFIX, "prefix"),
    *_columns(_WHOLE, "number"),
    *_columns(_TEXT, "service_id", refers="service.id"),
    *_columns(_FLAG, "priority"),
    *_columns(_TEXT, "state"),
    *_columns(_TIME, "queue_time", "issued_at"),
    *_columns(_TEXT, "token", unique=True),
    *_columns(_TEXT, "station", "outcome", "held_reason", default=""),
    *_columns(_TEXT, "counter_id", refers="counter.id", nullable=True),
    *_columns(_WHOLE, "calls", default="0"),
    *_columns(_TIME, "called_at", "serving_at", "ended_at", "directed_until", "booked_for", nullable=True),
    *_columns(_FLAG, "unverified", default=_FALSE),
    *_columns(_TEXT, "obstacle_id", refers="obstacle.id", nullable=True),
    *_columns(_TEXT, "directed_to", refers="counter.id", nullable=True),
    *_columns(_WHOLE, "version", default="1"),
    sa.UniqueConstraint("day_id", "prefix", "number"),
    sa.CheckConstraint(
        "state IN ('printing', 'waiting', 'called', 'serving', 'held', 'done', 'no_show', 'cancelled')", name="state"
    ),
    _index("ix_ticket_at_counter", "counter_id", unique=True, where="state IN ('called', 'serving')"),
    _index("ix_ticket_day_counter", "day_id", "counter_id", where="counter_id IS NOT NULL"),
    _index(
        "ix_ticket_directed",
        "directed_to",
        "queue_time",
        "id",
        where="state = 'waiting' AND directed_to IS NOT NULL",
    ),
    _index("ix_ticket_held", "service_id", "id", where="state = 'held'"),
    _index("ix_ticket_printing", "issued_at", where="state = 'printing'"),
    _index("ix_ticket_waiting", "service_id", "priority", "queue_time", "issued_at", "id", where="state = 'waiting'"),
)
_table(
    "booking",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_TEXT, "code", unique=True),
    *_columns(_TEXT, "service_id", refers="service.id"),
    *_columns(_TIME, "slot", "made_at"),
    *_columns(_FLAG, "priority"),
    *_columns(_TEXT, "state", "made_by"),
    *_columns(_BIG, "ticket_id", refers="ticket.id", nullable=True, unique=True),
    *_columns(_TEXT, "ended_reason", default=""),
    sa.CheckConstraint("state IN ('booked', 'checked_in', 'cancelled')", name="state"),
    _index("ix_booking_slot", "slot", "service_id"),
)
_table(
    "counter_event",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_TEXT, "counter_id", refers="counter.id"),
    *_columns(_TIME, "at"),
    *_columns(_TEXT, "action", "actor"),
    *_columns(_TEXT, "detail", "login", "station", default=""),
    *_columns(_BIG, "seen", nullable=True),
    _index("ix_counter_event_counter", "counter_id", "id"),
    _index("ix_counter_event_seen", "seen", "id"),
)
_table(
    "call",
    *_columns(_BIG, "seq", primary_key=True),
    *_columns(_WHOLE, "day_id", refers="business_day.id"),
    *_columns(_BIG, "ticket_id", refers="ticket.id"),
    *_columns(_TEXT, "counter_id", refers="counter.id"),
    *_columns(_TEXT, "service_id", refers="service.id"),
    *_columns(_TEXT, "kind", "reason_code", "actor"),
    *_columns(_WHOLE, "times", "streak_before"),
    *_columns(_JSON, "reason_params"),
    *_columns(_TIME, "at"),
    *_columns(_FLAG, "undone", default=_FALSE),
    _index("ix_call_day", "day_id", "seq"),
    _index("ix_call_ticket_id", "ticket_id"),
)
_table(
    "ticket_event",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_BIG, "ticket_id", refers="ticket.id"),
    *_columns(_WHOLE, "day_id", refers="business_day.id"),
    *_columns(_TIME, "at"),
    *_columns(_TEXT, "action", "to_state", "actor"),
    *_columns(_TEXT, "from_state", nullable=True),
    *_columns(_TEXT, "station", "detail", default=""),
    *_columns(_TEXT, "counter_id", refers="counter.id", nullable=True),
    *_columns(_TEXT, "service_id", refers="service.id"),
    *_columns(_JSON, "before", "after", nullable=True),
    *_columns(_TIME, "clock_at", nullable=True),
    _index("ix_ticket_event_counter", "counter_id", "day_id", "id", where="counter_id IS NOT NULL"),
    _index("ix_ticket_event_ticket_id", "ticket_id"),
)
_table(
    "print_job",
    *_columns(_BIG, "id", primary_key=True),
    *_columns(_BIG, "ticket_id", refers="ticket.id", unique=True),
    *_columns(_TEXT, "station", "state"),
    *_columns(_WHOLE, "copy", default="0"),
    *_columns(_TEXT, "detail", "life", default=""),
    *_columns(_TIME, "created_at", "updated_at"),
    _index("ix_print_job_station", "station", "id"),
    _index("ix_print_job_unfinished", "station", where="state IN ('queued', 'sending', 'blocked', 'needs_staff')"),
)
_table(
    "life",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "program", "station", "place", "hardware", "boot", "space", "address"),
    *_columns(_BIG, "pid", "started"),
    *_columns(_TIME, "since", "beat_at"),
    *_columns(_FLAG, "admitted"),
    *_columns(_TIME, "ended_at", nullable=True),
    _index("ix_life_station", "program", "station"),
)
_table(
    "board",
    *_columns(_TEXT, "name", primary_key=True),
    *_columns(_TEXT, "zone", "sound", "detail"),
    *_columns(_JSON, "agencies", "warnings"),
    *_columns(_TIME, "since", "seen_at"),
)
_table(
    "call_shown",
    *_columns(_BIG, "call_seq", refers="call.seq", primary_key=True),
    *_columns(_TEXT, "board", primary_key=True),
    *_columns(_TIME, "received_at"),
    *_columns(_TIME, "at", nullable=True),
)
_table(
    "call_voiced",
    *_columns(_BIG, "call_seq", refers="call.seq", primary_key=True, autoincrement=False),
    *_columns(_TEXT, "zone", "board", "state"),
    *_columns(_TIME, "at", "until"),
    *_columns(_TIME, "ended_at", nullable=True),
    *_columns(_TEXT, "life", default=""),
    sa.CheckConstraint("state IN ('speaking', 'spoken', 'short', 'chimed', 'late', 'broke')", name="state"),
)
_table(
    "voice_lease",
    *_columns(_TEXT, "zone", primary_key=True),
    *_columns(_TEXT, "board"),
    *_columns(_BIG, "call_seq"),
    *_columns(_TIME, "until"),
    *_columns(_TEXT, "life", default=""),
    *_columns(_TIME, "since", nullable=True),
)
_table(
    "announcement",
    *_columns(_WHOLE, "id", primary_key=True),
    *_columns(_TEXT, "kind", "title", "zone", "agency", "by"),
    *_columns(_JSON, "lines"),
    *_columns(_TIME, "since"),
    *_columns(_TIME, "until", "ended_at", nullable=True),
    *_columns(_TEXT, "ended_by", default=""),
    sa.CheckConstraint("kind IN ('info', 'outage')", name="kind"),
    _index("ix_announcement_running", "since", where="ended_at IS NULL"),
)
_table(
    "request",
    *_columns(_TEXT, "id", primary_key=True),
    *_columns(_TEXT, "fingerprint"),
    *_columns(_JSON, "result", nullable=True),
    *_columns(_TIME, "at"),
    _index("ix_request_at", "at"),
    sqlite_with_rowid=False,
)
