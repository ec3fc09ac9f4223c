"""SQLite files with a hall, made once and copied: to migrate one for every test would take most of its time."""

from __future__ import annotations

import shutil
from pathlib import Path

from hall.store import prepare_store
from hall.structure import HallStructure


class PreparedHalls:
    """Files in ``folder``, one of each structure."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}

    def put(self, structure: HallStructure, place: Path) -> str:
        """Puts a hall with ``structure`` and nothing else at ``place``; returns its URL."""
        key = repr(structure)
        if key not in self._files:
            file = self._folder / f"hall-{len(self._files)}.db"
            prepare_store(f"sqlite:///{file}", structure).close()
            self._files[key] = file
        shutil.copy(self._files[key], place)
        return f"sqlite:///{place}"
