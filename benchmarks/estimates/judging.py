"""How good estimates were: errors, ranges, and what simple ones would have said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from benchmarks.estimates.replay import Judged
from hall.estimating.learning import band_of

MISSED_MINUTES = 15.0


@dataclass(frozen=True, slots=True)
class Score:
    """Of ``count`` tickets: errors of the middle in minutes, shares of 1, and the mean errors of what it is held
    against."""

    count: int
    mean_error: float
    median_error: float
    missed: float
    covered: float
    later: float
    mean_width: float
    median_width: float
    city: float
    rate: float
    last: float
    mean_of_two: float

    @property
    def below(self) -> float:
        """By which share its mean error is below that of the mean of the two."""
        return 1 - self.mean_error / self.mean_of_two


def score(judged: Sequence[Judged]) -> Score:
    """The score of tickets of which all had an estimate."""
    errors = [abs(one.estimate.middle - one.ticket.wait) for one in judged]
    widths = [one.estimate.high - one.estimate.low for one in judged]
    waits = [one.ticket.wait for one in judged]
    later = [one.ticket.wait > one.estimate.high for one in judged]
    sooner = [one.ticket.wait < one.estimate.low and not one.estimate.one_sided for one in judged]
    return Score(
        len(judged),
        fmean(errors),
        median(errors),
        fmean(error > MISSED_MINUTES for error in errors),
        1 - fmean(later) - fmean(sooner),
        fmean(later),
        fmean(widths),
        median(widths),
        fmean(abs(one.ticket.city - wait) for one, wait in zip(judged, waits, strict=True)),
        fmean(abs(one.simple.rate - wait) for one, wait in zip(judged, waits, strict=True) if one.simple is not None),
        fmean(abs(one.simple.last - wait) for one, wait in zip(judged, waits, strict=True) if one.simple is not None),
        fmean(abs(one.simple.mean - wait) for one, wait in zip(judged, waits, strict=True) if one.simple is not None),
    )


BAND_NAMES = ("under 3", "3 to 8", "8 to 20", "20 to 45", "over 45")


def scores(judged: Iterable[Judged]) -> dict[str, Score]:
    """In all, of each predicted band, and of each office; without groups of nobody."""
    kept = [one for one in judged if one.all_answer]
    groups: dict[str, list[Judged]] = {"all": kept}
    _group(groups, kept, lambda one: f"middle {BAND_NAMES[band_of(one.estimate.middle)]}")
    _group(groups, kept, lambda one: one.ticket.office)
    order = ["all", *(f"middle {name}" for name in BAND_NAMES)]
    names = [*order, *sorted(groups.keys() - set(order))]
    return {name: score(groups[name]) for name in names if groups.get(name)}


def _group(groups: dict[str, list[Judged]], kept: Iterable[Judged], name: Callable[[Judged], str]) -> None:
    for one in kept:
        groups.setdefault(name(one), []).append(one)
