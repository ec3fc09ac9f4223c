"""What a simulated day consists of, before it is played: who comes when, who serves what, and how long it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from hall.structure import HallStructure


def seeded(*parts: object) -> Random:
    """The chance of one thing, the same at every run: parts of its name, the seed first."""
    return Random("|".join(str(part) for part in parts))  # noqa: S311 - nothing secret is drawn


SHORTEST = timedelta(seconds=40)
"""No visit is shorter than this."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor who comes to a kiosk at a time (aware UTC) for a service (id)."""

    at: datetime
    service: str
    priority: bool


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """How long a visit takes from its call to its end: log-normal, by mean and coefficient of variation."""

    mean: timedelta
    variation: float = 0.6

    def draw(self, random: Random) -> timedelta:
        """One visit's length, never under ``SHORTEST``."""
        sigma2 = math.log(1 + self.variation**2)
        seconds = random.lognormvariate(math.log(self.mean.total_seconds()) - sigma2 / 2, math.sqrt(sigma2))
        return max(SHORTEST, timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True)
class Post:
    """A counter that is played: id, label, and the ids of its services."""

    id: str
    label: str
    services: tuple[str, ...]

    @property
    def login(self) -> str:
        """Under which its simulated clerk is signed in."""
        return f"simulasi-{self.id}".casefold()


@dataclass(frozen=True, slots=True)
class Shares:
    """How often the uncommon happens, each as a share of the visits: of those who take a number, of those who are
    called, or, for ``late``, of those who did not come."""

    unprinted: float = 0.0
    leave: float = 0.02
    no_show: float = 0.04
    late: float = 0.4
    recall: float = 0.08
    hold: float = 0.02
    transfer: float = 0.03
    undo: float = 0.03
    not_served: float = 0.03
    pressed_twice: float = 0.02
    next_ends: float = 0.3
    breaks: float = 0.3


@dataclass(frozen=True, slots=True)
class Outage:
    """An agency (id) cannot serve any of its ``services`` from ``begin`` to ``end``; its clerks note ``obstacle`` (an
    id), or, when that is empty, nothing: they wait with their visitors."""

    agency: str
    services: tuple[str, ...]
    begin: datetime
    end: datetime
    obstacle: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One day to be played. ``begin`` and ``latest`` frame it: at ``latest`` the day is closed whoever still waits.

    ``structure`` is the hall that is made for it, None when it is played in a hall that is there. ``real_waits`` are
    the waits of the demand's source in minutes, by prefix, in no order; empty for a synthetic day.
    """

    seed: int
    begin: datetime
    latest: datetime
    arrivals: tuple[Arrival, ...]
    posts: tuple[Post, ...]
    times: Mapping[str, ServiceTime]
    names: Mapping[str, str]
    structure: HallStructure | None = None
    obstacles: tuple[str, ...] = ()
    shares: Shares = field(default_factory=Shares)
    real_waits: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()

    def outage_of(self, service: str, at: datetime) -> Outage | None:
        """The outage that stops a service (id) at a time; None while it can be served."""
        return next((one for one in self.outages if service in one.services and one.begin <= at < one.end), None)

    def kiosk_part(self, kiosk: int, kiosks: int) -> tuple[Arrival, ...]:
        """The visitors of one of so many kiosks, chosen by the seed."""
        random = seeded(self.seed, "kiosks")
        return tuple(arrival for arrival in self.arrivals if random.randrange(kiosks) == kiosk)

    def posts_part(self, worker: int, workers: int) -> tuple[Post, ...]:
        """The counters of one of so many workers."""
        return self.posts[worker::workers]
