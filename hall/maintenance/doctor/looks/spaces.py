"""The disks below what the hall writes, and whether this account can write there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from hall import private
from hall.maintenance.doctor.facts import FileFacts, FolderSpace

_MB = 1_000_000


def look_at_disks(folders: Mapping[str, Path]) -> tuple[FolderSpace, ...]:
    """How much is free below each folder, by what is kept there; one disk that holds several is told once. A folder
    that is not there yet lies on the disk of the nearest one above it."""
    found: dict[int, FolderSpace] = {}
    for what, folder in folders.items():
        near = _nearest(folder)
        device = near.stat().st_dev
        usage = shutil.disk_usage(near)
        before = found.get(device)
        names = f"{before.what}, {what}" if before is not None else what
        found[device] = FolderSpace(names, before.folder if before else near, usage.free // _MB, usage.total // _MB)
    return tuple(found.values())


def look_at_files(files: Iterable[Path], folders: Iterable[Path]) -> FileFacts:
    """Which of the ``files`` others may read or change, and in which ``folders`` nothing can be written."""
    closed = [folder for folder in folders if folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK)]
    return FileFacts(private.complaint(files), tuple(closed))


def _nearest(folder: Path) -> Path:
    for one in (folder, *folder.absolute().parents):
        if one.is_dir():
            return one
    return Path(folder.absolute().anchor)
