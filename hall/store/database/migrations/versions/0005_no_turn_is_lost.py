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
    """Each life of a program beside its station's name; leases by both, with their beginning."""
    moment, key = sa.DateTime(timezone=True), sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "life",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("hardware", sa.String(), nullable=False),
        sa.Column("boot", sa.String(), nullable=False),
        sa.Column("space", sa.String(), nullable=False),
        sa.Column("pid", key, nullable=False),
        sa.Column("started", key, nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("since", moment, nullable=False),
        sa.Column("beat_at", moment, nullable=False),
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_life")),
    )
    op.create_index("ix_life_station", "life", ["program", "station"])
    op.add_column("call_voiced", sa.Column("life", sa.String(), nullable=False, server_default=""))
    op.add_column("voice_lease", sa.Column("life", sa.String(), nullable=False, server_default=""))
    op.add_column("voice_lease", sa.Column("since", moment, nullable=True))
    op.add_column("ticket_event", sa.Column("clock_at", moment, nullable=True))


def _slips() -> None:
    """Slips and printers."""
    op.add_column("print_job", sa.Column("life", sa.String(), server_default="", nullable=False))


def _history() -> None:
    """What the audit replays: what an event made of its ticket's row, and who sat down at a counter after which."""
    op.add_column("ticket_event", sa.Column("after", sa.JSON(), nullable=True))
    for name in ("login", "station"):
        op.add_column("counter_event", sa.Column(name, sa.String(), server_default="", nullable=False))
    op.add_column(
        "counter_event", sa.Column("seen", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
    )
    _tell_gaps()
    # Who sits where now, so that what follows is known: the first release kept no history of it.
    op.execute(
        "INSERT INTO counter_event (counter_id, at, action, actor, login, station, seen) "
        "SELECT c.id, c.signed_in_at, 'found', 'system', s.login, c.station, "
        "(SELECT coalesce(max(id), 0) FROM ticket_event) "
        "FROM counter c JOIN staff s ON s.id = c.staff_id WHERE c.signed_in_at IS NOT NULL ORDER BY c.id"
    )


def _tell_gaps() -> None:
    """The history of days tells the gaps that are there, all of them from paper."""
    connection = op.get_bind()
    gaps = connection.execute(
        sa.text(
            "SELECT g.day_id, g.at, d.date, g.actor, g.reason, g.prefix, g.first, g.last FROM number_gap g "
            "JOIN business_day d ON d.id = g.day_id ORDER BY g.id"
        )
    ).all()
    for gap in gaps:
        told = {"prefix": gap.prefix, "first": gap.first, "last": gap.last, "cause": "paper"}
        connection.execute(
            sa.text(
                "INSERT INTO day_event (day_id, at, action, date, actor, reason, detail) "
                "VALUES (:day_id, :at, 'gap', :date, :actor, :reason, :detail)"
            ).bindparams(sa.bindparam("detail", type_=sa.JSON())),
            {
                "day_id": gap.day_id,
                "at": gap.at,
                "date": gap.date,
                "actor": gap.actor,
                "reason": gap.reason,
                "detail": told,
            },
        )
