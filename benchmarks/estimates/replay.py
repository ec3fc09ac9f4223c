"""A file of tickets played again in the order of time, with only the past visible."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.estimates.simple import Simple, SimpleEstimates
from benchmarks.estimates.tickets import Ticket, by_office_and_day, events
from hall.estimating import Estimate, Estimator


@dataclass(frozen=True, slots=True)
class Judged:
    """A ticket with what was said of it as it came."""

    ticket: Ticket
    estimate: Estimate
    simple: Simple | None

    @property
    def all_answer(self) -> bool:
        """Whether the hall, the simple ones and the city said something: only then are they compared."""
        return self.estimate.unknown is None and self.simple is not None and self.ticket.city > 0


def replayed(tickets: tuple[Ticket, ...], make: Callable[[], Estimator]) -> Iterator[Judged]:
    """Every ticket as it came. Each office learns for itself, from its first day on."""
    for days in by_office_and_day(tickets).values():
        estimator = make()
        for day in days.values():
            yield from _day(day, estimator)
            estimator.closed()


def _day(tickets: list[Ticket], estimator: Estimator) -> Iterator[Judged]:
    estimator.opened = min(one.arrived for one in tickets)
    simple = SimpleEstimates(estimator.opened)
    for now, is_call, ticket in events(tickets):
        if is_call:
            estimator.called(ticket.service, ticket.id, now)
            simple.called(ticket.service, now, ticket.wait)
            continue
        estimator.staffed(ticket.service, ticket.counters, now)
        ahead = len(estimator.lines[ticket.service].waiting)
        plain = simple.of(ticket.service, now, ahead)
        yield Judged(ticket, estimator.arrived(ticket.service, ticket.id, now, ahead), plain)
