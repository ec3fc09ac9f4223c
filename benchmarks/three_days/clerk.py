"""A clerk at the counter's program: signs in, calls, serves, has a break, goes home; whoever waits still is served."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta
from pathlib import Path

from benchmarks.boards import PIN
from benchmarks.three_days.person import Person, between, minutes
from counter.desk.presenter import DeskPresenter
from counter.desk.state import ACTION_OF, Command, DeskState, Intent, Phase
from hall.clock import ScaledClock
from hall.lifecycle import State
from hall.views import CounterView

_COMES, _GOES = time(7, 20), time(16, 5)
_NOON, _ONE = time(12, 15), time(12, 50)
_SERVES = 4.0
"""Minutes of a visit in the mean."""
_LOOKS_AGAIN = timedelta(minutes=2)
_COMING = timedelta(minutes=1)
"""So long a visitor takes from the call to the counter."""
_AFTER_CALL = {Intent.SERVE: 86, Intent.RECALL: 8, Intent.NO_SHOW: 6}


class Clerk(Person):
    """Writes ``at`` the counter with code, state and token whenever somebody else stands there, and ``refused`` for
    what the program says no to."""

    def __init__(self, presenter: DeskPresenter, clock: ScaledClock, journal: Path, dice: random.Random) -> None:
        super().__init__(clock, journal, dice)
        self._presenter = presenter
        self._not_before = self.now()
        self._seen = ("", "")
        presenter.keeper.changed.connect(self.on_changed)

    def on_changed(self, state: DeskState) -> None:
        """The screen shows something else."""
        current = state.view.current if state.view is not None else None
        seen = (current.code, current.token) if current is not None else ("", "")
        if seen != self._seen and current is not None:
            self.write(what="called", code=current.code, token=current.token, counter=state.chosen)
        self._seen = seen
        if state.notice is not None and state.notice.tone == "error":
            self.write(what="refused", notice=str(state.notice))

    def look(self) -> None:
        """One step, once the one before is answered."""
        state, now = self._presenter.state, self.now()
        if state.busy is not None or not state.link.connected or now < self._not_before:
            return
        if state.phase is Phase.LOCKED:
            self._presenter.locking.unlock(PIN)
        elif state.phase is Phase.SIGN_IN:
            self._sign_in(state, now)
        elif state.view is not None:
            self._work(state.view, now)

    def _sign_in(self, state: DeskState, now: datetime) -> None:
        if state.roster is not None and between(now, _COMES, _GOES):
            self._rest(_LOOKS_AGAIN)
            self._presenter.signing_in.sign_in(f"clerk-{state.chosen}", PIN)

    def _work(self, view: CounterView, now: datetime) -> None:
        current = view.current
        if current is not None and current.state is State.CALLED:
            self._after_call(view)
        elif current is not None:
            self._do(view, Intent.FINISH if self.dice.random() < 0.5 else Intent.CALL_NEXT, _COMING)
        elif view.counter.pause is not None:
            if not between(now, _NOON, _ONE):
                self._presenter.perform(Intent.RESUME)
            self._rest(_LOOKS_AGAIN)
        elif view.next is not None:
            self._do(view, Intent.CALL_NEXT, _COMING)
        else:
            self._idle(now)

    def _after_call(self, view: CounterView) -> None:
        (way,) = self.dice.choices(list(_AFTER_CALL), list(_AFTER_CALL.values()))
        self._do(view, way, minutes(self.dice, _SERVES, 0.5) if way is Intent.SERVE else _COMING)

    def _idle(self, now: datetime) -> None:
        """Nobody waits."""
        if between(now, _NOON, _ONE):
            self._presenter.give(Command(Intent.PAUSE, minutes=30))
        elif not between(now, _COMES, _GOES):
            self._presenter.give(Command(Intent.SIGN_OUT))
        self._rest(_LOOKS_AGAIN)

    def _do(self, view: CounterView, intent: Intent, rest: timedelta) -> None:
        if ACTION_OF[intent] in view.allowed:
            self._presenter.perform(intent)
        self._rest(rest)

    def _rest(self, span: timedelta) -> None:
        self._not_before = self.now() + span
