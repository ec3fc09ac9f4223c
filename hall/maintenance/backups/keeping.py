"""A backup by the rule of [backup]: made, copied to the second place, and what the rule gives up removed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from hall.backup_setup import BackupSetup, KeptBackup, going
from hall.errors import BackupError
from hall.maintenance.backups.files import BackupFile, alone_in, backup_files
from hall.maintenance.backups.looked import Look, looks_in, note_look
from hall.maintenance.backups.making import Made, Source, make, room_sentence
from hall.maintenance.backups.second import copy_to


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a run: the backup, its copy in the second place (None without one), why there is none although one
    is wanted, and the old backups that went."""

    made: Made
    copy: Path | None
    problem: str
    removed: tuple[Path, ...]


def backup_by_rule(
    source: Source,
    setup: BackupSetup,
    now: Callable[[], datetime],
    zone: tzinfo,
    *,
    passphrase: str = "",
) -> Kept:
    """Make a backup in the folder of ``setup``, copy it to the second place, and remove what the rule gives up in both:
    only after the new one was verified. Days are those of ``zone``.

    Raises BackupError and StoreUnavailable when no backup was made; a second place that fails is only reported.
    """
    folder = setup.folder
    if folder is None:
        raise BackupError("[backup] folder of the configuration does not say where backups go; or name one with --to")
    try:
        with alone_in(folder):
            made = make(source, folder, now(), passphrase=passphrase)
            note_look(folder, {made.path.name: Look(now(), made.path.stat().st_size)})
            copy, problem = _second(made.path, setup, now)
            removed = remove_old(folder, made.path, setup, zone)
            if copy is not None:
                removed += remove_old(copy.parent, copy, setup, zone)
    except OSError as error:
        raise BackupError(room_sentence(folder, error)) from error
    return Kept(made, copy, problem, removed)


def remove_old(folder: Path, newest: Path, setup: BackupSetup, zone: tzinfo) -> tuple[Path, ...]:
    """Remove the backups of the hall of ``newest`` that the rule gives up; never ``newest`` itself."""
    files = backup_files(folder)
    hall = next((one.hall for one in files if one.path.name == newest.name), "")
    looks = looks_in(folder)
    mine = {one.path.name: one for one in files if one.hall == hall}
    gone = []
    for name in going([_kept(one, looks.get(one.path.name), zone) for one in mine.values()], setup):
        if name != newest.name:
            with suppress(OSError):  # it goes with the next run
                mine[name].path.unlink()
                gone.append(mine[name].path)
    note_look(folder, {})
    return tuple(gone)


def _kept(file: BackupFile, look: Look | None, zone: tzinfo) -> KeptBackup:
    return KeptBackup(file.path.name, file.made_at.astimezone(zone), good=look is None or not look.problem)


def _second(path: Path, setup: BackupSetup, now: Callable[[], datetime]) -> tuple[Path | None, str]:
    if setup.second is None:
        return None, ""
    try:
        copy = copy_to(path, setup.second)
    except BackupError as error:
        return None, str(error)
    note_look(copy.parent, {copy.name: Look(now(), copy.stat().st_size)})
    return copy, ""
