"""How good what was said of waits was: each number's range, as it was shown, held against the wait that came. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from statistics import fmean, median
from typing import TypeVar

from hall.estimating.estimator import ENOUGH, LEAST_HELD
from hall.estimating.learning import band_of
from hall.estimating.shown import AT_ONCE_MINUTES, Kind, Shown

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number: what was ``said`` of its wait for a ``service`` (id), with the ``middle`` behind it, and how long it
    then ``waited`` for its first call, both in minutes. ``waited`` is None for one that was not called, or that was set
    aside or sent elsewhere before, so that nobody knows."""

    service: str
    said: Shown
    middle: float = 0.0
    waited: float | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """How good some estimates were: of those that were ``told`` and called, so many ``held``; the others were called
    ``later`` than was shown, or ``sooner``. Errors of the middle, and the ``width`` of ranges that have an end, are in
    minutes, None where there are none."""

    told: int = 0
    held: int = 0
    later: int = 0
    sooner: int = 0
    mean_error: float | None = None
    median_error: float | None = None
    width: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there are enough to speak of it."""
        return self.told >= ENOUGH

    @property
    def poor(self) -> bool:
        """Whether too few held: the ranges widen by themselves then (``Estimator.closed``)."""
        return self.enough and self.held < LEAST_HELD * self.told

    @property
    def of_hundred(self) -> int:
        """How many of a hundred held, rounded down: none is promised that did not hold. 0 where nothing was told."""
        return 100 * self.held // self.told if self.told else 0


@dataclass(frozen=True, slots=True)
class HeldView:
    """How many of a hundred estimates of a business day held."""

    day: date
    of_hundred: int


@dataclass(frozen=True, slots=True)
class DayQuality:
    """A business day: all that was told, by the band of the middle (``hall.estimating.learning.BANDS``) and by
    service (id); how many heard that nothing is known, by reason (``hall.estimating.estimate.Unknown``);
    and how many were told something and not called yet, never, or not as it was meant."""

    day: date
    whole: Quality = field(default_factory=Quality)
    bands: Mapping[int, Quality] = field(default_factory=dict)
    services: Mapping[str, Quality] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)
    not_called: int = 0

    def of(self, services: Collection[str]) -> Quality:
        """The counts of some services (ids) together."""
        mine = [one for service, one in self.services.items() if service in services]
        counts = ((one.told, one.held, one.later, one.sooner) for one in mine)
        return Quality(*map(sum, zip((0, 0, 0, 0), *counts, strict=True)))

    def told(self, services: Collection[str] | None = None) -> HeldView | None:
        """What is told of it, of all services or of some (ids); None where there are too few to speak of it."""
        of = self.whole if services is None else self.of(services)
        return HeldView(self.day, of.of_hundred) if of.enough else None


def quality_of(day: date, outcomes: Iterable[Outcome]) -> DayQuality:
    """How good the estimates of a day were."""
    every = list(outcomes)
    told = [one for one in every if one.said.kind is not Kind.UNKNOWN]
    known = [one for one in told if one.waited is not None]
    return DayQuality(
        day,
        _summed(known),
        _by(known, lambda one: band_of(one.middle)),
        _by(known, lambda one: one.service),
        Counter(one.said.unknown for one in every if one.said.kind is Kind.UNKNOWN),
        len(told) - len(known),
    )


def poor_day(closed: DayQuality | None, running: DayQuality | None) -> DayQuality | None:
    """The day whose estimates are an alarm: the open one once it can be judged, else the one that closed last; None
    where enough of them held."""
    judged = running if running is not None and running.whole.enough else closed
    return judged if judged is not None and judged.whole.poor else None


def _by(known: Iterable[Outcome], key: Callable[[Outcome], _Key]) -> Mapping[_Key, Quality]:
    """Each group by itself, in the order of its name."""
    groups: dict[_Key, list[Outcome]] = {}
    for one in known:
        groups.setdefault(key(one), []).append(one)
    return {name: _summed(groups[name]) for name in sorted(groups, key=str)}


def _summed(known: Iterable[Outcome]) -> Quality:
    waits = [(one, one.waited) for one in known if one.waited is not None]
    held = sum(one.said.holds(waited) for one, waited in waits)
    sooner = sum(waited < one.said.low for one, waited in waits)
    errors = [abs(waited - one.middle) for one, waited in waits]
    widths = [width for one, _ in waits if (width := _width(one.said)) is not None]
    return Quality(
        len(waits),
        held,
        len(waits) - held - sooner,
        sooner,
        fmean(errors) if errors else None,
        median(errors) if errors else None,
        fmean(widths) if widths else None,
    )


def _width(said: Shown) -> float | None:
    if said.kind is Kind.AT_ONCE:
        return AT_ONCE_MINUTES
    return float(said.high - said.low) if said.kind in (Kind.UP_TO, Kind.RANGE) else None
