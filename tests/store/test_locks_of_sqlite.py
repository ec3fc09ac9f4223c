"""Nothing of ours opens and closes the database's file next to SQLite, which would drop the locks of the whole process.

Another program that then closes the file believes that it is the last one and removes the journal, and what this one
commits afterwards is in no file (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from hall.store import apply_structure, migrate_store, open_store, prepare_store, start_store, visit_store
from tests.hall_samples import BY, small_hall

COUNT = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
print(connection.execute("SELECT count(*) FROM ticket").fetchone()[0])
connection.close()
"""


def count_elsewhere(file) -> int:
    """How many numbers another process finds; it opens the file and closes it."""
    done = subprocess.run([sys.executable, "-c", COUNT, str(file)], capture_output=True, text=True, check=True)
    return int(done.stdout)


@pytest.mark.parametrize(
    "again",
    [
        lambda url: prepare_store(url, small_hall()).close(),
        lambda url: start_store(url, small_hall()).close(),
        lambda url: open_store(url).close(),
        lambda url: visit_store(url).close(),
        migrate_store,
        lambda url: apply_structure(url, small_hall()),
        lambda url: open_store(url).notes(),
    ],
    ids=["prepare", "start", "open", "visit", "migrate", "apply", "notes"],
)
def test_a_second_store_in_a_process_takes_no_lock_from_the_first(tmp_path, clock, again):
    file = tmp_path / "hall.db"
    url = f"sqlite:///{file}"
    store = prepare_store(url, small_hall(), clock)
    store.run(lambda work: work.tickets.issue("A", BY))
    again(url)
    assert count_elsewhere(file) == 1
    store.run(lambda work: work.tickets.issue("A", BY))
    assert count_elsewhere(file) == 2
    store.close()
