"""Simple estimates that the hall's own is held against, all of the past alone."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

_RATE_MINUTES, _MOST = 45.0, 240.0


@dataclass(frozen=True, slots=True)
class Simple:
    """In minutes: the ``last`` to be called waited so long; people ahead over the ``rate`` of 45 minutes; their
    ``mean``."""

    last: float
    rate: float

    @property
    def mean(self) -> float:
        """The plain mean of both: the one to beat."""
        return (self.last + self.rate) / 2


@dataclass
class SimpleEstimates:
    """Of one office on one day that has ``opened`` at a minute."""

    opened: float
    _calls: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _last: dict[str, float] = field(default_factory=dict)

    def called(self, service: str, now: float, wait: float) -> None:
        """A call."""
        self._calls[service].append(now)
        self._last[service] = wait

    def of(self, service: str, now: float, ahead: int) -> Simple | None:
        """None while one of them knows nothing."""
        calls = self._calls[service]
        while calls and calls[0] < now - _RATE_MINUTES:
            calls.popleft()
        if service not in self._last or not calls:
            return None
        minutes = max(1.0, min(_RATE_MINUTES, now - self.opened))
        return Simple(self._last[service], min(_MOST, ahead * minutes / len(calls)))
