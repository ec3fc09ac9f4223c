"""A store for practice: the hall's agencies and services in a database of its own, which goes when it is closed."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from hall.store.database.setup import prepare_store
from hall.store.store import Store


class PracticeStore(Store):
    """The store of a temporary ``folder``."""

    def __init__(self, url: str, folder: tempfile.TemporaryDirectory[str]) -> None:
        super().__init__(url)
        self._folder = folder

    def close(self) -> None:
        """Give back every connection, and delete the database."""
        super().close()
        self._folder.cleanup()


def practice_store(hall: Store) -> PracticeStore:
    """A store with the structure of ``hall`` as it is now, always open, so that every slip of it says that it is for
    practice. It has no numbers, bookings, closings or people of the hall. Raises HallError."""
    structure = hall.fetch(lambda reader: reader.structure())
    folder = tempfile.TemporaryDirectory(prefix="mpp-practice-")
    url = f"sqlite:///{Path(folder.name) / 'hall.db'}"
    prepare_store(url, replace(structure, hall=replace(structure.hall, always_open=True))).close()
    return PracticeStore(url, folder)
