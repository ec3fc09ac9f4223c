"""What whoever comes later would wait: the queue as it stands, rolled on with those who usually come. Pure.

Its middle is that of the roll, moved by what the present estimate of the service says other than the roll of now: half
of it an hour later, for the queue is another one then. Its range is as wide, on the scale, as that of the present
estimate, and wider the later it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.calling import Candidate
from hall.estimating.answering import Asked, Picture
from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.roll_forward import NEWCOMER, Rolled, Standing
from hall.estimating.roll_on import rolled_on
from hall.estimating.scale import to_minutes, to_scale
from hall.estimating.shown import Shown, shown
from hall.estimating.waits import Answer, Waits

LATER = (30, 60, 90, 120)
"""In so many minutes somebody comes."""
_MINUTE = timedelta(minutes=1)
_HALF_HOUR = 30
_STAGGERED = 0.618
"""Services do not all begin with somebody who comes at the same moment."""
_COMERS = 1_000_000_000
"""Ids from here on are of nobody who waits."""
_MOST_MOVED, _HALVED_AFTER = 0.7, 60.0
_LEAST_WIDE, _WIDER = 0.4, 0.5
"""Half a range is at least so wide on the scale, and half as wide again for whoever comes in two hours."""
_ALWAYS_UNKNOWN = frozenset({Unknown.FEW_CALLS, Unknown.SILENCE, Unknown.NOT_ASKED})

Usual = Mapping[str, Mapping[int, float]]
"""How many usually come for a service (id) in each half hour of the day."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is shown ``at`` one moment of those who come in ``LATER``, by service (id)."""

    at: datetime
    services: Mapping[str, tuple[Shown, ...]] = field(default_factory=dict)


def forecast(picture: Picture, waits: Waits, usual: Usual | None, takes: Callable[[str], timedelta]) -> Forecast:
    """Of every service of the ``picture``, of which ``waits`` say what is said now. ``usual`` is None where it is not
    known, so that nothing is known of later; ``takes`` says how long a visit usually takes."""
    places = range(len(picture.asked))
    asking = [_newcomer(picture, place, step) for place in places for step in range(len(LATER) + 1)]
    coming = [] if usual is None else list(_comers(picture, usual))
    rolled = rolled_on(picture.desks, picture.standing, [*asking, *coming], takes, picture.rules, picture.now)
    known = usual is not None
    return Forecast(
        picture.now,
        {
            asked.service: tuple(_Said(picture, asked, waits.of(asked.service), takes, rolled, place).all(known=known))
            for place, asked in enumerate(picture.asked)
        },
    )


def _id(place: int, step: int) -> int:
    return NEWCOMER - (len(LATER) + 1) * place - step


def _newcomer(picture: Picture, place: int, step: int) -> Standing:
    """Step 0 comes now, the others in ``LATER``."""
    at = picture.now + (LATER[step - 1] if step else 0) * _MINUTE
    return Standing(Candidate(_id(place, step), at, at, 1, False), picture.asked[place].service)


def _comers(picture: Picture, usual: Usual) -> Iterator[Standing]:
    """Those who usually come in the next two hours, evenly in each half hour, while their service is open."""
    number = _COMERS
    for place, asked in enumerate(picture.asked):
        rates, gone = usual.get(asked.service, {}), _STAGGERED * place % 1.0
        for minute in range(LATER[-1]):
            at = picture.now + minute * _MINUTE
            local = (at - picture.midnight) / _MINUTE
            gone += rates.get(int(local // _HALF_HOUR), 0.0) / _HALF_HOUR
            while gone >= 1.0:
                gone -= 1.0
                number += 1
                if asked.closes is None or at < asked.closes:
                    yield Standing(Candidate(number, at, at, 1, False), asked.service)


@dataclass(frozen=True, slots=True)
class _Said:
    """Of one service."""

    picture: Picture
    asked: Asked
    answer: Answer
    takes: Callable[[str], timedelta]
    rolled: Mapping[int, Rolled]
    place: int

    def all(self, *, known: bool) -> Iterator[Shown]:
        """For each of ``LATER``."""
        unknown = self.answer.estimate.unknown
        for step, minutes in enumerate(LATER, start=1):
            if unknown in _ALWAYS_UNKNOWN or not known:
                reason = unknown if unknown in _ALWAYS_UNKNOWN else Unknown.FEW_CALLS
                yield shown(Estimate(0, unknown=reason))
            else:
                yield self._one(minutes, self.picture.now + minutes * _MINUTE, self.rolled.get(_id(self.place, step)))

    def _one(self, minutes: int, at: datetime, seen: Rolled | None) -> Shown:
        closes = self.asked.closes
        if closes is not None and at >= closes:
            return _closing()
        if seen is None:
            there = any(self.asked.service in desk.ranks and desk.there(at) for desk in self.picture.desks)
            return _closing() if there else shown(Estimate(0, unknown=Unknown.NOBODY))
        found = self._estimate(minutes, seen, (seen.at - at) / _MINUTE)
        if closes is not None and at + found.low * _MINUTE >= closes:
            return _closing()
        said = shown(found)
        late = closes is not None and at + found.middle * _MINUTE + self.takes(self.asked.service) > closes
        return Shown(said.kind, said.ahead, said.low, said.high, said.unknown, late)

    def _estimate(self, minutes: int, seen: Rolled, roll: float) -> Estimate:
        now, wider = self.answer.estimate, 1.0 + _WIDER * minutes / LATER[-1]
        middle, below, above, moved = to_scale(roll), _LEAST_WIDE, _LEAST_WIDE, 0.0
        if now.unknown is None:
            present = to_scale(now.middle)
            below = max(below, present - to_scale(now.low))
            above = max(above, to_scale(now.high) - present)
            first = self.rolled.get(_id(self.place, 0))
            if first is not None:
                moved = present - to_scale((first.at - self.picture.now) / _MINUTE)
        middle += max(-_MOST_MOVED, min(_MOST_MOVED, moved)) * 0.5 ** (minutes / _HALVED_AFTER)
        low, high = to_minutes(middle - below * wider), to_minutes(middle + above * wider)
        return Estimate(seen.ahead, low, to_minutes(middle), high)


def _closing() -> Shown:
    said = shown(Estimate(0, unknown=Unknown.CLOSING))
    return Shown(said.kind, said.ahead, unknown=said.unknown, late=True)
