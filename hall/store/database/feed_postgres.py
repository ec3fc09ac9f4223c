"""The change feed of Postgres: LISTEN on a connection of its own."""

from __future__ import annotations

import selectors
import socket
import threading
import time

import psycopg
from sqlalchemy import URL

from hall.store.database.feed_news import FeedNews
from hall.store.database.server_errors import session_options
from hall.store.database.transaction import CHANNEL


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
