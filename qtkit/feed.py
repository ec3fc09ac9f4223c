"""The change feed on a thread of its own, reported on the GUI thread as three signals."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from hall.errors import HallError

log = logging.getLogger(__name__)

_WAIT_S = 5.0
OPEN_PAUSES_S = (0.5, 1.0, 2.0, 5.0, 10.0)


class FeedLike(Protocol):
    """A blocking source of news: ``wait`` returns ``quiet``, ``changed``, ``lost`` or ``restored``."""

    def wait(self, timeout: float) -> str:
        """Blocks up to ``timeout`` seconds."""

    def close(self) -> None:
        """Ends a running ``wait`` soon; safe from any thread, and more than once."""


class _FeedLoop(QThread):
    """Opens the feed in its own thread, because a connection belongs to the thread that uses it, and waits on it."""

    reported = Signal(str)

    def __init__(self, open_feed: Callable[[], FeedLike], pauses_s: Sequence[float], parent: QObject) -> None:
        super().__init__(parent)
        self._open_feed = open_feed
        self._pauses_s = pauses_s
        self._stopping = threading.Event()
        self._guard = threading.Lock()
        self._feed: FeedLike | None = None

    def stop(self) -> None:
        """Asks the loop to end; safe from any thread."""
        self._stopping.set()
        with self._guard:
            if self._feed is not None:
                self._feed.close()

    def run(self) -> None:
        """The thread: opens the feed and passes on its news until it is stopped; opens it again when it broke."""
        failures = 0
        while not self._stopping.is_set():
            try:
                feed = self._opened()
                if failures:
                    self.reported.emit("restored")
                    failures = 0
                self._listen(feed)
                continue
            except HallError as error:
                log.warning("the change feed is away: %s", error)
            except Exception:  # the thread must live on: without it the screen would go stale in silence
                log.exception("the change feed broke unexpectedly")
            if failures == 0:
                self.reported.emit("lost")
            self._stopping.wait(self._pauses_s[min(failures, len(self._pauses_s) - 1)])
            failures += 1

    def _opened(self) -> FeedLike:
        feed = self._open_feed()
        with self._guard:
            self._feed = feed
        return feed

    def _listen(self, feed: FeedLike) -> None:
        try:
            while not self._stopping.is_set():
                news = str(feed.wait(_WAIT_S))
                if news != "quiet" and not self._stopping.is_set():
                    self.reported.emit(news)
        finally:
            with self._guard:
                self._feed = None
            feed.close()
            feed.wait(0)  # in this thread: a closed feed gives its connection back when it is waited on


class FeedThread(QObject):
    """Notifies the GUI thread when the database changed, was lost, or came back.

    A signal says only that something changed: read the state again, and never count on one signal for each event.
    A feed that cannot be opened or breaks is opened again after growing pauses, ``pauses_s`` in seconds.
    """

    changed = Signal()
    lost = Signal()
    restored = Signal()

    def __init__(
        self,
        open_feed: Callable[[], FeedLike],
        parent: QObject | None = None,
        *,
        pauses_s: Sequence[float] = OPEN_PAUSES_S,
    ) -> None:
        super().__init__(parent)
        self._loop = _FeedLoop(open_feed, pauses_s, self)
        self._closed = False
        self._loop.reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Starts listening."""
        self._loop.start()

    def close(self, timeout_ms: int = 2000) -> bool:
        """Stops listening and joins the thread; False when it still runs after ``timeout_ms``."""
        self._closed = True
        self._loop.stop()
        finished = self._loop.wait(timeout_ms)
        if not finished:
            log.warning("the change feed did not end within %d ms", timeout_ms)
        return finished

    @Slot(str)
    def _on_reported(self, news: str) -> None:
        signals = {"changed": self.changed, "lost": self.lost, "restored": self.restored}
        if not self._closed and news in signals:
            signals[news].emit()
