"""The board's way to the store: opens it in the worker at the first use, and again after it failed to open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hall.access import By
from hall.call_delivery import Voiced
from hall.lives import Life, Standing
from hall.structure import BoardSetup, HallStructure, Station
from hall.views import BoardView, VoiceClaim
from qtkit.store_link import LazyStore

if TYPE_CHECKING:
    from hall.store import Store, UnitOfWork

CALLS = 60
"""Calls that are read each time: more than any hall makes between two reads."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the board is: ``sound`` and ``warnings`` as ``hall.store.devices.boards.report`` has them."""

    sound: str = "off"
    detail: str = ""
    warnings: tuple[str, ...] = ()


class BoardLink(QObject):
    """Owns the store inside the worker. ``station`` is this machine as its file knows it; unless it is ``local``, what
    the database says of a station of this name goes before it, and changes as the hall is changed. ``zone`` None: that
    of the station. ``life`` is this start of the board. ``station_found`` tells the station that was read, at first and
    when it changed, ``hall_found`` the hall; both before the view that was read with them."""

    station_found = Signal(object)
    hall_found = Signal(object)

    def __init__(
        self,
        open_store: Callable[[], Store],
        *,
        station_name: str,
        station: Station | None = None,
        zone: str | None = None,
        local: bool = False,
        life: Life | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._life = life or Life("display", station_name, zone or "")
        self._store = LazyStore(open_store)
        self._station_name = station_name
        self._by = By.board(station_name)
        self._station = station
        self._local = local
        self._reported_station: Station | None = None
        self._reported_hall: HallStructure | None = None
        self._zone = zone

    def read(self) -> BoardView:
        """The board now. Runs in the worker; raises StoreUnavailable and Refused."""
        with self._store.get().read() as view:
            if not self._local:
                self._station = view.stations.find(self._station_name) or self._station
            station = self._station
            if station is not None and station != self._reported_station:
                self._reported_station = station
                self.station_found.emit(station)
            setup = station.board if station is not None else BoardSetup()
            found = view.board(
                self._scope(),
                CALLS,
                board=self._station_name,
                agencies=setup.agencies,
                waits=setup.waits,
                waits_held=setup.waits_held,
            )
        if found.structure is not None and found.structure != self._reported_hall:
            self._reported_hall = found.structure
            self.hall_found.emit(found.structure)
        return found

    def report(self, health: Health, painted: tuple[tuple[int, datetime], ...], queued: tuple[int, ...] = ()) -> None:
        """Writes down how the board is, what it painted, and what waits there for its turn. Runs in the worker; raises
        StoreUnavailable."""
        zone, station = self._scope(), self._station

        def job(work: UnitOfWork) -> None:
            work.boards.report(
                self._by,
                zone=zone,
                agencies=station.board.agencies if station is not None else (),
                sound=health.sound,
                detail=health.detail,
                warnings=health.warnings,
            )
            work.boards.received(self._by, queued)
            work.boards.shown(self._by, painted)

        self._store.get().run(job)

    def claim_voice(self, seq: int, seconds: float) -> VoiceClaim:
        """Asks for the zone's voice. Runs in the worker; raises StoreUnavailable."""
        return self._store.get().run(
            lambda work: work.boards.claim_voice(self._by, seq, seconds=seconds, life=self._life.id)
        )

    def claim_evacuation(self, seconds: float) -> VoiceClaim:
        """Asks for the zone's voice in an evacuation. Runs in the worker; raises StoreUnavailable."""
        zone = self._scope()
        return self._store.get().run(
            lambda work: work.boards.claim_evacuation(self._by, zone=zone, seconds=seconds, life=self._life.id)
        )

    def voice_ended(self, seq: int, state: Voiced) -> None:
        """The words for a call have ended. Runs in the worker; raises StoreUnavailable."""
        self._store.get().run(lambda work: work.boards.voice_ended(self._by, seq, state, life=self._life.id))

    def voice_passed(self, seqs: tuple[int, ...]) -> None:
        """Calls that are too old for a voice. Runs in the worker; raises StoreUnavailable."""
        self._store.get().run(lambda work: work.boards.voice_passed(self._by, seqs))

    def beat(self) -> Standing:
        """Says that this board goes on; whether it has its name. Runs in the worker; raises StoreUnavailable."""
        return self._store.get().beat(self._life)

    def end_life(self) -> None:
        """Gives the name back. Runs in the worker; raises StoreUnavailable."""
        if self._store.is_open:
            self._store.get().end_life(self._life.id)

    def close(self) -> None:
        """Closes the store; call it when the worker has ended."""
        self._store.close()

    def _scope(self) -> str:
        of_station = self._station.zone if self._station is not None else ""
        return self._zone if self._zone is not None else of_station
