"""What the supervisor's window shows: the hall, read whenever it changes, as one state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal, Slot

from counter.desk.state import LinkState
from counter.desk.texts import notice_of
from counter.supervisor.state import Phase, SupervisorState, alarm_key
from hall.access import By
from hall.clock import Clock
from hall.errors import Refused, StoreUnavailable
from hall.views import FloorView
from qtkit.live_read import LiveRead
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink

if TYPE_CHECKING:
    from hall.store import Reader, Store


class SupervisorPresenter(QObject):
    """Reads the hall as ``by`` may see it; ``changed`` carries the new SupervisorState whenever it differs from the one
    before. All of it runs on the GUI thread; the store is used in the serial worker only."""

    changed = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        clock: Clock,
        by: By,
        user_name: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._by = clock, by
        self.state = SupervisorState(user=user_name)
        self._since_view = QElapsedTimer()
        self.link = StoreLink(worker, open_store, self)
        self._reader = LiveRead(self.link, self._read, self)
        self._reader.view_read.connect(self._on_view)
        # Queued: whoever reads sets its next try after it has said so, and a refusal must end that too.
        self._reader.failed.connect(self._on_read_failed, Qt.ConnectionType.QueuedConnection)
        self.link.failed_to_open.connect(self._on_read_failed)

    def now(self) -> datetime:
        """The hall's time: the last view's, moved on by this machine's steady clock."""
        if self.state.view is None:
            return self._clock.now()
        return self.state.view.now + timedelta(milliseconds=self._since_view.elapsed())

    @Slot()
    def start(self) -> None:
        """Opens the store and begins to read."""
        self.link.open()

    @Slot()
    def refresh(self) -> None:
        """Reads the hall again."""
        if self.state.phase is Phase.HALL:
            self._reader.refresh()

    @Slot()
    def on_lost(self, error: StoreUnavailable | None = None) -> None:
        """The database does not answer: keep what is shown, try again soon."""
        before = self.state.link
        cause = before.cause if error is None else None if error.passes else error.cause
        self._change(link=LinkState(False, self.now() if before.connected else before.since, cause))
        self._reader.retry()

    @Slot()
    def on_alarms_seen(self) -> None:
        """The person has looked at the list of alarms."""
        view = self.state.view
        if view is not None:
            self._change(seen=frozenset(map(alarm_key, view.alarms)))

    def close(self) -> None:
        """Stops every timer."""
        self._reader.close()
        self.link.stop_trying()

    def _read(self, reader: Reader) -> FloorView:
        return reader.floor.now(self._by)

    @Slot(object)
    def _on_view(self, view: FloorView) -> None:
        self._since_view.start()
        present = frozenset(map(alarm_key, view.alarms))
        self._change(view=view, link=LinkState(), notice=None, seen=self.state.seen & present)

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if isinstance(error, StoreUnavailable):
            self.on_lost(error)
        elif isinstance(error, Refused):  # the role was taken away: nothing of the hall stays on the screen
            self._reader.close()
            self._change(phase=Phase.SIGN_IN, view=None, notice=notice_of(error, away="notice_away"))
        else:
            self._change(notice=notice_of(error, away="notice_away"))

    def _change(self, **changes: object) -> None:
        before = self.state
        self.state = replace(before, **changes)  # type: ignore[arg-type]
        if self.state != before:
            self.changed.emit(self.state)
