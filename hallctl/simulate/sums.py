"""What a simulated day came to: waits by service and class, visits by counter, next to the waits of the real day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles
from typing import Any

from hall.auditing import TicketSummary
from hall.lifecycle import State


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits in minutes: how many, mean, median, 90th percentile and the longest; zeros when there were none."""

    count: int = 0
    mean: float = 0.0
    median: float = 0.0
    p90: float = 0.0
    longest: float = 0.0

    def document(self) -> dict[str, Any]:
        """The sum for JSON."""
        return {
            "count": self.count,
            "mean": round(self.mean, 2),
            "median": round(self.median, 2),
            "p90": round(self.p90, 2),
            "max": round(self.longest, 2),
        }


def waits_of(minutes: Iterable[float]) -> Waits:
    """The sum of waits in minutes."""
    values = sorted(minutes)
    if not values:
        return Waits()
    p90 = quantiles(values, n=10, method="inclusive")[-1] if len(values) > 1 else values[0]
    return Waits(len(values), fmean(values), median(values), p90, values[-1])


@dataclass(frozen=True, slots=True)
class ServiceSums:
    """One service: numbers taken and called, its waits by class and altogether, and those of the real day."""

    prefix: str
    name: str
    taken: int
    called: int
    priority: Waits
    regular: Waits
    everybody: Waits
    real: Waits | None

    def document(self) -> dict[str, Any]:
        """The sums for JSON."""
        return {
            "prefix": self.prefix,
            "name": self.name,
            "taken": self.taken,
            "called": self.called,
            "priority": self.priority.document(),
            "regular": self.regular.document(),
            "all": self.everybody.document(),
            "real": self.real.document() if self.real else None,
        }


def sums_of(
    visits: Sequence[TicketSummary], names: Mapping[str, str], real: Mapping[str, Sequence[float]]
) -> tuple[ServiceSums, ...]:
    """The sums of every service that somebody took a number for, and of the whole hall at the end (prefix ``*``).

    A wait lasts from the number to its first call.
    """
    by_prefix: dict[str, list[TicketSummary]] = defaultdict(list)
    for visit in visits:
        by_prefix[visit.prefix].append(visit)
    rows = [_service(prefix, names.get(prefix, ""), own, real.get(prefix)) for prefix, own in by_prefix.items()]
    all_real = [minutes for waits in real.values() for minutes in waits]
    return (*rows, _service("*", "all services", visits, all_real or None))


def served_by_counter(visits: Iterable[TicketSummary]) -> dict[str, int]:
    """How many visits ended as done at each counter, by its id."""
    return dict(Counter(v.counter_id for v in visits if v.state is State.DONE and v.counter_id))


def _service(prefix: str, name: str, visits: Sequence[TicketSummary], real: Sequence[float] | None) -> ServiceSums:
    waited = [(v.priority, (v.called_at - v.issued_at).total_seconds() / 60) for v in visits if v.called_at]
    return ServiceSums(
        prefix,
        name,
        len(visits),
        len(waited),
        waits_of(minutes for priority, minutes in waited if priority),
        waits_of(minutes for priority, minutes in waited if not priority),
        waits_of(minutes for _, minutes in waited),
        None if real is None else waits_of(real),
    )
