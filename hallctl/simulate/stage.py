"""Many actors in one thread: each says when it goes on, and a pace brings the time there."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator
from datetime import datetime, timedelta
from typing import Protocol

from hall.clock import ScaledClock

Act = Generator[datetime, None, None]
"""What an actor does: it yields the time at which it goes on."""

_LONGEST_SLEEP_S = 1.0


class Pace(Protocol):
    """A clock that can be waited for."""

    def now(self) -> datetime:
        """The present time of the simulation."""

    def reach(self, time: datetime) -> bool:
        """Wait until ``time``; False when the play was stopped meanwhile."""


class ScaledPace:
    """The pace of a clock that several processes share; ``stopped`` waits so many seconds for the end of the play."""

    def __init__(self, clock: ScaledClock, stopped: Callable[[float], bool]) -> None:
        self._clock = clock
        self._stopped = stopped

    def now(self) -> datetime:
        """The clock's time."""
        return self._clock.now()

    def reach(self, time: datetime) -> bool:
        """Sleep until ``time``."""
        while True:
            left = self._clock.real_seconds_until(time)
            if self._stopped(min(max(left, 0.0), _LONGEST_SLEEP_S)):
                return False
            if left <= _LONGEST_SLEEP_S:
                return True


class LeapingPace:
    """A clock that leaps to the next time at which somebody acts: as fast as the machine can, in one process."""

    def __init__(self, start: datetime) -> None:
        self.time = start
        self.stopped = False

    def now(self) -> datetime:
        """The time it stands at."""
        return self.time

    def reach(self, time: datetime) -> bool:
        """Leap to ``time``, never back."""
        self.time = max(self.time, time)
        return not self.stopped


class ActorQueue:
    """The actors of one process in the order of their times. ``latest`` is how far behind its time one acted."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.latest = timedelta(0)
        self._acts: list[tuple[datetime, int, Act]] = []
        self._entered = 0

    def enter(self, act: Act, at: datetime) -> None:
        """Let an actor begin at a time."""
        self._entered += 1
        heapq.heappush(self._acts, (at, self._entered, act))

    def play(self) -> None:
        """Go on until nobody has anything to do, or the pace is told to stop."""
        while self._acts:
            at, _, act = heapq.heappop(self._acts)
            if not self.pace.reach(at):
                return
            self.latest = max(self.latest, self.pace.now() - at)
            following = next(act, None)
            if following is not None:
                self.enter(act, following)
