"""``[backup]``: where this machine's backups go, and how many stay."""

from __future__ import annotations

from pathlib import Path

from hall.backup_setup import BackupSetup
from hall.settings.tables import Table, key
from hall.settings.values import FileOrNothing

_KEPT = "a whole number from 0 to 1000"
_OF_RULE = BackupSetup()


class BackupTable(Table):
    """Backups by `hall backup`."""

    folder: FileOrNothing = key(
        default="", max_length=400, description='a folder such as "/var/backups/mpp", or "" for no backups by rule'
    )
    second: FileOrNothing = key(
        default="", max_length=400, description='a folder on another disk or a stick, such as "/mnt/stick", or ""'
    )
    passphrase_file: FileOrNothing = key(
        default="", max_length=400, description='a file such as "/etc/mpp/backup-passphrase", or "" for no encryption'
    )
    keep_daily: int = key(default=_OF_RULE.keep_daily, ge=0, le=1000, description=_KEPT)
    keep_weekly: int = key(default=_OF_RULE.keep_weekly, ge=0, le=1000, description=_KEPT)
    keep_monthly: int = key(default=_OF_RULE.keep_monthly, ge=0, le=1000, description=_KEPT)


def build_backup(table: BackupTable, folder: Path) -> BackupSetup:
    """The value of the table; a relative path lies in ``folder``, next to the configuration."""
    return BackupSetup(
        folder=_placed(table.folder, folder),
        second=_placed(table.second, folder),
        passphrase_file=_placed(table.passphrase_file, folder),
        keep_daily=table.keep_daily,
        keep_weekly=table.keep_weekly,
        keep_monthly=table.keep_monthly,
    )


def _placed(name: str, folder: Path) -> Path | None:
    return folder / name if name else None
