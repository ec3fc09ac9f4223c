"""What a drill holds against each other: a hall, and the same hall from its backup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hall.figures.sums import PeriodFigures


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A business day: how many numbers it has, the digests of their ``codes`` and of how they ``stand``, and the last
    number of each prefix."""

    day: date
    closed: bool
    tickets: int
    codes: str
    stand: str
    last: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DrillFacts:
    """A hall in what a restore must keep: the lines of its history, its business days by date, who waits in which order
    by prefix of the service, the ``given`` codes of the open day, and the ``totals`` that reports have of closed days
    by month."""

    events: int
    days: tuple[DayFacts, ...]
    queue: tuple[tuple[str, tuple[str, ...]], ...]
    given: frozenset[str]
    totals: tuple[tuple[str, PeriodFigures], ...]
