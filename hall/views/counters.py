"""A counter and the clerk's screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hall.breaks import Turn
from hall.calling import Reason
from hall.day_steps import DayStep
from hall.estimating.shown import Shown
from hall.lifecycle import Action, State
from hall.opening import Opening
from hall.structure import Obstacle, Offer, Rules, Zone
from hall.views.boards import CallDeliveryView
from hall.views.hall import AlarmView, HallView
from hall.views.tickets import EventView, TicketView


@dataclass(frozen=True, slots=True)
class CounterInfo:
    """A counter in a list: who sits there, in which role and ``UserView``'s session, and whom it serves. ``services``
    are ``(prefix, name, rank)`` by rank."""

    id: str
    label: str
    zone: Zone
    agency_id: str
    agency_name: str
    services: tuple[tuple[str, str, int], ...]
    clerk_id: int | None = None
    clerk_name: str = ""
    ticket_code: str = ""
    ticket_state: State | None = None
    pause: PauseView | None = None
    clerk_role: str = ""
    clerk_session: int = 0


@dataclass(frozen=True, slots=True)
class PauseView:
    """Why nobody is called at a counter for a while: ``kind`` is ``break`` or ``closed``; ``until`` when known."""

    kind: str
    reason: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndoView:
    """What a counter can take back, and until when; ``not_served``: it ended a visit without what that was for."""

    action: Action
    code: str
    until: datetime
    not_served: bool = False


@dataclass(frozen=True, slots=True)
class UndoStepView:
    """One of a counter's last actions. ``id`` names it for the way back; ``why`` is the code of the refusal where there
    is none, and ``busy`` the number that is in its place at the counter. ``codes`` are all numbers it was about, that
    which it is called by first; ``not_served`` as of ``UndoView``."""

    id: int
    action: Action
    codes: tuple[str, ...]
    at: datetime
    why: str = ""
    busy: str = ""
    not_served: bool = False


@dataclass(frozen=True, slots=True)
class HandoverNote:
    """What a clerk left at a counter for the next one, when, and who by name."""

    text: str
    at: datetime
    by: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One service's queue as a clerk sees it; ``own`` when this counter serves it, ``longest`` the wait of the
    one who waits longest, None when nobody waits; ``wait`` is what whoever would come now is told, without priority;
    None where nothing is said."""

    service_id: str
    prefix: str
    name: str
    waiting: int
    longest: timedelta | None
    own: bool
    rank: int
    name_en: str = ""
    wait: Shown | None = None


@dataclass(frozen=True, slots=True)
class NextView:
    """Whom the rule would call now, and why."""

    ticket: TicketView
    reason: Reason


@dataclass(frozen=True, slots=True)
class DayFigures:
    """What a counter did this business day: visits done, no-shows, and the mean serving time (None if none)."""

    done: int
    no_show: int
    mean_service: timedelta | None


@dataclass(frozen=True, slots=True)
class CounterView:
    """All that one clerk's screen shows at one time.

    ``allowed`` holds the actions that are possible now; ``refusals`` says why each other one is not, as a
    code of a refusal. ``unprinted`` are numbers of this counter's services whose slip
    did not come out for over a minute, or whose visitors say so, whichever kiosk made them; ``slips_out`` tells by
    ticket id when the printer reported such a slip out. ``last_event`` is the counter's latest action, for
    the status line. ``current_reason`` is why the current ticket was called, ``longest_wait`` the hall's rule for
    waiting too long. ``held`` and ``no_shows`` are today's numbers of this counter's services that were put off or
    did not come, newest first; ``directed`` those that wait for this counter alone. ``services``, ``counters`` and
    ``obstacles`` are the choices of a transfer and of a finish. ``delivery`` is how far the call of ``current`` has
    come in the hall, while its visitor is called for. ``day_steps`` is what a supervisor can do about an alarm of the
    business day. ``done`` are today's numbers that this counter ended as done, newest first: they can be let back in.
    ``calls_here`` counts the calls of ``current`` at this counter, recalls included.
    ``begin_after`` is the hall's rule of when a visit counts as begun (``hall.visit``); ``kept_waiting``: the clerk
    said that this visit does not begin by itself. ``undo_steps`` are the counter's last actions, the latest first.
    ``handover`` are the notes that were left at the counter and that nobody has read.
    ``break_turn`` is the counter's staggered break that is not over, ``break_after`` the next one of its agency.
    ``usual_targets`` are the services and counters (ids) that it transferred to most often of late.
    ``last_numbers`` are the last numbers of the day by prefix, where one prefix begins another, and a number may
    therefore be read in two ways (``hall.numbering.readings``). ``offers`` are what a visitor can be offered whose
    promise was not kept, ``offered`` the id of what ``current`` is offered, empty for nothing; ``first_called_at`` is
    when it was first called here, as far as that was not taken back; ``promised_wait`` is
    the promise to who waits for its service.
    """

    hall: HallView
    now: datetime
    counter: CounterInfo
    business_day: date | None
    current: TicketView | None
    next: NextView | None
    after: tuple[TicketView, ...]
    queues: tuple[QueueRow, ...]
    counters_serving: int
    figures: DayFigures
    unprinted: tuple[TicketView, ...]
    allowed: frozenset[Action]
    refusals: tuple[tuple[Action, str], ...] = ()
    last_event: EventView | None = None
    current_reason: Reason | None = None
    longest_wait: timedelta = Rules().longest_wait
    held: tuple[TicketView, ...] = ()
    no_shows: tuple[TicketView, ...] = ()
    directed: tuple[TicketView, ...] = ()
    undo: UndoView | None = None
    undo_steps: tuple[UndoStepView, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    day_steps: tuple[DayStep, ...] = ()
    services: tuple[ServiceChoice, ...] = ()
    counters: tuple[CounterChoice, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    delivery: CallDeliveryView | None = None
    last_numbers: tuple[tuple[str, int], ...] = ()
    done: tuple[TicketView, ...] = ()
    slips_out: tuple[tuple[int, datetime], ...] = ()
    calls_here: int = 0
    begin_after: timedelta = Rules().begin_after
    offers: tuple[Offer, ...] = ()
    offered: str = ""
    first_called_at: datetime | None = None
    promised_wait: timedelta = Rules().promised_wait
    kept_waiting: bool = False
    usual_targets: tuple[str, ...] = ()
    handover: tuple[HandoverNote, ...] = ()
    break_turn: Turn | None = None
    break_after: Turn | None = None


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service that a number can be transferred to. ``closed`` says why it is closed now, by its hours or by somebody;
    who waits there is called all the same."""

    id: str
    prefix: str
    name: str
    name_en: str
    agency_name: str
    waiting: int
    attended: bool
    longest: timedelta | None = None
    closed: Opening | None = None


@dataclass(frozen=True, slots=True)
class CounterChoice:
    """A counter that a number can be directed to: somebody sits there and is not on a break."""

    id: str
    label: str
    clerk_name: str
    agency_name: str
