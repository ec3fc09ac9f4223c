"""One open connection, and the transactions on it: begun and ended by our own BEGIN and COMMIT."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from hall.store.database.engine import without_values

Watcher = Callable[[str, Any], None]
"""Is called with every statement before it runs, and its values; with the error in their place when it has failed."""

BEGIN = {
    # A read that turns into a write fails at once with SQLITE_BUSY_SNAPSHOT, so writers say so first.
    ("sqlite", True): "BEGIN IMMEDIATE",
    ("sqlite", False): "BEGIN",
    # Not READ WRITE, which would go over what an administrator has set.
    ("postgresql", True): "BEGIN ISOLATION LEVEL READ COMMITTED",
    ("postgresql", False): "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}
"""By database, and whether the transaction will write."""


class Link:
    """A connection in autocommit mode: ``sql`` is SQLAlchemy's, ``driver`` the driver's own below it. ``watchers`` see
    what is run past SQLAlchemy."""

    __slots__ = ("_error", "age", "dialect", "driver", "name", "sql", "watchers")

    def __init__(self, connection: Connection, watchers: Sequence[Watcher] = ()) -> None:
        self.sql = connection
        self.dialect = connection.dialect
        self.name = connection.dialect.name
        self.driver: Any = connection.connection.driver_connection
        self.watchers = watchers
        self.age = 0
        """How often all connections had been dropped when it was taken (``Connections``)."""
        self._error: Any = connection.dialect.loaded_dbapi.Error

    @property
    def usable(self) -> bool:
        """Whether it can serve another transaction."""
        return not self.sql.closed and not self.sql.invalidated

    def close(self) -> None:
        """End the connection, whatever state it is in."""
        with suppress(SQLAlchemyError, self._error):
            self.sql.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A transaction that only reads, all at one moment. Raises SQLAlchemy's errors."""
        self.begin(write=False)
        try:
            yield
            self.commit()
        except BaseException:
            self.roll_back()
            raise

    def begin(self, *, write: bool) -> None:
        """Begin a transaction. Raises SQLAlchemy's errors."""
        self.command(BEGIN[self.name, write])

    def commit(self) -> None:
        """Commit it. Raises SQLAlchemy's errors."""
        self.command("COMMIT")
        if self.sql.in_transaction():  # as SQLAlchemy counts it; the database has committed
            self.sql.rollback()

    def command(self, text: str) -> None:
        """Run a statement that has no parameters and returns nothing."""
        for watch in self.watchers:
            watch(text, ())
        try:
            self.driver.execute(text)
        except self._error as error:
            raise self.translated(text, error) from error

    def translated(self, text: str, error: Exception) -> DBAPIError:
        """A driver's error as SQLAlchemy's, without the values of rows; the connection is given up when it broke."""
        for watch in self.watchers:
            watch(text, error)
        lost = self.dialect.is_disconnect(error, self.driver, None)  # type: ignore[arg-type]
        if lost:
            self.sql.invalidate(error)
        without_values(error)
        made = DBAPIError.instance(
            text,
            None,
            error,
            self._error,
            hide_parameters=True,
            connection_invalidated=lost,
            dialect=self.dialect,
        )
        assert isinstance(made, DBAPIError)
        return made

    def roll_back(self) -> None:
        """Take back what was done; a connection that cannot even do that is closed, which does it too."""
        if not self.usable:
            return
        try:
            self.driver.rollback()
            if self.sql.in_transaction():
                self.sql.rollback()
        except (SQLAlchemyError, self._error):
            self.sql.invalidate()
