"""The word that a hall leaves next to its SQLite file: when the file is away, nobody takes the place for a new one.

It is in the writers' lock file, which is there anyway and does not hold it until a database was made. Programs that
run while the file is moved away with everything next to it leave the word again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from hall import private
from hall.errors import StoreCause, StoreUnavailable

_WORD = b"the database was made next to this file\n"
_BEHIND_THE_LOCK = 1
"""Windows keeps the first byte from everybody but the writer who has locked it."""


def lock_file(database: Path) -> Path:
    """The writers' lock file of ``database``."""
    return database.with_name(database.name + ".lock")


def leave(database: Path) -> None:
    """Say that ``database`` was made here. A folder that cannot be written is another one's complaint."""
    with suppress(OSError):
        handle = private.open_file(lock_file(database), os.O_RDWR, like=database)
        try:
            if not _says_it(handle):
                os.lseek(handle, _BEHIND_THE_LOCK, os.SEEK_SET)
                os.write(handle, _WORD)
        finally:
            os.close(handle)


def refuse_new(database: Path) -> None:
    """Raise StoreUnavailable when ``database`` is not there but was: a new one would count from 1 again, and would
    swallow what an old journal holds."""
    # The traces come after the database: who looked for it first could miss that it is being made right now.
    journal, lock = database.with_name(database.name + "-wal"), lock_file(database)
    found = [f"its journal {journal.name}"] * journal.exists() + [lock.name] * _has_the_word(lock)
    if found and not database.exists():
        traces = " and ".join(found)
        raise StoreUnavailable(
            f"the database {database} is gone; {traces} next to it can only be there because a hall was. Put it back, "
            f"with its -wal file; or, to begin again, end all programs and delete {traces}",
            StoreCause.NO_FILE,
        )


def _has_the_word(lock: Path) -> bool:
    try:
        handle = os.open(lock, os.O_RDONLY)
    except OSError:
        return False
    try:
        return _says_it(handle)
    finally:
        os.close(handle)


def _says_it(handle: int) -> bool:
    """Whether the word stands where it belongs; further behind is who holds the lock (``database.holder``)."""
    os.lseek(handle, _BEHIND_THE_LOCK, os.SEEK_SET)
    return os.read(handle, len(_WORD)) == _WORD
