"""A hall with data is brought over the next release: its programs go on until they are updated, and no row is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from hall.access import By
from hall.errors import StoreCause, StoreUnavailable
from hall.lifecycle import State
from hall.messages import message
from hall.store import Store, migrate_store, open_store, prepare_store, start_store
from hall.store.database import schema
from hall.store.database.engine import make_engine, parse_url
from hall.translator import INDONESIAN
from tests.hall_samples import BY, small_hall

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NEXT_RELEASE = Path(__file__).with_name("next_release")
NOW = schema.PROGRAM.newest
PROCESS = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from hall.store import migrate_store
from hall.store.database import schema

schema.PROGRAM = schema.SchemaRange("0.2.0", "9001", "9002", (*schema.PROGRAM.migrations, Path(sys.argv[2])))
deadly = sys.argv[3]

@event.listens_for(Engine, "before_cursor_execute")
def die(connection, cursor, statement, *_):
    if deadly and statement.lstrip().startswith(deadly):
        os.kill(os.getpid(), signal.SIGKILL)

migrate_store(sys.argv[1], finish=True)
"""
"""Finishes an update to the next release, and dies before the first statement that begins with an argument."""


def _live(store, clock) -> None:
    """Two days as the first release could live them: a closed one, and an open one with numbers in every state."""
    store.run(lambda w: w.staff.add("siti", "Siti", "407163", BY))
    for request in ("monday-1", "monday-2", "monday-3"):
        store.run(lambda w, request=request: w.tickets.issue("A", By.system(request_id=request)))
    store.run(lambda w: w.counter("1", BY).call_next())
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    for service in ("A", "A", "A", "A", "B"):
        store.run(lambda w, service=service: w.tickets.issue(service, BY, priority=service == "B"))
        clock.move(minutes=1)
    gone = store.run(lambda w: w.tickets.issue("A", BY))
    store.run(lambda w: w.tickets.cancel(gone.id, BY, reason="pergi"))
    store.run(lambda w: w.tickets.issue("B", By.system(station="kiosk-1"), to_print=True))
    store.run(lambda w: w.counter("1", BY).call_next())  # B-001, the priority
    store.run(lambda w: w.counter("1", BY).no_show())
    for _ in range(2):
        store.run(lambda w: w.counter("1", BY).call_next())  # A-001, then A-002 ends it
        store.run(lambda w: w.counter("1", BY).serve())
        clock.move(minutes=3)
    store.run(lambda w: w.counter("2", BY).call_next())  # A-003 is called
    user = store.check_pin("siti", "407163")
    store.run(lambda w: w.counter("3", BY).sign_in(user.id))


@dataclass(frozen=True)
class Lived:
    """A hall of this release with two days behind it, whose programs run; and how many rows each table holds."""

    url: str
    running: Store
    rows: dict[str, int]


@pytest.fixture
def lived(database_url: str, clock) -> Iterator[Lived]:
    prepare_store(database_url, small_hall()).close()
    running = open_store(database_url, clock)
    _live(running, clock)
    yield Lived(database_url, running, _counts(database_url))
    running.close()


def _counts(url: str) -> dict[str, int]:
    with make_engine(parse_url(url)).connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"floor"}
        return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}


@contextmanager
def next_program() -> Iterator[None]:
    """What runs inside is the program of the next release."""
    with pytest.MonkeyPatch.context() as patch:
        folders = (*schema.PROGRAM.migrations, NEXT_RELEASE)
        patch.setattr(schema, "PROGRAM", schema.SchemaRange("0.2.0", needs="9001", newest="9002", migrations=folders))
        yield


def _refused(attempt: Callable[[], object]) -> StoreUnavailable:
    with pytest.raises(StoreUnavailable) as refusal:
        attempt()
    return refusal.value


def test_programs_go_on_while_the_schema_of_the_next_release_is_there(lived, clock):
    with next_program():
        assert migrate_store(lived.url) == (NOW, "9001")
    assert _counts(lived.url) == lived.rows
    assert lived.running.run(lambda w: w.tickets.issue("A", BY)).code == "A-006"
    with closing(open_store(lived.url, clock)) as opened:
        assert opened.run(lambda w: w.tickets.issue("A", BY)).code == "A-007"
    with closing(start_store(lived.url, small_hall())) as started, started.read() as view:
        assert len(view.services()) == 3
    assert migrate_store(lived.url) == ("9001", "9001")


