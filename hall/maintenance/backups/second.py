"""The second place of a backup: another disk, a stick, a share; copied there and read back."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import uuid
from contextlib import suppress
from pathlib import Path

from hall import private
from hall.durable import sync_folder
from hall.errors import BackupError
from hall.maintenance.backups.archive import forget_cached
from hall.maintenance.backups.files import PART, remove_leftovers
from hall.maintenance.backups.making import room_sentence

_PIECE = 1 << 20
_DEAD = 24 * 3600
"""Seconds after which nobody works on an unfinished file any more: several halls may share the place."""


def copy_to(backup: Path, second: Path) -> Path:
    """Copy a backup into ``second``, read it back from there, and return its path.

    Raises BackupError when nothing is mounted there (then nothing is written: a backup in an empty mount point would
    lie on the first disk and fill it), and when it cannot be written or reads differently; then nothing is left behind.
    """
    refuse_unmounted(second, backup.parent)
    unfinished = second / f"{PART}{uuid.uuid4().hex}"
    try:
        private.make_folder(second)
        remove_leftovers(second, before=backup.stat().st_mtime - _DEAD)
        meant = _copied(backup, unfinished)
        if _digest(unfinished) != meant:
            raise BackupError(f"the copy in {second} reads differently than it was written; try another disk")
        path = second / backup.name
        unfinished.replace(path)
        sync_folder(second)
    except OSError as error:
        raise BackupError(room_sentence(second, error)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return path


def refuse_unmounted(second: Path, first: Path) -> None:
    """Raise BackupError when ``second`` is not on a file system of its own, mounted below the root."""
    place = _first_that_is_there(second)
    mounted = place
    while not os.path.ismount(mounted) and mounted != mounted.parent:
        mounted = mounted.parent
    root = sys.platform != "win32" and mounted == mounted.parent
    try:
        same = place.stat().st_dev == _first_that_is_there(first).stat().st_dev
    except OSError as error:
        raise BackupError(
            f"{second} cannot be reached ({error.strerror or error}); nothing was copied there"
        ) from error
    if root or same or not mounted.exists():
        raise BackupError(
            f"no other disk is mounted at {second} ([backup] second): nothing was copied there. Plug it in and mount "
            f"it; `findmnt -T {second}` shows what is there"
        )


def _first_that_is_there(path: Path) -> Path:
    path = path.absolute()
    while not path.exists() and path != path.parent:
        path = path.parent
    return path.resolve()


def _copied(source: Path, target: Path) -> str:
    digest = hashlib.sha256()
    with source.open("rb") as read, open(target, "xb", opener=private.opener) as written:
        while piece := read.read(_PIECE):
            digest.update(piece)
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
        forget_cached(written.fileno())
    with suppress(OSError):  # a stick's file system may keep no times
        shutil.copystat(source, target)
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
