"""The hall as whoever answers for it sees it at one time: agencies, services, counters, machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall.day_steps import DayStep
from hall.estimating.quality import HeldView
from hall.messages import CodedMessage
from hall.opening import Opening
from hall.structure import Closure, Zone
from hall.views.boards import AnnouncementView
from hall.views.hall import AlarmView, HallView


@dataclass(frozen=True, slots=True)
class FloorFigures:
    """The business day in five figures. ``mean_wait`` is from the issue to the first call, of everybody called today;
    None before the first. ``counters_open`` are those where somebody sits who is not on a break."""

    waiting: int = 0
    serving: int = 0
    counters_open: int = 0
    done: int = 0
    no_show: int = 0
    mean_wait: timedelta | None = None

    @property
    def no_show_share(self) -> float | None:
        """The share of no-shows in the visits that ended, from 0 to 1; None before the first."""
        ended = self.done + self.no_show
        return self.no_show / ended if ended else None


@dataclass(frozen=True, slots=True)
class FloorService:
    """A service now. ``longest`` is the wait of the one who waits longest, None when nobody waits. ``within`` of the
    ``done`` visits took no longer than promised from their begin to their end. ``opening`` says what decides.
    ``changed``: a supervisor has closed or opened it or its agency, or assigned services to one of its counters; what
    holds for the whole hall is not said of each."""

    id: str
    prefix: str
    name: str
    name_en: str
    waiting: int
    longest: timedelta | None
    counters_open: int
    counters: int
    done: int
    within: int
    promised_minutes: int
    opening: Opening
    changed: bool = False


@dataclass(frozen=True, slots=True)
class FloorAgency:
    """An agency now; counts and times are of its services together. ``state`` is ``serving``, ``stopped`` (people wait
    and nobody is there), ``idle`` (open, nobody waits, nobody is there) or ``closed``; ``opening`` is that of the
    service that is open, or opens first. ``outage`` is the title of an announced outage, empty without one."""

    id: str
    name: str
    name_en: str
    colour: str
    zone: Zone | None
    waiting: int
    longest: timedelta | None
    counters_open: int
    counters: int
    done: int
    within: int
    state: str
    opening: Opening
    services: tuple[FloorService, ...]
    outage: str = ""

    @property
    def changed(self) -> bool:
        """Whether a supervisor has changed something of one of its services."""
        return any(one.changed for one in self.services)


@dataclass(frozen=True, slots=True)
class StationLine:
    """A machine or part of the hall: ``kind`` is ``kiosk``, ``board``, ``voice``, ``counters``, ``database``, ``disk``,
    ``versions`` or ``clock``; ``name`` is empty
    where there is one; ``said`` tells what is known, ``state`` is ``good``, ``attention`` or ``lost``."""

    kind: str
    name: str
    said: CodedMessage
    state: str


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many numbers were given in each ``step`` from ``first`` (aware, in the hall's zone) on; the last one still
    runs."""

    first: datetime
    step: timedelta
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FloorView:
    """All that the supervisor's first page shows; an agency's supervisor gets the own agency alone.

    ``last_numbers_until`` is until when numbers are given today, None when no more are. ``requests`` are the closings
    that clerks ask for, ``announcements`` those on the boards. ``day_ended``: today's business day was there and is
    over. ``whole_hall``: who looks answers for all of it, and can do the ``day_steps`` about an alarm of day or clock.
    ``hall_opened``: a supervisor has opened the whole hall over its hours. ``estimates_held`` says how good the
    estimates of waits of the last closed day were; None where there are too few.
    """

    hall: HallView
    now: datetime
    business_day: date | None
    opened_at: datetime | None
    figures: FloorFigures
    counters: int
    longest_wait: timedelta
    agencies: tuple[FloorAgency, ...]
    alarms: tuple[AlarmView, ...]
    stations: tuple[StationLine, ...]
    arrivals: Arrivals | None
    last_numbers_until: datetime | None = None
    requests: tuple[Closure, ...] = ()
    announcements: tuple[AnnouncementView, ...] = ()
    whole_hall: bool = False
    day_ended: bool = False
    day_steps: tuple[DayStep, ...] = ()
    hall_opened: bool = False
    estimates_held: HeldView | None = None