def test_the_day_goes_on_as_it_was(lived):
    with next_program():
        migrate_store(lived.url)
    store = lived.running
    with store.read() as view:
        states = [
            view.tickets.find(code).state for code in ("A-001", "A-002", "A-003", "A-004", "A-005", "B-001", "B-002")
        ]
        assert view.status().business_day == TUESDAY
        assert (view.days.audit(MONDAY).findings, view.days.audit(TUESDAY).findings) == ((), ())
        assert [event.action.value for event in view.tickets.history("B-001")] == ["issue", "call_next", "no_show"]
        assert view.counter("3").counter.clerk_name == "Siti"
    assert states == [
        State.DONE,
        State.SERVING,
        State.CALLED,
        State.WAITING,
        State.CANCELLED,
        State.NO_SHOW,
        State.PRINTING,
    ]
    again = store.run(lambda w: w.tickets.issue("A", By.system(request_id="monday-2")))
    assert (again.code, again.business_day) == ("A-002", MONDAY)
    store.run(lambda w: w.counter("2", BY).transfer(service="B"))
    assert store.run(lambda w: w.counter("2", BY).undo()).state is State.CALLED
    with store.read() as view:
        assert view.days.audit(TUESDAY).findings == ()


def test_an_old_program_says_what_to_do_when_the_update_is_finished(lived, clock):
    with next_program():
        migrate_store(lived.url)
        assert migrate_store(lived.url, finish=True) == ("9001", "9002")
        open_store(lived.url, clock).close()
    assert _counts(lived.url) == lived.rows
    attempts = (
        lambda: lived.running.run(lambda w: w.tickets.issue("A", BY)),
        lambda: open_store(lived.url, clock),
        lambda: start_store(lived.url, small_hall()),
        lambda: migrate_store(lived.url),
    )
    for refusal in map(_refused, attempts):
        assert refusal.cause is StoreCause.SCHEMA_NEW
        assert "version 0.2.0 or newer" in str(refusal)
        said = message(f"store_{refusal.cause}", INDONESIAN)
        assert said == "Basis data lebih baru daripada program ini. Pasang program versi baru di mesin ini."
    with pytest.raises(StoreUnavailable, match=r"version 0\.2\.0"), lived.running.read() as view:
        view.kiosk()


def test_a_new_program_does_not_run_on_what_it_lacks(lived, clock):
    with next_program():
        refusal = _refused(lambda: open_store(lived.url, clock))
        assert refusal.cause is StoreCause.SCHEMA_OLD
        assert "hall init" in str(refusal)


def test_a_new_database_has_nothing_for_old_programs(database_url):
    with next_program():
        assert migrate_store(database_url) == (None, "9002")
    assert _refused(lambda: migrate_store(database_url)).cause is StoreCause.SCHEMA_NEW


def test_three_programs_that_start_at_once_upgrade_it_once(lived):
    running = [_upgrading(lived.url) for _ in range(3)]
    outputs = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], outputs
    assert _counts(lived.url) == lived.rows
    with next_program():
        assert migrate_store(lived.url) == ("9002", "9002")


@pytest.mark.parametrize("deadly", ["CREATE TABLE floor", "UPDATE zone", "UPDATE alembic_version", "UPDATE hall"])
def test_a_death_inside_the_upgrade_leaves_the_old_database_for_the_next_start(lived, deadly, clock):
    killed = _upgrading(lived.url, deadly)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert _counts(lived.url) == lived.rows
    assert lived.running.run(lambda w: w.tickets.issue("A", BY)).code == "A-006"
    with next_program():
        assert migrate_store(lived.url) == (NOW, "9001")
    with lived.running.read() as view:
        assert view.days.audit(TUESDAY).findings == ()


def _upgrading(url: str, deadly: str = "") -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", PROCESS, url, str(NEXT_RELEASE), deadly]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
