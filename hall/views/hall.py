"""The hall as a whole: its building, agencies, services, opening and alarms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from hall.alarming import Answer, answer_of, key_of, kind_of
from hall.estimating.shown import Shown
from hall.forms import KioskForm, SlipForm, SurveyForm, VoiceForm
from hall.lifecycle import State
from hall.messages import CodedMessage
from hall.opening import Opening
from hall.overrides import Override
from hall.standard import NO_STANDARD, ServiceStandard
from hall.structure import Closure, Need, Zone
from hall.wording import NO_NAMES, BothNames


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
    survey: SurveyForm = field(default_factory=SurveyForm)
    kiosk: KioskForm = field(default_factory=KioskForm)


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service as the kiosk lists it: people waiting now, and whether numbers are given.

    ``attended`` says whether somebody sits, not on a break, at a counter that serves it; else ``resting`` whether
    somebody is on a break, and ``back_at`` until when, in the hall's zone, None when nobody said; ``quota_left`` how
    many numbers are left today, None without a quota; ``outage`` is whether the boards say that it is stopped,
    ``outage_why`` the reason, empty when none is known. ``requirements`` are the papers one by one, ``standard`` is
    what else the service publishes; ``ask_papers`` and ``ask_files`` as in ``hall.structure.Service``. ``words``
    are what people say for it. ``wait`` is what is said to whoever would come now, ``priority_wait`` the same with
    priority; None where nothing is said. ``priority_opening`` is how it is open for a number with priority, None where
    that is the same.
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
    resting: bool = False
    back_at: datetime | None = None
    quota_left: int | None = None
    outage: bool = False
    outage_why: BothNames = NO_NAMES
    words: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    requirements_en: tuple[str, ...] = ()
    ask_papers: bool | None = None
    ask_files: bool | None = None
    standard: ServiceStandard = NO_STANDARD
    wait: Shown | None = None
    priority_wait: Shown | None = None
    priority_opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class OpeningView:
    """Why one service is open or not at one time: the decision, and everything that was looked at for it.

    ``hours`` are that day's ranges in the hall's zone, ``holiday`` its name, ``closures`` those of the service, its
    agency and hall and, when a counter was asked about, its counter; ``openings`` those by a supervisor.
    ``quota_left`` is None without a quota and at another time.
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
    openings: tuple[Override, ...] = ()
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency with its services; ``opening`` is that of the service that opens first or is open, ``wait`` what the
    waits of those that give numbers have in common, None where that says nothing. ``priority_opening`` is as in
    ``ServiceView``."""

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
    words: tuple[str, ...] = ()
    wait: Shown | None = None
    priority_opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class KioskView:
    """All that the kiosk shows at one time; ``now`` is the store's clock, ``hours_today`` local ranges as
    ``("07.30-12.00", "13.00-16.00")``, empty on a closed day or in an always open hall. ``needs`` name
    services that are among these ``agencies``."""

    hall: HallView
    now: datetime
    opening: Opening
    hours_today: tuple[str, ...]
    agencies: tuple[AgencyView, ...]
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class AlarmView(CodedMessage):
    """Something that the staff must know.

    ``agency`` and ``services`` (ids) say whose visitors it hits, ``zone`` where the machine is (empty: for the whole
    hall), None for what is no machine. ``counter`` is the one it is about (a label). ``since`` is when it was first
    seen, None while nobody has written it down; ``taken_by`` is the name of who sees to it since ``taken_at``.
    """

    agency: str = ""
    services: tuple[str, ...] = ()
    zone: str | None = None
    counter: str = ""
    since: datetime | None = None
    taken_by: str = ""
    taken_at: datetime | None = None

    @property
    def key(self) -> str:
        """Its name as long as its cause is the same."""
        return key_of(self.code, self.params)

    @property
    def kind(self) -> str:
        """What the configuration calls it."""
        return kind_of(self.code)

    @property
    def answer(self) -> Answer:
        """What answers it."""
        return answer_of(self.code)


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A call for a person from a machine; ``answered_by`` said at ``answered_at`` that they come."""

    station: str
    at: datetime
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(frozen=True, slots=True)
class AlarmRecord:
    """What is written down of an alarm: when it was ``first_seen`` and ``last_seen`` (None while its cause lasts), and
    who sees to it, as the history names them."""

    id: int
    key: str
    code: str
    agency: str
    first_seen: datetime
    last_seen: datetime | None
    taken_by: str = ""
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusView:
    """The hall in a few figures, for ``hall status``. ``day_ended``: today's business day was there and is over."""

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
    day_ended: bool = False
    alarms: tuple[AlarmView, ...] = ()
