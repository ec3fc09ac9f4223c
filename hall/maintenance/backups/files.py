"""The files of a folder of backups: their names, which say when, and what a run that was killed left behind."""

from __future__ import annotations

import math
import os
import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hall import private
from hall.errors import BackupError
from hall.store.database import file_locks

PART = ".hall-backup-part-"
_SCRATCH = ".hall-backup-"
_LOCK = ".hall-backup.lock"
_NAME = re.compile(r"([a-z0-9-]+)-(\d{8}-\d{6})Z\.zip(\.age)?")
_LONGEST = 40
_SECOND, _SOON = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A finished backup by its name; ``hall`` is its hall's name in small letters, digits and dashes."""

    path: Path
    hall: str
    made_at: datetime
    encrypted: bool
    size: int


def slug_of(hall: str) -> str:
    """A hall's name as file names have it."""
    plain = unicodedata.normalize("NFKD", hall).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "hall"


def backup_name(folder: Path, hall: str, made_at: datetime, *, encrypted: bool) -> Path:
    """A new name for a backup: ``mpp-kendari-20261130-190000Z.zip``, in UTC, with ``.age`` when it is ``encrypted``."""
    hall, at = slug_of(hall), made_at.astimezone(UTC).replace(microsecond=0)
    taken = {one.made_at for one in backup_files(folder) if one.hall == hall}
    # Two in one second: the later one is named after the earlier one, whichever of them the rule removes meanwhile.
    at = max((one + _SECOND for one in taken if at <= one < at + _SOON), default=at)
    while at in taken:
        at += _SECOND
    return folder / f"{hall}-{at:%Y%m%d-%H%M%S}Z.zip{'.age' if encrypted else ''}"


def backup_files(folder: Path) -> tuple[BackupFile, ...]:
    """The finished backups in a folder, the newest first; none where it cannot be read."""
    try:
        found = [backup_file(path) for path in folder.iterdir()]
    except OSError:
        return ()
    return tuple(sorted(filter(None, found), key=lambda one: (one.made_at, one.path.name), reverse=True))


def backup_file(path: Path) -> BackupFile | None:
    """A backup by its name; None for another file."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[2], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
        return BackupFile(path, match[1], at, match[3] is not None, path.stat().st_size)
    except (ValueError, OSError):
        return None


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Be the only one who makes backups in a folder, and remove what one that was killed left there.

    Raises BackupError while another one works, and OSError.
    """
    private.make_folder(folder)
    handle = private.open_file(folder / _LOCK, os.O_RDWR | os.O_CREAT)
    try:
        if not file_locks.attempt(handle):
            raise BackupError(f"another backup is being made in {folder}; wait until it has ended")
        remove_leftovers(folder)
        yield
    finally:
        os.close(handle)


def remove_leftovers(folder: Path, *, before: float = math.inf) -> None:
    """Remove unfinished files last written ``before`` (seconds since 1970): those of a run that was killed."""
    for path in folder.glob(f"{_SCRATCH}*"):
        if path.name == _LOCK or _written(path) >= before:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return math.inf
