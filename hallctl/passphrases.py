"""The passphrase of a backup that a command reads."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import typer

from hall.errors import SettingsError
from hallctl.session import Session


def passphrase_for(session: Session, file: Path | None, *, asked: bool) -> str:
    """What was typed, or of an encrypted ``file`` what the file of [backup] holds; empty where neither says it. Raises
    typer.BadParameter without a terminal, and BackupError for a file of [backup] that cannot be used."""
    if asked:
        if sys.stdin is None or not sys.stdin.isatty():
            raise typer.BadParameter("--passphrase-prompt needs a terminal; [backup] passphrase_file names a file")
        return str(typer.prompt("Passphrase of the backup", hide_input=True, err=True))
    from hall.maintenance.backups.archive import is_encrypted
    from hall.maintenance.backups.passphrase import passphrase_in

    with suppress(OSError, SettingsError):  # the reading says what is wrong with the file, or that it needs one
        if file is not None and is_encrypted(file):
            return passphrase_in(session.settings().backup.passphrase_file)
    return ""
