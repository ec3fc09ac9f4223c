"""Who keeps all others from writing to a SQLite file is named: by the one who waits, and to the staff."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from hall.access import By
from hall.errors import StoreUnavailable
from hall.store import open_store
from hall.store.database import engine, existence_marker, holder
from hall.store.database.holder import Caller
from hall.store.database.write_lock import write_lock
from hallctl.main import main
from tests.patient_bot import PATIENCE_S

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows stops no processes")

_WRITER = """
import os, signal, sys
from hall.store import open_store
sys.argv[0] = "/opt/bin/mpp-kiosk"
store = open_store(sys.argv[1], station="kiosk-1")
with store.begin() as work:
    print("writing", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
print("written", flush=True)
"""


@pytest.fixture
def stopped(sqlite_hall_url):
    """A program that was stopped in the middle of a unit of work."""
    process = subprocess.Popen([sys.executable, "-c", _WRITER, sqlite_hall_url], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "writing\n"
    os.waitpid(process.pid, os.WUNTRACED)
    yield process
    process.kill()
    process.communicate()


@pytest.fixture
def at_once(monkeypatch):
    """Every step takes too long."""
    monkeypatch.setattr(holder, "HANGS_AFTER", 0.0)
    monkeypatch.setattr(holder, "_FOREIGN_AFTER", 0.0)


def alarms_of(url):
    with closing(open_store(url)) as store, store.read() as view:
        return [alarm for alarm in view.alarms() if alarm.code.startswith("alarm_writer")]


def test_who_waits_names_the_stopped_program_and_says_how_it_goes_on(stopped, sqlite_hall_url, tmp_path):
    lock = existence_marker.lock_file(tmp_path / "hall.db")
    with pytest.raises(StoreUnavailable) as caught, write_lock(lock, patience=0.3):
        pass
    pid = stopped.pid
    said = rf"mpp-kiosk of kiosk-1 \(process {pid}\) since \d\d:\d\d:\d\d; it was stopped: `kill -CONT {pid}`"
    assert re.search(said, str(caught.value))
    os.kill(pid, signal.SIGCONT)
    assert stopped.stdout.readline() == "written\n"
    with write_lock(lock, patience=30):
        assert holder.find(lock).pid == os.getpid()
    assert holder.find(lock) is None


def test_the_staff_and_hall_status_are_told_who_was_stopped(stopped, sqlite_hall_url, at_once, capsys):
    (alarm,) = alarms_of(sqlite_hall_url)
    assert alarm.code == "alarm_writer_stopped"
    assert {"program": "mpp-kiosk", "station": "kiosk-1", "pid": stopped.pid}.items() <= dict(alarm.params).items()
    assert main(["--database", sqlite_hall_url, "status"]) == 0
    assert "mpp-kiosk at kiosk-1 was stopped and has kept everybody from writing" in capsys.readouterr().out
    stopped.kill()
    stopped.wait()
    assert alarms_of(sqlite_hall_url) == []


def test_a_program_that_writes_as_it_should_is_no_alarm(sqlite_hall_url):
    with closing(open_store(sqlite_hall_url)) as store, store.begin():
        assert alarms_of(sqlite_hall_url) == []


def test_a_stopped_program_at_the_head_of_the_queue_is_named_too(tmp_path):
    lock = tmp_path / "hall.db.lock"
    code = """
import sys
from pathlib import Path
from hall.store.database.holder import Caller
from hall.store.database.write_lock import write_lock
with write_lock(Path(sys.argv[1]), 60, caller=Caller("mpp-display", "board-2")):
    pass
"""
    with write_lock(lock, caller=Caller("hall")):
        waiting = subprocess.Popen([sys.executable, "-c", code, str(lock)])
        deadline = time.monotonic() + PATIENCE_S
        while holder._held(holder.queue_of(lock)) is None:
            assert time.monotonic() < deadline
            time.sleep(0.005)
        os.kill(waiting.pid, signal.SIGSTOP)
        os.waitpid(waiting.pid, os.WUNTRACED)
    try:
        with pytest.raises(StoreUnavailable, match=r"mpp-display of board-2 .* it was stopped"), write_lock(lock, 0.3):
            pass
    finally:
        waiting.kill()
        waiting.wait()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a lock")
def test_a_program_that_is_none_of_the_halls_is_named_when_it_holds_sqlites_own_lock(
    sqlite_hall_url, tmp_path, monkeypatch, at_once
):
    monkeypatch.setattr(engine, "BUSY_MS", 100)
    code = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE')"
    code += "; print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", code, str(tmp_path / "hall.db")]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        said = (
            rf"\(process {other.pid}\), which is no program of the hall holds the database file .* end its transaction"
        )
        with closing(open_store(sqlite_hall_url)) as store:
            with pytest.raises(StoreUnavailable, match=said):
                store.run(lambda work: work.tickets.issue("A", By.system()))
            with write_lock(existence_marker.lock_file(tmp_path / "hall.db"), caller=Caller("mpp-kiosk", "kiosk-1")):
                (alarm,) = alarms_of(sqlite_hall_url)
        assert (alarm.code, dict(alarm.params)["pid"]) == ("alarm_writer_foreign", other.pid)
    finally:
        other.kill()
        other.communicate()


def test_a_lock_file_of_an_older_program_names_nobody_and_breaks_nothing(tmp_path):
    lock = tmp_path / "hall.db.lock"
    with write_lock(lock):
        lock.write_bytes(b"\0the database was made next to this file\n")
        found = holder.find(lock)
        assert found is not None
        assert (found.pid, found.program) == (0, "an older program of the hall")
        with pytest.raises(StoreUnavailable, match="find the program that hangs"), write_lock(lock, patience=0.1):
            pass


def test_the_word_of_the_holder_is_not_taken_for_the_word_that_a_database_was_made(tmp_path):
    database = tmp_path / "hall.db"
    with write_lock(existence_marker.lock_file(database)):
        existence_marker.refuse_new(database)
        existence_marker.leave(database)
        with pytest.raises(StoreUnavailable, match="is gone"):
            existence_marker.refuse_new(database)
