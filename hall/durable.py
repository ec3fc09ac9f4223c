"""Files that are there after a power cut: whole, or as they were."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until the file is on the disk and not only on its way. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """A renamed file is there after a power cut once its folder is on the disk too. Raises OSError."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file under another name and rename it: who reads it finds the old or the new one. ``mode`` is None for
    what the umask says. Raises OSError, and then leaves nothing behind."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            beside.chmod(mode)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
