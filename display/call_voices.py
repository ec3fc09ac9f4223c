"""What voices have to do with the calls on a board: which are offered to its own voice, which are said now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from display.call_queue import CallQueue
from hall.views import BoardCall


class CallVoices(QObject):
    """Knows by number which calls are said here or by another board of the zone. ``now`` gives the hall's time."""

    appeared = Signal(tuple)
    """Calls that came to be shown and that no voice has dealt with yet, in order."""
    dealt_with = Signal(tuple)
    """Calls, by number, that another voice has said, that were taken back or that are over."""
    queued = Signal(tuple)
    """Calls, by number, that wait here for their turn; each once."""
    changed = Signal()
    """Another call is said here."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._offered: set[int] = set()
        self._queued: set[int] = set()
        self._here = 0
        self._elsewhere: dict[int, datetime] = {}

    @Slot(int)
    def on_spoken(self, seq: int) -> None:
        """This call is being said here; 0: nobody speaks."""
        self._here = seq
        self.changed.emit()

    def said(self) -> frozenset[int]:
        """The calls that are being said, here or by another board."""
        elsewhere = {seq for seq in self._elsewhere if self.left_s(seq) > 0}
        return frozenset(elsewhere | ({self._here} if self._here else set()))

    def left_s(self, seq: int) -> float:
        """Seconds that another board may still say this call; 0 for none."""
        until = self._elsewhere.get(seq)
        return max(0.0, (until - self._now()).total_seconds()) if until is not None else 0.0

    def read(self, calls: Sequence[BoardCall]) -> None:
        """Takes from the store's calls who says them until when."""
        self._elsewhere = {call.seq: call.spoken_until for call in calls if call.spoken_until is not None}

    def settle(self, calls: Sequence[BoardCall]) -> None:
        """Reports the offered calls that need no voice any more, by the store's ``calls``."""
        present = {call.seq: call for call in calls}
        oldest = min(present, default=0)
        needless = {seq for seq, call in present.items() if call.voiced or call.over}
        gone = {seq for seq in self._offered if seq >= oldest and (seq not in present or seq in needless)}
        self._offered = {seq for seq in self._offered - gone if seq >= oldest}
        if gone:
            self.dealt_with.emit(tuple(sorted(gone)))

    def offer(self, queue: CallQueue) -> None:
        """Reports what came to be shown, and what waits."""
        appeared = queue.to_say()
        if appeared:
            self._offered.update(call.seq for call in appeared)
            self.appeared.emit(appeared)
        waiting = {call.seq for call in queue.waiting}
        if new := waiting - self._queued:
            self.queued.emit(tuple(sorted(new)))
        self._queued = waiting
