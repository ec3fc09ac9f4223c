"""Several halls side by side: what the business days of each add up to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from hall.figures.model import ServiceFigures, added
from hall.figures.period import Period


class HallName(NamedTuple):
    """What a hall is called, and where it is; the name is its code where nothing else is known."""

    name: str
    city: str = ""

    @property
    def text(self) -> str:
        """Both in one line."""
        return f"{self.name} {self.city}".strip()


NOTHING = ServiceFigures("", False)
"""What no day adds up to."""


@dataclass(frozen=True, slots=True)
class HallTotal:
    """All numbers of a hall in a period: ``days`` business days have closed, ``last`` is the latest of them (None:
    none); ``before`` were issued in the period before, ``year_before`` in the same one of the year before."""

    code: str
    name: HallName
    days: int = 0
    last: date | None = None
    total: ServiceFigures = NOTHING
    before: int = 0
    year_before: int = 0


@dataclass(frozen=True, slots=True)
class HallsFacts:
    """What a page of several halls is made of; ``now`` is local. ``halls`` are in the order in which they are shown,
    ``unread`` are the names of those whose database could not be read."""

    now: datetime
    period: Period
    halls: Sequence[HallTotal]
    unread: Sequence[str] = ()

    @property
    def over(self) -> Period:
        """As much of the period as is over."""
        return self.period.until(self.now.date())

    @property
    def total(self) -> ServiceFigures:
        """All halls together."""
        return added(NOTHING, [one.total for one in self.halls])

    @property
    def before(self) -> int:
        """How many numbers all issued in the period before."""
        return sum(one.before for one in self.halls)

    @property
    def year_before(self) -> int:
        """The same of the year before."""
        return sum(one.year_before for one in self.halls)
