"""Thirteen halls of which the truth is known: their arrivals, their counters, and how long a visit really takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import exp, log, sqrt
from random import Random

from hall.structure import Rules

OPENS, SHUTS, LATE = 8 * 60.0, 16 * 60.0, 24 * 60.0
"""Minutes of the local day: people come between the first two; who works on until nobody waits stays until the last."""
Law = Callable[[Random], float]
"""How many minutes a visit takes."""
Spans = tuple[tuple[float, float], ...]
_ALL_DAY: Spans = ((OPENS, LATE),)


@dataclass(frozen=True, slots=True)
class MadeDesk:
    """A counter: its services with their ranks, and when somebody is there."""

    ranks: dict[str, int]
    spans: Spans = _ALL_DAY


@dataclass(frozen=True, slots=True)
class MadeHall:
    """A hall: how many come for each service (its ``rates``, people per minute), how long visits take, which share has
    ``priority``. ``changing`` is how much whole days differ (standard deviation of the logarithm of the rate);
    ``blind``: the estimate is not told who has priority."""

    name: str
    desks: Sequence[MadeDesk]
    rates: dict[str, float]
    laws: dict[str, Law]
    priority: float = 0.0
    changing: float = 0.0
    blind: bool = False
    rules: Rules = field(default_factory=lambda: Rules(priority_streak=2))


def exponential(mean: float) -> Law:
    """Without memory."""
    return lambda chance: chance.expovariate(1 / mean)


def lognormal(mean: float, variation: float) -> Law:
    """With this coefficient of variation."""
    spread = log(1 + variation**2)
    return lambda chance: mean * exp(chance.gauss(-spread / 2, sqrt(spread)))


def absent(law: Law, share: float) -> Law:
    """A share does not come when called: that is known after a minute."""
    return lambda chance: 1.0 if chance.random() < share else law(chance)


def _one(name: str, spans: Sequence[Spans], load: float, mean: float, law: Law, **more: float | bool) -> MadeHall:
    """A hall of one service, with a counter for each of these times: as many come as keep them busy at this ``load``,
    at so many minutes each."""
    rate = load * len(spans) / mean
    return MadeHall(name, [MadeDesk({"A": 1}, one) for one in spans], {"A": rate}, {"A": law}, **more)  # type: ignore[arg-type]


def _between(*minutes: float) -> Spans:
    return tuple(zip(minutes[::2], minutes[1::2], strict=True))


def _shared(name: str, *, ranks: bool) -> MadeHall:
    """``ranks``: three counters take a service only while nobody waits for their own."""
    desks = [{"A": 1}, {"A": 1, "B": 2}, {"B": 1}, {"B": 2, "C": 1}, {"C": 1, "A": 2}]
    laws = {"A": lognormal(13, 0.6), "B": lognormal(19, 0.6), "C": lognormal(26, 0.6)}
    return MadeHall(name, [MadeDesk(one if ranks else dict.fromkeys(one, 1)) for one in desks],
                    {"A": 0.12, "B": 0.082, "C": 0.056}, laws)  # fmt: skip


_NOON = (
    _between(OPENS, 11.75 * 60, 12.5 * 60, LATE),
    _between(OPENS, 12 * 60, 12.75 * 60, LATE),
    _between(OPENS, 12.5 * 60, 13.25 * 60, LATE),
)
_PART = (_between(10 * 60, 14 * 60), *[_ALL_DAY] * 2)
HALLS = (
    _one("M/M/3, load .9", [_ALL_DAY] * 3, 0.9, 24, exponential(24)),
    _one("M/M/1, load .85", [_ALL_DAY], 0.85, 8, exponential(8)),
    _one("lognormal cv .6, 4 counters", [_ALL_DAY] * 4, 0.9, 21, lognormal(21, 0.6)),
    _one("lognormal cv 1.5, 2 counters", [_ALL_DAY] * 2, 0.9, 12, lognormal(12, 1.5)),
    _one("no-shows 15 %", [_ALL_DAY] * 3, 0.93, 15.5, absent(lognormal(18, 0.6), 0.15)),
    _one("breaks at noon", _NOON, 0.88, 17, lognormal(17, 0.6)),
    _one("counter opens 10, shuts 14", _PART, 0.77, 22, lognormal(22, 0.6)),
    _shared("5 counters, 3 services shared", ranks=False),
    _shared("the same by rank", ranks=True),
    _one("priority 2:1, 20 %", [_ALL_DAY] * 2, 0.93, 16, lognormal(16, 0.6), priority=0.2),
    _one("priority, blind to the class", [_ALL_DAY] * 2, 0.93, 16, lognormal(16, 0.6), priority=0.2, blind=True),
    _one("closes with people waiting", [((OPENS, SHUTS),)] * 2, 1.0, 15, lognormal(15, 0.8)),
    _one("busy and slow days, sd .4", [_ALL_DAY] * 3, 0.65, 12, lognormal(12, 0.6), changing=0.4),
)
