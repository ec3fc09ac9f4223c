"""The change feed: tells a program that something changed, and when the database went away or came back."""

from __future__ import annotations

import sqlite3
import threading
import time

from sqlalchemy import URL

from hall.errors import StoreUnavailable
from hall.store.database.engine import FileWatch, parse_url, sqlite_path
from hall.store.database.feed_news import Feed, FeedNews

__all__ = ["NO_HURRY", "SOON", "Feed", "FeedNews", "SqliteFeed", "open_feed"]

SOON = 0.02
"""Seconds: for a program that shows calls to the public."""
NO_HURRY = 0.1
"""Seconds: for a program that shows how many wait. Each look wakes a processor that may sleep."""


def open_feed(url: str, look_every: float = SOON) -> Feed:
    """The feed of the database ``url``; connects at the first wait. Readers must query state and never depend on
    having seen each change: after LOST and RESTORED, read everything again.

    SQLite tells nobody of a change: its feed looks every ``look_every`` seconds.
    """
    parsed = parse_url(url)
    if sqlite_path(parsed) is not None:
        return SqliteFeed(parsed, look_every)
    # psycopg takes 9 MB and 60 ms of a start: not where the hall is a file.
    from hall.store.database.feed_postgres import PostgresFeed

    return PostgresFeed(parsed)


class SqliteFeed:
    """Watches ``PRAGMA data_version`` (3 microseconds) on a connection of its own."""

    _DEAD = 1.0
    _FILE_CHECK = 1.0

    def __init__(self, url: URL, look_every: float) -> None:
        path = sqlite_path(url)
        assert path is not None
        self._path = path
        self._file = FileWatch(path)
        self._look_every = look_every
        self._closed = threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._version: int | None = None
        self._lost = False
        self._file_check = 0.0

    def wait(self, timeout: float) -> FeedNews:
        """As ``Feed.wait``."""
        deadline = time.monotonic() + timeout
        while not self._closed.is_set():
            news = self._look()
            if news is not FeedNews.QUIET:
                return news
            left = deadline - time.monotonic()
            if left <= 0:
                break
            self._closed.wait(min(left, self._DEAD if self._lost else self._look_every))
        if self._closed.is_set():
            self._drop()
        return FeedNews.QUIET

    def close(self) -> None:
        """As ``Feed.close``."""
        self._closed.set()

    def _look(self) -> FeedNews:
        try:
            version = self._read()
        except sqlite3.Error:
            self._drop()
            self._file_check = 0.0
            if self._lost:
                return FeedNews.QUIET
            self._lost = True
            return FeedNews.LOST
        if self._lost:
            self._lost = False
            self._version = version
            return FeedNews.RESTORED
        before, self._version = self._version, version
        return FeedNews.QUIET if before == version else FeedNews.CHANGED

    def _read(self) -> int:
        if time.monotonic() >= self._file_check:
            # Without a look at the file, a moved or replaced database would go on answering from its open handle.
            self._look_at_file()
            self._file_check = time.monotonic() + self._FILE_CHECK
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"{self._path.as_uri()}?mode=rw", uri=True, timeout=0.2, isolation_level=None, check_same_thread=False
            )
            # What changed before this connection looked would go unseen: its first look always counts as news.
            self._version = None
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _look_at_file(self) -> None:
        try:
            replaced = self._file.changed()
        except StoreUnavailable as error:
            raise sqlite3.OperationalError(str(error)) from error
        if replaced:
            self._drop()

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
