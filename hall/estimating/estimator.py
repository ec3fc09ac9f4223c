"""One hall's estimates: told of every arrival and call, it says how long the next one waits, and learns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from math import log

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.forest import Forest
from hall.estimating.learning import Bias, Learned, band_of
from hall.estimating.line import Line, Said, Waiting
from hall.estimating.scale import to_minutes, to_scale
from hall.estimating.signs import NAMES, Pace, signs_of, usual_gap

_FEW_CALLS = 3
_SILENT_GAPS = 12.0
_HEAD, _TEN, _SINCE = (NAMES.index(name) for name in ("head", "ten", "since"))


@dataclass(slots=True)
class Estimator:
    """Times are minutes of the local day; ``opened`` is when the hall opened today."""

    forest: Forest
    learned: Learned = field(default_factory=Learned)
    lines: defaultdict[str, Line] = field(default_factory=lambda: defaultdict(Line))
    opened: float = 0.0
    _pace: Pace | None = None

    def estimate(
        self, service: str, now: float, ahead: int, *, priority: bool = False, roll: float | None = None
    ) -> Estimate:
        """For a place with so many people ahead; ``roll`` is what rolling the queue forward says, in minutes."""
        line = self.lines[service]
        if line.known < _FEW_CALLS:
            return Estimate(ahead, unknown=Unknown.FEW_CALLS)
        if line.waiting and self._silent(line, now):
            return Estimate(ahead, unknown=Unknown.SILENCE)
        return _estimate(self._say(service, now, ahead, priority, roll), ahead)

    def arrived(
        self, service: str, ticket: int, now: float, ahead: int, *, priority: bool = False, roll: float | None = None
    ) -> Estimate:
        """Somebody begins to wait, and is told this."""
        found = self.estimate(service, now, ahead, priority=priority, roll=roll)
        said = self._say(service, now, ahead, priority, roll)
        self.lines[service].arrived(ticket, Waiting(now, ahead, priority, said))
        self._pace = None
        return found

    def called(self, service: str, ticket: int, now: float) -> None:
        """Somebody is called: what was said of them is held against it."""
        gone = self.lines[service].called(ticket, now)
        self._pace = None
        if gone is None or gone.said is None:
            return
        said, wait = gone.said, to_scale(now - gone.since)
        bias = self.learned.biases.setdefault(_key(service, priority=gone.priority), Bias())
        minutes = gone.since - self.opened
        by = self.learned.step_middle(said.forest, said.roll, bias.at(minutes, gone.ahead), wait)
        bias.step(minutes, gone.ahead, by)
        self.learned.step_range(said.quantiles, said.doubt, said.band, wait)

    def staffed(self, service: str, counters: int, now: float) -> None:
        """So many counters serve a service from now on."""
        self.lines[service].advance(now)
        self.lines[service].counters = counters

    def left(self, service: str, ticket: int, now: float) -> None:
        """Somebody goes without being called."""
        self.lines[service].left(ticket, now)
        self._pace = None

    def closed(self) -> None:
        """The business day is over."""
        for line in self.lines.values():
            line.night()
        self._pace = None

    def _say(self, service: str, now: float, ahead: int, priority: bool, roll: float | None) -> Said:
        if self._pace is None:
            self._pace = Pace.of(self.lines.values())
        signs = signs_of(self.lines[service], self._pace, ahead, now, self.opened)
        rolled = None if roll is None else to_scale(roll)
        forest = self.forest(signs)
        bias = self.learned.biases.get(_key(service, priority=priority))
        middle = self.learned.middle(forest, rolled, 0.0 if bias is None else bias.at(now - self.opened, ahead))
        doubt = (1.0, middle, log(1 + ahead), abs(signs[_HEAD] - signs[_TEN]), signs[_SINCE])
        return Said(forest, rolled, doubt, band_of(to_minutes(middle)), middle, self.learned.quantiles(middle, doubt))

    def _silent(self, line: Line, now: float) -> bool:
        """Whether nobody was called for much longer than usual though somebody waits."""
        pace = self._pace or Pace.of(self.lines.values())
        quiet_since = max(line.called_at[-1] if line.called_at else self.opened, line.first_since() or 0.0)
        busy = line.busy_at[-1] if line.busy_at else 0.0  # without the silence itself
        return now - quiet_since > _SILENT_GAPS * usual_gap(line, pace, busy)


def _estimate(said: Said, ahead: int) -> Estimate:
    low, only, high = (to_minutes(one) for one in said.quantiles)
    middle = to_minutes(said.middle)
    if low < 1.0:
        return Estimate(ahead, 0.0, middle, max(only, middle))
    return Estimate(ahead, min(low, middle), middle, max(high, middle))


def _key(service: str, *, priority: bool) -> str:
    return f"{service}/priority" if priority else service
