"""What is learned of one hall from its calls, on top of what the program brings along.

Every call takes a small step (stochastic gradient of the absolute error, steps shrunk by the squares of those before:
AdaGrad), with the present weights and not with those of when the ticket was issued: many wait at once, and steps on
errors that are known already wind up. The range learns from whether what was announced held (Gibbs and Candes 2021,
arXiv 2106.00170).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from hall.estimating.kept import named, shaped
from hall.estimating.scale import to_minutes, weight_of

QUANTILES = (0.1, 0.8, 0.9)
"""The low, the only one of a range that begins at none, and the high."""
BANDS = (3.0, 8.0, 20.0, 45.0)
"""Middles in minutes that part the bands in which the range is calibrated."""
_BIN_MINUTES, _BINS = 60.0, 8
_CROWDS = (0, 3)
_STEP, _PULL, _BIAS, _BIAS_KEPT = 0.008, 1e-4, 0.003, 0.999
_DAYTIME, _DAYTIME_KEPT, _CROWD, _CROWD_KEPT = 0.003, 0.998, 0.003, 0.999
_SPREAD, _OFFSET = 0.01, 0.003
_OFFSET_FIRST, _FIRST = 0.03, 30.0
"""A band that is new takes longer steps, which after so many waits are half as long. Not the last one: its waits come
in crowds that all go wrong together."""
_SLOPE, _CLIP = 10.0, 0.5
MIDDLE = 0.53
"""So many are called before the middle: being told too little does more harm than being told too much."""
_WIDER = 0.15
_START = (0.0, 1.0, 0.8)
"""Weights of (one, forest, by how much rolling the queue forward says more)."""
_SPREADS = (
    (-0.72, -0.41, 0.36, -0.12, 0.12),
    (0.40, -0.03, -0.04, 0.06, 0.03),
    (0.64, -0.06, -0.08, 0.10, 0.04),
)
"""Of each quantile: of (one, middle, ln(1 + ahead), head against ten calls, minutes since the last call), all but the
one on the scale."""
_OFFSETS = ((0.0, 0.0, 0.0, 0.0, -0.32), (0.0, 0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0, 0.18))
"""Of each quantile, in each band: long waits are wider than their signs say."""


def band_of(minutes: float) -> int:
    """The band of a middle."""
    return sum(minutes >= limit for limit in BANDS)


@dataclass(slots=True)
class Bias:
    """By how much one service differs, on the scale: always, by the time of the day, and by whether nobody, few or many
    are ahead."""

    always: float = 0.0
    daytime: list[float] = field(default_factory=lambda: [0.0] * (_BINS + 2))
    crowd: list[float] = field(default_factory=lambda: [0.0] * (len(_CROWDS) + 1))

    def at(self, minutes: float, ahead: int) -> float:
        """The sum, so many minutes after the hall has opened."""
        return self.always + self.daytime[_bin(minutes)] + self.crowd[_crowd(ahead)]

    def step(self, minutes: float, ahead: int, by: float) -> None:
        """Learn from one error."""
        here, crowd = _bin(minutes), _crowd(ahead)
        self.always = _BIAS_KEPT * self.always + _BIAS * by
        self.daytime[here] = _DAYTIME_KEPT * self.daytime[here] + _DAYTIME * by
        for beside in (here - 1, here + 1):
            self.daytime[beside] += _DAYTIME / 2 * by
        self.crowd[crowd] = _CROWD_KEPT * self.crowd[crowd] + _CROWD * by


def _bin(minutes: float) -> int:
    return 1 + min(_BINS - 1, max(0, int(minutes // _BIN_MINUTES)))


def _crowd(ahead: int) -> int:
    return sum(ahead > limit for limit in _CROWDS)


@dataclass(slots=True)
class Weights:
    """Weights with the sums of their squared steps."""

    start: tuple[float, ...]
    values: list[float] = field(default_factory=list)
    squares: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.values = self.values or list(self.start)
        self.squares = self.squares or [1.0] * len(self.start)

    def of(self, inputs: Sequence[float]) -> float:
        """Their sum."""
        return sum(weight * one for weight, one in zip(self.values, inputs, strict=True))

    def step(self, inputs: Sequence[float], by: float, size: float, *, pull: float = 0.0) -> None:
        """Step by the error ``by``, and back towards the start a little."""
        for place, one in enumerate(inputs):
            slope = by * one
            self.values[place] += size * slope / sqrt(self.squares[place])
            self.squares[place] += slope * slope
            self.values[place] += pull * (self.start[place] - self.values[place])


@dataclass(slots=True)
class Learned:
    """What one hall has taught; ``taught`` counts what each of the ``offsets`` was held against."""

    weights: Weights = field(default_factory=lambda: Weights(_START))
    spreads: list[Weights] = field(default_factory=lambda: [Weights(start) for start in _SPREADS])
    offsets: list[list[float]] = field(default_factory=lambda: [list(bands) for bands in _OFFSETS])
    taught: list[list[float]] = field(default_factory=lambda: [[0.0] * len(bands) for bands in _OFFSETS])
    biases: dict[str, Bias] = field(default_factory=dict)

    def middle(self, forest: float, more: float, bias: float) -> float:
        """The middle on the scale."""
        return self.weights.of((1.0, forest, more)) + bias

    def quantiles(self, middle: float, doubt: Sequence[float]) -> tuple[float, ...]:
        """Each of ``QUANTILES`` on the scale."""
        band = band_of(to_minutes(middle))
        return tuple(
            middle + spread.of(doubt) + offset[band] for spread, offset in zip(self.spreads, self.offsets, strict=True)
        )

    def step_middle(self, forest: float, more: float, bias: float, wait: float) -> float:
        """Learn where the middle was; gives the step for the bias."""
        now = self.middle(forest, more, bias)
        by = max(-_CLIP, min(_CLIP, _SLOPE * (wait - now))) * weight_of(to_minutes(now))
        by *= 2 * MIDDLE if by > 0 else 2 * (1 - MIDDLE)
        self.weights.step((1.0, forest, more), by, _STEP, pull=_PULL)
        return by

    def step_range(self, announced: Sequence[float], doubt: Sequence[float], band: int, wait: float) -> None:
        """Learn from whether what was announced held. Nobody can be called sooner than at once: a low of none teaches
        nothing."""
        for place, share in enumerate(QUANTILES):
            if place == 0 and to_minutes(announced[0]) <= 0.0:
                continue
            by = share if wait > announced[place] else share - 1.0
            self.offsets[place][band] += self._offset_step(place, band) * by
            self.spreads[place].step(doubt, by, _SPREAD)

    def _offset_step(self, place: int, band: int) -> float:
        """How far the range of a band moves, which was taught once more."""
        self.taught[place][band] += 1
        first = _OFFSET_FIRST if band < len(BANDS) else 0.0
        return _OFFSET + first / (1 + self.taught[place][band] / _FIRST)

    def widen(self) -> None:
        """Too little of a day was in range: every range is wider from now on, until it has learned otherwise."""
        for quantile, offsets in zip(QUANTILES, self.offsets, strict=True):
            for band in range(len(offsets)):
                offsets[band] += _WIDER if quantile > 0.5 else -_WIDER

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "weights": [self.weights.values, self.weights.squares],
            "spreads": [[one.values, one.squares] for one in self.spreads],
            "offsets": self.offsets,
            "taught": self.taught,
            "biases": {key: [one.always, one.daytime, one.crowd] for key, one in sorted(self.biases.items())},
        }

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Learned:
        """What ``document`` has written. Raises KeyError or ValueError for what it has not."""
        new, fresh = cls().document(), Bias()
        names = ("weights", "spreads", "offsets", "taught")
        weights, spreads, offsets, taught = (shaped(document[name], new[name]) for name in names)
        bias = [fresh.always, fresh.daytime, fresh.crowd]
        return cls(
            Weights(_START, *weights),
            [Weights(start, *kept) for start, kept in zip(_SPREADS, spreads, strict=True)],
            offsets,
            taught,
            {key: Bias(*shaped(kept, bias)) for key, kept in named(document["biases"]).items()},
        )
