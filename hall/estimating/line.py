"""What is known of the queue of one service: who waits, what was called lately, and what earlier days have taught."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from hall.estimating.kept import shaped

LATELY = 10
"""So many of the latest calls are remembered."""
KEPT_OVERNIGHT = 0.9
"""What a day weighs on the next one."""
_AT_ONCE_MINUTES, _AT_ONCE_STEP = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """What was estimated for somebody when they came, on the scale: what the ``forest`` says, by how much rolling the
    queue forward says ``more`` (0 where that is not known), the signs of ``doubt``, and the ``middle``, its ``band``
    and the ``quantiles`` that were announced."""

    forest: float
    more: float
    doubt: tuple[float, ...]
    band: int
    middle: float
    quantiles: tuple[float, ...]


@dataclass(slots=True)
class Waiting:
    """Somebody who waits: since when, with so many people ahead, and what was said of it; nothing of whoever came back
    or from another service, which teaches nothing but the pace."""

    since: float
    ahead: int = 0
    said: Said | None = None


@dataclass(slots=True)
class Line:
    """Times are minutes of the local day, busy minutes those in which somebody waited, staffed ones the same times the
    ``counters`` that served. ``calls``, ``busy``, ``staffed``, ``visits`` and the ``visiting`` minutes that these took
    are today's, the ``earlier`` ones of the days before, each of which weighs less than the next one."""

    earlier_calls: float = 0.0
    earlier_busy: float = 0.0
    earlier_staffed: float = 0.0
    calls: float = 0.0
    busy: float = 0.0
    staffed: float = 0.0
    counters: int = 1
    earlier_visits: float = 0.0
    earlier_visiting: float = 0.0
    visits: float = 0.0
    visiting: float = 0.0
    at_once: float = 0.5
    last_at_once: float = 0.5
    clock: float | None = None
    waiting: dict[int, Waiting] = field(default_factory=dict)
    called_at: deque[float] = field(default_factory=lambda: deque(maxlen=LATELY))
    busy_at: deque[float] = field(default_factory=lambda: deque(maxlen=LATELY))
    waits: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=LATELY))

    @property
    def known(self) -> float:
        """How many calls were ever seen here, earlier days at their weight."""
        return self.earlier_calls + self.calls

    def busy_since(self, now: float) -> float:
        """Busy minutes since the last event; a clock that jumps back adds none."""
        return max(0.0, now - self.clock) if self.clock is not None and self.waiting else 0.0

    def advance(self, now: float) -> None:
        """Time passes until an event."""
        passed = self.busy_since(now)
        self.busy += passed
        self.staffed += passed * self.counters
        self.clock = now if self.clock is None else max(self.clock, now)

    def arrived(self, ticket: int, waiting: Waiting) -> None:
        """Somebody begins to wait."""
        self.advance(waiting.since)
        self.waiting[ticket] = waiting

    def called(self, ticket: int, now: float) -> Waiting | None:
        """Somebody is called; None when nobody waited under that number."""
        self.advance(now)
        gone = self.waiting.pop(ticket, None)
        if gone is None:
            return None
        self.calls += 1
        self.called_at.append(now)
        self.busy_at.append(self.busy)
        if gone.said is None:
            return gone
        wait = max(0.0, now - gone.since)
        self.waits.append((wait, gone.ahead + 1))
        if gone.ahead == 0:
            self.last_at_once = 1.0 if wait < _AT_ONCE_MINUTES else 0.0
            self.at_once += _AT_ONCE_STEP * (self.last_at_once - self.at_once)
        return gone

    def left(self, ticket: int, now: float) -> Waiting | None:
        """Somebody goes without being called, which teaches nothing."""
        self.advance(now)
        return self.waiting.pop(ticket, None)

    def visited(self, minutes: float) -> None:
        """A counter was taken by a visit for so long."""
        self.visits += 1
        self.visiting += minutes

    def night(self) -> None:
        """The day is over: what it taught is kept, who still waits is not."""
        self.earlier_visits = KEPT_OVERNIGHT * (self.earlier_visits + self.visits)
        self.earlier_visiting = KEPT_OVERNIGHT * (self.earlier_visiting + self.visiting)
        self.earlier_calls = KEPT_OVERNIGHT * (self.earlier_calls + self.calls)
        self.earlier_busy = KEPT_OVERNIGHT * (self.earlier_busy + self.busy)
        self.earlier_staffed = KEPT_OVERNIGHT * (self.earlier_staffed + self.staffed)
        self.calls = self.busy = self.staffed = self.visits = self.visiting = 0.0
        self.clock = None
        for kept in (self.waiting, self.called_at, self.busy_at, self.waits):
            kept.clear()

    def first_since(self) -> float | None:
        """Since when the head of the line waits."""
        return min((one.since for one in self.waiting.values()), default=None)

    def overnight(self) -> list[float]:
        """What is kept overnight: ``Line.of`` reads it."""
        earlier = (
            self.earlier_calls,
            self.earlier_busy,
            self.earlier_staffed,
            self.earlier_visits,
            self.earlier_visiting,
        )
        return [*earlier, self.at_once, self.last_at_once]

    @classmethod
    def of(cls, kept: Sequence[float]) -> Line:
        """The line in the morning. Raises ValueError for what was not kept so."""
        calls, busy, staffed, visits, visiting, at_once, last_at_once = shaped(kept, cls().overnight())
        return cls(
            calls,
            busy,
            staffed,
            earlier_visits=visits,
            earlier_visiting=visiting,
            at_once=at_once,
            last_at_once=last_at_once,
        )
