"""Short words for tests in which several act at once."""

from __future__ import annotations

import threading
import time

import psycopg


def together(*jobs):
    """Run jobs in threads of their own; their results or errors, in order."""
    results: list[object] = [None] * len(jobs)

    def run(place, job):
        try:
            results[place] = job()
        except Exception as error:  # it is part of the result
            results[place] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def meanwhile(job, url, *, waiting=1):
    """Run a job in a thread of its own, and come back when it has ended or waits for the database, as so many
    are ``waiting`` then; what is returned waits for its end and gives its result."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.extend(together(job)))
    thread.start()
    if url.startswith("postgresql"):  # SQLite lets one writer in at a time: there it waits anyhow
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as watcher:
            while thread.is_alive() and len(watcher.execute(_WAITING).fetchall()) < waiting:
                time.sleep(0.01)

    def end():
        thread.join(60)
        assert not thread.is_alive()
        return results[0]

    return end


_WAITING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND"
    " pid <> pg_backend_pid()"
)
