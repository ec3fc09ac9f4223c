"""Whether a backup is whole, and taking it apart."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hall import private
from hall.errors import BackupError, StoreUnavailable
from hall.maintenance.backups import postgres_dump, sqlite_copy
from hall.maintenance.backups.archive import reading
from hall.maintenance.backups.manifest import CONFIG, JOURNALS, SQLITE, Manifest
from hall.store.maintenance.contents import file_contents


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The parts of a backup as files: ``database`` is a database file or a dump in pg_dump's custom format
    (``manifest.kind``), ``config`` the machine's configuration without passwords, ``journals`` those of its kiosks."""

    manifest: Manifest
    database: Path
    config: Path | None
    journals: tuple[Path, ...]


def manifest_of(path: Path, passphrase: str = "") -> Manifest:
    """What a backup says of itself, after a look at every byte of it. Raises BackupError."""
    with reading(path, passphrase) as archive:
        return archive.manifest


def check(path: Path, passphrase: str = "", *, scratch: Path | None = None) -> Manifest:
    """Look at every byte of a backup, unpack it into ``scratch`` (by default where the system has room for large
    temporary files), and hold the database in it against the manifest. Raises BackupError with a sentence."""
    with scratch_folder(scratch) as folder:
        return unpack(path, folder, passphrase).manifest


def unpack(path: Path, folder: Path, passphrase: str = "") -> Unpacked:
    """Take a backup apart into ``folder``, which is made or must be empty, and look at all of it as ``check`` does.

    Raises BackupError.
    """
    _make_empty(folder)
    with reading(path, passphrase) as archive:
        manifest = archive.manifest
        places = {part.name: folder.joinpath(*part.name.split("/")) for part in manifest.parts}
        try:
            for part in manifest.parts:
                private.make_folder(places[part.name].parent)
                archive.unpack(part, places[part.name])
        except BackupError as error:
            raise BackupError(f"{path}: {error}") from error
        except OSError as error:
            raise BackupError(f"{path} cannot be unpacked into {folder}: {error.strerror or error}") from error
    database = places[manifest.database.name]
    _compare(path, manifest, database)
    journals = tuple(places[name] for name in sorted(places) if name.startswith(JOURNALS))
    return Unpacked(manifest, database, places.get(CONFIG), journals)


@contextmanager
def scratch_folder(where: Path | None = None) -> Iterator[Path]:
    """A folder for its owner alone, gone afterwards, in ``where``. Raises BackupError where none can be made."""
    try:
        with tempfile.TemporaryDirectory(prefix=".hall-backup-", dir=where or _roomy()) as name:
            yield Path(name)
    except OSError as error:
        raise BackupError(f"no temporary folder in {where or _roomy()}: {error.strerror or error}") from error


def _roomy() -> Path:
    """Where large temporary files go: /tmp is in memory on many systems."""
    large = Path("/var/tmp")  # noqa: S108
    named = any(os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP"))
    return Path(tempfile.gettempdir()) if named or sys.platform == "win32" or not large.is_dir() else large


def _make_empty(folder: Path) -> None:
    try:
        private.make_folder(folder)
        if any(folder.iterdir()):
            raise BackupError(f"the folder {folder} is not empty; name a new one")
    except OSError as error:
        raise BackupError(f"the folder {folder} cannot be made: {error.strerror or error}") from error


def _compare(path: Path, manifest: Manifest, database: Path) -> None:
    """Raise BackupError when the unpacked database is not whole, or not what the manifest says."""
    if manifest.kind == SQLITE:
        wrong = sqlite_copy.faults(database)
        if wrong:
            raise BackupError(f"{path}: the database in it is damaged: {wrong}")
        try:
            differs = file_contents(database) != manifest.contents
        except StoreUnavailable as error:
            raise BackupError(f"{path}: the database in it cannot be read: {error}") from error
    else:
        found = postgres_dump.rows_in(database, manifest.server)
        # Somebody may keep tables of another program in the database, in a schema of its own.
        differs = any(count not in found.get(name, ()) for name, count in manifest.contents.rows)
    if differs:
        raise BackupError(f"{path}: the database in it does not hold what its manifest says")
