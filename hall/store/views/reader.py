"""Reads: every question that a screen or the command line asks, answered as frozen views of one snapshot."""

from __future__ import annotations

from sqlalchemy import func, select

from hall.lifecycle import State
from hall.store import tables as t
from hall.store.aggregates.aggregate_reads import AggregateReads
from hall.store.aggregates.evidence_reads import EvidenceReads
from hall.store.aggregates.halls_reads import HallsReads
from hall.store.alarms.taking import AlarmReads
from hall.store.database import sight
from hall.store.database.readable import or_none
from hall.store.database.transaction import Transaction
from hall.store.day import days
from hall.store.devices.boards import BoardReads
from hall.store.devices.printers import PrinterReads
from hall.store.devices.stations import StationReads
from hall.store.estimates.estimate_reads import EstimateReads
from hall.store.incidents.incident_reads import IncidentReads
from hall.store.incidents.plans import PlanReads
from hall.store.maintenance.drill_reads import DrillReads
from hall.store.maintenance.given_reads import GivenReads
from hall.store.maintenance.personal_reads import PersonalReads
from hall.store.maintenance.runs import MaintenanceReads
from hall.store.retention.retention_reads import RetentionReads
from hall.store.staff.break_plans import BreakReads
from hall.store.staff.members import StaffReads, users
from hall.store.staff.seats import SeatReads
from hall.store.structure.closures import ClosureReads
from hall.store.structure.evacuations import EvacuationReads
from hall.store.structure.overriding import OverrideReads
from hall.store.survey.survey_reads import SurveyReads
from hall.store.tickets.bookings import BookingReads
from hall.store.tickets.slips import SlipReads
from hall.store.tickets.taking_imports_back import ImportReads
from hall.store.views import alarms
from hall.store.views.audit_query import DayReads
from hall.store.views.board_query import BoardQuery
from hall.store.views.closing_query import SheetReads
from hall.store.views.counter_query import CounterReads
from hall.store.views.finding_query import FindReads
from hall.store.views.floor_query import FloorReads
from hall.store.views.health_query import HealthReads
from hall.store.views.history import TicketReads
from hall.store.views.kiosk_query import KioskReads, hall_opening
from hall.store.views.overview_query import OverviewReads
from hall.structure import HallStructure
from hall.views import AlarmView, HallView, StatusView


class Reader(KioskReads, CounterReads, BoardQuery):
    """Questions about the hall, from ``Store.read``: all answers of one reader belong to the same time. What the
    screens show is asked of the reader itself, all else of its parts."""

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self.floor = FloorReads(transaction)
        self.health = HealthReads(transaction)
        self.overview = OverviewReads(transaction)
        self.aggregates = AggregateReads(transaction)
        self.halls = HallsReads(transaction)
        self.evidence = EvidenceReads(transaction)
        self.estimates = EstimateReads(transaction)
        self.retention = RetentionReads(transaction)
        self.maintenance = MaintenanceReads(transaction)
        self.personal = PersonalReads(transaction)
        self.alarm_log = AlarmReads(transaction)
        self.tickets = TicketReads(transaction)
        self.slips = SlipReads(transaction)
        self.printers = PrinterReads(transaction)
        self.stations = StationReads(transaction)
        self.boards = BoardReads(transaction)
        self.staff = StaffReads(transaction)
        self.seats = SeatReads(transaction)
        self.days = DayReads(transaction)
        self.sheets = SheetReads(transaction)
        self.bookings = BookingReads(transaction)
        self.found = FindReads(transaction)
        self.imports = ImportReads(transaction)
        self.closures = ClosureReads(transaction)
        self.overrides = OverrideReads(transaction)
        self.incidents = IncidentReads(transaction)
        self.plans = PlanReads(transaction)
        self.breaks = BreakReads(transaction)
        self.survey = SurveyReads(transaction)
        self.evacuations = EvacuationReads(transaction)
        self.given = GivenReads(transaction)
        self.drill = DrillReads(transaction)

    def hall(self) -> HallView:
        """The building. Raises Refused("no_hall") when the database holds none."""
        return self._tx.structure.hall_view

    def structure(self) -> HallStructure:
        """The hall as ``hall apply`` takes it. Raises Refused("no_hall")."""
        return self._tx.structure.structure

    def alarms(self) -> tuple[AlarmView, ...]:
        """What the staff must know now; for somebody of an agency, or at a counter, what concerns them."""
        tx = self._tx
        return alarms.alarms(tx, tx.now(), alarms.concern_of_person(tx, tx.reads_as))

    def status(self) -> StatusView:
        """The hall in a few figures, of what is seen; ticket counts are of the open business day."""
        tx = self._tx
        structure = tx.structure
        now = tx.now()
        day = tx.open_day()
        infos, whole = self.counters(), not sight.agency_of(tx)
        seen = [one for one in structure.structure.services if sight.sees(tx, one.agency)]
        return StatusView(
            hall=structure.hall_view,
            now=now,
            business_day=or_none(day.date) if day else None,
            opening=hall_opening(tx, now),
            counts=self._counts(day.id) if day else (),
            counters_signed_in=sum(info.clerk_id is not None for info in infos),
            counters=len(infos),
            services=len(seen),
            agencies=sum(sight.sees(tx, one.id) for one in structure.structure.agencies),
            users=len(users(tx) if whole else self.staff.users()),
            printing_late=len(self.slips.missing()),
            day_ended=days.has_ended(tx, now),
            alarms=self.alarms(),
        )

    def _counts(self, day_id: int) -> tuple[tuple[State, int], ...]:
        c = t.ticket.c
        query = select(c.state, func.count()).where(c.day_id == day_id).group_by(c.state)
        seen = sight.services_seen(self._tx)
        query = query if seen is None else query.where(c.service_id.in_(seen))
        counts: dict[str, int] = dict(self._tx.connection.execute(query).all())
        return tuple((state, counts.get(state.value, 0)) for state in State)
