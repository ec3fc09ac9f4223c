"""The feed wakes on every commit, says once that the database is away, and comes back by itself."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from hall.store.database.feed import FeedNews, open_feed
from hall.store.database.transaction import CHANNEL
from tests.hall_samples import BY


@pytest.fixture
def feed(store, hall_url):
    feed = open_feed(hall_url)
    yield feed
    feed.close()
    feed.wait(0)


def test_the_first_look_is_news_and_then_it_is_quiet(feed):
    assert feed.wait(5) is FeedNews.CHANGED
    assert feed.wait(0.1) is FeedNews.QUIET


def test_a_commit_wakes_the_feed(feed, store):
    assert feed.wait(5) is FeedNews.CHANGED
    done = threading.Event()

    def write():
        with store.begin() as work:
            work.tickets.issue("A", BY)
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert feed.wait(5) is FeedNews.CHANGED
    writer.join()
    assert done.is_set()


def test_a_call_wakes_the_feed(feed, store):
    with store.begin() as work:
        work.tickets.issue("A", BY)
    while feed.wait(0.2) is not FeedNews.QUIET:
        pass
    with store.begin() as work:
        work.counter("1", BY).call_next()
    assert feed.wait(5) is FeedNews.CHANGED


def test_closing_from_another_thread_ends_a_wait_soon(feed):
    feed.wait(5)
    timer = threading.Timer(0.1, feed.close)
    timer.start()
    began = time.monotonic()
    assert feed.wait(30) is FeedNews.QUIET
    assert time.monotonic() - began < 10
    timer.join()


def test_a_sqlite_file_that_goes_and_comes_back_is_noticed_once_each(sqlite_store, sqlite_hall_url, tmp_path: Path):
    feed = open_feed(sqlite_hall_url)
    assert feed.wait(5) is FeedNews.CHANGED
    file, away = tmp_path / "hall.db", tmp_path / "away.db"
    sqlite_store.close()
    file.rename(away)
    assert feed.wait(5) is FeedNews.LOST
    assert feed.wait(0.1) is FeedNews.QUIET
    away.rename(file)
    assert feed.wait(5) is FeedNews.RESTORED
    feed.close()
    feed.wait(0)


def test_a_cut_postgres_connection_is_restored(postgres_url, structure):
    import psycopg

    from hall.store import prepare_store

    prepare_store(postgres_url, structure).close()
    feed = open_feed(postgres_url)
    assert feed.wait(5) is FeedNews.CHANGED
    with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND application_name = 'mpp-queue feed'"
        )
    assert feed.wait(5) is FeedNews.LOST
    assert feed.wait(10) is FeedNews.RESTORED
    feed.close()
    feed.wait(0)


def test_a_feed_that_need_not_hurry_looks_less_often(sqlite_store, sqlite_hall_url):
    feed = open_feed(sqlite_hall_url, look_every=0.5)
    assert feed.wait(5) is FeedNews.CHANGED
    timer = threading.Timer(0.1, lambda: sqlite_store.run(lambda work: work.tickets.issue("A", BY)))
    timer.start()
    began = time.monotonic()
    assert feed.wait(5) is FeedNews.CHANGED
    assert time.monotonic() - began >= 0.45
    timer.join()
    feed.close()
    feed.wait(0)


def test_a_quiet_postgres_feed_sleeps_and_hears_at_once(postgres_url, structure):
    import psycopg

    from hall.store import prepare_store

    prepare_store(postgres_url, structure).close()
    feed = open_feed(postgres_url)
    assert feed.wait(5) is FeedNews.CHANGED
    before = time.thread_time()
    assert feed.wait(2) is FeedNews.QUIET
    assert time.thread_time() - before < 0.01
    told: list[float] = []

    def tell():
        with psycopg.connect(postgres_url.replace("+psycopg", ""), autocommit=True) as other:
            other.execute(f"NOTIFY {CHANNEL}")
            told.append(time.monotonic())

    timer = threading.Timer(0.1, tell)
    timer.start()
    assert feed.wait(30) is FeedNews.CHANGED
    heard = time.monotonic()
    timer.join()
    assert heard - told[0] < 1
    feed.close()
    feed.wait(0)
