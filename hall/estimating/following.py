"""The estimates follow the history of a hall's numbers: what is learned is a function of its lines alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hall.estimating.estimator import Estimator
from hall.lifecycle import AT_COUNTER, BEGINNINGS, CALL_KINDS, Action, State

_NOT_OF_THE_QUEUE = frozenset({Action.CORRECT, Action.CARRY, Action.PUT_RIGHT, Action.REVIVE, Action.EXPIRE})
"""What is done to records of the queue, by a person or at the end of a day: nobody was called by it."""
_TURNAROUND_MINUTES = 2.0
"""A counter that calls again so soon after a visit had others waiting: the pause belongs to the visit."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was known when a number was asked for: people ``ahead``, the ``counters`` that served, and in how many
    minutes ``roll`` saw its turn, None where it saw none."""

    ahead: int
    counters: int
    roll: float | None = None

    @classmethod
    def of(cls, stated: Mapping[str, Any]) -> Told | None:
        """What the first line of a number states of it; None where it does not."""
        told = stated.get("asked")
        if not isinstance(told, list) or len(told) != 3 or not all(isinstance(one, int | float | None) for one in told):
            return None
        ahead, counters, roll = told
        return None if ahead is None or counters is None else cls(int(ahead), int(counters), roll)


def told_line(ahead: int, counters: int, roll: float | None) -> list[float | None]:
    """As the first line of a number states a ``Told``: ``Told.of`` reads it."""
    return [ahead, counters, roll]


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a number's history: what was done ``at`` that minute of the local day, where it is ``after`` that, for
    which service, and at which counter."""

    ticket: int
    service: str
    at: float
    action: str
    after: str
    counter: str = ""
    told: Told | None = None


@dataclass(slots=True)
class Following:
    """A business day as far as its lines were taken, in their order."""

    estimator: Estimator
    _begun: bool = False
    _where: dict[int, str] = field(default_factory=dict)
    _given: dict[int, tuple[float, Told | None]] = field(default_factory=dict)
    _visits: dict[int, tuple[str, str, float]] = field(default_factory=dict)
    _ended: dict[str, tuple[str, float]] = field(default_factory=dict)

    def take(self, step: Step) -> None:
        """The next line."""
        if not self._begun:
            self._begun, self.estimator.opened = True, step.at
        if step.action in BEGINNINGS:
            self._given[step.ticket] = step.at, step.told
        self._leave(step)
        self._visit(step)
        if step.after == State.WAITING and step.ticket not in self._where:
            self._join(step)

    def _leave(self, step: Step) -> None:
        """Where it waited it does no more: it was called, or went."""
        service = self._where.get(step.ticket)
        if service is None or (step.after == State.WAITING and service == step.service):
            return
        del self._where[step.ticket]
        if step.action in CALL_KINDS:
            self.estimator.called(service, step.ticket, step.at)
        else:
            self.estimator.left(service, step.ticket, step.at)

    def _join(self, step: Step) -> None:
        """It begins to wait: for the first time, or again."""
        self._where[step.ticket] = step.service
        given = self._given.pop(step.ticket, None)
        if given is None or step.action == Action.IMPORT:
            self.estimator.joined(step.service, step.ticket, step.at)
            return
        since, told = given
        if told is None:
            told = Told(self.estimator.ahead(step.service), self.estimator.lines[step.service].counters)
        self.estimator.staffed(step.service, told.counters, since)
        self.estimator.arrived(step.service, step.ticket, since, told.ahead, told.roll)

    def _visit(self, step: Step) -> None:
        """How long a counter is taken."""
        visit = self._visits.get(step.ticket)
        if visit is None:
            if step.after in AT_COUNTER and step.action in CALL_KINDS and step.counter:
                self._pause(step.counter, step.at)
                self._visits[step.ticket] = step.counter, step.service, step.at
        elif step.after not in AT_COUNTER:
            del self._visits[step.ticket]
            counter, service, since = visit
            if step.action not in (Action.UNDO, *_NOT_OF_THE_QUEUE):
                self.estimator.visited(service, max(0.0, step.at - since))
                self._ended[counter] = service, step.at

    def _pause(self, counter: str, now: float) -> None:
        """The time between two visits, where others waited."""
        service, ended = self._ended.pop(counter, ("", 0.0))
        if service and 0.0 <= now - ended <= _TURNAROUND_MINUTES:
            self.estimator.lines[service].visiting += now - ended
