"""One backup of a hall that works: copied, packed, read back from the disk, and only then given its name."""

from __future__ import annotations

import errno
import io
import re
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hall import __version__, private
from hall.database_url import has_password
from hall.durable import sync_folder
from hall.errors import BackupError, StoreCause, StoreUnavailable
from hall.maintenance.backups import postgres_dump, sqlite_copy
from hall.maintenance.backups.archive import Archive, writing
from hall.maintenance.backups.checking import check, scratch_folder
from hall.maintenance.backups.encryption import WORK
from hall.maintenance.backups.files import PART, backup_name
from hall.maintenance.backups.manifest import (
    CONFIG,
    FILES,
    FORMAT,
    JOURNALS,
    LANGUAGES,
    POSTGRES,
    SQLITE,
    Manifest,
)
from hall.store.maintenance.contents import database_file, file_contents, still_server
from hall.store.maintenance.libpq import libpq_address
from hall.translator import messages_folder
from hall.views.maintenance import DatabaseContents

_PASSWORD = re.compile(r"(postgres(?:ql)?(?:\+\w+)?://[^\s:/@\"']*):[^\s\"']*@")
_SECRET_OPTION = re.compile(r"([?&](?:[a-z_]*pass(?:word)?|[a-z_]*secret|[a-z_]*token)=)[^&\s\"']*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """What is backed up: the database of ``url``, and the machine's configuration in ``config`` with what lies next to
    it: journals of kiosks, languages that the hall adds."""

    url: str
    config: Path


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and verified."""

    path: Path
    manifest: Manifest


def make(source: Source, folder: Path, now: datetime, *, passphrase: str = "", work: int = WORK) -> Made:
    """Make a backup of the moment ``now`` in ``folder``, which is made; it has its name only once all of it was read
    back and found right. ``work`` is the cost of its passphrase.

    Raises StoreUnavailable when the database cannot be read, and BackupError for all else; then nothing is left behind.
    """
    unfinished = folder / f"{PART}{uuid.uuid4().hex}"
    try:
        private.make_folder(folder)
        manifest = _write(source, unfinished, now, passphrase, work)
        if check(unfinished, passphrase, scratch=_scratch(folder, passphrase)) != manifest:
            raise BackupError(f"the backup in {folder} reads differently than it was written; try another disk")
        path = backup_name(folder, manifest.contents.hall, now, encrypted=bool(passphrase))
        unfinished.rename(path)
        sync_folder(folder)
    except (OSError, BackupError) as error:
        cause = error if isinstance(error, OSError) else error.__cause__
        if not isinstance(cause, OSError) or (cause is not error and not is_full(cause)):
            raise
        raise BackupError(room_sentence(folder, cause)) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return Made(path, manifest)


def is_full(error: OSError) -> bool:
    """Whether a disk, or what this user may have of it, is full."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


def room_sentence(folder: Path, error: OSError) -> str:
    """Why a backup could not be written into ``folder``, and what to do."""
    if is_full(error):
        return (
            f"the disk of {folder} is full: nothing of this backup is left, and the older ones stay. Remove what "
            "nobody needs there, or keep fewer backups ([backup] keep_daily, keep_weekly, keep_monthly)"
        )
    return f"no backup could be written into {folder} ({error.strerror or error})"


def _write(source: Source, path: Path, now: datetime, passphrase: str, work: int) -> Manifest:
    """Write a backup to ``path``. Raises as ``make``, and OSError."""
    file = database_file(source.url)
    with scratch_folder(_scratch(path.parent, passphrase)) as scratch:
        copy = scratch / "database"
        private.make_file(copy)
        server, contents = _copy_file(file, copy) if file is not None else _dump(source.url, copy)
        kind = POSTGRES if file is None else SQLITE
        with writing(path, passphrase, work=work) as archive:
            with copy.open("rb") as content:
                archive.add(FILES[kind], content, packed=file is None)
            _add_machine(archive, source.config)
            manifest = Manifest(FORMAT, __version__, now, kind, server, contents, archive.parts)
            archive.end(manifest)
    return manifest


def _scratch(folder: Path, passphrase: str) -> Path | None:
    """Where the database lies while it is packed: with the backups, which have the room; but nothing readable ever lies
    on a stick whose backups are encrypted, for what is deleted there can be found again."""
    return None if passphrase else folder


def _copy_file(file: Path, copy: Path) -> tuple[int, DatabaseContents]:
    sqlite_copy.copy(file, copy)
    wrong = sqlite_copy.faults(copy)
    if wrong:
        raise StoreUnavailable(f"the database {file} itself is damaged: {wrong}", StoreCause.DAMAGED)
    return 0, file_contents(copy)


def _dump(url: str, copy: Path) -> tuple[int, DatabaseContents]:
    with still_server(url) as still:
        postgres_dump.dump(libpq_address(url), still.snapshot, still.version, copy)
        return still.version, still.contents


def _add_machine(archive: Archive, config: Path) -> None:
    """What lies on this machine: it may be gone or unreadable, and the database is worth a backup all the same."""
    folder = config.absolute().parent
    found = [(CONFIG, config)]
    found += [(f"{JOURNALS}{file.name}", file) for file in sorted((folder / "logs").glob("slips-*.journal"))]
    found += [(f"{LANGUAGES}{file.name}", file) for file in sorted(messages_folder(config).glob("*.json"))]
    for name, file in found:
        try:
            content = file.read_bytes()
        except (FileNotFoundError, PermissionError):
            continue
        kept = without_passwords(content) if name == CONFIG else content
        if kept is not None:
            archive.add(name, io.BytesIO(kept))


def without_passwords(config: bytes) -> bytes | None:
    """A configuration without the passwords in its URLs: whoever restores types them again. None when that cannot be
    said for sure of it: then it is left out."""
    try:
        text = _SECRET_OPTION.sub(r"\1", _PASSWORD.sub(r"\1@", config.decode("utf-8-sig")))
        secret = any(map(has_password, _texts(tomllib.loads(text))))
    except ValueError:
        return None
    return None if secret else text.encode()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
