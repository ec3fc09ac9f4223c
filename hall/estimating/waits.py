"""What is said of every wait, as the programs of a hall give it to one another."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.shown import Kind, Shown, shown

OLD = timedelta(minutes=2)
"""What was said longer ago says nothing of now."""


class Answer(NamedTuple):
    """What is said to whoever would come now: as it is ``shown``, and the ``estimate`` behind it; how many ``counters``
    serve, in how many minutes ``roll`` sees the turn (None: not today), and how many ``more`` minutes one person more
    ahead would be."""

    shown: Shown
    estimate: Estimate
    counters: int = 0
    roll: float | None = None
    more: float = 0.0

    def after(self, others: int) -> Answer:
        """What is said when so many ``others`` have come meanwhile."""
        if not others:
            return self
        said, (ahead, low, middle, high, unknown), counters, roll, more = self
        ahead += others
        if unknown is not None:
            said = Shown(said.kind, ahead, said.low, said.high, said.unknown, said.late)
            return Answer(said, Estimate(ahead, low, middle, high, unknown), counters, roll, more)
        later = others * more
        estimate = Estimate(ahead, low + later, middle + later, high + later)
        late, said = said.late, shown(estimate)
        if late:
            said = said._replace(late=True)
        return Answer(said, estimate, counters, None if roll is None else roll + later, more)


NOT_ASKED = Answer(Shown(Kind.UNKNOWN, 0, unknown=Unknown.NOT_ASKED), Estimate(0, unknown=Unknown.NOT_ASKED))
"""Nobody has worked it out."""


class Answers(Mapping[str, tuple[Answer, Answer]]):
    """What is said of services, of which what is shown is known before the rest."""

    @abstractmethod
    def shown(self, service: str, *, priority: bool) -> Shown | None:
        """What is shown of a service; None where nothing was said."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What is said ``at`` one moment: of each service (id) to whoever would come now, without and with priority, and of
    each number (id) that waits."""

    at: datetime
    services: Mapping[str, tuple[Answer, Answer]] = field(default_factory=dict)
    tickets: Mapping[int, Shown] = field(default_factory=dict)

    def holds(self, now: datetime) -> bool:
        """Whether it still says something."""
        return abs(now - self.at) <= OLD

    def of(self, service: str, *, priority: bool = False) -> Answer:
        """What is said to whoever would come for a service."""
        both = self.services.get(service)
        return NOT_ASKED if both is None else both[priority]

    def shown(self, service: str, *, priority: bool = False) -> Shown | None:
        """What is shown of a service; None where nothing was said."""
        if isinstance(self.services, Answers):
            return self.services.shown(service, priority=priority)
        both = self.services.get(service)
        return None if both is None else both[priority].shown

    def shows_as(self, other: Waits) -> bool:
        """Whether a screen shows the same of both."""
        mine, theirs = (
            {service: tuple(answer.shown for answer in both) for service, both in one.services.items()}
            for one in (self, other)
        )
        return mine == theirs and self.tickets == other.tickets
