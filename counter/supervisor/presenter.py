"""What the supervisor's window shows: the hall, read whenever it changes, as one state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt, Signal, Slot

from counter.desk.state import DeskNotice, LinkState
from counter.desk.texts import notice_of
from counter.supervisor.acting import Acts
from counter.supervisor.state import Acting, Phase, SupervisorState, Tab, alarm_key
from counter.supervisor.tab_page import TabKind
from counter.supervisor.tabs import tabs_of
from hall.access import By
from hall.clock import Clock
from hall.errors import Refused, StoreUnavailable
from hall.views import FloorView, UserView
from qtkit.live_read import LiveRead
from qtkit.serial_worker import SerialWorker
from qtkit.store_link import StoreLink
from qtkit.timers import single_shot

if TYPE_CHECKING:
    from hall.store import Reader, Store


_NOTICE_MS = 10_000
"""What was done is said this long."""


class SupervisorPresenter(QObject):
    """Reads the hall as ``by`` may see it, and does what ``by`` may do; ``changed`` carries the new SupervisorState
    whenever it differs from the one before. All of it runs on the GUI thread; the store is used in the serial worker
    only."""

    changed = Signal(object)

    def __init__(
        self,
        worker: SerialWorker,
        open_store: Callable[[], Store],
        clock: Clock,
        by: By,
        user_name: str,
        parent: QObject | None = None,
        *,
        user: UserView | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._by, self._user = clock, by, user
        self._kinds: dict[Tab, TabKind] = {kind.tab: kind for kind in tabs_of(by.role)}
        self._queries: dict[Tab, object] = {}
        self.state = SupervisorState(user=user_name, tabs=tuple(self._kinds))
        self._trouble: DeskNotice | None = None
        self._since_view = QElapsedTimer()
        self._notice = single_shot(self, self._on_notice_over, _NOTICE_MS)
        self.link = StoreLink(worker, open_store, self)
        self._reader = LiveRead(self.link, self._read, self)
        self._reader.view_read.connect(self._on_view)
        # Queued: whoever reads sets its next try after it has said so, and a refusal must end that too.
        self._reader.failed.connect(self._on_read_failed, Qt.ConnectionType.QueuedConnection)
        self.link.failed_to_open.connect(self._on_read_failed)
        self.acts = Acts(self.link, by, self)
        for said, act in (
            (self.acts.began, self._on_act_began),
            (self.acts.done, self._on_act_done),
            (self.acts.failed, self._on_act_failed),
            (self.acts.reply_lost, self.on_lost),
            (self.acts.withdrawn, self._on_act_done),
            (self.acts.unsure, self._on_act_unsure),
        ):
            said.connect(act)

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

    @Slot(str)
    def choose_tab(self, tab: str) -> None:
        """Shows another tab, with what it read last until it was read again."""
        if Tab(tab) in self._kinds and Tab(tab) is not self.state.tab:
            self._change(tab=Tab(tab))
            self.refresh()

    @Slot(object)
    def on_query_changed(self, query: object) -> None:
        """The tab that is shown looks for something else."""
        if self._queries.get(self.state.tab) != query:
            self._queries[self.state.tab] = query
            self.refresh()

    @Slot(object)
    def perform(self, act: object) -> None:
        """Does an ``acting.Act``, or says why not now."""
        if self.acts.busy:
            return
        if self.state.link.connected:
            self.acts.perform(act)  # type: ignore[arg-type]
        else:
            self._say(DeskNotice("away_key"), acting=Acting.REFUSED)

    @Slot()
    def on_alarms_seen(self) -> None:
        """The person has looked at the list of alarms."""
        view = self.state.view
        if view is not None:
            self._change(seen=frozenset(map(alarm_key, view.alarms)))

    def close(self) -> None:
        """Stops every timer."""
        self._notice.stop()
        self.acts.close()
        self._reader.close()
        self.link.stop_trying()

    def _read(self, reader: Reader) -> tuple[FloorView, Tab, object]:
        """The floor, and what the tab shows besides; read in the serial worker from an immutable state."""
        if self._user is not None:
            reader.staff.refuse_signed_out(self._user)
        tab = self.state.tab
        read = self._kinds[tab].read
        more = read(reader, self._by, self._queries.get(tab)) if read is not None else None
        return reader.floor.now(self._by), tab, more

    @Slot(object)
    def _on_view(self, result: tuple[FloorView, Tab, object]) -> None:
        view, tab, more = result
        self._since_view.start()
        present = frozenset(map(alarm_key, view.alarms))
        views = self.state.tab_views if more is None else MappingProxyType({**self.state.tab_views, tab: more})
        notice = None if self.state.notice is self._trouble else self.state.notice
        self._change(view=view, link=LinkState(), notice=notice, seen=self.state.seen & present, tab_views=views)
        self.acts.resume()

    @Slot()
    def _on_act_began(self) -> None:
        self._change(acting=Acting.BUSY, notice=None)

    @Slot(object)
    def _on_act_done(self, news: DeskNotice | None) -> None:
        self._say(news, acting=Acting.IDLE)
        self.refresh()

    @Slot(object)
    def _on_act_failed(self, notice: DeskNotice) -> None:
        self._say(notice, acting=Acting.REFUSED)
        self.refresh()

    @Slot(object)
    def _on_act_unsure(self, notice: DeskNotice) -> None:
        self._notice.stop()
        self._change(notice=notice)

    def _say(self, notice: DeskNotice | None, **changes: object) -> None:
        self._change(notice=notice, **changes)
        self._notice.start()

    @Slot()
    def _on_notice_over(self) -> None:
        self._change(notice=None)

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        if isinstance(error, StoreUnavailable):
            self.on_lost(error)
        elif isinstance(error, Refused):  # signed out, or another role: nothing of the hall stays on the screen
            self._reader.close()
            self._change(phase=Phase.SIGN_IN, view=None, notice=notice_of(error, away="notice_away"))
        else:
            self._trouble = notice_of(error, away="notice_away")
            self._change(notice=self._trouble)

    def _change(self, **changes: object) -> None:
        before = self.state
        self.state = replace(before, **changes)  # type: ignore[arg-type]
        if self.state != before:
            self.changed.emit(self.state)
