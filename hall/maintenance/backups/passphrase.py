"""The passphrase of a machine's backups, from its file."""

from __future__ import annotations

from pathlib import Path

from hall import private
from hall.errors import BackupError

SHORTEST = 8
"""Characters: a stick is lost, and a machine then tries some thousand passphrases an hour."""


def passphrase_in(file: Path | None) -> str:
    """The first line of the file; empty without a file. Raises BackupError for one that cannot be read, that others may
    read, or that holds too little."""
    if file is None:
        return ""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise BackupError(f"the passphrase file {file} cannot be read ({why})") from error
    wide = private.complaint([file])
    if wide:
        raise BackupError(wide)
    return checked(lines[0] if lines else "", str(file))


def checked(passphrase: str, where: str) -> str:
    """A passphrase that is long enough. Raises BackupError."""
    if len(passphrase.strip()) < SHORTEST:
        raise BackupError(f"the passphrase of {where} has less than {SHORTEST} characters")
    return passphrase
