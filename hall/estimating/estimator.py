"""One hall's estimates: told of every arrival and call, it says how long the next one waits, and learns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log
from typing import Any

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.forest import Forest
from hall.estimating.kept import named
from hall.estimating.learning import Bias, Learned, band_of
from hall.estimating.line import Line, Said, Waiting
from hall.estimating.scale import to_minutes, to_scale
from hall.estimating.signs import NAMES, Pace, signs_of, usual_gap

_FEW_CALLS = 3
"""Of a service of which fewer calls were ever seen nothing is told."""
_SILENT_GAPS = 12.0
_HEAD, _TEN, _SINCE = (NAMES.index(name) for name in ("head", "ten", "since"))
_NEW_VISITS, _NEW_VISITING = 5.0, 40.0
"""A new hall is taken for one in which five visits took eight minutes each."""
_SERVICE_VISITS = 3.0
LEAST_HELD, ENOUGH = 0.7, 30
"""Of so many estimates of a day at least this share is to have held; else the ranges widen."""


@dataclass(slots=True)
class Estimator:
    """Times are minutes of the local day; ``opened`` is when the hall opened today. ``told`` counts the ranges of today
    that were put to the proof, ``held`` those that held."""

    forest: Forest
    learned: Learned = field(default_factory=Learned)
    lines: defaultdict[str, Line] = field(default_factory=lambda: defaultdict(Line))
    opened: float = 0.0
    told: int = 0
    held: int = 0
    _pace: Pace | None = None

    def ahead(self, service: str) -> int:
        """How many people wait for a service."""
        return len(self.lines[service].waiting)

    def estimate(
        self, service: str, now: float, ahead: int, roll: float | None = None, *, resting: bool = False
    ) -> Estimate:
        """For a place with so many people ahead; ``roll`` is what rolling the queue forward says, in minutes.
        ``resting``: nobody is there to call just now, so that silence says nothing."""
        return self._told(self.lines[service], self._say(service, now, ahead, roll), now, ahead, resting=resting)

    def arrived(self, service: str, ticket: int, now: float, ahead: int, roll: float | None = None) -> Estimate:
        """Somebody begins to wait, and is told this."""
        line, said = self.lines[service], self._say(service, now, ahead, roll)
        found = self._told(line, said, now, ahead)
        line.arrived(ticket, Waiting(now, ahead, said))
        self._pace = None
        return found

    def joined(self, service: str, ticket: int, now: float) -> None:
        """Somebody begins to wait who comes back, or from another service."""
        self.lines[service].arrived(ticket, Waiting(now))
        self._pace = None

    def left(self, service: str, ticket: int, now: float) -> None:
        """Somebody goes without being called."""
        self.lines[service].left(ticket, now)
        self._pace = None

    def called(self, service: str, ticket: int, now: float) -> None:
        """Somebody is called: what was said of them is held against it."""
        line = self.lines[service]
        was_known = line.known >= _FEW_CALLS
        gone = line.called(ticket, now)
        self._pace = None
        if gone is None or gone.said is None:
            return
        said, wait = gone.said, to_scale(now - gone.since)
        bias = self.learned.biases.setdefault(service, Bias())
        minutes = gone.since - self.opened
        by = self.learned.step_middle(said.forest, said.more, bias.at(minutes, gone.ahead), wait)
        bias.step(minutes, gone.ahead, by)
        self.learned.step_range(said.quantiles, said.doubt, said.band, wait)
        if was_known:
            self.told += 1
            self.held += _holds(said, now - gone.since)

    def visited(self, service: str, minutes: float) -> None:
        """A visit took a counter for so long."""
        self.lines[service].visited(minutes)

    def takes(self, service: str) -> float:
        """Minutes for which a visit of a service usually takes a counter."""
        visits, visiting = _NEW_VISITS, _NEW_VISITING
        for line in self.lines.values():
            visits += line.earlier_visits + line.visits
            visiting += line.earlier_visiting + line.visiting
        line = self.lines[service]
        known, took = line.earlier_visits + line.visits, line.earlier_visiting + line.visiting
        return (took + _SERVICE_VISITS * visiting / visits) / (known + _SERVICE_VISITS)

    def staffed(self, service: str, counters: int, now: float) -> None:
        """So many counters serve a service from now on."""
        self.lines[service].advance(now)
        self.lines[service].counters = counters

    def closed(self) -> None:
        """The business day is over."""
        if self.told >= ENOUGH and self.held < LEAST_HELD * self.told:
            self.learned.widen()
        self.told = self.held = 0
        for line in self.lines.values():
            line.night()
        self._pace = None

    def signs(self, service: str, now: float, ahead: int) -> tuple[float, ...]:
        """What the queue looks like from a place with so many people ahead (``hall.estimating.signs``)."""
        return signs_of(self.lines[service], self._paced(), ahead, now, self.opened)

    def document(self) -> dict[str, Any]:
        """What is kept overnight, as JSON holds it."""
        lines = {service: line.overnight() for service, line in sorted(self.lines.items()) if line.known}
        return {"learned": self.learned.document(), "lines": lines}

    @classmethod
    def read(cls, forest: Forest, document: Mapping[str, Any]) -> Estimator:
        """The hall of a ``document`` in the morning. Raises KeyError or ValueError for what is none."""
        kept_lines = named(named(document)["lines"])
        found = cls(forest, Learned.read(named(document["learned"])))
        for service, kept in kept_lines.items():
            found.lines[service] = Line.of(kept)
        return found

    def _paced(self) -> Pace:
        """The hall's pace since the last event."""
        self._pace = self._pace or Pace.of(self.lines.values())
        return self._pace

    def _say(self, service: str, now: float, ahead: int, roll: float | None) -> Said:
        signs = self.signs(service, now, ahead)
        forest, bias = self.forest(signs), self.learned.biases.get(service)
        more = 0.0 if roll is None else to_scale(roll) - forest
        middle = self.learned.middle(forest, more, 0.0 if bias is None else bias.at(now - self.opened, ahead))
        doubt = (1.0, middle, log(1 + ahead), abs(signs[_HEAD] - signs[_TEN]), signs[_SINCE])
        band = band_of(to_minutes(middle))
        return Said(forest, more, doubt, band, middle, self.learned.quantiles(middle, doubt))

    def _told(self, line: Line, said: Said, now: float, ahead: int, *, resting: bool = False) -> Estimate:
        """What is told of it: nothing where too little is known."""
        if line.known < _FEW_CALLS:
            return Estimate(ahead, unknown=Unknown.FEW_CALLS)
        if line.waiting and not resting and self._silent(line, now):
            return Estimate(ahead, unknown=Unknown.SILENCE)
        low, middle, high = _range(said)
        return Estimate(ahead, low, middle, high)

    def _silent(self, line: Line, now: float) -> bool:
        """Whether nobody was called for much longer than usual though somebody waits."""
        quiet_since = max(line.called_at[-1] if line.called_at else self.opened, line.first_since() or 0.0)
        busy = line.busy_at[-1] if line.busy_at else 0.0  # without the silence itself
        return now - quiet_since > _SILENT_GAPS * usual_gap(line, self._paced(), busy)


def _range(said: Said) -> tuple[float, float, float]:
    """Low, middle and high in minutes; from none where it may be their turn at once."""
    low, only, high = (to_minutes(one) for one in said.quantiles)
    middle = to_minutes(said.middle)
    if low < 1.0:
        return 0.0, middle, max(only, middle)
    return min(low, middle), middle, max(high, middle)


def _holds(said: Said, wait: float) -> bool:
    low, _, high = _range(said)
    return low <= wait <= high
