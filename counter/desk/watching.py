"""What changes at the desk while nobody presses anything: a visit that counts as begun, a slow answer, and
how far a call has come in the hall."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal, Slot

from counter.desk.state import DeskState
from hall.call_delivery import DeliveryStatus
from hall.lifecycle import State
from hall.views import CounterView
from hall.visit import has_begun
from qtkit.timers import single_shot

SLOW_MS = 5000
"""An answer that takes longer is said to be waited for."""
_LOOK_AGAIN_MS = 2000
"""What a board reports of a call starts no read: the desk looks for it while its visitor is called."""
_LOOK_FOR = timedelta(minutes=3)


class Watches(QObject):
    """``is_slow``: an answer has been waited for longer than ``SLOW_MS``. ``moved`` says that this, or what ``begun``
    tells, has changed; ``look_again`` that the hall is to be read again. All on the GUI thread."""

    moved = Signal()
    look_again = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_slow = False
        self.begin = single_shot(self, self.moved)
        self.slow = single_shot(self, self._on_slow, SLOW_MS)
        self.look = single_shot(self, self.look_again, _LOOK_AGAIN_MS)

    def follow(self, state: DeskState, now: datetime) -> None:
        """Watches what ``state`` shows at ``now`` (aware)."""
        self._follow_command(busy=state.busy is not None)
        self.begin.stop()
        view = state.view
        ticket = view.current if view is not None else None
        if view is None or ticket is None or ticket.called_at is None or state.begun:
            return
        if view.kept_waiting or not view.begin_after:
            return
        left = view.begin_after - (now - ticket.called_at)
        self.begin.start(max(1, math.ceil(left / timedelta(milliseconds=1))))

    def _follow_command(self, *, busy: bool) -> None:
        if not busy:
            self.is_slow = False
            self.slow.stop()
        elif not self.is_slow and not self.slow.isActive():
            self.slow.start()

    @Slot()
    def _on_slow(self) -> None:
        self.is_slow = True
        self.moved.emit()

    def follow_call(self, view: CounterView) -> None:
        """Looks again until the hall knows of the call, or its boards have had long enough."""
        call = view.delivery
        wanted = call is not None and call.status is not DeliveryStatus.HEARD and view.now - call.at < _LOOK_FOR
        if wanted and not self.look.isActive():
            self.look.start()
        elif not wanted:
            self.look.stop()

    def close(self) -> None:
        """Stops every timer."""
        for timer in (self.begin, self.slow, self.look):
            timer.stop()


def begun(view: CounterView | None, now: datetime) -> bool:
    """Whether the visit at the counter counts as begun at ``now``."""
    ticket = view.current if view is not None else None
    if view is None or ticket is None:
        return False
    return has_begun(ticket.state, ticket.called_at, now, view.begin_after, kept=view.kept_waiting)


def begins_in(view: CounterView | None, now: datetime) -> int:
    """In how many whole seconds the visit at the counter begins by itself, 0 when it does not."""
    ticket = view.current if view is not None else None
    if view is None or ticket is None or ticket.called_at is None or ticket.state is not State.CALLED:
        return 0
    if view.kept_waiting or not view.begin_after or ticket.called_at > now:
        return 0
    return max(0, math.ceil((view.begin_after - (now - ticket.called_at)).total_seconds()))
