"""A write transaction, from its first statement to its commit."""

from __future__ import annotations

from collections.abc import Callable

from hall.store.database.connections import Connections
from hall.store.database.link import Link
from hall.store.database.write_lock import PATIENCE, Place, WriteLock


class Writing:
    """Takes the turn among the writers (``lock``; Postgres needs none), a connection and BEGIN when the first statement
    asks for them, and gives the turn back with the commit: nobody waits for what is worked out before and after. It
    ends with ``end``, however it went. ``permit`` is asked right before anything is kept; what it raises keeps it from
    being so."""

    __slots__ = ("_connections", "_link", "_lock", "_patience", "_permit", "_place", "committed", "running")

    def __init__(
        self,
        connections: Connections,
        lock: WriteLock | None,
        patience: float = PATIENCE,
        permit: Callable[[], None] | None = None,
    ) -> None:
        self._connections, self._lock, self._patience = connections, lock, patience
        self._permit = permit
        self._link: Link | None = None
        self._place: Place | None = None
        self.running = False
        """Whether it has begun, and not ended yet."""
        self.committed = False

    def begin(self) -> Link:
        """The connection, in the transaction. Raises StoreUnavailable, and SQLAlchemy's errors."""
        link = self._connected()
        link.begin(write=True)
        self.running = True
        return link

    def outside(self) -> Link:
        """The connection as the turn is ours, for one statement that is its own transaction. Raises as ``begin``, and
        what the permit does."""
        link = self._connected()
        if self._permit is not None:
            self._permit()
        return link

    def _connected(self) -> Link:
        if self._lock is not None and self._place is None:
            self._place = self._lock.enter(self._patience)
        if self._link is None:
            self._link = self._connections.take()
        return self._link

    def commit(self) -> None:
        """Commit what was written, if anything was, and let the next one write. Raises SQLAlchemy's errors, and what
        the permit does."""
        if self.running:
            assert self._link is not None
            if self._permit is not None:
                self._permit()
            self._link.commit()
            self.running = False
        self.committed = True
        self._leave()

    def end(self) -> None:
        """Take back what was not committed, and give back everything."""
        if self._link is not None:
            if self.running:
                self._link.roll_back()
            self._connections.give(self._link)
            self._link = None
        self.running = False
        self._leave()

    def _leave(self) -> None:
        if self._lock is not None and self._place is not None:
            self._lock.leave(self._place)
            self._place = None
