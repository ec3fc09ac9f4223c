"""What the screens and the command line are shown: frozen values read from the store, safe in any thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hall.announcing import Told
from hall.day_steps import DayStep
from hall.lifecycle import Action, State
from hall.opening import Opening
from hall.spooling import LOW_SLIPS
from hall.structure import Closure, HallStructure, Obstacle, Rules, SlipForm, VoiceForm, Zone


@dataclass(frozen=True, slots=True)
class HallView:
    """The building: name, city, IANA time zone, running text, whether it ignores its hours, and what its slips say."""

    name: str
    city: str
    timezone: str
    always_open: bool
    running_text: tuple[str, ...]
    slip: SlipForm = field(default_factory=SlipForm)
    voice: VoiceForm = field(default_factory=VoiceForm)


@dataclass(frozen=True, slots=True)
class TicketView:
    """One visitor's number with everything a slip or a screen says about it. Times are aware UTC.

    ``ahead`` counts people waiting for the same service who are called before this one by turn and class
    (0 once called). ``counter_label`` is the counter that last called it, empty before. ``counters`` are the
    labels of the counters that serve the service, in the order of the hall. ``unproven`` marks a slip that
    was sent completely but that no printer confirmed. ``outcome`` is a ``hall.lifecycle.Outcome`` once it is done,
    ``obstacle`` the name of what hindered it. ``directed_label`` is the counter that it waits for, empty when any
    counter of its service may call it. ``booked_for`` is the slot of a booking.
    """

    id: int
    code: str
    prefix: str
    number: int
    state: State
    priority: bool
    service_id: str
    service_name: str
    service_name_en: str
    agency_id: str
    agency_name: str
    agency_colour: str
    zone: Zone | None
    counters: tuple[str, ...]
    business_day: date
    issued_at: datetime
    turn: datetime
    ahead: int
    token: str
    version: int
    promised_minutes: int
    station: str = ""
    counter_label: str = ""
    calls: int = 0
    called_at: datetime | None = None
    serving_at: datetime | None = None
    ended_at: datetime | None = None
    unproven: bool = False
    outcome: str = ""
    obstacle: str = ""
    held_reason: str = ""
    directed_label: str = ""
    booked_for: datetime | None = None
    requirement: str = ""
    requirement_en: str = ""
    agency_name_en: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the rule chose a ticket: a stable ``code`` and the numbers of its sentence (``hall.sentences``)."""

    code: str
    params: tuple[tuple[str, int | str], ...] = ()

    def sentence(self, language: str = "id") -> str:
        """The reason in one sentence in ``language``."""
        from hall.moments import waited_minutes
        from hall.sentences import sentence

        params = dict(self.params)
        minutes = params.get("minutes")
        if isinstance(minutes, int):
            params["minutes"] = waited_minutes(minutes)
        return sentence(self.code, language, **params)


@dataclass(frozen=True, slots=True)
class CallView:
    """A call that was made: ticket, counter and the reason; ``seq`` grows with every call of the hall."""

    seq: int
    ticket: TicketView
    counter_id: str
    counter_label: str
    kind: str
    reason: Reason
    at: datetime


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service as the kiosk lists it: people waiting now, and whether numbers are given.

    ``attended`` says whether somebody sits, not on a break, at a counter that serves it; ``quota_left`` how many
    numbers are left today, None without a quota.
    """

    id: str
    agency_id: str
    prefix: str
    name: str
    name_en: str
    requirement: str
    requirement_en: str
    promised_minutes: int
    waiting: int
    opening: Opening
    counters: tuple[str, ...]
    zone: Zone | None
    attended: bool = True
    quota_left: int | None = None


@dataclass(frozen=True, slots=True)
class OpeningView:
    """Why one service is open or not at one moment: the decision, and everything that was looked at for it.

    ``hours`` are that day's ranges in the hall's zone, ``holiday`` its name, ``closures`` those of the service, its
    hall and, when a counter was asked about, its counter. ``quota_left`` is None without a quota and at another moment.
    """

    service_id: str
    prefix: str
    name: str
    opening: Opening
    hours: tuple[str, ...]
    holiday: str
    closures: tuple[Closure, ...]
    cutoff_minutes: int
    quota: int | None
    quota_left: int | None


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency with its services; ``opening`` is that of the service that opens first or is open."""

    id: str
    name: str
    full_name: str
    icon: str
    colour: str
    waiting: int
    opening: Opening
    counters: tuple[str, ...]
    zone: Zone | None
    services: tuple[ServiceView, ...]
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class KioskView:
    """All that the kiosk shows at one moment; ``now`` is the store's clock, ``hours_today`` local ranges as
    ``("07.30-12.00", "13.00-16.00")``, empty on a closed day or in an always open hall."""

    hall: HallView
    now: datetime
    opening: Opening
    hours_today: tuple[str, ...]
    agencies: tuple[AgencyView, ...]


