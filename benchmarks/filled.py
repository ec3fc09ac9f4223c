"""Years of a hall's life, written straight into its database: to live them would take days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy import make_url

from benchmarks.floors import COUNTERS, SERVICES, plain_dsn

DAYS = 1250
"""Business days of five years."""


def fill(url: str, tickets: int, *, days: int = DAYS) -> None:
    """Write ``tickets`` of business days up to yesterday into the prepared and empty hall of ``floors.bench_hall``:
    each was printed, called, now and then called again, shown, said and finished, with its requests. Every tenth was
    booked, as many bookings were never used, and every fifth day ended by itself."""
    days = min(days, tickets)
    if make_url(url).get_backend_name() == "sqlite":
        _fill_sqlite(url, tickets, days)
    else:
        _fill_postgres(url, tickets, days)


@dataclass(frozen=True)
class _Dialect:
    """How a database writes the series, a time in seconds after the opening of a day, and scattered names."""

    series: str
    at: str
    scattered: str
    false: str
    json: str


# Scattered like the real ones, or the indexes of tokens and requests would be denser than they ever are.
_SQLITE = _Dialect(
    series="WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {count}) ",
    at="strftime('%Y-%m-%d %H:%M:%f000', d.opened_at, '+' || ({offset}) || ' seconds')",
    scattered="printf('%08X%024X', (n * 2654435761) % 4294967296, n)",
    false="0",
    json="json_quote({value})",
)
_POSTGRES = _Dialect(
    series="WITH s AS (SELECT n FROM generate_series(0::bigint, {count} - 1) AS n) ",
    at="d.opened_at + ({offset}) * interval '1 second'",
    scattered="upper(md5(n::text))",
    false="false",
    json="to_json(({value})::text)",
)


_LINES = (
    "SELECT 0 AS step, 'issue' AS action, NULL AS before, 'printing' AS after",
    "SELECT 1, 'slip_out', 'printing', 'waiting'",
    "SELECT 2, 'call_next', 'waiting', 'called'",
    "SELECT 3, 'finish', 'called', 'done'",
)
"""The history of each number."""


class _Years:
    """The statements that write them on one database."""

    def __init__(self, dialect: _Dialect, tickets: int, days: int) -> None:
        a_day = -(-tickets // days)
        self._lines_a_day, self._lines = len(_LINES) * a_day, len(_LINES) * tickets
        self._dialect = dialect
        self._series = dialect.series.format(count=tickets)
        self._rank = f"(n % {a_day})"
        self._day = f"FROM s JOIN business_day d ON d.id = n / {a_day} + 1"
        self._counter = f"'loket-' || (n % {COUNTERS} + 1)"
        self._service, self._prefix = f"'bench-' || (n % {SERVICES})", f"'B' || (n % {SERVICES})"
        self._station = "'kiosk-' || (n % 4 + 1)"
        self._token = f"substr({dialect.scattered}, 1, 8) || substr({dialect.scattered}, 25)"
        self._issued, self._printed = self._at(0), self._at(2)
        self._called, self._again, self._ended = self._at(600), self._at(640), self._at(900)

    def statements(self) -> Iterator[str]:
        """All of them, in the order in which rows refer to one another."""
        yield from self._of_days()
        yield from self._of_tickets()
        yield from self._of_calls()
        yield from self._of_bookings()
        yield from self._of_requests()

    def _of_days(self) -> Iterator[str]:
        for action, at in (("open", "opened_at"), ("close", "closed_at")):
            done = f"CASE WHEN expired AND '{action}' = 'close' THEN 'expire' ELSE '{action}' END"
            lines = f"SELECT id, {at}, {done}, date, 'api' FROM business_day ORDER BY id"  # noqa: S608
            yield f"INSERT INTO day_event (day_id, at, action, date, actor) {lines}"
        # In the morning, at noon and in the evening of each day: after so many lines of its numbers.
        seen = f"{self._lines_a_day} * (d.id - 1) + {self._lines_a_day} * a.n / 3"
        yield (
            "INSERT INTO counter_event (counter_id, at, action, actor, login, seen) "  # noqa: S608
            "SELECT c.id, d.opened_at, a.done, 'api', CASE WHEN a.n = 0 THEN 'petugas' ELSE '' END, "
            f"CASE WHEN {seen} < {self._lines} THEN {seen} ELSE {self._lines} END "
            "FROM business_day d CROSS JOIN counter c CROSS JOIN (SELECT 0 AS n, 'sign_in' AS done UNION "
            "SELECT 1, 'pause' UNION SELECT 2, 'resume' UNION SELECT 3, 'sign_out') AS a ORDER BY d.id, a.n, c.id"
        )

    def _of_tickets(self) -> Iterator[str]:
        yield self._insert(
            "ticket (id, day_id, prefix, number, service_id, priority, state, queue_time, issued_at, token, station, "
            "counter_id, calls, called_at, serving_at, ended_at, outcome)",
            f"n + 1, d.id, {self._prefix}, {self._rank} / {SERVICES} + 1, {self._service}, {self._dialect.false}, "
            f"'done', {self._issued}, {self._issued}, {self._token}, {self._station}, {self._counter}, "
            f"1, {self._called}, {self._called}, {self._ended}, 'served'",
        )
        times = f"CASE step WHEN 0 THEN {self._issued} WHEN 1 THEN {self._printed} WHEN 2 THEN {self._called} "
        yield self._insert(
            "ticket_event (ticket_id, day_id, at, action, from_state, to_state, actor, counter_id, service_id)",
            f"n + 1, d.id, {times} ELSE {self._ended} END, action, before, after, 'api', "
            f"CASE WHEN step > 1 THEN {self._counter} END, {self._service}",
            f"CROSS JOIN ({' UNION ALL '.join(_LINES)}) AS a",
            then="step",
        )
        yield self._insert(
            "print_job (ticket_id, station, state, created_at, updated_at)",
            f"n + 1, {self._station}, CASE n % 20 WHEN 0 THEN 'unverified' ELSE 'printed' END, {self._issued}, "
            f"{self._printed}",
        )
        yield (
            "INSERT INTO day_number (day_id, prefix, last, last_at) "
            "SELECT day_id, prefix, max(number), max(issued_at) FROM ticket GROUP BY day_id, prefix"
        )

    def _of_calls(self) -> Iterator[str]:
        for kind, at, which in (("next", self._called, ""), ("recall", self._again, "WHERE n % 10 = 0")):
            yield self._insert(
                "call (day_id, ticket_id, counter_id, service_id, kind, times, reason_code, reason_params, "
                "streak_before, at, actor)",
                f"d.id, n + 1, {self._counter}, {self._service}, '{kind}', 1, 'by_number', '[]', 0, {at}, 'api'",
                which,
            )
        yield self._insert(
            "visit_offer (ticket_id, counter_id, at, actor)",
            f"n + 1, {self._counter}, {self._called}, 'api'",
            "WHERE n % 4 = 0",
        )
        yield "INSERT INTO call_shown (call_seq, board, received_at, at) SELECT seq, 'papan-1', at, at FROM call"
        yield (
            "INSERT INTO call_voiced (call_seq, zone, board, state, at, until) "
            "SELECT c.seq, p.zone_id, 'papan-1', 'spoken', c.at, c.at FROM call c JOIN counter p ON p.id = c.counter_id"
        )

    def _of_bookings(self) -> Iterator[str]:
        for kind, state, ticket, place in (("B", "checked_in", "n + 1", 0), ("N", "booked", "NULL", 5)):
            yield self._insert(
                "booking (code, service_id, slot, priority, state, ticket_id, made_by, made_at)",
                f"'{kind}' || n, {self._service}, {self._issued}, {self._dialect.false}, '{state}', {ticket}, 'api', "
                f"{self._issued}",
                f"WHERE n % 10 = {place}",
            )

    def _of_requests(self) -> Iterator[str]:
        for kind, at, result in (("i", self._issued, self._token), ("c", self._called, "'1'")):
            yield self._insert(
                "request (id, fingerprint, result, at)",
                f"'{kind}' || {self._dialect.scattered}, 'tickets.issue|' || {self._service} || '|False|False', "
                f"{self._dialect.json.format(value=result)}, {at}",
            )

    def _at(self, seconds: int) -> str:
        return self._dialect.at.format(offset=f"{self._rank} * 6 + {seconds}")

    def _insert(self, into: str, values: str, which: str = "", *, then: str = "n") -> str:
        # Wherever the planner reads the series, rows come in the order of their numbers, as they were written.
        return f"INSERT INTO {into} {self._series}SELECT {values} {self._day} {which} ORDER BY n, {then}"


def _days(count: int) -> Iterator[tuple[str, str, str, bool]]:
    """Date, opening, closing, and whether it ended by itself, of each day, oldest first."""
    # Up to yesterday: a hall that was shut for more than a week asks a person before it opens again.
    today = datetime.now(UTC).date()
    for n in range(count):
        day = (today - timedelta(days=count - n)).isoformat()
        yield day, f"{day} 00:00:00.000000", f"{day} 00:00:00.000000", n % 5 == 0


def _fill_sqlite(url: str, tickets: int, days: int) -> None:
    path = make_url(url).database
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Only while it is filled: a cut of power would lose the file, and it can be made again.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-2000000")
        connection.execute("BEGIN")
        connection.executemany(_day_of("?"), _days(days))
        for statement in _Years(_SQLITE, tickets, days).statements():
            connection.execute(statement)
        connection.execute("COMMIT")
        # No ANALYZE: no program of a hall makes one, so its planner goes without.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill_postgres(url: str, tickets: int, days: int) -> None:
    with psycopg.connect(plain_dsn(url), autocommit=True) as connection:
        # Foreign keys are checked row by row; what is made here is whole.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET TimeZone = 'UTC'")
        with connection.cursor() as cursor:
            cursor.executemany(_day_of("%s"), list(_days(days)))
        for statement in _Years(_POSTGRES, tickets, days).statements():
            connection.execute(statement)
        connection.execute("SELECT setval(pg_get_serial_sequence('ticket', 'id'), (SELECT max(id) FROM ticket)), 1")
        # Else autovacuum would set in during the measurement.
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")


def _day_of(placeholder: str) -> str:
    columns = "date, opened_at, closed_at, expired, opened_by, closed_by, close_reason, timezone, cancelled"
    given = ", ".join([placeholder] * 4)
    values = f"({given}, 'api', 'api', '', 'Asia/Makassar', 0)"
    return f"INSERT INTO business_day ({columns}) VALUES {values}"  # noqa: S608
