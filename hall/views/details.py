"""One agency or service as its supervisor opens it: who waits in which order, who sits where, what decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.breaks import Turn
from hall.calling import Reason
from hall.estimating.shown import Shown
from hall.overrides import Override
from hall.structure import Closure, Offer
from hall.views.counters import CounterInfo
from hall.views.hall import OpeningView


@dataclass(frozen=True, slots=True)
class QueuedNumber:
    """A number that waits. ``reason`` is why it is next at its place, None for one that waits for the counter
    ``directed_label`` alone."""

    ticket_id: int
    code: str
    priority: bool
    waited: timedelta
    reason: Reason | None
    directed_label: str = ""


@dataclass(frozen=True, slots=True)
class StaffedCounter:
    """A counter with since when somebody sits there, the assignment that it has over the configuration, and its
    staggered break of today."""

    info: CounterInfo
    signed_in_at: datetime | None
    assigned: Override | None = None
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class ServiceWaits:
    """What whoever comes for a service now would wait, and then whoever comes in each of
    ``hall.estimating.forecast.LATER``; None where nothing is said."""

    service_id: str
    prefix: str
    name: str
    name_en: str
    waits: tuple[Shown | None, ...]


@dataclass(frozen=True, slots=True)
class FloorDetails:
    """``scope`` is ``agency`` or ``service``, ``id`` its id, ``prefix`` empty for an agency.

    ``waiting`` counts all who wait, ``numbers`` are the first of them by service in the order in which one counter
    would call them; ``held`` counts those put off. ``hours`` has one line for each service; ``closures`` and
    ``openings`` are in force now or come later; ``requests`` are closings that clerks ask for.
    ``offers`` are what who is sent home can be offered; ``whole_hall``: who looks may change the whole hall. ``waits``
    are those of whoever comes later, as they were worked out at ``waits_at``; none where nobody works them out.
    """

    scope: str
    id: str
    prefix: str
    name: str
    name_en: str
    agency_id: str
    now: datetime
    waiting: int
    held: int
    numbers: tuple[QueuedNumber, ...]
    counters: tuple[StaffedCounter, ...]
    hours: tuple[OpeningView, ...]
    closures: tuple[Closure, ...] = ()
    openings: tuple[Override, ...] = ()
    requests: tuple[Closure, ...] = ()
    offers: tuple[Offer, ...] = ()
    agency_name: str = ""
    agency_name_en: str = ""
    whole_hall: bool = False
    waits: tuple[ServiceWaits, ...] = ()
    waits_at: datetime | None = None
