"""The board's way to the store: opens it in the lane at the first read, and again after it failed to open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from hall.structure import Station
from hall.views import BoardView

CALLS = 60
"""Calls that are read each time: more than any hall makes between two reads."""


class ReaderLike(Protocol):
    """What the board reads, on one snapshot."""

    def board(self, zone_id: str = "", calls: int = CALLS) -> BoardView:
        """The zone's board."""

    def station(self, name: str) -> Station | None:
        """The station of this name."""


class StoreLike(Protocol):
    """The part of ``hall.store.Store`` that the board uses."""

    def read(self) -> AbstractContextManager[ReaderLike]:
        """A reader on one snapshot."""

    def close(self) -> None:
        """Gives the connections back."""


class BoardLink(QObject):
    """Owns the store inside the lane. ``zone`` None: that of the station, which the database knows when ``station``
    is only a name; ``station_found`` tells it, once."""

    station_found = Signal(object)

    def __init__(
        self,
        open_store: Callable[[], StoreLike],
        *,
        station_name: str,
        station: Station | None = None,
        zone: str | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._store: StoreLike | None = None
        self._station_name = station_name
        self._asked = station is not None
        self._zone = zone if zone is not None or station is None else station.zone

    def read(self) -> BoardView:
        """The board now. Runs in the lane; raises StoreUnavailable and Refused."""
        if self._store is None:
            self._store = self._open_store()
        with self._store.read() as view:
            if not self._asked:
                station = view.station(self._station_name)
                self._asked = True
                if station is not None:
                    self._zone = station.zone if self._zone is None else self._zone
                    self.station_found.emit(station)
            return view.board(self._zone or "", CALLS)

    def close(self) -> None:
        """Closes the store; call it when the lane has ended."""
        if self._store is not None:
            self._store.close()
            self._store = None
