"""Connections to SQLite and Postgres, set up so that no write is lost and no wait is endless."""

from __future__ import annotations

import errno
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from json import JSONEncoder
from operator import methodcaller
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import NullPool

from hall.database_url import ESCAPES, HIDDEN, is_secret, password_unreadable, sqlite_url
from hall.errors import HallError, StoreCause, StoreUnavailable
from hall.store.database.holder import foreign_holder
from hall.store.database.server_errors import KNOWN, NEEDED, OF_LIBPQ, of_server, session_options
from hall.text_rules import refuse_unkept_in

_AS_JSON = JSONEncoder().encode
WRITE = "hall_write"
"""Execution option of a connection whose transaction will write."""

BUSY_MS = 10_000
"""How long SQLite waits for a program that does not queue with the hall's own."""
_CANCELLED = "57014"
"""The state of a statement that ran into its time limit."""
_DETAILS = re.compile(r"\n(?:DETAIL|CONTEXT|HINT|LINE|QUERY):? ")
# A peer that went away without a word: keepalives notice it on an idle link, tcp_user_timeout while data of ours is
# on its way, each within about 15 s.
_POSTGRES = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "application_name": "mpp-queue",
    # Not what the URL, the environment or the database says: every name must pass.
    "client_encoding": "utf8",
    # No program of the hall is worth a second processor, or compiling a statement, while others wait.
    "options": "-c statement_timeout=10s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s "
    "-c max_parallel_workers_per_gather=0 -c jit=off",
}


class TryAgain(HallError):
    """The database could not order two writers (serialization failure, deadlock, lock timeout); nothing was done."""


class LockHeld(TryAgain):
    """Somebody held a lock for longer than we wait for it."""


_AGAIN = {"40001": TryAgain, "40P01": TryAgain, "55P03": LockHeld}
"""By the state of the error."""


def parse_url(url: str) -> URL:
    """The SQLAlchemy URL of ``url``; ``postgresql://`` means psycopg 3. Raises StoreUnavailable when it is no
    database URL that this program knows."""
    if url.startswith("postgres") and password_unreadable(url):
        raise StoreUnavailable(f"the database URL cannot be read; {ESCAPES}")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(
            "the database URL cannot be read; write sqlite:///hall.db or postgresql://user:password@host/name, where "
            f"{ESCAPES}"
        ) from None
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and "?" in url:
        raise StoreUnavailable(
            "the database URL has options after the file name; a ? that belongs to a name is written %3F (and a % is "
            "%25)"
        )
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed
    raise StoreUnavailable(
        f"{backend} without a file is no database for a hall; write sqlite:///hall.db or "
        "postgresql://user:password@host/name"
    )


def shown_url(url: URL) -> str:
    """The text of ``url`` for people to read: the password and every option that holds a secret are hidden."""
    path = sqlite_path(url)
    if path is not None:
        return sqlite_url(path)
    hidden = {option: HIDDEN for option in url.query if is_secret(option)}
    return url.update_query_dict(hidden).render_as_string(hide_password=True).replace(quote(HIDDEN), HIDDEN)


def sqlite_path(url: URL) -> Path | None:
    """The file of a SQLite URL, None for Postgres."""
    return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None


class FileWatch:
    """Knows which SQLite file is meant: an open connection follows a file that was moved or replaced, to nowhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._seen: tuple[int, int] | None = None

    def changed(self) -> bool:
        """Whether another file stands at the path than at the last look; the first look never changes anything.

        Raises StoreUnavailable when the file is gone.
        """
        try:
            found = os.stat(self._name)  # noqa: PTH116 - at every transaction, and by far faster
        except OSError as error:
            raise StoreUnavailable(
                f"the database file {self.path} is gone ({error.strerror}); put it back, with its -wal file",
                StoreCause.NO_FILE,
            ) from error
        before, self._seen = self._seen, (found.st_dev, found.st_ino)
        return before not in (None, self._seen)


def make_engine(url: URL, *, create: bool = False, autocommit: bool = False) -> Engine:
    """An engine for ``url`` whose transactions are begun by us; it connects at first use. ``create`` makes a SQLite
    file that is not there; without it a file that goes away in this moment is not replaced by an empty one. With
    ``autocommit`` whoever has a connection begins and ends its transactions (``hall.store.database.link``)."""
    path = sqlite_path(url)
    level: Any = "AUTOCOMMIT" if autocommit else None
    try:
        if path is None:
            arguments = {**_POSTGRES, "options": session_options(url, str(_POSTGRES["options"]))}
            engine = create_engine(
                url,
                connect_args=arguments,
                isolation_level=level or "READ COMMITTED",
                hide_parameters=True,
                json_serializer=_AS_JSON,
                poolclass=NullPool,
            )
            if not autocommit:
                event.listen(engine, "checkout", _as_the_server_has_it)
            if any(os.environ.get(name) for name in OF_LIBPQ):
                event.listen(engine, "connect", _prepare_postgres)
        else:
            mode = {"uri": "true", "mode": "rwc" if create else "rw"}
            engine = create_engine(
                url.set(database=path.as_uri(), query=mode),
                connect_args={"timeout": 10.0, "check_same_thread": False},
                isolation_level=level,
                hide_parameters=True,
                json_serializer=_AS_JSON,
                poolclass=NullPool,
            )
            event.listen(engine, "connect", _prepare_sqlite)
            if not autocommit:
                event.listen(engine, "begin", _begin_sqlite)
    except (NoSuchModuleError, ImportError) as error:
        raise StoreUnavailable(f"the driver for {url.drivername} is missing ({error}); run `make setup`") from error
    event.listen(engine, "handle_error", _hide_values)
    event.listen(engine, "before_cursor_execute", _refuse_unkept)
    return engine


def _refuse_unkept(
    _connection: Connection, _cursor: object, _statement: str, parameters: Any, _context: object, _many: bool
) -> None:
    """No text reaches the database that it cannot keep, whichever operation forgot to ask (``hall.text_rules``): SQLite
    would keep it and never show it whole, Postgres refuses it as an error of its driver."""
    for row in parameters if isinstance(parameters, list) else (parameters,):
        refuse_unkept_in(row.values() if isinstance(row, Mapping) else row or ())


def _hide_values(context: ExceptionContext) -> None:
    """Take the values of rows out of an error's text: Postgres adds the row that did not fit, with a PIN's hash."""
    stated = context.sqlalchemy_exception
    text = str(context.original_exception)
    kept = without_values(context.original_exception)
    if kept != text and stated is not None:
        stated.args = (str(stated.args[0]).replace(text, kept),) if stated.args else ()


def without_values(error: BaseException) -> str:
    """Take the values of rows out of a driver's error; what is left of its text."""
    text = str(error)
    kept = _DETAILS.split(text, maxsplit=1)[0].rstrip()
    if kept != text:
        error.args = (kept,)
    return kept


