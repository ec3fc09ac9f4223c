"""The unit of work: every write that the hall knows, by what it is about."""

from __future__ import annotations

from hall.access import By
from hall.store.aggregates.aggregate_work import AggregateWork
from hall.store.alarms.help_calls import HelpWork
from hall.store.alarms.taking import AlarmWork
from hall.store.database import requests
from hall.store.database.transaction import Transaction
from hall.store.day.day_work import DayWork
from hall.store.day.sheet_prints import SheetWork
from hall.store.devices.announcements import AnnouncementWork
from hall.store.devices.boards import BoardNotes
from hall.store.devices.printers import PrinterWork
from hall.store.devices.voices import VoiceLeases
from hall.store.estimates.estimate_work import EstimateWork
from hall.store.incidents.incident_work import IncidentWork
from hall.store.incidents.plans import PlanWork
from hall.store.maintenance.runs import MaintenanceWork
from hall.store.retention.retention_work import RetentionWork
from hall.store.staff.break_plans import BreakWork
from hall.store.staff.changes import StaffChanges
from hall.store.staff.handovers import Handovers
from hall.store.staff.members import StaffWork
from hall.store.staff.seats import Seats
from hall.store.structure.applying import HallWork
from hall.store.structure.closures import ClosureWork
from hall.store.structure.evacuations import EvacuationWork
from hall.store.structure.overriding import OverrideWork
from hall.store.survey.answering import SurveyWork
from hall.store.tickets.bookings import BookingWork
from hall.store.tickets.calls import Calls
from hall.store.tickets.correcting import Corrections
from hall.store.tickets.counter_actions import CounterActions
from hall.store.tickets.issuing import Issuing
from hall.store.tickets.manual_numbers import ManualNumbers
from hall.store.tickets.offers import Offers
from hall.store.tickets.slips import SlipWork
from hall.store.tickets.taking_imports_back import ImportWork
from hall.store.tickets.ticket_actions import TicketActions
from hall.store.tickets.undo import Undo


class TicketWork(Issuing, TicketActions, Corrections, ManualNumbers):
    """Operations on tickets."""


class CounterWork(Calls, CounterActions, Offers, Undo, Seats, Handovers):
    """Operations at one counter."""


class BoardWork(BoardNotes, VoiceLeases, AnnouncementWork):
    """Operations of boards, and what the staff announce on them."""


class PeopleWork(StaffWork, StaffChanges):
    """Operations on people, their PINs, and those of stations."""


class WholeHallWork(HallWork, EvacuationWork):
    """Operations on the hall as a whole."""


class UnitOfWork:
    """Writes of one transaction, from ``Store.begin``: they are all kept, or none.

    Every operation takes who acts (``hall.access.By``) and raises Refused when a rule says no; the sentence is in the
    error. A request id makes a write safe to repeat: a repeat answers with the first result, its ticket as it stands
    now, though its counter or service was archived or renamed since. A refusal and "nobody waits" are not kept: the
    same id sent again is tried again, and may be done then. Counters go by label or id, services by prefix or id.
    """

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def has_done(self, request_id: str) -> bool:
        """Whether ``request_id`` was done; waits for whoever is doing it now."""
        return requests.was_done(self._tx, request_id)

    @property
    def tickets(self) -> TicketWork:
        """Numbers, wherever they are."""
        return TicketWork(self._tx)

    @property
    def slips(self) -> SlipWork:
        """What a kiosk says of its slips."""
        return SlipWork(self._tx)

    @property
    def bookings(self) -> BookingWork:
        """Bookings and their check-in."""
        return BookingWork(self._tx)

    @property
    def imports(self) -> ImportWork:
        """Imports of manual numbers."""
        return ImportWork(self._tx)

    @property
    def aggregates(self) -> AggregateWork:
        """What business days add up to."""
        return AggregateWork(self._tx)

    @property
    def estimates(self) -> EstimateWork:
        """What is said of waits."""
        return EstimateWork(self._tx)

    @property
    def maintenance(self) -> MaintenanceWork:
        """What became of backups and drills."""
        return MaintenanceWork(self._tx)

    @property
    def retention(self) -> RetentionWork:
        """Deleting what was kept long enough."""
        return RetentionWork(self._tx)

    @property
    def closures(self) -> ClosureWork:
        """Requests to close, and decisions."""
        return ClosureWork(self._tx)

    @property
    def overrides(self) -> OverrideWork:
        """What lies over the configuration for a time."""
        return OverrideWork(self._tx)

    @property
    def day(self) -> DayWork:
        """The business day."""
        return DayWork(self._tx)

    @property
    def sheets(self) -> SheetWork:
        """Closing sheets on slip printers."""
        return SheetWork(self._tx)

    @property
    def staff(self) -> PeopleWork:
        """People, their PINs, and those of stations."""
        return PeopleWork(self._tx)

    @property
    def breaks(self) -> BreakWork:
        """Staggered breaks."""
        return BreakWork(self._tx)

    @property
    def boards(self) -> BoardWork:
        """Boards, voices and announcements."""
        return BoardWork(self._tx)

    @property
    def printers(self) -> PrinterWork:
        """What a printer says of itself."""
        return PrinterWork(self._tx)

    @property
    def help(self) -> HelpWork:
        """Calls for a person from a machine."""
        return HelpWork(self._tx)

    @property
    def incidents(self) -> IncidentWork:
        """Incidents, and what is broadcast of them."""
        return IncidentWork(self._tx)

    @property
    def plans(self) -> PlanWork:
        """What will be done."""
        return PlanWork(self._tx)

    @property
    def survey(self) -> SurveyWork:
        """Questionnaires of the satisfaction survey."""
        return SurveyWork(self._tx)

    @property
    def alarms(self) -> AlarmWork:
        """Who sees to which alarm."""
        return AlarmWork(self._tx)

    @property
    def hall(self) -> WholeHallWork:
        """The hall's structure, and its evacuation."""
        return WholeHallWork(self._tx)

    def counter(self, counter: str, by: By) -> CounterWork:
        """What is done at a counter (label or id), and by whom."""
        return CounterWork(self._tx, counter, by)
