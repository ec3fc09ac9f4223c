"""An estimate as it is shown: rounded to steps that promise no more than is known, and steady while it lives."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from hall.estimating.estimate import Estimate, Unknown
from hall.structure import Rules

STEPS = (0, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 150, 180, 240)
"""Minutes that are shown."""
_HALVES = tuple((before + after) / 2 for before, after in pairwise(STEPS))
_LEAST_WIDTH = 5
_WIDE = 60
LONG_MINUTES = 120
"""A wait that is longer is no figure any more."""
AT_ONCE_MINUTES = 5.0
"""Whoever is called within so many is called at once."""


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


class Shown(NamedTuple):
    """What is shown of a wait: ``low`` and ``high`` are of ``STEPS``, as far as the ``kind`` has them; ``unknown`` is
    the reason of an ``Unknown``. ``late``: the visit would hardly end before the service closes."""

    kind: Kind
    ahead: int
    low: int = 0
    high: int = 0
    unknown: str = ""
    late: bool = False

    @property
    def lowest(self) -> int | None:
        """The minutes that it is at least; None where it is not known."""
        return None if self.kind is Kind.UNKNOWN else self.low

    @property
    def highest(self) -> int | None:
        """The minutes that it is at most; None where nothing is said of that."""
        if self.kind is Kind.AT_ONCE:
            return int(AT_ONCE_MINUTES)
        return self.high if self.kind in (Kind.UP_TO, Kind.RANGE) else None

    @property
    def warns(self) -> bool:
        """Whether the service may close before the visit ends."""
        return self.late or self.unknown == Unknown.CLOSING

    def holds(self, minutes: float) -> bool:
        """Whether a middle lies within what is shown."""
        match self.kind:
            case Kind.UNKNOWN:
                return False
            case Kind.AT_ONCE:
                return minutes < AT_ONCE_MINUTES
            case Kind.OR_MORE:
                return minutes >= self.low
            case Kind.VERY_LONG:
                return minutes >= LONG_MINUTES
            case _:
                return self.low <= minutes <= self.high

    def written(self) -> tuple[str, int, int, int, str, bool]:
        """As JSON holds it: ``read`` reads it."""
        return self.kind.value, self.ahead, self.low, self.high, self.unknown, self.late

    @classmethod
    def read(cls, written: Sequence[Any]) -> Shown:
        """What was written. Raises ValueError and TypeError for what was not."""
        kind, ahead, low, high, unknown, late = written
        return cls(Kind(kind), int(ahead), int(low), int(high), str(unknown), bool(late))


def shown(estimate: Estimate, *, free: bool = False) -> Shown:
    """What is shown of an estimate; ``free``: a counter that takes the service has nobody, so that whoever has nobody
    ahead is called at once."""
    ahead = estimate.ahead
    if free and not ahead:
        return Shown(Kind.AT_ONCE, ahead)
    if estimate.unknown is not None:
        return Shown(Kind.UNKNOWN, ahead, 0, 0, str(estimate.unknown))
    if estimate.middle >= LONG_MINUTES:
        return Shown(Kind.VERY_LONG, ahead, low=LONG_MINUTES)
    low = 0 if estimate.one_sided else _down(estimate.low)
    high = max(_nearest(estimate.high), _after(low))
    if high - low > _WIDE:
        return Shown(Kind.OR_MORE, ahead, low=max(low, _down(estimate.middle)))
    return Shown(Kind.RANGE if low else Kind.UP_TO, ahead, low, high)


def steady(before: Shown | None, estimate: Estimate, *, free: bool = False) -> Shown:
    """What is shown next of the same wait: it changes when the new middle leaves what was shown."""
    now = shown(estimate, free=free)
    at_once = Kind.AT_ONCE in (now.kind, None if before is None else before.kind)
    if before is None or at_once or estimate.unknown is not None or not before.holds(estimate.middle):
        return now
    return Shown(before.kind, now.ahead, before.low, before.high, before.unknown)


def too_late(rules: Rules, wait: Shown | None) -> bool:
    """Whether whoever is told this ``wait`` gets no number, for the service may close before the visit ends."""
    return rules.after_closing == "stop" and wait is not None and wait.warns


def in_common(several: Iterable[Shown | None]) -> Shown | None:
    """What is shown of several services together: from the shortest wait to the longest; None where that is too wide to
    be of use, and where one of them is not known."""
    waits = list(several)
    if not waits or any(one is None or one.kind is Kind.UNKNOWN for one in waits):
        return None
    known = [one for one in waits if one is not None]
    if len({(one.kind, one.low, one.high) for one in known}) == 1:
        return known[0]._replace(ahead=min(one.ahead for one in known), late=all(one.late for one in known))
    kinds = {one.kind for one in known}
    if not kinds <= {Kind.AT_ONCE, Kind.UP_TO, Kind.RANGE}:
        return None
    low, high = min(one.low for one in known), max(max(one.high, _LEAST_WIDTH) for one in known)
    ahead, late = min(one.ahead for one in known), all(one.late for one in known)
    return Shown(Kind.RANGE if low else Kind.UP_TO, ahead, low, high, late=late) if high - low <= _WIDE else None


def _down(minutes: float) -> int:
    return STEPS[max(bisect_right(STEPS, minutes) - 1, 0)]


def _nearest(minutes: float) -> int:
    """The nearer step, the later of two that are as near."""
    return STEPS[bisect_right(_HALVES, minutes)]


def _after(low: int) -> int:
    return STEPS[min(bisect_left(STEPS, low + _LEAST_WIDTH), len(STEPS) - 1)]
