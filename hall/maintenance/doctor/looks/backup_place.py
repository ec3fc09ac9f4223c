"""The folder of this machine's backups, and whether the second place is there."""

from __future__ import annotations

from pathlib import Path

from hall.errors import BackupError
from hall.maintenance.backups.files import backup_files
from hall.maintenance.backups.second import refuse_unmounted
from hall.maintenance.doctor.facts import BackupPlace


def look_at_backups(folder: Path, second: Path | None) -> BackupPlace:
    """How many backups are there; as a run of `hall backup` would find both places."""
    here = len(backup_files(folder))
    try:
        if second is not None:
            refuse_unmounted(second, folder)
    except BackupError as error:
        return BackupPlace(folder, here, str(error))
    return BackupPlace(folder, here)
