"""An estimate as it is shown: rounded to steps that promise no more than is known, and steady while it lives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hall.estimating.estimate import Estimate

STEPS = (0, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 180, 240)
"""Minutes that are shown."""
_LEAST_WIDTH = 5
_WIDE = 60
_LONG = 120
_AT_ONCE = 5


class Kind(StrEnum):
    """How a wait is said."""

    AT_ONCE = "at_once"
    """A counter is free, and nobody is ahead."""
    UP_TO = "up_to"
    RANGE = "range"
    OR_MORE = "or_more"
    """The range is too wide to be of use: what it is at least."""
    VERY_LONG = "very_long"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a wait: ``low`` and ``high`` are of ``STEPS``, as far as the ``kind`` has them."""

    kind: Kind
    ahead: int
    low: int = 0
    high: int = 0
    unknown: str = ""

    def holds(self, minutes: float) -> bool:
        """Whether a middle lies within what is shown."""
        match self.kind:
            case Kind.UNKNOWN:
                return False
            case Kind.AT_ONCE:
                return minutes < _AT_ONCE
            case Kind.OR_MORE:
                return minutes >= self.low
            case Kind.VERY_LONG:
                return minutes >= _LONG
            case _:
                return self.low <= minutes <= self.high


def shown(estimate: Estimate, *, free: bool = False) -> Shown:
    """What is shown of an estimate; ``free``: a counter that takes the service has nobody, so that whoever has nobody
    ahead is called at once."""
    ahead = estimate.ahead
    if free and not ahead:
        return Shown(Kind.AT_ONCE, ahead)
    if estimate.unknown is not None:
        return Shown(Kind.UNKNOWN, ahead, unknown=estimate.unknown.value)
    if estimate.middle > _LONG:
        return Shown(Kind.VERY_LONG, ahead, low=_LONG)
    low = 0 if estimate.one_sided else _down(estimate.low)
    high = max(_nearest(estimate.high), _after(low))
    if high - low > _WIDE:
        return Shown(Kind.OR_MORE, ahead, low=max(low, _down(estimate.middle)))
    return Shown(Kind.RANGE if low else Kind.UP_TO, ahead, low, high)


def steady(before: Shown | None, estimate: Estimate, *, free: bool = False) -> Shown:
    """What is shown next of the same wait: it changes when the new middle leaves what was shown."""
    now = shown(estimate, free=free)
    if before is None or estimate.unknown is not None or now.kind is Kind.AT_ONCE or not before.holds(estimate.middle):
        return now
    return Shown(before.kind, now.ahead, before.low, before.high, before.unknown)


def _down(minutes: float) -> int:
    return max(step for step in STEPS if step <= minutes or step == 0)


def _nearest(minutes: float) -> int:
    return min(STEPS, key=lambda step: (abs(step - minutes), -step))


def _after(low: int) -> int:
    return next((step for step in STEPS if step >= low + _LEAST_WIDTH), STEPS[-1])
