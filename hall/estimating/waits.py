"""What is said of every wait, as the programs of a hall give it to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.kept import named, number, shaped
from hall.estimating.shown import Kind, Shown, shown

OLD = timedelta(minutes=2)
"""What was said longer ago says nothing of now."""


@dataclass(frozen=True, slots=True)
class Answer:
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
        estimate, later = self.estimate, others * self.more
        ahead = estimate.ahead + others
        moved = replace(estimate, ahead=ahead, low=estimate.low + later, middle=estimate.middle + later,
                        high=estimate.high + later)  # fmt: skip
        if estimate.unknown is not None:
            moved = replace(estimate, ahead=ahead)
        roll = None if self.roll is None else self.roll + later
        return replace(self, shown=replace(shown(moved), late=self.shown.late), estimate=moved, roll=roll)


NOT_ASKED = Answer(Shown(Kind.UNKNOWN, 0, unknown=Unknown.NOT_ASKED), Estimate(0, unknown=Unknown.NOT_ASKED))
"""Nobody has worked it out."""


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
        both = self.services.get(service)
        return None if both is None else both[priority].shown

    def shows_as(self, other: Waits) -> bool:
        """Whether a screen shows the same of both."""
        mine, theirs = (
            {service: tuple(answer.shown for answer in both) for service, both in one.services.items()}
            for one in (self, other)
        )
        return mine == theirs and self.tickets == other.tickets

    def document(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "at": self.at.astimezone(UTC).isoformat(),
            "services": {one: [_written(answer) for answer in both] for one, both in self.services.items()},
            "tickets": {str(one): list(said.written()) for one, said in self.tickets.items()},
        }

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Waits:
        """What ``document`` has written. Raises KeyError, TypeError or ValueError for what it has not."""
        services, tickets = (named(named(document)[name]) for name in ("services", "tickets"))
        at = datetime.fromisoformat(document["at"])
        if at.tzinfo is None:
            raise ValueError("a time without its zone")
        return cls(
            at,
            {one: _both(both) for one, both in services.items()},
            {int(one): Shown.read(said) for one, said in tickets.items()},
        )


def _written(answer: Answer) -> list[Any]:
    one = answer.estimate
    unknown = "" if one.unknown is None else one.unknown.value
    minutes = [round(each, 1) for each in (one.low, one.middle, one.high, answer.more)]
    roll = None if answer.roll is None else round(answer.roll, 1)
    return [[*answer.shown.written()], one.ahead, unknown, *minutes, answer.counters, roll]


def _both(written: Sequence[Any]) -> tuple[Answer, Answer]:
    without, priority = written
    return _answer(without), _answer(priority)


def _answer(written: Sequence[Any]) -> Answer:
    said, ahead, unknown, *numbers, roll = written
    low, middle, high, more, counters = shaped(numbers, [0.0] * 5)
    estimate = Estimate(int(ahead), low, middle, high, Unknown(unknown) if unknown else None)
    return Answer(Shown.read(said), estimate, int(counters), None if roll is None else number(roll), more)
