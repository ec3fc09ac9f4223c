"""What the kiosk shows at one time, as one frozen value from the presenter to the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hall.errors import Refused
from hall.opening import Opening
from hall.structure import Need
from hall.views import AgencyView, KioskView, PrinterView, PrintJobView, ServiceView, TicketView
from kiosk.arrival_screen import ArrivalScreen
from kiosk.attract_screen import AttractScreen
from kiosk.details_screen import DetailsScreen
from kiosk.files_screen import FilesScreen
from kiosk.finding.finding_screen import FindingScreen
from kiosk.help_screen import HelpScreen
from kiosk.idle import WARNING_S
from kiosk.machine_screen import MachineScreen
from kiosk.modes import SHOWN, Modes
from kiosk.speech.speech_screen import SpeechScreen
from kiosk.survey_screen import SurveyScreen
from kiosk.waits import told


class Page(StrEnum):
    """Which page is up."""

    LOADING = "loading"
    ATTRACT = "attract"
    AGENCIES = "agencies"
    SERVICES = "services"
    SEARCH = "search"
    NEEDS = "needs"
    NEED = "need"
    DETAILS = "details"
    FILES = "files"
    TICKET = "ticket"
    TROUBLE = "trouble"
    FAILED = "failed"
    SURVEY_NUMBER = "survey_number"
    SURVEY = "survey"
    SURVEY_DONE = "survey_done"
    CHECK_IN = "check_in"
    BOOKING = "booking"
    MY_NUMBER = "my_number"
    NOTICE = "notice"
    STAFF = "staff"


FINDING = (Page.SEARCH, Page.NEEDS, Page.NEED)
"""Pages for who does not know the agency."""
LISTS = (Page.AGENCIES, Page.SERVICES, Page.DETAILS, Page.FILES, *FINDING)
"""Pages where the visitor chooses."""
SURVEY = (Page.SURVEY_NUMBER, Page.SURVEY, Page.SURVEY_DONE)
"""Pages of the satisfaction survey."""
ARRIVAL = (Page.CHECK_IN, Page.BOOKING, Page.MY_NUMBER)
"""Pages for people who come with a booking or a number."""
READING = (Page.TICKET, Page.TROUBLE, Page.FAILED, *SURVEY, *ARRIVAL)
"""Pages that the visitor reads, with a countdown: the number, why there is none, or a question."""
BRIEF = (Page.TICKET, Page.SURVEY_DONE)
"""Pages that go soon: who reads them is done."""


class PaperState(StrEnum):
    """What became of the paper: on its way, out, replaced by a photograph, or reported missing."""

    PRINTING = "printing"
    OUT = "out"
    PHOTO = "photo"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ClosedNotice:
    """The notice bar: what was touched gives no numbers now, why, and when it does again."""

    name: str
    name_en: str
    opening: Opening


@dataclass(frozen=True, slots=True)
class RefusedNotice:
    """The notice bar: a rule said no; ``about`` is what to: ``refused`` a number, ``survey`` or ``arrival``, a code
    that was looked up."""

    error: Refused
    about: str = "refused"


@dataclass(frozen=True, slots=True)
class PlainNotice:
    """The notice bar with a text of the catalogue: ``kiosk.notice_bar.<code>`` and ``kiosk.notice_bar.<code>.more``."""

    code: str
    number: str = ""


BarNotice = ClosedNotice | RefusedNotice | PlainNotice


@dataclass(frozen=True, slots=True)
class StaffScreen:
    """The staff's page: how many ``digits`` of the PIN are in, whether it was right, the printer and its latest slips.
    ``busy`` names the button whose command is under way, ``message`` a text of the catalogue,
    ``kiosk.staff.message.…``, or ``store_<cause>``. ``asks``: a slip was printed on trial, and somebody must
    say whether it came out. ``wait`` is how many seconds a pause after wrong PINs still takes, ``station`` whose PIN is
    asked for."""

    digits: int = 0
    unlocked: bool = False
    printer: PrinterView | None = None
    slips: tuple[PrintJobView, ...] = ()
    busy: str = ""
    message: str = ""
    asks: bool = False
    wait: int = 0
    station: str = ""

    @property
    def untried(self) -> bool:
        """Whether the printer still has to be tried: nothing is known of what it answers."""
        found = self.printer
        return found is not None and found.url.partition(":")[0] not in ("", "paper") and not found.calibration


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole screen. ``busy`` is the id of the agency or service whose number is being made, empty otherwise;
    ``idle_left`` counts the seconds of the idle prompt, None without one; ``seconds_left`` of ``seconds_whole``
    is the countdown in the foot of a reading page; ``asking``: whether the number is really to be cancelled;
    ``agencies_page`` is the list page that an agency was chosen from;
    ``slip_at`` is the machine where the slip came out, empty for this one;
    ``notice`` names the notice page's text; ``paperless``: no slip comes out of this machine now;
    ``choosing_language``, ``choosing_modes``: the list of languages, or of modes, lies over the page; ``training``: no
    number counts."""

    page: Page = Page.LOADING
    language: str = "id"
    view: KioskView | None = None
    agency_id: str = ""
    list_page: int = 0
    agencies_page: int = 0
    priority: bool = False
    busy: str = ""
    notice_bar: BarNotice | None = None
    ticket: TicketView | None = None
    slip: PaperState = PaperState.PRINTING
    slip_at: str = ""
    outcome: str = ""
    asking: bool = False
    notice: str = "unavailable"
    idle_left: int | None = None
    seconds_left: int = 0
    seconds_whole: int = 20
    staff: StaffScreen = StaffScreen()
    paperless: bool = False
    choosing_language: bool = False
    choosing_modes: bool = False
    survey: SurveyScreen = field(default_factory=SurveyScreen)
    arrival: ArrivalScreen = field(default_factory=ArrivalScreen)
    finding: FindingScreen = field(default_factory=FindingScreen)
    details: DetailsScreen = field(default_factory=DetailsScreen)
    attract: AttractScreen = field(default_factory=AttractScreen)
    help: HelpScreen = field(default_factory=HelpScreen)
    files: FilesScreen = field(default_factory=FilesScreen)
    modes: Modes = field(default_factory=Modes)
    speech: SpeechScreen = field(default_factory=SpeechScreen)
    machine: MachineScreen = field(default_factory=MachineScreen)
    training: bool = False

    @property
    def surveys(self) -> bool:
        """Whether this hall asks visitors whether they are satisfied."""
        return self.view is not None and self.view.hall.survey.kiosk

    @property
    def finds(self) -> bool:
        """Whether services can be searched for here."""
        return self.view is not None and len(self.view.agencies) > 1

    @property
    def needs(self) -> bool:
        """Whether this hall lists what people need, by events of their lives."""
        return self.view is not None and bool(self.view.needs)

    @property
    def checks_in(self) -> bool:
        """Whether visitors come with bookings."""
        return self.view is not None and self.view.hall.kiosk.bookings

    @property
    def calls_staff(self) -> bool:
        """Whether a visitor can call a person to this machine."""
        return self.view is not None

    @property
    def adapts(self) -> bool:
        """Whether the kiosk can be used in another mode now."""
        return self.page not in (Page.LOADING, Page.ATTRACT)

    @property
    def offered(self) -> tuple[str, ...]:
        """The modes that the kiosk offers."""
        return (*SHOWN, "spoken") if self.speech.ready else SHOWN

    @property
    def warned(self) -> bool:
        """Whether a reading page says now that it will go; the page with a number says so from its first second."""
        return self.page in READING and self.page not in BRIEF and self.seconds_left <= WARNING_S

    def without_seconds(self) -> Screen:
        """The same, whatever second it is."""
        return replace(self, seconds_left=0, idle_left=None)

    def under_finger(self) -> tuple[object, ...]:
        """What a touch reaches: another page, its question, or the list or prompt that lies over it; each question of
        the survey is a page."""
        return (
            self.page,
            self.asking,
            self.choosing_language,
            self.choosing_modes,
            self.idle_left is None,
            self.survey.at,
            self.machine.tab,
            self.machine.asks,
            self.finding,
            self.help,
        )

    @property
    def lost(self) -> bool:
        """Whether what the page is about left the hall."""
        if self.page in (Page.DETAILS, Page.FILES):
            about = self.details.service_id if self.page is Page.DETAILS else self.files.service_id
            return self.offered_service(about) is None
        if self.page is Page.NEED:
            return self.need is None
        return self.page is Page.SERVICES and self.agency is None

    @property
    def typing(self) -> bool:
        """Whether a keyboard is on the screen, which takes the place of what stays around other lists."""
        return self.page is Page.SEARCH and not self.finding.listing

    @property
    def need(self) -> Need | None:
        """What happens in a life, whose services are shown; None when it left the hall."""
        needs = self.view.needs if self.view is not None else ()
        return next((need for need in needs if need.id == self.finding.need_id), None)

    @property
    def agencies(self) -> Iterator[AgencyView]:
        """Those of this kiosk, with the waits of whoever stands here."""
        return (told(agency, priority=self.priority) for agency in (self.view.agencies if self.view else ()))

    def offered_service(self, service_id: str) -> tuple[AgencyView, ServiceView] | None:
        """A service that this kiosk has, with its agency."""
        both = ((agency, service) for agency in self.agencies for service in agency.services)
        return next(((agency, service) for agency, service in both if service.id == service_id), None)

    @property
    def agency(self) -> AgencyView | None:
        """The agency whose services are shown, None when it left the hall."""
        return next((agency for agency in self.agencies if agency.id == self.agency_id), None)
