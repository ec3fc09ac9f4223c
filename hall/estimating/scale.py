"""The scale on which waits are compared: a minute more weighs much after five, and little after an hour."""

from __future__ import annotations

from math import exp, log

MOST_MINUTES = 240.0
"""No wait counts for more."""
_OFFSET, _ONE = 4.0, log(14.0)


def to_scale(minutes: float) -> float:
    """Minutes on the scale; what is below none or above ``MOST_MINUTES`` counts as these."""
    return log(_OFFSET + min(MOST_MINUTES, max(0.0, minutes))) - _ONE


HIGHEST = to_scale(MOST_MINUTES)


def to_minutes(value: float) -> float:
    """A value of the scale in minutes, from 0 to ``MOST_MINUTES``."""
    return max(0.0, exp(min(value, HIGHEST) + _ONE) - _OFFSET)


def weight_of(minutes: float) -> float:
    """What a step on the scale is worth there in minutes, 1 at most: short waits teach less."""
    return min(1.0, (_OFFSET + minutes) / 40.0)
