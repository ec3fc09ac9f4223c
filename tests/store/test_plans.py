"""No statement of the daily work reads more with a longer history: what the planners of both databases make of each.

Reports, and the audit of all days, are not among them. With a million tickets of history:
``PLANS_TICKETS=1000000 pytest tests/store/test_plans.py --timeout 1800``.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from benchmarks.daily import READS, DailyWork
from benchmarks.filled import fill
from benchmarks.floors import bench_hall, plain_dsn
from benchmarks.lived import Hands, Life
from hall.access import By
from hall.bookings import WantedBooking
from hall.store import Store, open_store, prepare_store
from hall.store import tables as t

TICKETS = int(os.environ.get("PLANS_TICKETS", "12000"))

GROWING = (
    *("ticket", "ticket_event", "call", "print_job", "request", "booking", "call_shown", "call_voiced"),
    *("counter_event", "business_day", "day_event", "day_number", "visit_offer"),
)
"""Tables that get rows with every visitor, or every day."""
MANIFOLD = frozenset(("station", "counter_id", "service_id", "state", "board", "zone", "priority", "prefix"))
"""Columns of which one value is found all over the history: an index of such alone finds more each day."""
NARROWER = frozenset(("ix_ticket_held", "ix_ticket_day_counter", "ix_ticket_directed"))
"""Indexes without which a business day, or all who wait, would be read, which does not grow with the history."""
RULES = frozenset(("ix_business_day_only_one_open",))
"""Indexes that keep a rule, and find nothing."""
STOPS_EARLY = re.compile(r"FROM print_job WHERE print_job.station BETWEEN .* ORDER BY .* DESC\s+LIMIT")
"""The latest slips of a station: found by a manifold column, but in the order of the index, and only some."""
ANY_ROW = re.compile(r"EXISTS \(SELECT 1\s+FROM \"?(\w+)\"?\)")
"""Whether a table holds anything: the first row that is found ends the look, wherever it is."""
LATEST = re.compile(r"max\((\w+\.)?(id|seq|date)\)")
BELOW = r"\((id|seq) < [^<>=]*\)"
"""Keys from the first row on, or back to it."""
INDEXES = {str(index.name): index for name in GROWING for index in t.metadata.tables[name].indexes}
BOUNDED = {name for name, index in INDEXES.items() if "state" in str(index.dialect_options["sqlite"]["where"])}
"""Partial indexes of what is under way: nothing stays in them."""


@dataclass
class Lived:
    """A hall's database after a day of everything, and each statement of that day with values of one of its runs."""

    postgres: bool
    url: str
    statements: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    """What grows in the plans of the statements."""
    by_index: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The statements whose plans use an index: the others are planned the same without it."""

    def watch(self, sql: str, values: Any) -> None:
        if not isinstance(values, Exception):
            self.statements.setdefault(sql, values)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def lived(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    url = f"sqlite:///{tmp_path_factory.mktemp('plans')}/hall.db"
    if request.param == "postgres":
        server = request.getfixturevalue("postgres_server")
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE plans")
        url = make_url(server).set(database="plans", drivername="postgresql+psycopg").render_as_string(False)
    prepare_store(url, bench_hall()).close()
    fill(url, TICKETS)
    found = Lived(request.param == "postgres", url)
    clock = Hands()
    clock.time = datetime.now(UTC)
    store = open_store(url, clock)
    store._connections.watch(found.watch)
    live_a_day(store, clock)
    store.close()
    with planner(found) as plan:
        for sql in filter(is_planned, found.statements):
            steps, indexes = plan(sql, found.statements[sql])
            found.wrong += [f"{step}: {' '.join(sql.split())}" for step in steps]
            for index in indexes:
                found.by_index[index].append(sql)
    yield found
    if request.param == "postgres":
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE plans WITH (FORCE)")


def live_a_day(store: Store, clock: Hands) -> None:
    """Every read, and every write that the hall knows, at the end also those of days that end by themselves."""
    structure = bench_hall()
    work = DailyWork(store)
    work.open_day()
    work.issue()
    for thing in work.things().values():
        thing()
    life = Life(store, clock, random.Random(7), jumps=False)
    for number in range(4):
        user = store.run(lambda w, n=number: w.staff.add(f"petugas{n}", f"Petugas {n}", f"73916{n}", By.system()))
        life.users.append((user.id, user.login))
    services = [service.prefix for service in structure.services]
    counters = [counter.label for counter in structure.counters[:4]]
    life.live_day(counters, services, [obstacle.id for obstacle in structure.obstacles] or [""], 150)
    for read in READS.values():
        store.fetch(read)
    for counter in counters:
        store.fetch(lambda view, c=counter: view.counter(c))
    slot = clock.now() + timedelta(minutes=5)
    store.run(lambda w: w.bookings.take_in([WantedBooking("MPD-1", services[0], slot)], By.system()))
    store.run(lambda w: w.bookings.check_in("MPD-1", By.kiosk("kiosk-1")))
    life.end_day()
    life.run_over(services)
    store.fetch(READS["counter"])


def is_planned(sql: str) -> bool:
    return sql.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")


Planned = tuple[list[str], set[str]]
"""What is wrong with a plan, and the indexes that it uses."""


@contextmanager
def planner(lived: Lived, drop: str = "") -> Iterator[Callable[[str, Any], Planned]]:
    """Plans a statement where the index ``drop`` is gone."""
    if lived.postgres:
        with psycopg.connect(plain_dsn(lived.url)) as connection:
            if drop:
                connection.execute(f"DROP INDEX {drop}")
            yield lambda sql, values: _on_postgres(connection, sql, values)
            connection.rollback()
        return
    with closing(sqlite3.connect(str(make_url(lived.url).database), isolation_level=None)) as file:
        file.execute("BEGIN")
        if drop:
            file.execute(f"DROP INDEX {drop}")
        yield lambda sql, values: _on_sqlite(file, sql, values)
        file.execute("ROLLBACK")


def read_for_rows(sql: str) -> frozenset[str]:
    """The growing tables of which a statement asks more than whether they hold anything."""
    return frozenset(GROWING).intersection(re.findall(r"\w+", ANY_ROW.sub("", re.sub(r"\bAS \w+", "", sql))))


def manifold(sql: str) -> frozenset[str]:
    return frozenset() if STOPS_EARLY.search(" ".join(sql.split())) else MANIFOLD


def _on_sqlite(connection: sqlite3.Connection, sql: str, values: Any) -> Planned:
    names = {alias: table for table, alias in re.findall(r"\b(\w+) AS (\w+)\b", sql) if table in GROWING}
    steps = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
    used = {name for step in steps for name in re.findall(r"USING (?:COVERING )?INDEX (\w+)", step)}
    return [step for step in steps if _grows_on_sqlite(step, names, sql)], used


def _grows_on_sqlite(step: str, names: Mapping[str, str], sql: str) -> bool:
    found = re.match(r"(SCAN|SEARCH) (\w+)(?: USING (?:COVERING )?(?:INDEX (\w+)|.*KEY))?(?: \((.*)\))?", step)
    if found is None or names.get(found[2], found[2]) not in read_for_rows(sql):
        return False
    if found[3] in BOUNDED:
        return False
    if found[4] is None:
        return not (found[1] == "SEARCH" and LATEST.search(sql))
    if found[4] == "rowid<?":  # from the first row on, or back to it
        return not LATEST.search(sql)
    return manifold(sql).issuperset(re.findall(r"(\w+)[=<>]", found[4]))


def _on_postgres(connection: psycopg.Connection[Any], sql: str, values: Any) -> Planned:
    """As it is planned for these values, and for any: a statement that is prepared may get such a plan in the end."""
    places: dict[str, str] = {}
    generic = re.sub(r"%\((\w+)\)s", lambda found: places.setdefault(found[1], f"${len(places) + 1}"), sql)
    for_any = psycopg.ClientCursor(connection).execute(
        f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {generic.replace('%%', '%')}"
    )
    for_these = connection.execute(f"EXPLAIN (FORMAT JSON) {sql}", values)
    plans = [row[0][0]["Plan"] for row in (for_any.fetchone(), for_these.fetchone()) if row is not None]
    steps = {step for plan in plans for step in _growing_steps(plan, manifold(sql), read_for_rows(sql))}
    used = {name for plan in plans for name in _indexes(plan)}
    return [step for step in sorted(steps) if not _is_latest(step, sql)], used


def _indexes(node: Mapping[str, Any]) -> Iterator[str]:
    if "Index Name" in node:
        yield node["Index Name"]
    for child in node.get("Plans", ()):
        yield from _indexes(child)


def _is_latest(step: str, sql: str) -> bool:
    """Whether the highest key is read, at the end of its index or below a key."""
    return bool(
        re.match(rf"Index (Only )?Scan of \w+ by (pk_\w+ ({BELOW})?|uq_business_day_date )$", step)
        and LATEST.search(sql)
    )


def _growing_steps(node: Mapping[str, Any], manifold: frozenset[str], growing: frozenset[str]) -> Iterator[str]:
    index, condition = node.get("Index Name"), node.get("Index Cond", "")
    table = node.get("Relation Name") or _TABLES.get(index or "")
    reads = "Scan" in node["Node Type"] and node["Node Type"] != "Bitmap Heap Scan"
    if table in growing and reads and index not in BOUNDED:
        # What is compared with, a text or another table's column, is no column of this index.
        columns = set(re.findall(r"[a-z_]+", re.sub(r"'[^']*'|\w+\.\w+", "", condition)))
        columns &= set(t.metadata.tables[table].c.keys())
        if manifold.issuperset(columns) or re.fullmatch(BELOW, condition):
            yield f"{node['Node Type']} of {table} by {index or 'nothing'} {condition}"
    for child in node.get("Plans", ()):
        yield from _growing_steps(child, manifold, growing)


_TABLES = {name: index.table.name for name, index in INDEXES.items()}


def test_no_statement_of_the_daily_work_grows_with_the_history(lived):
    assert len(lived.statements) > 100
    assert lived.wrong == []


def test_no_look_at_references_goes_through_a_table_that_grows(lived):
    looked = [sql for sql in lived.statements if "foreign_key_check" in sql]
    assert [sql for sql in looked if any(f'"{name}"' in sql for name in GROWING)] == []


@pytest.mark.parametrize("index", sorted(INDEXES.keys() - NARROWER - RULES))
def test_without_an_index_it_would(lived, index):
    with planner(lived, drop=index) as plan:
        assert any(plan(sql, lived.statements[sql])[0] for sql in lived.by_index[index])
