"""What the overview shows: a period of the hall, read every few seconds, as one state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from hall.access import By
from hall.errors import Refused, StoreUnavailable
from hall.overview import Period
from hall.views import OverviewView
from qtkit.live_read import LiveRead
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Reader, Store

AT_ONCE = 1
"""So many stretches of days that are over are counted in one read: a month of 25,000 visits takes half a second, and
what else the program writes waits no longer."""


@dataclass(frozen=True, slots=True)
class OverviewState:
    """All that the window shows. ``view`` is None before the first read, and may be of another ``period`` while the one
    that is chosen is read; ``away_since`` (aware) when the database stopped to answer."""

    period: Period = Period.TODAY
    view: OverviewView | None = None
    away_since: datetime | None = None


class OverviewPresenter(QObject):
    """Reads as ``by`` may see it. ``changed`` carries the OverviewState, ``refused`` says that the person may look no
    more. All of it runs on the GUI thread; the store is used in the serial worker only."""

    changed = Signal(object)
    refused = Signal()

    def __init__(
        self, worker: SerialWorker, open_store: Callable[[], Store], by: By, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._by = by
        self.state = OverviewState()
        self.link = StoreLink(worker, open_store, self)
        self._reader = LiveRead(self.link, self._read, self)
        self._reader.view_read.connect(self._on_view)
        self._reader.failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        self.link.failed_to_open.connect(self._on_failed)

    @Slot()
    def start(self) -> None:
        """Opens the store and begins to read."""
        self.link.open()

    @Slot(str)
    def choose(self, period: str) -> None:
        """Shows another period."""
        if Period(period) is not self.state.period:
            self._change(period=Period(period))
            self._reader.refresh()

    def close(self) -> None:
        """Stops every timer."""
        self._reader.close()
        self.link.stop_trying()

    def _read(self, reader: Reader) -> OverviewView:
        return reader.overview.of(self.state.period, self._by, at_most=AT_ONCE)

    @Slot(object)
    def _on_view(self, view: OverviewView) -> None:
        if view.period is self.state.period:
            self._change(view=view, away_since=None)
        if view.counted < 1 or view.period is not self.state.period:
            self._reader.refresh()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._reader.close()
            self.refused.emit()
        elif isinstance(error, StoreUnavailable):
            view = self.state.view
            self._change(away_since=self.state.away_since or (view.now if view is not None else None))
            self._reader.retry()

    def _change(self, **changes: object) -> None:
        before = self.state
        self.state = replace(before, **changes)  # type: ignore[arg-type]
        if self.state != before:
            self.changed.emit(self.state)
