"""The queue as it would go on while others come: as ``roll_forward``, with arrivals on the way. Pure and without
chance."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hall.calling import choose
from hall.estimating.roll_forward import HORIZON, NEWCOMER, Desk, Queues, Rolled, Standing
from hall.structure import Rules

_COMES, _CALLS = 0, 1
"""Who comes at a moment is there for whoever calls at it."""


def rolled_on(
    desks: Sequence[Desk],
    standing: Iterable[Standing],
    coming: Iterable[Standing],
    takes: Callable[[str], timedelta],
    rules: Rules,
    now: datetime,
) -> Mapping[int, Rolled]:
    """When each newcomer (id) among those who are ``coming`` is called, and how many of the service wait when they
    come; without those whom nobody calls within ``HORIZON`` of the last one's coming. All come at their queue time;
    newcomers take no time."""
    return _Rolling(desks, takes, rules, Queues.of(standing)).run(list(coming), now)


@dataclass(slots=True)
class _Rolling:
    desks: Sequence[Desk]
    takes: Callable[[str], timedelta]
    rules: Rules
    queues: Queues
    events: list[tuple[datetime, int, int, int, Standing | None]] = field(default_factory=list)
    idle: dict[int, int] = field(default_factory=dict)
    """Counters that have nobody to call, by place, with their streak."""
    waiting: Counter[str] = field(default_factory=Counter)
    ahead: dict[int, int] = field(default_factory=dict)
    found: dict[int, Rolled] = field(default_factory=dict)

    def run(self, coming: list[Standing], now: datetime) -> Mapping[int, Rolled]:
        self.waiting.update(one.service for queue in self.queues.by_key.values() for one in queue)
        self.events = [(max(desk.free, now), _CALLS, place, desk.streak, None) for place, desk in enumerate(self.desks)]
        self.events += [(one.candidate.queue_time, _COMES, place, 0, one) for place, one in enumerate(coming)]
        heapq.heapify(self.events)
        asked = sum(one.candidate.id <= NEWCOMER for one in coming)
        end = max((one.candidate.queue_time for one in coming), default=now) + HORIZON
        while self.events and len(self.found) < asked:
            at, _, place, streak, comes = heapq.heappop(self.events)
            if at > end:
                break
            if comes is None:
                self._call(at, place, streak)
            else:
                self._come(at, comes)
        return self.found

    def _come(self, at: datetime, one: Standing) -> None:
        self.queues.join(one)
        if one.candidate.id <= NEWCOMER:
            self.ahead[one.candidate.id] = self.waiting[one.service]
        else:
            self.waiting[one.service] += 1
        able = [place for place in self.idle if one.service in self.desks[place].ranks]
        there = [(since, self.desks[place].ranks[one.service], place) for place in able
                 if (since := self.desks[place].there(at)) is not None]  # fmt: skip
        if there:
            since, _, place = min(there)
            heapq.heappush(self.events, (since, _CALLS, place, self.idle.pop(place), None))

    def _call(self, at: datetime, place: int, streak: int) -> None:
        desk = self.desks[place]
        since = desk.there(at)
        if since is None:
            return
        if since > at:
            heapq.heappush(self.events, (since, _CALLS, place, streak, None))
            return
        heads = self.queues.heads(desk)
        choice = choose((candidate for _, candidate in heads.values()), streak, self.rules, at)
        if choice is None:
            self.idle[place] = streak
            return
        number, service = choice.ticket.id, self.queues.take(heads[choice.ticket.id][0]).service
        if number <= NEWCOMER:
            self.found[number] = Rolled(at, self.ahead[number])
            heapq.heappush(self.events, (at, _CALLS, place, streak, None))
            return
        self.waiting[service] -= 1
        heapq.heappush(self.events, (at + self.takes(service), _CALLS, place, choice.streak_after, None))