@dataclass(frozen=True, slots=True)
class CounterInfo:
    """A counter in a list: who sits there and whom it serves. ``services`` are ``(prefix, name, rank)`` by rank."""

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


@dataclass(frozen=True, slots=True)
class PauseView:
    """Why nobody is called at a counter for a while: ``kind`` is ``break`` or ``closed``; ``until`` when known."""

    kind: str
    reason: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlarmView:
    """Something that the staff must know: a stable ``code`` of ``hall.sentences`` and what fills its sentence."""

    code: str
    params: tuple[tuple[str, object], ...] = ()

    def sentence(self, language: str = "id") -> str:
        """The alarm in one sentence in ``language``."""
        from hall.sentences import sentence

        return sentence(self.code, language, **dict(self.params))


@dataclass(frozen=True, slots=True)
class UndoView:
    """What a counter can take back, and until when."""

    action: Action
    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class BookingView:
    """A reserved slot: ``state`` is ``booked``, ``checked_in`` or ``cancelled``; ``ticket_code`` after check-in."""

    id: int
    code: str
    service_id: str
    service_name: str
    slot: datetime
    priority: bool
    state: str
    ticket_code: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One service's queue as a clerk sees it; ``own`` when this counter serves it, ``longest`` the wait of the
    one who waits longest, None when nobody waits."""

    service_id: str
    prefix: str
    name: str
    waiting: int
    longest: timedelta | None
    own: bool
    rank: int
    name_en: str = ""


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
    """All that one clerk's screen shows at one moment.

    ``allowed`` holds the actions that are possible now; ``refusals`` says why each other one is not, as a
    refusal code of ``hall.sentences``. ``unprinted`` are numbers of this counter's services whose slip
    did not come out for over a minute, or whose visitors say so, whichever kiosk made them; ``slips_out`` tells by
    ticket id when the printer reported such a slip out. ``last_event`` is the counter's latest action, for
    the status line. ``current_reason`` is why the current ticket was called, ``longest_wait`` the hall's rule for
    waiting too long. ``held`` and ``no_shows`` are today's numbers of this counter's services that were put off or
    did not come, newest first; ``directed`` those that wait for this counter alone. ``services``, ``counters`` and
    ``obstacles`` are the choices of a transfer and of a finish. ``told`` is how far the call of ``current`` has
    come in the hall, while its visitor is called for. ``day_steps`` is what a supervisor can do about an alarm of the
    business day. ``done`` are today's numbers that this counter ended as done, newest first: they can be let back in.
    ``calls_here`` counts the calls of ``current`` at this counter, recalls included.
    ``begin_after`` is the hall's rule of when a visit counts as begun (``hall.visit``). ``last_numbers`` are the last
    numbers of the day by prefix, where one prefix begins another, and a number may therefore be read in two ways
    (``hall.numbering.readings``).
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
    alarms: tuple[AlarmView, ...] = ()
    day_steps: tuple[DayStep, ...] = ()
    services: tuple[ServiceChoice, ...] = ()
    counters: tuple[CounterChoice, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    told: CallToldView | None = None
    last_numbers: tuple[tuple[str, int], ...] = ()
    done: tuple[TicketView, ...] = ()
    slips_out: tuple[tuple[int, datetime], ...] = ()
    calls_here: int = 0
    begin_after: timedelta = Rules().begin_after


@dataclass(frozen=True, slots=True)
class ServiceChoice:
    """A service that a number can be transferred to."""

    id: str
    prefix: str
    name: str
    name_en: str
    agency_name: str
    waiting: int
    attended: bool


@dataclass(frozen=True, slots=True)
class CounterChoice:
    """A counter that a number can be directed to: somebody sits there and is not on a break."""

    id: str
    label: str
    clerk_name: str
    agency_name: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of a ticket's history: who did what where, and when."""

    at: datetime
    action: Action
    code: str
    actor: str
    counter_label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class BoardCall:
    """One call as the board shows it. ``times`` counts the calls of this ticket so far; ``kind`` is ``next`` or
    ``recall``. ``seen``: the board that reads has shown it; ``speaking``: a voice of its zone says it now, and
    when it is that of another board, until ``spoken_until`` at the latest; ``voiced``: one has dealt with it
    (``hall.announcing.UNSAID``). ``state`` is what became of it: ``called``, its visitor is awaited at this counter,
    ``serving``, is there, or ``over``: done, not come, sent on, put off or back in the queue."""

    seq: int
    ticket_id: int
    code: str
    counter_label: str
    zone: Zone
    agency_name: str
    service_name: str
    kind: str
    times: int
    at: datetime
    agency_id: str = ""
    seen: bool = False
    speaking: bool = False
    spoken_until: datetime | None = None
    voiced: bool = False
    service_id: str = ""
    service_name_en: str = ""
    agency_name_en: str = ""
    state: str = "called"

    @property
    def over(self) -> bool:
        """Whether it no longer leads anybody to this counter."""
        return self.state == "over"


@dataclass(frozen=True, slots=True)
class AnnouncementView:
    """A word of the staff to the hall, large on the boards: ``title`` and up to three ``lines``; ``kind`` is ``info``
    or ``outage``. ``zone`` and ``agency`` (ids) are empty for all. ``until`` None lasts until somebody ends it."""

    id: int
    kind: str
    title: str
    lines: tuple[str, ...]
    zone: str
    agency: str
    since: datetime
    until: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class CallToldView:
    """How far call ``seq`` has come in the hall, for its clerk: ``boards`` are the stations that have shown it."""

    seq: int
    at: datetime
    told: Told
    boards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardHealth:
    """A board as it last spoke of itself (``hall.store.boards.report``); ``since`` is the start of this life."""

    name: str
    zone: str
    since: datetime
    seen_at: datetime
    alive: bool
    sound: str
    detail: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceClaim:
    """The answer to a board that wants to speak: ``granted``, ``done`` (nobody needs to say it), or ``wait`` so many
    seconds for another voice."""

    granted: bool = False
    done: bool = False
    wait: float = 0.0


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One counter in the board's strip: ``state`` is ``called``, ``serving``, ``free``, ``break`` or
    ``closed``."""

    counter_id: str
    counter_label: str
    state: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class BoardView:
    """All that a board shows at one moment: ``calls`` newest first, ``zone`` None for the whole hall;
    ``announcements`` newest first. ``agencies`` (ids) are those that it is about, empty for all. ``structure`` is the
    hall whose names it shows."""

    hall: HallView
    now: datetime
    zone: Zone | None
    business_day: date | None
    calls: tuple[BoardCall, ...]
    cells: tuple[BoardCell, ...]
    announcements: tuple[AnnouncementView, ...] = ()
    agencies: tuple[str, ...] = ()
    structure: HallStructure | None = None


@dataclass(frozen=True, slots=True)
class UserView:
    """A member of staff who can sign in; the PIN's hash never leaves the store."""

    id: int
    login: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class StaffEventView:
    """One line of the history of who may sign in: ``added``, ``removed``, ``pin``, ``station_pin``, ``failed``,
    ``paused`` or ``unlocked``; ``login`` is empty for one that nobody has, and for a station's PIN."""

    at: datetime
    action: str
    login: str
    station: str
    actor: str
    detail: str


@dataclass(frozen=True, slots=True)
class PrintJobView:
    """A slip still to be printed, with the ticket whose data it carries; ``copy`` counts earlier attempts, ``life`` is
    the random id of the kiosk's life that has it, empty when none said so."""

    id: int
    ticket: TicketView
    copy: int
    state: str
    life: str = ""


@dataclass(frozen=True, slots=True)
class MissingSlip:
    """A number whose visitor has no paper: its slip did not come out since ``since``, or was ``reported`` missing by
    the visitor at the kiosk. ``station`` is where it was to come out, ``detail`` one English sentence; ``out_at`` is
    when the printer reported that it came out, None when it did not."""

    ticket: TicketView
    station: str
    since: datetime
    reported: bool
    detail: str
    out_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PrinterView:
    """A station's printer as it was heard of last. ``problem`` is a ``hall.printing.answers.Problem``, empty when it
    is well, ``since`` then; ``detail`` one English sentence. ``seen_at`` is None before its first word. ``slips_left``
    are estimated from the roll and what was used of it, None when the roll is not known. ``calibration`` is what
    ``hall printer calibrate`` stored for the address it has now, empty when there is none. ``watched_at`` is the last
    word of a running kiosk, None for a printer that only commands have asked. ``url`` is empty when nobody said it."""

    name: str
    url: str
    paper_mm: int
    print_mode: str
    roll_m: float
    fallback: str
    problem: str = ""
    detail: str = ""
    since: datetime | None = None
    seen_at: datetime | None = None
    watched_at: datetime | None = None
    near_end: bool = False
    slips_left: int | None = None
    calibration: tuple[tuple[str, object], ...] = ()

    @property
    def paper_low(self) -> bool:
        """Whether a new roll is due: by the printer's sensor, or by the count, whichever is first."""
        return self.near_end or (self.slips_left is not None and self.slips_left <= LOW_SLIPS)


@dataclass(frozen=True, slots=True)
class StatusView:
    """The hall in a few figures, for ``hall status``."""

    hall: HallView
    now: datetime
    business_day: date | None
    opening: Opening
    counts: tuple[tuple[State, int], ...] = field(default=())
    counters_signed_in: int = 0
    counters: int = 0
    services: int = 0
    agencies: int = 0
    users: int = 0
    printing_late: int = 0
    alarms: tuple[AlarmView, ...] = ()
