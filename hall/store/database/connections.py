"""The open connections of a store: each is lent to one transaction at a time and kept for the next."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import URL, event

from hall.errors import StoreUnavailable
from hall.store.database import existence_marker
from hall.store.database.engine import FileWatch, make_engine
from hall.store.database.link import Link, Watcher

_log = logging.getLogger(__name__)
KEPT = 8
"""So many connections are kept open at most; a program has a few threads that use its store."""


def _is_replaced(file: FileWatch) -> bool:
    try:
        replaced = file.changed()
    except StoreUnavailable:
        # What was next to the file may be away with it: programs that start meanwhile must know of it.
        existence_marker.leave(file.path)
        raise
    if replaced:
        _log.warning("another database file stands at %s; it is followed from now on", file.path)
    return replaced


class Connections:
    """May be used by several threads. When the SQLite ``file`` is another one than before, all are dropped, and
    ``replaced`` is called."""

    def __init__(self, url: URL, file: FileWatch | None, replaced: Callable[[], None]) -> None:
        self._file, self._replaced = file, replaced
        self.engine = make_engine(url, autocommit=True)
        self._watchers: list[Watcher] = []
        self._idle: list[Link] = []
        self._age = 0

    @contextmanager
    def lent(self) -> Iterator[Link]:
        """A connection for the block. Raises as ``take``."""
        link = self.take()
        try:
            yield link
        finally:
            self.give(link)

    @contextmanager
    def snapshot(self) -> Iterator[Link]:
        """A connection for the block that only reads, all at one moment. Raises as ``take``."""
        with self.lent() as link, link.snapshot():
            yield link

    def take(self) -> Link:
        """A connection that nobody else uses until it is given back, outside of any transaction. Raises SQLAlchemy's
        errors, and StoreUnavailable when the file is gone."""
        if self._file is not None and _is_replaced(self._file):
            self.drop()
            self._replaced()
        link = self._popped() or Link(self.engine.connect(), self._watchers)
        link.age = self._age
        return link

    def give(self, link: Link) -> None:
        """Give a connection back, kept for the next one if it is good for that."""
        if not link.usable:
            self.drop()  # a server that ended one has most often ended them all
            link.close()
        elif link.age != self._age or len(self._idle) >= KEPT:
            link.close()
        else:
            self._idle.append(link)

    def watch(self, watcher: Watcher) -> None:
        """Let ``watcher`` see every statement, for those who look on or stop in between."""
        self._watchers.append(watcher)
        event.listen(self.engine, "before_cursor_execute", lambda *args: watcher(args[2], args[3]))
        event.listen(
            self.engine, "handle_error", lambda context: watcher(str(context.statement), context.original_exception)
        )

    def drop(self) -> None:
        """Close those that nobody uses now, and each of the others when it comes back."""
        self._age += 1
        while (link := self._popped()) is not None:
            link.close()

    def _popped(self) -> Link | None:
        try:
            return self._idle.pop()
        except IndexError:
            return None
