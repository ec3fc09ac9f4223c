"""Writers of one SQLite file take turns, whoever dies in between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from hall.errors import StoreUnavailable
from hall.store.database.write_lock import write_lock
from tests.patient_bot import PATIENCE_S

_HOLDER = """
import sys, time
from pathlib import Path
from hall.store.database.write_lock import write_lock
print("asking", flush=True)
with write_lock(Path(sys.argv[1]), patience=60):
    print("held", flush=True)
    time.sleep(60)
"""

_WRITER = """
import sys, time
from pathlib import Path
from hall.store.database.write_lock import write_lock
lock, log, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
sys.stdin.readline()
for _ in range(40):
    with write_lock(lock, patience=60):
        with log.open("a") as file:
            file.write(name)
        time.sleep(0.01)
"""


def start(code: str, *arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    return tmp_path / "hall.db.lock"


@pytest.fixture
def started():
    """Processes that the test started; they end with it."""
    running: list[subprocess.Popen[str]] = []
    yield running
    for process in running:
        process.kill()
        process.communicate()


def test_one_writer_at_a_time_and_all_of_them_get_their_turns(lock, tmp_path, started):
    log = tmp_path / "log"
    started.extend(start(_WRITER, lock, log, name) for name in "abcdef")
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.wait(60) for process in started] == [0] * 6
    turns = log.read_text()
    assert sorted(turns) == sorted("abcdef" * 40)
    for name in "abcdef":
        places = [place for place, queue_time in enumerate(turns) if queue_time == name]
        passed_over = max(later - earlier for earlier, later in pairwise(places))
        assert passed_over <= 60, f"{name} waited while {passed_over} others wrote"


def test_a_writer_killed_while_it_writes_holds_nobody_up(lock, started):
    holder = start(_HOLDER, lock)
    started.append(holder)
    assert holder.stdout is not None
    assert [holder.stdout.readline(), holder.stdout.readline()] == ["asking\n", "held\n"]
    with pytest.raises(StoreUnavailable), write_lock(lock, patience=0.2):
        pass
    os.kill(holder.pid, signal.SIGKILL)
    with write_lock(lock, patience=30):
        pass


def test_a_writer_killed_in_the_queue_holds_nobody_up(lock, started):
    with write_lock(lock):
        waiter = start(_HOLDER, lock)
        started.append(waiter)
        assert waiter.stdout is not None
        assert waiter.stdout.readline() == "asking\n"
        _until_somebody_queues(lock)
        os.kill(waiter.pid, signal.SIGKILL)
        waiter.wait(30)
    with write_lock(lock, patience=30):
        pass


def test_while_somebody_queues_a_newcomer_waits_behind(lock):
    order: list[str] = []

    def write(name: str) -> None:
        with write_lock(lock, patience=30):
            order.append(name)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("first", "second")]
    with write_lock(lock):
        threads[0].start()
        _until_somebody_queues(lock)
        threads[1].start()
        while threads[1].is_alive() and threading.active_count() < 4:
            time.sleep(0.001)
    for thread in threads:
        thread.join(30)
    assert order == ["first", "second"]


def test_patience_ends_in_a_sentence_and_the_turn_that_comes_late_is_given_back(lock):
    sentence = r"writing to the database for 0 s .*: \S+.* \(process \d+\) since .*; if it hangs, end it"
    with write_lock(lock), pytest.raises(StoreUnavailable, match=sentence), write_lock(lock, patience=0.1):
        pass
    for _ in range(3):
        with write_lock(lock, patience=30):
            pass


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    sentence, path = "give the user of this program the right", tmp_path / "nowhere" / "hall.db.lock"
    with pytest.raises(StoreUnavailable, match=sentence), write_lock(path):
        pass


def _until_somebody_queues(lock: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with lock.with_name(lock.name + "-queue").open("r+") as queue:
            try:
                fcntl.flock(queue, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        time.sleep(0.002)
    raise AssertionError("nobody joined the queue")
