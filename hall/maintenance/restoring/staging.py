"""A restored database on its way: beside its place, whole, its numbers ahead, and only then where programs find it.

SQLite: a folder next to the place, in which the file is made ready; a link puts it there. Postgres: the tables come in
in one transaction, and are nobody's hall until the one that finishes it (``hall.store.maintenance.restored``). A
restore that is killed leaves the folder, or those tables, which the next one removes.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from hall import private
from hall.database_url import sqlite_url
from hall.durable import sync_file, sync_folder
from hall.errors import BackupError
from hall.maintenance.backups import POSTGRES, SQLITE, Unpacked, manifest_of, unpack
from hall.maintenance.backups.checking import scratch_folder
from hall.maintenance.restoring.postgres_restore import fill, kept_schema
from hall.store.database import file_locks
from hall.store.maintenance import restored
from hall.store.maintenance.contents import database_file
from hall.store.maintenance.libpq import libpq_address

if TYPE_CHECKING:
    from hall.clock import Clock
    from hall.store import Reader, UnitOfWork

T = TypeVar("T")
Act = Callable[["UnitOfWork", "Reader"], T]
_LOCK = "restoring.lock"


class Staged(Protocol):
    """A database that nobody has opened yet. ``unpacked`` is what the backup holds."""

    unpacked: Unpacked

    def look(self, act: Act[T]) -> T:
        """What ``act`` answers; nothing that it writes is kept. Raises StoreUnavailable, Refused."""

    def finish(self, act: Act[T]) -> T:
        """Do ``act``, and put the database where programs find it. Raises StoreUnavailable, Refused, BackupError."""


def refuse_living(url: str) -> None:
    """Raise BackupError when a database is at the place that is not the empty one that a restore needs."""
    file = database_file(url)
    if file is None:
        names = restored.tables_in(url)
        if names and not restored.is_unfinished(url):
            raise BackupError(
                f"the database already has {len(names)} tables ({', '.join(names[:3])}, …), and a restore needs an "
                "empty one: make a new database (`createdb NAME`) and name it in [database] url, or rename this one "
                "away; nothing is mixed"
            )
        return
    _refuse_files(file)


def _refuse_files(file: Path) -> None:
    writer = restored.who_writes(file)
    if writer:
        raise BackupError(f"a program of the hall runs on {file}: {writer}; end all programs of the hall first")
    found = restored.living_files(file)
    if found:
        names = " ".join(path.name for path in found)
        old = private.quoted(file.parent / "old" / file.name)
        raise BackupError(
            f"in {file.parent} there is still {', '.join(path.name for path in found)}, and a restore never mixes with "
            f"it: end all programs of the hall, and move all of it away together, such as by `mkdir old && mv {names} "
            f"old/` there; then `--old {old}` says exactly what is newer in it"
        )


@contextmanager
def staged(url: str, backup: Path, passphrase: str = "", clock: Clock | None = None) -> Iterator[Staged]:
    """The database of ``backup``, looked at wholly, on its way to the empty place of ``url``; without ``finish``
    nothing of it is left. ``clock`` replaces the database's own time.

    Raises BackupError, StoreUnavailable.
    """
    refuse_living(url)
    file = database_file(url)
    kind = POSTGRES if file is None else SQLITE
    made_on = manifest_of(backup, passphrase).kind
    if made_on != kind:
        names = {SQLITE: "SQLite", POSTGRES: "Postgres"}
        raise BackupError(
            f"{backup} is of a hall on {names[made_on]}, and the place is on {names[kind]}; a backup goes back to the "
            "kind of database that it came from: name such a place by --to"
        )
    if file is None:
        with scratch_folder() as folder:
            parts = unpack(backup, folder / "parts", passphrase)
            with _on_server(url, parts, clock) as found:
                yield found
    else:
        with _folder(file) as folder:
            yield _File(unpack(backup, folder / "parts", passphrase), file, folder, clock)


class _Nothing(Exception):
    """Ends a transaction of which nothing is kept."""


class _File:
    """A SQLite file in a folder next to its place."""

    def __init__(self, unpacked: Unpacked, place: Path, folder: Path, clock: Clock | None) -> None:
        self.unpacked, self._place, self._clock = unpacked, place, clock
        self._file = folder / "hall.db"
        unpacked.database.rename(self._file)
        self._url = sqlite_url(self._file)

    def look(self, act: Act[T]) -> T:
        return _looked(self._url, None, self._clock, act)

    def finish(self, act: Act[T]) -> T:
        with restored.finishing(self._url, clock=self._clock) as (work, reader):
            answer = act(work, reader)
        _close_journal(self._file)
        with restored.taking_place(self._place):
            found = restored.living_files(self._place)
            if found:
                raise BackupError(f"{found[0]} has come to be meanwhile; nothing was changed")
            _put(self._file, self._place)
        return answer


class _Server:
    """Tables of a Postgres database that do not say their schema yet."""

    def __init__(self, unpacked: Unpacked, url: str, schema: restored.KeptSchema, clock: Clock | None) -> None:
        self.unpacked, self._url, self._schema, self._clock = unpacked, url, schema, clock

    def look(self, act: Act[T]) -> T:
        return _looked(self._url, self._schema, self._clock, act)

    def finish(self, act: Act[T]) -> T:
        with restored.finishing(self._url, self._schema, self._clock) as (work, reader):
            return act(work, reader)


@contextmanager
def _on_server(url: str, unpacked: Unpacked, clock: Clock | None) -> Iterator[_Server]:
    server = restored.server_version(url)
    schema = kept_schema(unpacked.database, server)
    with restored.alone(url) as alone:
        if not alone:
            raise BackupError("another restore into this database is under way; let it end first")
        refuse_living(url)
        restored.clear_unfinished(url)
        fill(unpacked.database, libpq_address(url), server)
        try:
            yield _Server(unpacked, url, schema, clock)
        finally:
            restored.clear_unfinished(url)


def _looked(url: str, schema: restored.KeptSchema | None, clock: Clock | None, act: Act[T]) -> T:
    answers: list[T] = []
    try:
        with restored.finishing(url, schema, clock) as (work, reader):
            answers.append(act(work, reader))
            raise _Nothing
    except _Nothing:
        return answers[0]


@contextmanager
def _folder(place: Path) -> Iterator[Path]:
    """A folder next to the place, empty, for one restore at a time; gone afterwards, as is that of the place where it
    was made for it and stayed empty. Raises BackupError."""
    with _parent(place.parent), _staging(place, place.with_name(f"{place.name}.restoring")) as folder:
        yield folder


@contextmanager
def _parent(folder: Path) -> Iterator[None]:
    there = folder.exists()
    try:
        yield
    finally:
        if not there:
            with suppress(OSError):
                folder.rmdir()


@contextmanager
def _staging(place: Path, folder: Path) -> Iterator[Path]:
    try:
        private.make_folder(folder)
        lock = private.open_file(folder / _LOCK, os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise BackupError(f"{folder} cannot be made: {error.strerror or error}") from error
    if not file_locks.attempt(lock):
        os.close(lock)
        raise BackupError(f"another restore to {place} is under way; let it end first")
    try:
        for path in folder.iterdir():
            if path.name != _LOCK:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        yield folder
        shutil.rmtree(folder, ignore_errors=True)
    except (OSError, sqlite3.Error) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise BackupError(f"{place} cannot be restored: {error}; nothing is left of it") from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    finally:
        os.close(lock)
        if sys.platform == "win32":  # an open file is not removed there
            shutil.rmtree(folder, ignore_errors=True)


def _close_journal(file: Path) -> None:
    """Bring all that was written into the file itself, and that to the disk."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    if len(restored.living_files(file)) != 1:
        raise BackupError(f"the journal of {file} does not end; try again on another disk")
    sync_file(file)


def _put(file: Path, place: Path) -> None:
    """Give the file its name, which no other has: a link never replaces one, and where a file system has none, nobody
    of the hall makes one meanwhile."""
    try:
        os.link(file, place)
        file.unlink()
    except FileExistsError:
        raise BackupError(f"{place} has come to be meanwhile; nothing was changed") from None
    except OSError:
        file.rename(place)
    sync_folder(place.parent)
