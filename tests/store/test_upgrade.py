"""A database that the first release left behind, with its data: every row stays, and the day goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert, inspect, select, text

from hall.lifecycle import State
from hall.store import migrate_store, open_store, prepare_store
from hall.store import tables as t
from hall.store.database import setup
from hall.store.database.engine import make_engine, parse_url
from hall.store.database.migration import upgrade
from tests.hall_samples import small_hall

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
FIRST_RULES = {"longest_wait", "priority_streak", "day_close"}
"""Rules that the first release wrote down."""

_MIGRATE = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from hall.store import migrate_store

deadly, seen = int(sys.argv[2]), 0

@event.listens_for(Engine, "before_cursor_execute")
def count(*_):
    global seen
    seen += 1
    if seen == deadly:
        os.kill(os.getpid(), signal.SIGKILL)

migrate_store(sys.argv[1])
print(seen)
"""


@dataclass(frozen=True)
class Old:
    """A database of schema 0001, and how many rows of each table it holds."""

    url: str
    rows: dict[str, int]


def _live(store, clock) -> None:
    """Two days as the first release could live them: a closed one, and an open one with numbers in every state."""
    store.run(lambda w: w.add_user("siti", "Siti", "407163"))
    for request in ("monday-1", "monday-2", "monday-3"):
        store.run(lambda w, request=request: w.issue("A", request_id=request))
    store.run(lambda w: w.call_next("1", actor="x"))
    store.run(lambda w: w.close_day(actor="x", reason="sore"))
    clock.move(days=1)
    for service in ("A", "A", "A", "A", "B"):
        store.run(lambda w, service=service: w.issue(service, priority=service == "B"))
        clock.move(minutes=1)
    gone = store.run(lambda w: w.issue("A"))
    store.run(lambda w: w.cancel(gone.id, reason="pergi"))
    store.run(lambda w: w.issue("B", to_print=True, station="kiosk-1"))
    store.run(lambda w: w.call_next("1", actor="x"))  # B-001, the priority
    store.run(lambda w: w.no_show("1", actor="x"))
    for _ in range(2):
        store.run(lambda w: w.call_next("1", actor="x"))  # A-001, then A-002 ends it
        store.run(lambda w: w.serve("1", actor="x"))
        clock.move(minutes=3)
    store.run(lambda w: w.call_next("2", actor="x"))  # A-003 is called
    user = store.check_pin("siti", "407163")
    store.run(lambda w: w.sign_in("3", user.id, actor="x"))


@pytest.fixture
def old(database_url: str, tmp_path: Path, clock) -> Old:
    """What ``_live`` left, in the columns that schema 0001 has."""
    source_url = f"sqlite:///{tmp_path / 'source.db'}"
    prepare_store(source_url, small_hall()).close()
    store = open_store(source_url, clock)
    _live(store, clock)
    store.close()
    source, target = (make_engine(parse_url(url), pooled=False, create=True) for url in (source_url, database_url))
    rows: dict[str, int] = {}
    with source.connect() as lived, target.connect() as connection, connection.begin():
        upgrade(connection, "0001")
        for table in t.metadata.sorted_tables:
            if not inspect(connection).has_table(table.name):
                continue
            known = {column["name"] for column in inspect(connection).get_columns(table.name)}
            columns = [column for column in table.columns if column.name in known]
            found = [dict(row._mapping) for row in lived.execute(select(*columns))]
            for row in found:
                if "rules" in row:
                    row["rules"] = {name: rule for name, rule in row["rules"].items() if name in FIRST_RULES}
            if found:
                connection.execute(insert(table), found)
            rows[table.name] = len(found)
        if connection.dialect.name == "postgresql":
            _go_on_counting(connection)
    return Old(database_url, rows)


def _go_on_counting(connection) -> None:
    """Copied rows brought their ids; the sequences follow them, as if they had made them."""
    for table in ("business_day", "staff", "ticket", "call", "print_job", "ticket_event"):
        key = "seq" if table == "call" else "id"
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{key}'), max({key})) FROM \"{table}\"")
        )


def _counts(url: str, tables: dict[str, int]) -> dict[str, int]:
    with make_engine(parse_url(url), pooled=False).connect() as connection:
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}


