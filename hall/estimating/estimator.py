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
"""Of a service of which fewer calls were ever seen nothing is told."""
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

    def ahead(self, service: str) -> int:
        """How many people wait for a service, and are called before whoever comes now."""
        return len(self.lines[service].waiting)

    def estimate(self, service: str, now: float, ahead: int) -> Estimate:
        """For a place with so many people ahead."""
        return self._told(self.lines[service], self._say(service, now, ahead), now, ahead)

    def arrived(self, service: str, ticket: int, now: float, ahead: int) -> Estimate:
        """Somebody begins to wait, and is told this."""
        line, said = self.lines[service], self._say(service, now, ahead)
        found = self._told(line, said, now, ahead)
        line.arrived(ticket, Waiting(now, ahead, said))
        self._pace = None
        return found

    def called(self, service: str, ticket: int, now: float) -> None:
        """Somebody is called: what was said of them is held against it."""
        gone = self.lines[service].called(ticket, now)
        self._pace = None
        if gone is None:
            return
        said, wait = gone.said, to_scale(now - gone.since)
        bias = self.learned.biases.setdefault(service, Bias())
        minutes = gone.since - self.opened
        by = self.learned.step_middle(said.forest, bias.at(minutes, gone.ahead), wait)
        bias.step(minutes, gone.ahead, by)
        self.learned.step_range(said.quantiles, said.doubt, said.band, wait)

    def staffed(self, service: str, counters: int, now: float) -> None:
        """So many counters serve a service from now on."""
        self.lines[service].advance(now)
        self.lines[service].counters = counters

    def closed(self) -> None:
        """The business day is over."""
        for line in self.lines.values():
            line.night()
        self._pace = None

    def _paced(self) -> Pace:
        """The hall's pace since the last event."""
        self._pace = self._pace or Pace.of(self.lines.values())
        return self._pace

    def signs(self, service: str, now: float, ahead: int) -> tuple[float, ...]:
        """What the queue looks like from a place with so many people ahead (``hall.estimating.signs``)."""
        return signs_of(self.lines[service], self._paced(), ahead, now, self.opened)

    def _say(self, service: str, now: float, ahead: int) -> Said:
        signs = self.signs(service, now, ahead)
        forest, bias = self.forest(signs), self.learned.biases.get(service)
        middle = self.learned.middle(forest, 0.0 if bias is None else bias.at(now - self.opened, ahead))
        doubt = (1.0, middle, log(1 + ahead), abs(signs[_HEAD] - signs[_TEN]), signs[_SINCE])
        return Said(forest, doubt, band_of(to_minutes(middle)), middle, self.learned.quantiles(middle, doubt))

    def _told(self, line: Line, said: Said, now: float, ahead: int) -> Estimate:
        """What is told of it: nothing where too little is known."""
        if line.known < _FEW_CALLS:
            return Estimate(ahead, unknown=Unknown.FEW_CALLS)
        if line.waiting and self._silent(line, now):
            return Estimate(ahead, unknown=Unknown.SILENCE)
        low, only, high = (to_minutes(one) for one in said.quantiles)
        middle = to_minutes(said.middle)
        if low < 1.0:
            return Estimate(ahead, 0.0, middle, max(only, middle))
        return Estimate(ahead, min(low, middle), middle, max(high, middle))

    def _silent(self, line: Line, now: float) -> bool:
        """Whether nobody was called for much longer than usual though somebody waits."""
        quiet_since = max(line.called_at[-1] if line.called_at else self.opened, line.first_since() or 0.0)
        busy = line.busy_at[-1] if line.busy_at else 0.0  # without the silence itself
        return now - quiet_since > _SILENT_GAPS * usual_gap(line, self._paced(), busy)
