"""Issue and call in a hall with five years behind it, against the same on an empty day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

import psycopg
from sqlalchemy import make_url

from benchmarks.floors import BLOCK, COUNTERS, SERVICES, Database, bench_hall, plain_dsn, timed
from benchmarks.table import Row
from hall.access import By
from hall.store import Store, prepare_store

DAYS = 1250
"""Business days of five years."""


def old_and_new(database: Database, tickets: int, rounds: int) -> Iterator[Row]:
    """Median issue and call with a history, as a multiple of those on an empty day; interleaved."""
    hall = bench_hall()
    new_url, old_url = database.fresh(), database.fresh()
    new, old = prepare_store(new_url, hall), prepare_store(old_url, hall)
    old.close()
    (_fill_postgres if database.postgres else _fill_sqlite)(old_url, tickets)
    old = prepare_store(old_url, hall)
    times: dict[tuple[str, str], list[float]] = {}
    for queue_time in range(rounds + 1):
        # Who goes first changes: what the first leaves to the disk, the second would pay.
        stores = (("new", new), ("old", old))
        for name, store in stores if queue_time % 2 else stores[::-1]:
            for what, spent in _round(store, hall.services[0].prefix, hall.counters[0].label).items():
                if queue_time:
                    times.setdefault((name, what), []).extend(spent)
    new.close()
    old.close()
    for what in ("issue", "call"):
        floor = median(times["new", what])
        slower = median(times["old", what]) / floor
        label = f"{database.name}: {what} with {tickets:,} tickets of history / on an empty day"
        yield Row(label, slower, "x", 1.2, "at most", floor)


def _round(store: Store, prefix: str, label: str) -> dict[str, list[float]]:
    return {
        "issue": timed(lambda: store.run(lambda work: work.tickets.issue(prefix, By.system())), BLOCK),
        "call": timed(lambda: store.run(lambda work: work.counter(label, By.system()).call_next()), BLOCK),
    }


@dataclass(frozen=True)
class _Dialect:
    """How a database writes the series, a time in seconds after the opening of a day, and scattered names."""

    series: str
    at: str
    token: str
    request: str
    false: str
    json: str


# Scattered like the real ones, or the indexes of tokens and requests would be denser than they ever are.
_SQLITE = _Dialect(
    series="WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n + 1 < {count}) ",
    at="strftime('%Y-%m-%d %H:%M:%f000', d.opened_at, '+' || ({offset}) || ' seconds')",
    token="printf('%08X%08X', (n * 2654435761) % 4294967296, n)",  # noqa: S106
    request="printf('{kind}%08x%020d', (n * 2654435761) % 4294967296, n)",
    false="0",
    json="json_quote({value})",
)
_POSTGRES = _Dialect(
    series="WITH s AS (SELECT n FROM generate_series(0::bigint, {count} - 1) AS n) ",
    at="d.opened_at + ({offset}) * interval '1 second'",
    token="upper(substr(md5(n::text), 1, 16))",  # noqa: S106
    request="'{kind}' || md5(n::text)",
    false="false",
    json="to_json(({value})::text)",
)


def _statements(dialect: _Dialect, tickets: int) -> Iterator[str]:
    """The history as SQL: each ticket was issued, called and finished, with its requests and its call."""
    days = min(DAYS, tickets)
    a_day = -(-tickets // days)
    series = dialect.series.format(count=tickets)
    rank, counter = f"(n % {a_day})", f"'loket-' || (n % {COUNTERS} + 1)"
    service, prefix = f"'bench-' || (n % {SERVICES})", f"'B' || (n % {SERVICES})"
    issued = dialect.at.format(offset=f"{rank} * 6")
    called = dialect.at.format(offset=f"{rank} * 6 + 600")
    ended = dialect.at.format(offset=f"{rank} * 6 + 900")
    day = f"FROM s JOIN business_day d ON d.id = n / {a_day} + 1"
    # Wherever the planner reads the series, rows come in the order of their numbers, as they were written.
    order = "ORDER BY n"
    yield (
        "INSERT INTO ticket (id, day_id, prefix, number, service_id, priority, state, queue_time, issued_at, token, "
        f"counter_id, calls, called_at, serving_at, ended_at, outcome) {series}"
        f"SELECT n + 1, d.id, {prefix}, {rank} / {SERVICES} + 1, {service}, {dialect.false}, 'done', {issued}, "
        f"{issued}, {dialect.token}, {counter}, 1, {called}, {called}, {ended}, 'served' {day} {order}"
    )
    events = (
        ("issue", "NULL", "waiting", issued, "NULL"),
        ("call_next", "'waiting'", "called", called, counter),
        ("finish", "'called'", "done", ended, counter),
    )
    for action, before, after, at, where in events:
        yield (
            "INSERT INTO ticket_event (ticket_id, day_id, at, action, from_state, to_state, actor, counter_id, "
            f"service_id) {series}SELECT n + 1, d.id, {at}, '{action}', {before}, '{after}', 'api', {where}, "
            f"{service} {day} {order}"
        )
    yield (
        "INSERT INTO call (day_id, ticket_id, counter_id, service_id, kind, times, reason_code, reason_params, "
        f"streak_before, at, actor) {series}SELECT d.id, n + 1, {counter}, {service}, 'next', 1, 'longest', '{{}}', "
        f"0, {called}, 'api' {day} {order}"
    )
    for kind, at, result in (("i", issued, dialect.token), ("c", called, "'1'")):
        yield (
            f"INSERT INTO request (id, fingerprint, result, at) {series}"
            f"SELECT {dialect.request.format(kind=kind)}, 'tickets.issue|' || {service} || '|False|False', "
            f"{dialect.json.format(value=result)}, {at} {day} {order}"
        )
    yield (
        "INSERT INTO day_number (day_id, prefix, last, last_at) "
        "SELECT day_id, prefix, max(number), max(issued_at) FROM ticket GROUP BY day_id, prefix"
    )


def _days(tickets: int) -> list[tuple[str, str]]:
    """The dates and openings of the days, oldest first."""
    count = min(DAYS, tickets)
    # Up to yesterday: a hall that was shut for more than a week asks a person before it opens again.
    today = datetime.now(UTC).date()
    dates = [today - timedelta(days=count - n) for n in range(count)]
    return [(day.isoformat(), f"{day.isoformat()} 00:00:00.000000") for day in dates]


_DAY = (
    "INSERT INTO business_day (date, opened_at, opened_by, closed_at, closed_by, close_reason, timezone, cancelled) "
    "VALUES ({0}, {0}, 'api', {0}, 'api', '', 'Asia/Makassar', 0)"
)


def _fill_sqlite(url: str, tickets: int) -> None:
    path = make_url(url).database
    assert path is not None
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Only while it is filled: a cut of power would lose the file, and it can be made again.
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-2000000")
        connection.execute("BEGIN")
        day = _DAY.replace("{0}", "?")
        connection.executemany(day, [(date_, opened, opened) for date_, opened in _days(tickets)])
        connection.execute("COMMIT")
        for statement in _statements(_SQLITE, tickets):
            connection.execute(statement)
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill_postgres(url: str, tickets: int) -> None:
    with psycopg.connect(plain_dsn(url), autocommit=True) as connection:
        # Foreign keys are checked row by row; what is made here is whole.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET TimeZone = 'UTC'")
        day = _DAY.replace("{0}", "%s")
        with connection.cursor() as cursor:
            cursor.executemany(day, [(date_, opened, opened) for date_, opened in _days(tickets)])
        for statement in _statements(_POSTGRES, tickets):
            connection.execute(statement)
        connection.execute("SELECT setval(pg_get_serial_sequence('ticket', 'id'), (SELECT max(id) FROM ticket)), 1")
        # Else autovacuum would set in during the measurement.
        connection.execute("VACUUM (ANALYZE)")
        connection.execute("CHECKPOINT")
