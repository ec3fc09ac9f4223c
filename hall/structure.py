"""What a hall consists of, as written in config.toml and kept in the database: frozen values, no behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hall.alarm_rules import AlarmRules
from hall.forms import KioskForm, ReportForm, SlipForm, SurveyForm, VoiceForm
from hall.retention import Retention
from hall.standard import NO_STANDARD, ServiceStandard

PICTOGRAMS = ("podium", "selasar", "menara")
TRANSFER_QUEUE_TIMES = ("issue", "transfer")
AFTER_CLOSING = ("warn", "stop")
PRINT_MODES = ("raster", "mix", "text")
LAYOUTS = ("calls", "media", "counters")
THEMES = ("dark", "light", "contrast")
ARROWS = ("up", "down", "left", "right")
SPEECH_KEYS = ("keypad", "five", "keyboard")
START_KEYS = ("*", "#", "+", "/", ".")


@dataclass(frozen=True, slots=True)
class TimeRange:
    """A stretch of one day in the hall's local time, ``start`` included and ``end`` not; never over midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Opening ranges per weekday, Monday first; exactly seven entries, an empty one is a closed day."""

    days: tuple[tuple[TimeRange, ...], ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Hours that replace the weekly ones from ``first`` to ``last``, both days included: Ramadan's, say."""

    name: str
    first: date
    last: date
    hours: WeeklyHours


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which the hall is closed, and why; ``name_en`` may be empty."""

    day: date
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which holidays the hall keeps: Indonesia's ``national`` and ``collective`` days, a ``local`` list next to them;
    on the days of ``open_on`` it works in spite of them. ``known`` are the national and collective days that the
    database holds, through the year ``known_until`` (0: none yet)."""

    national: bool = False
    collective: bool = False
    local: tuple[Holiday, ...] = ()
    open_on: tuple[date, ...] = ()
    known: tuple[Holiday, ...] = ()
    known_until: int = 0


@dataclass(frozen=True, slots=True)
class Closure:
    """A closing of the ``hall``, an ``agency``, a ``service`` or a ``counter`` (``scope``; ``target`` is its id, empty
    for the hall).

    ``state`` is ``requested``, ``approved``, ``rejected`` or ``ended``; only an approved one closes. ``ends_at`` None
    lasts until somebody ends it. Moments are aware UTC. ``reason_en`` may be empty.
    """

    id: int
    scope: str
    target: str
    starts_at: datetime
    ends_at: datetime | None
    reason: str
    state: str
    requested_by: str
    requested_at: datetime
    decided_by: str = ""
    decided_at: datetime | None = None
    ended_by: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The hall's adjustable rules of calling and of the business day.

    ``late_numbers``: a no-show who comes back keeps the queue time when fewer calls of the service were made since.
    ``transfer_queue_time``: the turn in the new service counts from the first ``issue`` or from the ``transfer``.
    ``directed_for``: how long a number waits for one counter before it is its service's again.
    ``undo_within``: how long a counter can take its last action back.
    ``begin_after``: a visit counts as begun this long after the last call when nobody said so; zero: never.
    ``booking_early``: so long before its slot a kiosk gives the number of a booking. Until ``booking_grace`` after the
    slot its turn is the slot minus ``booking_lead``; then it has lapsed (``hall.bookings``).
    ``pin_digits``: how many digits a new PIN has at least.
    ``promised_wait``: the promise of the hall to who waits, for services without one of their own (``hall.promise``).
    ``after_closing``: whoever would hardly be served before the service closes is only told so (``warn``), or gets no
    number (``stop``).
    ``alarms``: when the staff are alarmed.
    ``break_first``, ``break_last``: between them the breaks of ``break_length`` are planned (``hall.breaks``).
    """

    priority_streak: int = 2
    longest_wait: timedelta = timedelta(minutes=45)
    day_close: time = time(23, 0)
    late_numbers: int = 5
    transfer_queue_time: str = "issue"
    directed_for: timedelta = timedelta(minutes=10)
    undo_within: timedelta = timedelta(seconds=60)
    begin_after: timedelta = timedelta(seconds=30)
    booking_early: timedelta = timedelta(minutes=30)
    booking_lead: timedelta = timedelta(minutes=10)
    booking_grace: timedelta = timedelta(minutes=10)
    pin_digits: int = 6
    promised_wait: timedelta = timedelta(minutes=30)
    alarms: AlarmRules = field(default_factory=AlarmRules)
    break_first: time = time(11, 30)
    break_last: time = time(13, 30)
    break_length: timedelta = timedelta(minutes=60)
    after_closing: str = "warn"


@dataclass(frozen=True, slots=True)
class Hall:
    """The building as a whole. ``timezone`` is an IANA name; ``running_text`` passes along the board;
    ``cutoff_minutes`` before the last closing of the day no more numbers are given."""

    name: str
    city: str
    timezone: str
    hours: WeeklyHours
    always_open: bool = False
    rules: Rules = field(default_factory=Rules)
    running_text: tuple[str, ...] = ()
    profiles: tuple[Profile, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    cutoff_minutes: int = 0
    slip: SlipForm = field(default_factory=SlipForm)
    voice: VoiceForm = field(default_factory=VoiceForm)
    reports: ReportForm = field(default_factory=ReportForm)
    survey: SurveyForm = field(default_factory=SurveyForm)
    retention: Retention = field(default_factory=Retention)
    kiosk: KioskForm = field(default_factory=KioskForm)


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the hall with its own boards. ``pictogram`` is ``podium``, ``selasar`` or ``menara``; ``directions``
    tell a visitor at the kiosk how to walk to its waiting area, ``arrows`` draws them (``up``, ``down``, ``left``,
    ``right``);
    ``counter_directions`` tell who was called, on a board of the whole hall, how to walk to its counters."""

    id: str
    name: str
    pictogram: str
    directions: str = ""
    directions_en: str = ""
    arrows: tuple[str, ...] = ()
    counter_directions: str = ""
    counter_directions_en: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """Who serves. ``icon`` is a Material Design icon name without prefix, ``colour`` is ``#RRGGBB``. Its hours,
    profiles and cut-off stand before the hall's. ``name_en`` is for visitors who read English, empty for the same.
    ``words`` are what people say for it (``hall.finding``)."""

    id: str
    name: str
    full_name: str
    icon: str
    colour: str
    hours: WeeklyHours | None = None
    profiles: tuple[Profile, ...] = ()
    cutoff_minutes: int | None = None
    name_en: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Service:
    """What is served. ``prefix`` is ``[A-Z0-9]{1,3}``, unique for ever; ``promised_minutes`` is the promise of
    the service standard, ``requirement`` what the visitor brings, one short line in plain Indonesian,
    ``requirements`` the same paper by paper, for the clerk and the kiosk, ``requirements_en`` these in English, empty
    for the same. ``quota`` is how many numbers a business day has, None for no limit; its hours, profiles and cut-off
    stand before its agency's. ``promised_wait_minutes`` is the promise to who waits, None for the hall's.
    ``ask_papers``: whether the kiosk asks for them before the number, None as the hall does; ``ask_files`` the same of
    how many files or persons the visitor comes with. ``words`` are what people
    say for it, in whatever language (``hall.finding``)."""

    id: str
    agency: str
    prefix: str
    name: str
    name_en: str
    requirement: str
    requirement_en: str
    promised_minutes: int
    hours: WeeklyHours | None = None
    profiles: tuple[Profile, ...] = ()
    cutoff_minutes: int | None = None
    quota: int | None = None
    promised_wait_minutes: int | None = None
    requirements: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    requirements_en: tuple[str, ...] = ()
    ask_papers: bool | None = None
    ask_files: bool | None = None
    standard: ServiceStandard = NO_STANDARD


@dataclass(frozen=True, slots=True)
class Need:
    """What happens in a life (a baby is born, a move), and the ``services`` (ids) that it takes, most needed first.
    ``icon`` is a Material Design icon name without prefix."""

    id: str
    name: str
    name_en: str
    icon: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a visitor is offered whose promise was not kept: an apology, to be the next on another visit."""

    id: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a service could not be completed, as the clerk chooses it: documents missing, central system down.

    ``responsible`` is who can end it: ``visitor``, ``agency``, ``hall``, ``city``, ``ministry``, or a name such as PLN;
    ``external`` is what the hall cannot end itself. One that ``stops`` the service becomes an incident soon, others
    when they come often (``hall.incidents``).
    """

    id: str
    name: str
    name_en: str
    responsible: str = "agency"
    external: bool = False
    stops: bool = False


@dataclass(frozen=True, slots=True)
class CounterService:
    """That a counter serves a service; the lowest ``rank`` is called first, equal ranks by turn."""

    service: str
    rank: int


@dataclass(frozen=True, slots=True)
class Counter:
    """Where one is served. ``label`` is what the board shows and the voice says: ``7``, ``12B``."""

    id: str
    label: str
    zone: str
    agency: str
    services: tuple[CounterService, ...]


@dataclass(frozen=True, slots=True)
class BoardSetup:
    """What a board shows next to the current call.

    ``layout`` is ``calls`` (latest calls, and the counters below), ``media`` (videos and pictures next to the queue) or
    ``counters`` (every counter with its number in a list). ``theme`` is ``dark``, ``light`` or ``contrast`` (flat, for
    weak televisions). ``agencies`` (ids) leaves out the calls and counters of all others; empty shows all. ``media``
    are files and folders next to config.toml, played in order; a picture stays ``picture_seconds``; ``media_volume`` is
    the percent of their sound. ``voice`` says whether this board speaks, ``volume`` its percent of the hall's loudness.
    ``arrows`` are pairs of a zone (id) and where it lies for who stands before this board: ``up`` (straight on),
    ``down`` (behind), ``left`` or ``right``; for a zone without a pair the arrow to the right only says "go to".
    ``waits``: it says how long whoever comes now would wait, ``waits_held``: how many such estimates of the last day
    held.
    """

    layout: str = "calls"
    theme: str = "dark"
    agencies: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    picture_seconds: int = 12
    media_volume: int = 30
    voice: bool = True
    volume: int = 100
    arrows: tuple[tuple[str, str], ...] = ()
    waits: bool = False
    waits_held: bool = False


@dataclass(frozen=True, slots=True)
class SpeechSetup:
    """How a kiosk speaks to a visitor who cannot see it.

    ``on`` offers it. ``input`` is what visitors press: ``keypad`` (twelve keys), ``five`` (raised keys) or
    ``keyboard``; ``start_key`` is the sign of the key that begins, beside F9. ``volume_db`` is the level of speech
    below the loudest that the output plays. ``headphones`` is part of the name of the output that headphones are, or
    the file of their jack's switch (``/dev/input/…``); plugging them in begins. ``voices`` is a folder of piper's
    models next to config.toml. ``paper_place`` is the sentence that says where the paper comes out.
    """

    on: bool = False
    input: str = "keypad"
    start_key: str = "*"
    volume_db: float = -20.0
    headphones: str = ""
    voices: str = ""
    paper_place: str = ""
    paper_place_en: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One machine by name: its printer, screen and zone.

    ``printer`` is a URL (``tcp://host:9100``, ``usb://``, ``serial:///dev/ttyUSB0``, ``file:///dev/usb/lp0``,
    ``paper:folder``) or empty for none; ``paper_mm`` is 80 or 58; ``print_mode`` is ``raster``, ``mix``, ``text`` or
    empty for the best of the link; ``roll_m`` is the length of a new roll in metres, 0 for not known; ``fallback``
    names the station whose printer takes over; ``screen`` names an output (``HDMI-1``) or is empty for the primary one;
    ``diagonal_inch`` and ``distance_m`` give the size of the screen and how far its farthest reader sits;
    ``zone`` is empty for the whole hall; ``board`` is for stations that are boards, ``speech`` for kiosks; the staff
    alone leave a ``locked`` kiosk; ``screen_bottom_mm`` is how high a screen is above the floor, 0 for not known.
    """

    name: str
    zone: str = ""
    printer: str = ""
    paper_mm: int = 80
    screen: str = ""
    diagonal_inch: float = 0.0
    distance_m: float = 0.0
    print_mode: str = ""
    roll_m: float = 0.0
    fallback: str = ""
    board: BoardSetup = field(default_factory=BoardSetup)
    speech: SpeechSetup = field(default_factory=SpeechSetup)
    locked: bool = False
    screen_bottom_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class HallStructure:
    """A whole hall as one value: what ``hall apply`` puts into the database."""

    hall: Hall
    zones: tuple[Zone, ...]
    agencies: tuple[Agency, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]
    stations: tuple[Station, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    offers: tuple[Offer, ...] = ()
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One key that differs, such as ``voice.repeat``; ``before`` and ``after`` are plain values as JSON has them, None
    where there is nothing."""

    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the configuration and the database: ``what`` is ``added``, ``changed`` or ``archived``;
    ``kind`` is ``hall``, ``zone``, ``agency``, ``service``, ``counter``, ``station``, ``obstacle``,
    ``offer`` or ``need``;
    ``differences`` are the keys of what was changed, ``detail`` says them in short: old -> new."""

    what: str
    kind: str
    id: str
    detail: str = ""
    differences: tuple[Difference, ...] = ()
