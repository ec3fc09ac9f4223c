"""The queue as it would go on from now: the hall's own rule over the counters that are there, everybody served as long
as usual. Pure and without chance: it knows breaks, hours, ranks and turns, and nothing of who comes later."""

from __future__ import annotations

import heapq
from bisect import bisect
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.calling import DIRECTED, Candidate, choose
from hall.structure import Rules

HORIZON = timedelta(hours=12)
"""What lies beyond is not looked for: longer than a hall is open, so that whoever comes on a day with twice as many
people as can be served is told of that queue, and not of what its signs usually mean."""
_LEAST_LEFT = 0.35
"""A service that has taken longer than usual lasts so much of its usual time still."""
NEWCOMER = -1
"""From this id down: not somebody who waits, but whoever would come now."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who waits for ``service``, or would come now; ``counter`` when they wait for that one alone."""

    candidate: Candidate
    service: str
    counter: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A counter that calls: its services with their ranks, when it is ``free``, its ``streak`` of priority calls, and
    the ``spans`` in which it is there, in the order of time."""

    counter: str
    ranks: Mapping[str, int]
    free: datetime
    spans: Sequence[tuple[datetime, datetime]]
    streak: int = 0

    def there(self, at: datetime) -> datetime | None:
        """When it can call from ``at`` on; None when it is over."""
        return next((max(at, begin) for begin, end in self.spans if end > at), None)


@dataclass(frozen=True, slots=True)
class Rolled:
    """When somebody is called, and how many of the same service are called before."""

    at: datetime
    ahead: int


def left_of(usual: timedelta, elapsed: timedelta) -> timedelta:
    """How long a service that has begun still lasts."""
    return max(usual - elapsed, usual * _LEAST_LEFT)


@dataclass(slots=True)
class Queues:
    """Who waits, by service, class and counter, in the order of their turns."""

    by_key: dict[tuple[str, bool, str], deque[Standing]] = field(default_factory=dict)

    @classmethod
    def of(cls, standing: Iterable[Standing]) -> Queues:
        found = cls()
        for one in sorted(standing, key=turn_of):
            key = one.service, one.candidate.priority, one.counter
            found.by_key.setdefault(key, deque()).append(one)
        return found

    def heads(self, desk: Desk) -> dict[int, tuple[tuple[str, bool, str], Candidate]]:
        """Whom a desk may call: the first of each of its queues, with the rank that they have there."""
        found = {}
        for service, rank in desk.ranks.items():
            for priority in (True, False):
                for counter, its_rank in (("", rank), (desk.counter, DIRECTED)):
                    key = service, priority, counter
                    queue = self.by_key.get(key)
                    if queue:
                        head = queue[0].candidate
                        found[head.id] = key, _ranked(head, its_rank)
        return found

    def take(self, key: tuple[str, bool, str]) -> Standing:
        """The first of a queue goes."""
        return self.by_key[key].popleft()

    def join(self, one: Standing) -> None:
        """Somebody comes; their turn is after those who came before, but for bookings to come."""
        queue = self.by_key.setdefault((one.service, one.candidate.priority, one.counter), deque())
        queue.insert(bisect(queue, turn_of(one), key=turn_of), one)


def turn_of(one: Standing) -> tuple[datetime, datetime, int]:
    """In which order those of a service and class are called."""
    return one.candidate.queue_time, one.candidate.issued_at, one.candidate.id


def _ranked(one: Candidate, rank: int) -> Candidate:
    if one.rank == rank:
        return one
    return Candidate(one.id, one.queue_time, one.issued_at, rank, one.priority, one.booked)


def rolled(
    desks: Iterable[Desk],
    standing: Iterable[Standing],
    takes: Callable[[str], timedelta],
    rules: Rules,
    now: datetime,
) -> Mapping[int, Rolled]:
    """When each is called, by id; without those whom nobody calls within ``HORIZON``. Newcomers take no time, so that
    all services can be asked about at once; ``takes`` says how long a service usually lasts."""
    queues, found = Queues.of(standing), {}
    called: Counter[str] = Counter()
    waiting = sum(map(len, queues.by_key.values()))
    coming = [(desk.free, place, desk, desk.streak) for place, desk in enumerate(desks)]
    heapq.heapify(coming)
    end = now + HORIZON
    while coming and waiting:
        free, place, desk, streak = heapq.heappop(coming)
        at = desk.there(max(free, now))
        if at is None or at > end:
            continue
        if at > free and coming and coming[0][0] < at:  # others call meanwhile
            heapq.heappush(coming, (at, place, desk, streak))
            continue
        heads = queues.heads(desk)
        choice = choose((candidate for _, candidate in heads.values()), streak, rules, at)
        if choice is None:
            continue  # nobody is left for it: whoever came later is not known
        chosen = queues.take(heads[choice.ticket.id][0])
        found[choice.ticket.id] = Rolled(at, called[chosen.service])
        waiting -= 1
        if choice.ticket.id <= NEWCOMER:
            heapq.heappush(coming, (at, place, desk, streak))
        else:
            called[chosen.service] += 1
            heapq.heappush(coming, (at + takes(chosen.service), place, desk, choice.streak_after))
    return found
