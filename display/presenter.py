"""What the board shows and when: reads the store, keeps the clock, brings one call after the other to the top."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from display.board_clock import BoardClock
from display.call_queue import MOST_LARGE, CallQueue
from display.call_voices import CallVoices
from display.picture import BoardPicture, full_name
from hall.clock import Clock
from hall.errors import StoreUnavailable
from hall.structure import BoardSetup
from hall.views import AnnouncementView, BoardView, HallView
from qtkit.poll import Refresher
from qtkit.serial_worker import SerialWorker
from qtkit.timers import single_shot

AWAY_MS = 3000
"""How long the database may be away before visitors are told: a restart of it passes unseen."""

POLL_MS = 30_000
"""A read now and then although nothing was heard: a board must not stay wrong because one message was lost."""

POLL_AWAY_MS = 3000


class BoardPresenter(QObject):
    """Turns views of the store into pictures of the board. ``read`` runs in the worker. ``clock`` gives the time and
    ``voices`` who says which call."""

    picture_changed = Signal(object)
    known = Signal(tuple)
    """Calls, by number, that the hall has before its eyes now; each once."""
    hall_read = Signal(object)
    """The hall as it was read, when it changed: it says how calls are spoken."""
    connected = Signal()

    def __init__(
        self,
        worker: SerialWorker,
        read: Callable[[], BoardView],
        *,
        picture: BoardPicture | None = None,
        timezone: str = "",
        clock: Clock | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.picture = picture or BoardPicture()
        self._monotonic = monotonic
        self.clock = BoardClock(timezone, clock, monotonic, self)
        self.clock.ticked.connect(self.on_minute)
        self.voices = CallVoices(self.clock.now, self)
        self.voices.changed.connect(self.on_due)
        self._queue = CallQueue()
        self._feed_lost = False
        self._hall: HallView | None = None
        self._announcements: tuple[AnnouncementView, ...] = ()
        self._scope: tuple[str, tuple[str, ...]] | None = None
        self.refresher = Refresher(worker, read, self.on_view, self.on_error, self, monotonic=monotonic)
        self._due_timer = single_shot(self, self.on_due)
        self._poll_timer = single_shot(self, self.refresh)
        self.away_timer = single_shot(self, self.on_away)
        """Runs while the database is away, but not for long enough to tell visitors."""

    def start(self) -> None:
        """Shows what is known without the store, and reads it for the first time."""
        self.picture_changed.emit(self.picture)
        self.clock.tick()
        self.away_timer.start(AWAY_MS)
        self._poll_timer.start(POLL_MS)
        self.refresher.request()

    def close(self) -> None:
        """Stops every timer; nothing is emitted after that."""
        for timer in (self._due_timer, self.away_timer, self._poll_timer, self.clock):
            timer.stop()
        self.refresher.close()

    @Slot()
    def refresh(self) -> None:
        """Reads the store again: it changed, it came back, or it was quiet for long."""
        self._poll_timer.start(POLL_AWAY_MS if self._feed_lost else POLL_MS)
        self.refresher.request()

    @Slot()
    def on_lost(self) -> None:
        """The feed lost the database."""
        self._feed_lost = True
        self._be_patient()
        self.refresh()

    @Slot()
    def on_restored(self) -> None:
        """The feed found the database again."""
        self._feed_lost = False
        self.refresh()

    @Slot(int)
    def on_unshowable(self, seq: int) -> None:
        """The window cannot draw this call: the next one takes its place."""
        self._queue.drop(seq)
        self._publish()

    @Slot(tuple)
    def on_painted(self, seqs: tuple[int, ...]) -> None:
        """The window has painted these calls."""
        known = self._queue.painted(seqs)
        if known:
            self.known.emit(known)
        self._plan()

    def set_setup(self, setup: BoardSetup) -> None:
        """What this board shows next to the calls."""
        self._change(setup=setup)

    def on_view(self, view: BoardView) -> None:
        """The store answered."""
        first = not self.picture.known
        self.clock.set_time(view.now, view.hall.timezone)
        self._read_hall(view)
        self._queue.take(
            view.calls, view.now, expected=frozenset(cell.code for cell in view.cells if cell.state == "called")
        )
        self.voices.read(view.calls)
        if not self._feed_lost:
            self.away_timer.stop()
        self.picture = replace(
            self.picture,
            hall_name=full_name(view.hall.name, view.hall.city),
            zone=view.zone,
            running_text=tuple(text for text in view.hall.running_text if text.strip()),
            announcements=self._announced(),
            cells=view.cells,
            evacuated=view.evacuated,
            waits=view.waits,
            waits_held=view.waits_held,
            today=self.clock.now().date(),
            known=True,
            away=self.picture.away and self._feed_lost,
            trouble="",
        )
        self._publish(always=True)
        self.voices.settle(view.calls)
        self.clock.tick()
        if first:
            self.connected.emit()

    def on_error(self, error: Exception) -> None:
        """The store did not answer, or said no: what is shown stays, and the next try comes by itself."""
        cause = error.cause if isinstance(error, StoreUnavailable) and not error.passes else None
        self._change(trouble=f"store_{cause}" if cause is not None else "")
        self._be_patient()

    @Slot()
    def on_due(self) -> None:
        """A large call had its time, or another one is said."""
        self._publish()

    @Slot()
    def on_away(self) -> None:
        """The database is away for longer than a visitor should be left without a word; no wait is known any more."""
        self._change(away=True, waits=(), waits_held=None)

    @Slot()
    def on_minute(self) -> None:
        """An announcement may be over."""
        self._change(announcements=self._announced())

    def _read_hall(self, view: BoardView) -> None:
        """A board that shows another zone or other agencies than before begins as if it had just started."""
        scope = (view.zone.id if view.zone is not None else "", view.agencies)
        if self._scope not in (None, scope):
            self._queue = CallQueue()
        self._scope = scope
        self._announcements = view.announcements
        self._queue.news_for = view.hall.voice.announce_within
        if view.hall != self._hall:
            self._hall = view.hall
            self.hall_read.emit(view.hall)

    def _announced(self) -> tuple[AnnouncementView, ...]:
        now = self.clock.now()
        return tuple(one for one in self._announcements if one.until is None or one.until > now)

    def _change(self, **fields: Any) -> None:
        picture = replace(self.picture, **fields)
        if picture != self.picture:
            self.picture = picture
            self._publish(always=True)

    def _be_patient(self) -> None:
        self._queue.interrupted()
        if not self.away_timer.isActive() and not self.picture.away:
            self.away_timer.start(AWAY_MS)

    def _publish(self, *, always: bool = False) -> None:
        """Brings the queue to the present, and shows the picture if it changed."""
        before = self.picture
        # Next to an announcement the large place is flat: it holds fewer.
        self._queue.room = MOST_LARGE if before.announcement is None else MOST_LARGE - 1
        self._queue.said = self.voices.said()
        stage = self._queue.advance(self._monotonic())
        # A call that is over sends nobody anywhere any more.
        said = frozenset(call.seq for call in stage.recent if call.seq in self._queue.said and not call.over)
        if stage != before.stage or said != before.said:
            self.picture = replace(before, stage=stage, said=said)
        self._plan()
        if always or self.picture is not before:
            self.picture_changed.emit(self.picture)
        self.voices.offer(self._queue)

    def _plan(self) -> None:
        dues = [self._queue.due_in(self._monotonic())]
        # The other board may have died: nothing would be heard of the end of its speech.
        if dues[0] is not None:
            dues += [self.voices.left_s(call.seq) or None for call in self._queue.stage.large]
        dues += [self.voices.left_s(seq) or None for seq in self.picture.said]
        due = min((due for due in dues if due is not None), default=None)
        if due is None:
            self._due_timer.stop()
        else:
            self._due_timer.start(int(due * 1000) + 1)
