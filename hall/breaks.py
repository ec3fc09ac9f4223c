"""Staggered breaks: who goes when, so that no service stops at noon, and what it does to the wait. Pure.

The public's form of PEKPPP (PermenPANRB 29/2022) asks whether service goes on without a gap at noon. Breaks begin in
steps of a quarter of an hour. Counters that share services, directly or through others, serve one crowd: who waits
there is counted as a flow, with arrivals and service times of the past, step by step.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STEP = timedelta(minutes=15)
USUAL_MINUTES = 10.0
"""A visit takes so long where nothing is known of its service."""
_ROUNDS = 12
"""So often every counter is asked again whether another time is better; the second round mostly changes nothing."""


@dataclass(frozen=True, slots=True)
class Post:
    """A counter (id) with its label, its agency (id) and the services (ids) that it serves."""

    counter: str
    label: str
    agency: str
    services: frozenset[str]


@dataclass(frozen=True, slots=True)
class Window:
    """Between which times of a day breaks are taken, and how long one is; ``first`` and ``last`` are aware. None is
    planned to begin before ``now``."""

    first: datetime
    last: datetime
    length: timedelta
    now: datetime | None = None

    @classmethod
    def on(
        cls, day: date, zone: ZoneInfo, first: time, last: time, length: timedelta, now: datetime | None = None
    ) -> Window:
        """That of a day."""
        return cls(datetime.combine(day, first, zone), datetime.combine(day, last, zone), length, now)

    @property
    def steps(self) -> tuple[datetime, ...]:
        """The begin of each step."""
        return tuple(self.first + STEP * at for at in range(max(0, int((self.last - self.first) / STEP))))

    @property
    def starts(self) -> tuple[datetime, ...]:
        """When a break may begin."""
        since = self.first if self.now is None else self.now
        return tuple(at for at in self.steps if since <= at and at + self.length <= self.last)


@dataclass(frozen=True, slots=True)
class Demand:
    """What the past says of a service: people who came in each step of the window, and the minutes of a visit."""

    arrivals: tuple[float, ...] = ()
    minutes: float = USUAL_MINUTES

    def at(self, step: int) -> float:
        """People who come in a step."""
        return self.arrivals[step] if step < len(self.arrivals) else 0.0


@dataclass(frozen=True, slots=True)
class Turn:
    """The break of one counter."""

    counter: str
    label: str
    agency: str
    starts_at: datetime
    ends_at: datetime


Turns = Mapping[str, Turn]
"""Breaks by counter (id)."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A service (id) that nobody serves from one time to another: ``code`` is ``hours``, its hours have a break,
    ``one_counter``, it has a single one, ``no_counter``, nobody sits at any of it, or ``together``, all of it have a
    break at once."""

    service: str
    starts_at: datetime
    ends_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class BreakPlan:
    """Who goes when, which services stop meanwhile, and the mean wait of who comes in the window, in minutes: without
    any break, with this plan, and when all went together in its middle. ``expected`` people come then, by the past; the
    waits mean nothing where it is 0."""

    turns: tuple[Turn, ...]
    gaps: tuple[Gap, ...]
    wait_without: float
    wait: float
    wait_together: float
    expected: float = 0.0


def plan(posts: Sequence[Post], window: Window, demand: Mapping[str, Demand], begun: Iterable[Turn] = ()) -> BreakPlan:
    """The best that was found: as few stops as can be, then as little waiting, then the earliest times. Breaks that
    have ``begun`` stay as they are."""
    crowds = _crowds(posts)
    fixed = {turn.counter: turn for turn in begun}
    turns: dict[str, Turn] = {}
    for crowd in crowds:
        turns |= _planned(crowd, window, demand, fixed)
    starts = window.starts
    together = {post.counter: _turn(post, window, starts[len(starts) // 2]) for post in posts} if starts else {}
    return BreakPlan(
        tuple(sorted(turns.values(), key=lambda turn: (turn.starts_at, turn.label))),
        gaps(posts, turns.values(), window),
        _mean_wait(crowds, {}, window, demand),
        _mean_wait(crowds, turns, window, demand),
        _mean_wait(crowds, together, window, demand),
        sum(_flow(crowd, {}, window, demand)[1] for crowd in crowds),
    )


def gaps(posts: Iterable[Post], turns: Iterable[Turn], window: Window) -> tuple[Gap, ...]:
    """Which services stop in the window while these breaks are taken."""
    at_break = {turn.counter: turn for turn in turns}
    serving: dict[str, list[Post]] = {}
    for post in posts:
        for service in post.services:
            serving.setdefault(service, []).append(post)
    found: list[Gap] = []
    for service in sorted(serving):
        places = serving[service]
        code = "one_counter" if len(places) == 1 else "together"
        for step in window.steps:
            if all(_is_away(at_break.get(post.counter), step) for post in places):
                _add(found, Gap(service, step, step + STEP, code))
    return tuple(found)


def unattended(services: Iterable[str], posts: Iterable[Post], window: Window) -> tuple[Gap, ...]:
    """Those of ``services`` that none of the counters serves at all."""
    served = frozenset(service for post in posts for service in post.services)
    missing = (service for service in services if service not in served)
    return tuple(Gap(service, window.first, window.last, "no_counter") for service in missing)


def next_turn(turns: Iterable[Turn], counter: str, agency: str, now: datetime) -> tuple[Turn | None, Turn | None]:
    """The break of a counter that is not over, and the next one of another counter of its agency."""
    coming = sorted((turn for turn in turns if turn.ends_at > now), key=lambda turn: (turn.starts_at, turn.label))
    own = next((turn for turn in coming if turn.counter == counter), None)
    others = (turn for turn in coming if turn.counter != counter and turn.agency == agency and turn.starts_at > now)
    return own, next(others, None)


def _add(found: list[Gap], gap: Gap) -> None:
    """Lengthen the last gap where this one follows it."""
    if found and (found[-1].service, found[-1].ends_at) == (gap.service, gap.starts_at):
        found[-1] = replace(found[-1], ends_at=gap.ends_at)
    else:
        found.append(gap)


def _is_away(turn: Turn | None, step: datetime) -> bool:
    return turn is not None and turn.starts_at < step + STEP and step < turn.ends_at


def _turn(post: Post, window: Window, at: datetime) -> Turn:
    return Turn(post.counter, post.label, post.agency, at, at + window.length)


def _crowds(posts: Sequence[Post]) -> list[list[Post]]:
    """The counters by the crowd that they serve, in their order."""
    crowds: list[list[Post]] = []
    for post in posts:
        same = [crowd for crowd in crowds if any(post.services & one.services for one in crowd)]
        crowds = [crowd for crowd in crowds if crowd not in same]
        crowds.append([*(one for crowd in same for one in crowd), post])
    order = {post.counter: at for at, post in enumerate(posts)}
    return [sorted(crowd, key=lambda post: order[post.counter]) for crowd in crowds]


def _planned(crowd: list[Post], window: Window, demand: Mapping[str, Demand], fixed: Turns) -> dict[str, Turn]:
    """One counter after the other gets the best time beside the others, until no one would change; those that are
    ``fixed`` are not asked."""
    turns = {post.counter: fixed[post.counter] for post in crowd if post.counter in fixed}
    asked = [post for post in crowd if post.counter not in turns]
    choices = window.starts
    if not choices:
        return turns
    for _ in range(_ROUNDS):
        before = dict(turns)
        for post in asked:
            tried = [_turn(post, window, at) for at in choices]
            costs = [_cost(crowd, {**turns, post.counter: turn}, window, demand) for turn in tried]
            turns[post.counter] = tried[costs.index(min(costs))]
        if turns == before:
            break
    return turns


def _cost(
    crowd: list[Post], turns: Turns, window: Window, demand: Mapping[str, Demand]
) -> tuple[int, float, timedelta]:
    stopped = sum((gap.ends_at - gap.starts_at) // STEP for gap in gaps(crowd, turns.values(), window))
    waited, _ = _flow(crowd, turns, window, demand)
    late = sum((turn.starts_at - window.first for turn in turns.values()), timedelta())
    return stopped, round(waited, 6), late


def _mean_wait(crowds: list[list[Post]], turns: Turns, window: Window, demand: Mapping[str, Demand]) -> float:
    flows = [_flow(crowd, turns, window, demand) for crowd in crowds]
    came = sum(people for _, people in flows)
    return sum(waited for waited, _ in flows) / came if came else 0.0


def _flow(crowd: list[Post], turns: Turns, window: Window, demand: Mapping[str, Demand]) -> tuple[float, float]:
    """The minutes that all who come wait together, and how many come. Whoever still waits at the end of the window is
    served by all counters then."""
    services = sorted(frozenset(service for post in crowd for service in post.services))
    known = [demand.get(service, Demand()) for service in services]
    minutes = STEP.total_seconds() / 60
    waiting = waited = came = 0.0  # minutes of work that wait, not people: services take different times
    for step, at in enumerate(window.steps):
        away = sum(_is_away(turns.get(post.counter), at) for post in crowd)
        people = sum(one.at(step) for one in known)
        work = sum(one.at(step) * one.minutes for one in known)
        came += people
        before, waiting = waiting, max(0.0, waiting + work - (len(crowd) - away) * minutes)
        waited += (before + waiting) / 2 / _mean_minutes(known) * minutes
    capacity = len(crowd) * minutes
    waited += waiting / 2 / _mean_minutes(known) * (waiting / capacity * minutes if capacity else 0.0)
    return waited, came


def _mean_minutes(known: list[Demand]) -> float:
    """The mean minutes of a visit of a crowd, by who comes."""
    people = sum(sum(one.arrivals) for one in known)
    if not people:
        return USUAL_MINUTES
    return sum(sum(one.arrivals) * one.minutes for one in known) / people
