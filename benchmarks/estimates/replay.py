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


def played(tickets: tuple[Ticket, ...], make: Callable[[], Estimator]) -> Iterator[tuple[bool, Ticket, Estimator]]:
    """Every call (True) and arrival in the order of time, with the estimator of its office, which was told of all that
    came before and of the call; of the arrival it is told by whoever plays. Each office learns for itself, from its
    first day on."""
    for days in by_office_and_day(tickets).values():
        estimator = make()
        for day in days.values():
            estimator.opened = min(one.arrived for one in day)
            for now, is_call, ticket in events(day):
                if is_call:
                    estimator.called(ticket.service, ticket.id, now)
                else:
                    estimator.staffed(ticket.service, ticket.counters, now)
                yield is_call, ticket, estimator
            estimator.closed()


def replayed(tickets: tuple[Ticket, ...], make: Callable[[], Estimator]) -> Iterator[Judged]:
    """Every ticket as it came, with what was said."""
    days: dict[tuple[str, str], SimpleEstimates] = {}
    for is_call, ticket, estimator in played(tickets, make):
        simple = days.setdefault((ticket.office, ticket.day), SimpleEstimates(estimator.opened))
        if is_call:
            simple.called(ticket.service, ticket.called, ticket.wait)
            continue
        ahead = estimator.ahead(ticket.service)
        plain = simple.of(ticket.service, ticket.arrived, ahead)
        yield Judged(ticket, estimator.arrived(ticket.service, ticket.id, ticket.arrived, ahead), plain)
