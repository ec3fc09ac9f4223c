"""The change feed: tells a program that something changed, and when the database went away or came back."""

from __future__ import annotations

import selectors
import socket
import sqlite3
import threading
import time
from enum import StrEnum
from typing import Protocol

import psycopg
from sqlalchemy import URL

from hall.errors import StoreUnavailable
from hall.store.database.engine import FileWatch, parse_url, sqlite_path
from hall.store.database.server_errors import session_options
from hall.store.database.transaction import CHANNEL


class FeedNews(StrEnum):
    """What a wait brought: nothing, a change, the database lost (once), the database back (once)."""

    QUIET = "quiet"
    CHANGED = "changed"
    LOST = "lost"
    RESTORED = "restored"


class Feed(Protocol):
    """A blocking source of news for one thread of its own."""

    def wait(self, timeout: float) -> FeedNews:
        """Wait up to ``timeout`` seconds for news; never raises for a lost database."""
        ...

    def close(self) -> None:
        """End a wait soon; callable from any thread."""
        ...


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
    return PostgresFeed(parsed) if sqlite_path(parsed) is None else SqliteFeed(parsed, look_every)


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


class _Waker:
    """Ends a wait for a connection from another thread: by a byte on a socket, which Windows can wait for too."""

    def __init__(self) -> None:
        self._ours, self._theirs = socket.socketpair()
        self._guard = threading.Lock()

    def wait(self, connection: psycopg.Connection, seconds: float) -> None:
        """Until ``connection`` has something to read, ``wake`` was called, or the time is over."""
        with selectors.DefaultSelector() as selector:
            selector.register(connection.fileno(), selectors.EVENT_READ)
            selector.register(self._ours, selectors.EVENT_READ)
            selector.select(seconds)

    def wake(self) -> None:
        """Ends this wait and all later ones."""
        with self._guard:
            if self._theirs.fileno() >= 0:
                self._theirs.send(b"!")

    def close(self) -> None:
        """Gives the sockets back."""
        with self._guard:
            self._ours.close()
            self._theirs.close()


class PostgresFeed:
    """LISTENs on a connection of its own; a read every 5 s finds a link that is half open."""

    _PROBE = 5.0
    _PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)

    def __init__(self, url: URL) -> None:
        self._url = url
        self._dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._closed = threading.Event()
        self._waker = _Waker()
        self._connection: psycopg.Connection | None = None
        self._probed = 0.0
        self._lost = False
        self._failures = 0

    def wait(self, timeout: float) -> FeedNews:
        """As ``Feed.wait``."""
        deadline = time.monotonic() + timeout
        while not self._closed.is_set():
            try:
                news = self._listen(deadline)
            except psycopg.Error:
                self._drop()
                if not self._lost:
                    self._lost = True
                    return FeedNews.LOST
                self._pause(deadline)
                news = FeedNews.QUIET
            if news is not FeedNews.QUIET or time.monotonic() >= deadline:
                return news
        self._drop()
        self._waker.close()
        return FeedNews.QUIET

    def close(self) -> None:
        """As ``Feed.close``."""
        self._closed.set()
        self._waker.wake()

    def _listen(self, deadline: float) -> FeedNews:
        if self._connection is None:
            self._connect()
            # What changed before LISTEN would go unseen: a new connection always counts as news.
            restored, self._lost = self._lost, False
            return FeedNews.RESTORED if restored else FeedNews.CHANGED
        connection = self._connection
        assert connection is not None
        if time.monotonic() - self._probed >= self._PROBE:
            connection.execute("SELECT 1")
            self._probed = time.monotonic()
        for _ in connection.notifies(timeout=0, stop_after=1):
            return FeedNews.CHANGED
        self._waker.wait(connection, max(0.0, min(self._probed + self._PROBE, deadline) - time.monotonic()))
        return FeedNews.QUIET

    def _connect(self) -> None:
        self._connection = psycopg.connect(
            self._dsn,
            autocommit=True,
            connect_timeout=5,
            keepalives_idle=5,
            keepalives_interval=3,
            keepalives_count=3,
            tcp_user_timeout=10_000,
            application_name="mpp-queue feed",
            client_encoding="utf8",
            options=session_options(self._url, "-c statement_timeout=10s"),
        )
        self._connection.execute(f"LISTEN {CHANNEL}")
        self._failures = 0
        self._probed = time.monotonic()

    def _pause(self, deadline: float) -> None:
        pause = self._PAUSES[min(self._failures, len(self._PAUSES) - 1)]
        self._failures += 1
        # Slept in full even past the caller's deadline would block a close; a slice of it is enough here.
        self._closed.wait(min(pause, max(0.0, deadline - time.monotonic())))

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
