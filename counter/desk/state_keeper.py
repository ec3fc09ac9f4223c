"""Keeps the one state that the counter's windows show, and changes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from counter.desk.begun_view import as_begun, is_called
from counter.desk.state import DeskState, Phase
from counter.desk.watching import Watches, begun
from hall.clock import Clock
from hall.views import CounterView
from qtkit.timers import single_shot

_NOTICE_MS = 10_000


class StateKeeper(QObject):
    """``changed`` carries the new DeskState whenever it differs from the one before. A notice at the desk goes after
    10 s."""

    changed = Signal(object)

    def __init__(self, clock: Clock, chosen: str, parent: QObject, *, no_counter: bool = False) -> None:
        super().__init__(parent)
        self._clock = clock
        self.state = DeskState(chosen=chosen, no_counter=no_counter)
        self._since_view = QElapsedTimer()
        self._notice = single_shot(self, self._on_notice_over, _NOTICE_MS)
        self.watches = Watches(self)
        self.watches.moved.connect(self.change)

    def now(self) -> datetime:
        """The hall's time: the last view's, moved on by this machine's steady clock."""
        if self.state.view is None:
            return self._clock.now()
        return self.state.view.now + timedelta(milliseconds=self._since_view.elapsed())

    def show_view(self, view: CounterView, **changes: object) -> None:
        """Shows a view that was just read, with other changes."""
        self._since_view.start()
        before = self.state.view
        if _at_counter(before) != _at_counter(view):
            changes["ticked"] = frozenset()
        self.change(view=view, **changes)

    @Slot(int)
    def tick(self, place: int) -> None:
        """The visitor has the paper at this place of the list, or has it not after all."""
        view = self.state.view
        if view is not None and view.current is not None and 0 <= place < len(view.current.requirements):
            self.change(ticked=self.state.ticked ^ {place})

    def change(self, **changes: object) -> None:
        """Shows the state with some of its fields changed."""
        before = self.state
        self.state = replace(before, **changes)  # type: ignore[arg-type]
        now = self.now()
        if "view" in changes or not before.assumed:
            self._begin(now)
        self.watches.follow(self.state, now)
        self.state = replace(self.state, slow=self.watches.is_slow)
        if self.state.notice is not before.notice and self.state.notice is not None:
            self._notice.start()
        if self.state != before:
            self.changed.emit(self.state)

    def _begin(self, now: datetime) -> None:
        """Shows the visit at the counter as begun, once it counts as that."""
        view = self.state.view
        has_begun = begun(view, now)
        assumed = has_begun and view is not None and is_called(view)
        shown = as_begun(view) if assumed and view is not None else view
        self.state = replace(self.state, view=shown, begun=has_begun, assumed=assumed)

    def close(self) -> None:
        """Stops every timer."""
        self._notice.stop()
        self.watches.close()

    @Slot()
    def _on_notice_over(self) -> None:
        if self.state.phase is Phase.DESK:
            self.change(notice=None)


def _at_counter(view: CounterView | None) -> int:
    return view.current.id if view is not None and view.current is not None else 0
