"""What an error of the database means for whoever asked: one sentence, and the row that it comes from."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import URL
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound

from hall.errors import HallError, StoreCause, StoreUnavailable
from hall.store.database import wrong_rows
from hall.store.database.connections import Connections
from hall.store.database.engine import TryAgain, sqlite_path, translated
from hall.store.database.holders import longest_holder
from hall.store.database.readable import UnreadRow
from hall.wrong_rows import WrongRow

_log = logging.getLogger(__name__)


class RowsContradict(StoreUnavailable):
    """A row that another one refers to is gone, or stands twice: somebody has changed them by hand."""


def _contradiction(error: Exception) -> RowsContradict | None:
    """What the database or a query says of rows that cannot stand next to one another; None for any other error."""
    if not isinstance(error, (IntegrityError, NoResultFound, MultipleResultsFound)):
        return None
    said = str(getattr(error, "orig", error)).partition("\n")[0]
    if isinstance(error, IntegrityError) and "ticket" not in said:
        return None
    _log.error("rows of the database contradict each other", exc_info=error)
    return RowsContradict(
        f"rows of the database contradict each other ({said}); nothing was written. `hall audit --all` names them"
    )


class Explained:
    """Use it as the context of what is asked of a database, as often as wanted: errors come out as StoreUnavailable,
    TryAgain and WrongRow, bugs as they are. Where there is no error it costs nothing."""

    __slots__ = ("_connections", "_url")

    def __init__(self, url: URL, connections: Connections) -> None:
        self._url, self._connections = url, connections

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is not None:
            with self._named(), translated(self._url):
                raise error

    def busy(self, error: TryAgain) -> StoreUnavailable:
        """Nothing could be done because of others; on Postgres it says who has kept something locked for long."""
        holder = ""
        if sqlite_path(self._url) is None:
            with suppress(StoreUnavailable), translated(self._url), self._connections.snapshot() as link:
                holder = longest_holder(link.sql)
        return StoreUnavailable(f"the database is too busy ({error}{holder}); try again in a moment", StoreCause.BUSY)

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Whoever stops at a row that cannot be read hears which one it is. Raises WrongRow.

        What a row holds can lead anywhere, so every error is looked at; where no row is wrong, it is a bug and stays
        what it is.
        """
        try:
            yield
        except UnreadRow as error:
            raise self._wrong_row(error) or error from error
        except HallError:
            raise
        except Exception as error:
            found = self._wrong_row(None) or _contradiction(error)
            if found is None:
                raise
            raise found from error

    def _wrong_row(self, unread: UnreadRow | None) -> HallError | None:
        with translated(self._url), self._connections.snapshot() as link:
            row = wrong_rows.first(link.sql)
        if row is not None:
            return WrongRow(row)
        return None if unread is None else StoreUnavailable(f"a row of the database cannot be read: {unread}")