def test_every_row_is_there_and_the_day_goes_on(old, clock):
    assert migrate_store(old.url) == "0001"
    assert _counts(old.url, old.rows) == old.rows
    store = open_store(old.url, clock)
    with store.read() as view:
        states = [view.ticket(code).state for code in ("A-001", "A-002", "A-003", "A-004", "A-005", "B-001", "B-002")]
        assert view.status().business_day == TUESDAY
        assert view.ticket("A-001").outcome == "served"
        assert (view.audit(MONDAY).findings, view.audit(TUESDAY).findings) == ((), ())
        assert [event.action.value for event in view.history("B-001")] == ["issue", "call_next", "no_show"]
    assert states == [
        State.DONE,
        State.SERVING,
        State.CALLED,
        State.WAITING,
        State.CANCELLED,
        State.NO_SHOW,
        State.PRINTING,
    ]
    assert store.run(lambda w: w.issue("A")).code == "A-006"
    assert store.run(lambda w: w.finish("1", actor="x")).code == "A-002"
    call = store.run(lambda w: w.call_next("1", actor="x"))
    assert call is not None
    assert call.ticket.code == "A-004"
    store.run(lambda w: w.hold("1", reason="fotokopi", actor="x"))
    store.run(lambda w: w.transfer("2", service="B", actor="x"))
    assert store.run(lambda w: w.undo("2", actor="x")).state is State.CALLED
    with store.read() as view:
        assert view.counter("3").counter.clerk_name == "Siti"
        assert view.audit(TUESDAY).findings == ()
    store.close()


def test_cancelled_numbers_are_counted_on_every_day(old):
    migrate_store(old.url)
    with make_engine(parse_url(old.url), pooled=False).connect() as connection:
        n, d = t.day_number.c, t.business_day.c
        query = select(d.date, n.prefix, n.cancelled).join(t.business_day, d.id == n.day_id).order_by(d.date, n.prefix)
        assert [tuple(row) for row in connection.execute(query)] == [
            (MONDAY, "A", 2),
            (TUESDAY, "A", 1),
            (TUESDAY, "B", 0),
        ]


def test_a_repeated_request_of_the_old_release_is_answered_as_before(old, clock):
    migrate_store(old.url)
    with make_engine(parse_url(old.url), pooled=False).connect() as connection:
        assert "monday-2" in connection.execute(select(t.request.c.id)).scalars().all()
    store = open_store(old.url, clock)
    again = store.run(lambda w: w.issue("A", request_id="monday-2"))
    assert (again.code, again.business_day) == ("A-002", MONDAY)
    store.close()


def test_three_programs_that_start_at_once_upgrade_it_once(old):
    running = [_migrating(old.url, 0) for _ in range(3)]
    outputs = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], outputs
    assert migrate_store(old.url) == setup.HEAD
    assert _counts(old.url, old.rows) == old.rows


@pytest.mark.parametrize("share", [0.15, 0.4, 0.65, 0.95])
def test_a_death_inside_the_upgrade_leaves_the_old_database_for_the_next_start(old, tmp_path, share, clock):
    statements = _statements_of_an_upgrade(tmp_path) if old.url.startswith("sqlite") else 60
    killed = _migrating(old.url, max(3, round(statements * share)))
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert migrate_store(old.url) == "0001"
    assert _counts(old.url, old.rows) == old.rows
    store = open_store(old.url, clock)
    with store.read() as view:
        assert view.audit(TUESDAY).findings == ()
    store.close()


def _statements_of_an_upgrade(tmp_path: Path) -> int:
    """How many statements an upgrade of an empty database of the old schema takes: a lower bound for a full one."""
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    with make_engine(parse_url(url), pooled=False, create=True).connect() as connection, connection.begin():
        upgrade(connection, "0001")
    process = _migrating(url, 0)
    told, _ = process.communicate(timeout=60)
    return int(told)


def _migrating(url: str, deadly: int) -> subprocess.Popen[str]:
    """A process that upgrades the database, and dies before its statement number ``deadly``; 0: it lives."""
    command = [sys.executable, "-c", textwrap.dedent(_MIGRATE), url, str(deadly)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_who_sits_at_a_counter_keeps_it_as_an_own_station_and_the_shared_login_of_kiosks_is_gone(old):
    with make_engine(parse_url(old.url), pooled=False).connect() as connection, connection.begin():
        connection.execute(
            text("INSERT INTO staff (id, login, name, role, pin_hash) VALUES (9, 'kiosk', 'K', 'clerk', 'x')")
        )
        connection.execute(text("UPDATE counter SET station = 'Meja-3' WHERE staff_id = 1"))
        connection.execute(text("UPDATE counter SET staff_id = 9, station = 'pc' WHERE label = '2'"))
    migrate_store(old.url)
    with make_engine(parse_url(old.url), pooled=False).connect() as connection:
        own = connection.execute(select(t.staff_station.c.staff_id, t.staff_station.c.station)).all()
        events = connection.execute(select(t.staff_event.c.action, t.staff_event.c.login)).all()
        counter = connection.execute(select(t.counter.c.staff_id).where(t.counter.c.label == "2")).scalar_one()
        logins = connection.execute(select(t.staff.c.login)).scalars().all()
    assert own == [(1, "meja-3")]
    assert events == [("removed", "kiosk")]
    assert (counter, logins) == (None, ["siti"])