def _as_the_server_has_it(connection: Any, _record: object, _proxy: object) -> None:
    # After a reader SQLAlchemy would ask for READ WRITE, which goes over what an administrator has set.
    connection.read_only = None


def _prepare_postgres(connection: Any, _record: object) -> None:
    before, connection.autocommit = connection.autocommit, True
    for setting in NEEDED:
        name, _, value = setting.partition("=")
        connection.execute(f"SET {name} = {value}")
    connection.autocommit = before


_JOURNAL_PAGES = 4000
"""SQLite moves its journal into the file when it is so long, 16 MB, while somebody waits for a number or a call: some
milliseconds. A number writes ten pages and a call thirteen, so that SQLite's own 1000 would be one of 85."""


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    # Bytes that are no UTF-8 are read too; the type of their column finds them (hall.store.database.column_types).
    connection.text_factory = methodcaller("decode", "utf-8", "surrogateescape")
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MS}")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute(f"PRAGMA wal_autocheckpoint={_JOURNAL_PAGES}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A read that turns into a write fails at once with SQLITE_BUSY_SNAPSHOT, so writers say so first.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITE, False) else "BEGIN")


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Turn the driver's errors that mean "not now" into StoreUnavailable and TryAgain; bugs pass through."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        if _is_bug(error):
            raise
        raise _meaning(error, url) from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_damaged(error) or _is_refused_option(error) or _state_of(error) in KNOWN:
            raise _meaning(error, url) from error
        raise
    except sqlite3.OperationalError as error:  # of what is asked past SQLAlchemy
        raise _meaning(error, url) from error
    except OSError as error:
        if error.errno not in _NO_PLACE:
            raise
        raise _meaning(error, url) from error


_NO_PLACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)
"""Of the files next to a database: its disk is full, or cannot be written."""


def _is_refused_option(error: Exception) -> bool:
    """Whether libpq does not know an option of the URL: its driver calls that an error of programming."""
    return getattr(error, "orig", None) is not None and "connection option" in str(error.orig)  # type: ignore[attr-defined]


def _state_of(error: Exception) -> str | None:
    return getattr(getattr(error, "orig", None), "sqlstate", None)


_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def _is_damaged(error: Exception) -> bool:
    return getattr(getattr(error, "orig", None), "sqlite_errorcode", None) in _DAMAGED


def _is_bug(error: Exception) -> bool:
    """SQLite answers a wrong statement with the same class of error as a full disk; only its code tells."""
    original = getattr(error, "orig", None)
    wrong = getattr(original, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return wrong and not str(original).startswith("no such ")


def _kept_from(path: Path, first: str) -> str:
    """Who holds SQLite's own lock. Our writers queue at the lock file: only a program that does not know it is met."""
    found = foreign_holder(path, os.getpid())
    who = str(found) if found is not None else "a program that is none of the hall's, such as a database browser,"
    advice = found.advice if found is not None else f"end its transaction or the program; `fuser {path}` names it"
    return f"{who} holds the database file {path} ({first}); {advice}"


def _meaning(error: Exception, url: URL) -> HallError:
    original = getattr(error, "orig", None) or error
    again = _AGAIN.get(getattr(original, "sqlstate", None) or "")
    if again is not None:
        return again(str(original).partition("\n")[0])
    text = str(original).strip().splitlines()
    first = text[0] if text else type(original).__name__
    path = sqlite_path(url)
    if getattr(original, "sqlstate", None) == _CANCELLED:
        return StoreUnavailable(
            f"the database took longer than 10 s for one step ({first}); see what else runs on its machine"
        )
    if path is None:
        return of_server(original, first, url)
    return _of_the_file(error, path, first)


def _of_the_file(error: Exception, path: Path, first: str) -> StoreUnavailable:
    """What is wrong with a SQLite file, and what to do."""
    original = getattr(error, "orig", None) or error
    if _is_damaged(error):
        return StoreUnavailable(
            f"{path} is damaged or no hall's database ({first}); restore it from a backup", StoreCause.DAMAGED
        )
    if getattr(original, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
        return StoreUnavailable(_kept_from(path, first), StoreCause.BUSY)
    if "no such table" in first or "no such column" in first:
        return StoreUnavailable(f"{path} holds no hall yet ({first}); run `hall init`", StoreCause.NO_HALL)
    return StoreUnavailable(
        f"the database file {path} cannot be used ({first}); check that the folder exists, that file and folder may be "
        "written, and that the disk has space",
        StoreCause.NO_FILE,
    )
