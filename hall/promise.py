"""Whether a visit was as promised, and when it was not, why. Pure.

Two things are promised: how long one waits, from the number to the first call, and how long the visit takes, from its
begin to its end. Both are counted in whole seconds. What nobody knows breaks no promise: a visit whose begin was never
said is judged by its wait alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from operator import itemgetter

from hall.structure import Offer, Rules, Service


class Part(StrEnum):
    """What is promised."""

    WAIT = "wait"
    SERVICE = "service"


class Why(StrEnum):
    """Why a promise was not kept: an obstacle that the clerk noted, counters on a break, others before it, or
    nothing that the history tells."""

    OBSTACLE = "obstacle"
    BREAK = "break"
    QUEUE = "queue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Promise:
    """How long one waits at most, and how long the visit takes at most."""

    wait: timedelta
    service: timedelta


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a visit; a span is None when one of its ends is not known. ``hindered``: an obstacle was noted;
    ``unattended``: how much of the wait nobody sat at any counter of its service; ``ahead``: how many of its service
    were called while it waited."""

    waited: timedelta | None
    served: timedelta | None
    hindered: bool = False
    unattended: timedelta = timedelta(0)
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of the promise was not kept, and why; ``why`` is None when all of it was."""

    broken: frozenset[Part] = frozenset()
    why: Why | None = None

    @property
    def kept(self) -> bool:
        """Whether all of the promise was kept, as far as it is known."""
        return not self.broken


def promise_of(service: Service, rules: Rules) -> Promise:
    """What the hall promises to who comes for ``service``: its own wait, else that of the hall."""
    own = service.promised_wait_minutes
    wait = rules.promised_wait if own is None else timedelta(minutes=own)
    return Promise(wait, timedelta(minutes=service.promised_minutes))


def span(first: datetime | None, last: datetime | None) -> timedelta | None:
    """From one aware time to another in whole seconds, each without its fraction; None when one is not known."""
    if first is None or last is None:
        return None
    return timedelta(seconds=_second(last) - _second(first))


def _second(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(seconds=1)


_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def verdict(visit: Visit, promise: Promise) -> Verdict:
    """Whether the promise was kept. An obstacle explains whatever was not; a wait that was too long is a break's when
    it would have been short enough without the time in which nobody was there, else the queue's when others were called
    meanwhile."""
    spans = ((Part.WAIT, visit.waited, promise.wait), (Part.SERVICE, visit.served, promise.service))
    broken = frozenset(part for part, took, most in spans if took is not None and took > most)
    if not broken:
        return Verdict()
    return Verdict(broken, _why(visit, promise, waited_too_long=Part.WAIT in broken))


def _why(visit: Visit, promise: Promise, *, waited_too_long: bool) -> Why:
    if visit.hindered:
        return Why.OBSTACLE
    if waited_too_long and visit.waited is not None:
        if visit.unattended > timedelta(0) and visit.waited - visit.unattended <= promise.wait:
            return Why.BREAK
        if visit.ahead:
            return Why.QUEUE
    return Why.UNKNOWN


def unattended(presences: Iterable[Sequence[tuple[datetime, bool]]], first: datetime, last: datetime) -> timedelta:
    """How long between two times nobody was at any of the counters. Each counter tells from when on somebody was there
    or not, by time; before that nobody was."""
    moments = (
        (min(max(at, first), last), place, there) for place, counter in enumerate(presences) for at, there in counter
    )
    changes = sorted(moments, key=itemgetter(0))  # of one time, in the order of their counter
    gone, since, present = timedelta(0), first, set[int]()
    for at, place, there in changes:
        gone += timedelta(0) if present else at - since
        since = at
        (present.add if there else present.discard)(place)
    return gone if present else gone + (last - since)


def next_offer(offers: Sequence[Offer], chosen: str) -> str:
    """The id of the offer after the one that is ``chosen`` (an id): the first after none, none after the last."""
    ids = [offer.id for offer in offers]
    following = ids.index(chosen) + 1 if chosen in ids else 0
    return ids[following] if following < len(ids) else ""
