"""What the board shows and when: reads the store, keeps the clock, brings one call after the other to the top."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from display.call_queue import MOST_LARGE, BoardCalls, CallQueue
from display.picture import BoardPicture, full_name
from hall.clock import Clock, SystemClock
from hall.errors import StoreUnavailable
from hall.structure import BoardSetup
from hall.views import AnnouncementView, BoardCall, BoardView, HallView
from qtkit.poll import Refresher
from qtkit.serial_worker import SerialWorker

_log = logging.getLogger(__name__)

AWAY_MS = 3000
"""How long the database may be away before visitors are told: a restart of it passes unseen."""

POLL_MS = 30_000
"""A read now and then although nothing was heard: a board must not stay wrong because one message was lost."""

POLL_AWAY_MS = 3000


class BoardPresenter(QObject):
    """Turns views of the store into pictures of the board.

    ``read`` runs in the lane. ``monotonic`` gives seconds that never go back, ``clock`` the time until the store's own
    is known; after that the board goes by the store's, so that a wrong clock of this machine is never shown.
    """

    picture_changed = Signal(object)
    time_changed = Signal(object)
    appeared = Signal(tuple)
    """Calls that came to be shown and that no voice has dealt with yet, in order."""
    dealt_with = Signal(tuple)
    """Calls, by number, that another voice has said, that were taken back or that are over."""
    known = Signal(tuple)
    """Calls, by number, that the hall has before its eyes now; each once."""
    queued = Signal(tuple)
    """Calls, by number, that wait here for their turn; each once."""
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
        self._picture = picture or BoardPicture()
        self._monotonic = monotonic
        self._queue = CallQueue()
        self._zone_name, self._zone = "", _zone_of("")
        self._set_timezone(timezone)
        self._base = (clock or SystemClock()).now(), monotonic()
        self._feed_lost = False
        self._hall: HallView | None = None
        self._announcements: tuple[AnnouncementView, ...] = ()
        self._offered: set[int] = set()
        self._queued: set[int] = set()
        self._spoken = 0
        self._spoken_elsewhere: dict[int, datetime] = {}
        self._scope: tuple[str, tuple[str, ...]] | None = None
        self._refresher = Refresher(worker, read, self.on_view, self.on_error, self, monotonic=monotonic)
        self._current_call_timer = self._timer(self.on_current_call_due)
        self._away_timer = self._timer(self.on_away)
        self._minute_timer = self._timer(self.on_minute)
        self._poll_timer = self._timer(self.refresh)

    @property
    def picture(self) -> BoardPicture:
        """What the board shows now."""
        return self._picture

    @property
    def reading(self) -> bool:
        """True while a read is on its way."""
        return self._refresher.running

    @property
    def losing_patience(self) -> bool:
        """True while the database is away, but not long enough to tell."""
        return self._away_timer.isActive()

    def now(self) -> datetime:
        """The hall's local time, by the store's clock."""
        read_at, monotonic_at = self._base
        return (read_at + timedelta(seconds=self._monotonic() - monotonic_at)).astimezone(self._zone)

    def start(self) -> None:
        """Shows what is known without the store, and reads it for the first time."""
        self.picture_changed.emit(self._picture)
        self.on_minute()
        self._away_timer.start(AWAY_MS)
        self._poll_timer.start(POLL_MS)
        self._refresher.request()

    def close(self) -> None:
        """Stops every timer; nothing is emitted after that."""
        for timer in (self._current_call_timer, self._away_timer, self._minute_timer, self._poll_timer):
            timer.stop()
        self._refresher.close()

    @Slot()
    def refresh(self) -> None:
        """Reads the store again: it changed, it came back, or it was quiet for long."""
        self._poll_timer.start(POLL_AWAY_MS if self._feed_lost else POLL_MS)
        self._refresher.request()

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

    @Slot(int)
    def on_spoken(self, seq: int) -> None:
        """The words of this call are being said; 0: nobody speaks."""
        self._spoken = seq
        self._publish()

    def set_setup(self, setup: BoardSetup) -> None:
        """What this board shows beside the calls."""
        if setup != self._picture.setup:
            self._picture = replace(self._picture, setup=setup)
            self._publish(always=True)

    def _set_trouble(self, trouble: str) -> None:
        """Why the database cannot be used, where it does not come back by itself."""
        if trouble != self._picture.trouble:
            self._picture = replace(self._picture, trouble=trouble)
            self._publish(always=True)

    def on_view(self, view: BoardView) -> None:
        """The store answered."""
        first = not self._picture.known
        self._set_trouble("")
        self._set_timezone(view.hall.timezone)
        self._base = view.now, self._monotonic()
        self._keep_scope(view)
        self._read_hall(view.hall)
        self._announcements = view.announcements
        expected = frozenset(cell.code for cell in view.cells if cell.state == "called")
        self._queue.take(view.calls, view.now, expected=expected)
        self._spoken_elsewhere = {call.seq: call.spoken_until for call in view.calls if call.spoken_until is not None}
        if not self._feed_lost:
            self._away_timer.stop()
        self._picture = replace(
            self._picture,
            hall_name=full_name(view.hall.name, view.hall.city),
            zone=view.zone,
            running_text=tuple(text for text in view.hall.running_text if text.strip()),
            told=self._standing(),
            cells=view.cells,
            known=True,
            away=self._picture.away and self._feed_lost,
        )
        self._publish(always=True)
        self._tell_voices(view.calls)
        self.on_minute()
        if first:
            self.connected.emit()

    def on_error(self, error: Exception) -> None:
        """The store did not answer, or said no: what is shown stays, and the next try comes by itself."""
        cause = error.cause if isinstance(error, StoreUnavailable) and not error.passes else None
        self._set_trouble(f"store_{cause}" if cause is not None else "")
        self._be_patient()

    @Slot()
    def on_current_call_due(self) -> None:
        """The hero has had its time."""
        self._publish()

    @Slot()
    def on_away(self) -> None:
        """The database is away for longer than a visitor should be left without a word."""
        self._picture = replace(self._picture, away=True)
        self._publish(always=True)

    @Slot()
    def on_minute(self) -> None:
        """Shows the time, and comes back at the next full minute. Until the hall's zone is known there is no clock:
        this machine may stand in another one."""
        moment = self.now()
        if self._zone is not None:
            self.time_changed.emit(moment)
        left = 60.0 - moment.second - moment.microsecond / 1e6
        self._minute_timer.start(int(left * 1000) + 20)
        if (told := self._standing()) != self._picture.told:
            self._picture = replace(self._picture, told=told)
            self._publish(always=True)

    def _keep_scope(self, view: BoardView) -> None:
        """A board that shows another zone or other agencies than before begins as if it had just started."""
        scope = (view.zone.id if view.zone is not None else "", view.agencies)
        if self._scope is not None and scope != self._scope:
            self._queue = CallQueue()
            if self._hall is not None:
                self._queue.news_for = self._hall.voice.announce_within
        self._scope = scope

    def _read_hall(self, hall: HallView) -> None:
        if hall != self._hall:
            self._hall = hall
            self._queue.news_for = hall.voice.announce_within
            self.hall_read.emit(hall)

    def _standing(self) -> tuple[AnnouncementView, ...]:
        """What the staff tell at this moment."""
        now = self.now()
        return tuple(one for one in self._announcements if one.until is None or one.until > now)

    def _tell_voices(self, calls: Sequence[BoardCall]) -> None:
        present = {call.seq: call for call in calls}
        oldest = min(present, default=0)
        needless = {seq for seq, call in present.items() if call.voiced or call.over}
        gone = {seq for seq in self._offered if seq >= oldest and (seq not in present or seq in needless)}
        self._offered = {seq for seq in self._offered - gone if seq >= oldest}
        if gone:
            self.dealt_with.emit(tuple(sorted(gone)))

    def _be_patient(self) -> None:
        self._queue.interrupted()
        if not self._away_timer.isActive() and not self._picture.away:
            self._away_timer.start(AWAY_MS)

    def _publish(self, *, always: bool = False) -> None:
        """Brings the queue to this moment and tells the window, if there is something to tell."""
        before = self._picture.stage
        # Beside a word of the staff the large place is flat: it holds fewer.
        self._queue.room = MOST_LARGE if self._picture.announcement is None else MOST_LARGE - 1
        self._queue.said = self._being_said()
        stage = self._queue.advance(self._monotonic())
        said = self._said_below(stage)
        changed = stage != before or said != self._picture.said
        if changed:
            self._picture = replace(self._picture, stage=stage, said=said)
        self._plan()
        if changed or always:
            self.picture_changed.emit(self._picture)
        appeared = self._queue.to_say()
        if appeared:
            self._offered.update(call.seq for call in appeared)
            self.appeared.emit(appeared)
        waiting = set(self._queue.queued())
        if new := waiting - self._queued:
            self.queued.emit(tuple(sorted(new)))
        self._queued = waiting

    def _being_said(self) -> frozenset[int]:
        """The calls, by number, whose words are being said, here or by another board."""
        elsewhere = {seq for seq in self._spoken_elsewhere if self._said_elsewhere_for(seq) > 0}
        return frozenset(elsewhere | ({self._spoken} if self._spoken else set()))

    def _said_below(self, stage: BoardCalls) -> frozenset[int]:
        """The listed calls, by number, that are being said; one that is over sends nobody anywhere any more."""
        said = self._being_said()
        return frozenset(call.seq for call in stage.recent if call.seq in said and not call.over)

    def _said_elsewhere_for(self, seq: int) -> float:
        """Seconds that another board may still say this call; 0 for none."""
        until = self._spoken_elsewhere.get(seq)
        return max(0.0, (until - self.now()).total_seconds()) if until is not None else 0.0

    def _plan(self) -> None:
        dues = [self._queue.due_in(self._monotonic())]
        # The other board may have died: nothing would be heard of the end of its words.
        if dues[0] is not None:
            dues += [self._said_elsewhere_for(call.seq) or None for call in self._queue.stage.large]
        dues += [self._said_elsewhere_for(seq) or None for seq in self._picture.said]
        due = min((due for due in dues if due is not None), default=None)
        if due is None:
            self._current_call_timer.stop()
        else:
            self._current_call_timer.start(int(due * 1000) + 1)

    def _set_timezone(self, name: str) -> None:
        if name and name != self._zone_name:
            self._zone_name, self._zone = name, _zone_of(name)

    def _timer(self, due: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(due)
        return timer


def _zone_of(name: str) -> tzinfo | None:
    """The time zone called ``name``; None when there is no such zone."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning('there is no time zone "%s": no time is shown', name)
        return None
