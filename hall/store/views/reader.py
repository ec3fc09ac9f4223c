"""Reads: every question that a screen or the command line asks, answered as frozen views of one snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from hall.auditing import AuditReport, TicketSummary
from hall.identifiers import same
from hall.lifecycle import State
from hall.store import tables as t
from hall.store.database.readable import or_none
from hall.store.database.transaction import Transaction
from hall.store.devices import announcements, boards, printers
from hall.store.staff import members, staff_history
from hall.store.staff.members import station_key
from hall.store.structure import closures
from hall.store.structure.structure_rows import station_of
from hall.store.tickets import bookings, missing_slips, slips, ticket_rows
from hall.store.views import alarms, audit_query, board_query, counter_query, history, kiosk_query
from hall.structure import Closure, Station
from hall.views import (
    AlarmView,
    AnnouncementView,
    BoardHealth,
    BoardView,
    BookingView,
    CounterInfo,
    CounterView,
    EventView,
    HallView,
    KioskView,
    MissingSlip,
    OpeningView,
    PrinterView,
    PrintJobView,
    ServiceView,
    StaffEventView,
    StatusView,
    TicketView,
    UserView,
)


class Reader:
    """Questions about the hall, from ``Store.read``: all answers of one reader belong to the same moment."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def hall(self) -> HallView:
        """The building. Raises Refused("no_hall") when the database holds none."""
        return self._tx.structure.hall_view

    def kiosk(self, zone_id: str = "") -> KioskView:
        """All that a kiosk shows: the services of a zone, of the whole hall when ``zone_id`` is empty."""
        return kiosk_query.kiosk_view(self._tx, zone_id)

    def services(self) -> tuple[ServiceView, ...]:
        """Every service in the order of the hall."""
        return kiosk_query.service_views(self._tx, self._tx.now())

    def counter(self, counter: str) -> CounterView:
        """All that the clerk at a counter (label or id) sees."""
        return counter_query.counter_view(self._tx, counter)

    def counters(self) -> tuple[CounterInfo, ...]:
        """Every counter in the order of the hall."""
        return counter_query.counter_infos(self._tx)

    def board(self, zone_id: str = "", calls: int = 60, *, board: str = "", agencies: Sequence[str] = ()) -> BoardView:
        """All that the board of a zone shows, the whole hall's when ``zone_id`` is empty, with its latest ``calls``;
        ``board`` is the station that reads, ``agencies`` (ids) leaves all others out."""
        return board_query.board_view(self._tx, zone_id, calls, board, agencies)

    def boards(self) -> tuple[BoardHealth, ...]:
        """Every board that was ever heard of, by name."""
        return boards.views(self._tx)

    def announcements(self) -> tuple[AnnouncementView, ...]:
        """What the staff tell the hall now, newest first."""
        return announcements.running(self._tx, self._tx.now())

    def ticket(self, code_or_token: str) -> TicketView:
        """The ticket with this token, or with this code on the open, else the latest business day."""
        return ticket_rows.find(self._tx, code_or_token)

    def specimen(self, service: str, *, priority: bool = False) -> TicketView:
        """What a number of ``service`` (id or prefix) would look like now; none is given."""
        return ticket_rows.specimen(self._tx, service, priority=priority)

    def users(self) -> tuple[UserView, ...]:
        """Every member of staff by name."""
        return members.users(self._tx)

    def anybody(self) -> bool:
        """Whether there is any member of staff yet; names none."""
        return members.anybody(self._tx)

    def staff_events(self, count: int, login: str = "") -> tuple[StaffEventView, ...]:
        """The last lines of the history of who may sign in, of one login when it is given, the newest first."""
        return staff_history.latest(self._tx, count, login)

    def has_station_pin(self, station: str) -> bool:
        """Whether the staff page of a station has a PIN."""
        return members.station_pin_hash(self._tx, station_key(station)) is not None

    def station(self, name: str) -> Station | None:
        """The station of this name, as ``hall.identifiers`` compares them; None when the hall has none."""
        rows = self._tx.connection.execute(select(t.station).where(~t.station.c.archived)).all()
        row = next((row for row in rows if isinstance(row.name, str) and same(row.name, name)), None)
        return None if row is None else station_of(row)

    def station_names(self) -> tuple[str, ...]:
        """The stations that the hall lists, by name."""
        query = select(t.station.c.name).where(~t.station.c.archived).order_by(t.station.c.name)
        return tuple(self._tx.connection.execute(query).scalars())

    def unfinished_slips(self, station: str) -> tuple[PrintJobView, ...]:
        """The print jobs of a station that were cut short, oldest first."""
        return slips.unfinished(self._tx, station)

    def latest_slips(self, station: str, count: int) -> tuple[PrintJobView, ...]:
        """The last slips of a station, the newest first."""
        return slips.latest(self._tx, station, count)

    def missing_slips(self) -> tuple[MissingSlip, ...]:
        """Numbers whose visitors have no paper, the oldest first."""
        return missing_slips.missing_slips(self._tx, self._tx.now())

    def printers(self) -> tuple[PrinterView, ...]:
        """The printer of every station that has one, and of every machine that told of its own lately."""
        return printers.views(self._tx)

    def printer(self, name: str) -> PrinterView:
        """The printer of this name, of ``printers``, in any case. Raises Refused("unknown_printer")."""
        return printers.find(self._tx, name)

    def printer_of(self, station: Station) -> PrinterView:
        """The printer of a station that only its own machine may know."""
        return printers.view(self._tx, station)

    def history(self, code_or_token: str) -> tuple[EventView, ...]:
        """Every line of a ticket's history, oldest first."""
        return history.of_ticket(self._tx, self.ticket(code_or_token).id)

    def alarms(self) -> tuple[AlarmView, ...]:
        """What the staff must know now."""
        return alarms.alarms(self._tx, self._tx.now())

    def closures(self) -> tuple[Closure, ...]:
        """The closings that are asked for or approved, by their start."""
        return closures.listed(self._tx)

    def opening(self, key: str, at: datetime | None = None) -> tuple[OpeningView, ...]:
        """Whether a service (id or prefix), or every service of a counter (label or id), is open now or
        ``at``, and why.

        Raises Refused("unknown_service") when it is neither.
        """
        return kiosk_query.openings(self._tx, key, at)

    def bookings(self, day: date | None = None) -> tuple[BookingView, ...]:
        """The bookings of a day, today's when None, by slot."""
        return bookings.listed(self._tx, day)

    def audit(self, day: date | None = None) -> AuditReport:
        """Check every invariant of one business day, of all when None, from what was written down
        (``hall.auditing``). Raises Refused("unknown_day")."""
        return audit_query.audit_days(self._tx, day)

    def latest_day(self) -> date | None:
        """The date of the open, else the latest business day; None before the first."""
        return audit_query.latest_day(self._tx)

    def visits(self, day: date) -> tuple[TicketSummary, ...]:
        """Every number of a business day with the moments of its wait. Raises Refused("unknown_day")."""
        return audit_query.visits(self._tx, day)

    def status(self) -> StatusView:
        """The hall in a few figures; ticket counts are of the open business day."""
        tx = self._tx
        structure = tx.structure
        now = tx.now()
        day = tx.open_day()
        infos = counter_query.counter_infos(tx)
        return StatusView(
            hall=structure.hall_view,
            now=now,
            business_day=or_none(day.date) if day else None,
            opening=kiosk_query.hall_opening(tx, now),
            counts=self._counts(day.id) if day else (),
            counters_signed_in=sum(info.clerk_id is not None for info in infos),
            counters=len(infos),
            services=len(structure.structure.services),
            agencies=len(structure.structure.agencies),
            users=len(self.users()),
            printing_late=len(missing_slips.missing_slips(tx, now)),
            alarms=alarms.alarms(tx, now),
        )

    def _counts(self, day_id: int) -> tuple[tuple[State, int], ...]:
        c = t.ticket.c
        query = select(c.state, func.count()).where(c.day_id == day_id).group_by(c.state)
        counts: dict[str, int] = dict(self._tx.connection.execute(query).all())
        return tuple((state, counts.get(state.value, 0)) for state in State)
