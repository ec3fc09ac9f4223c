"""What the kiosk does: turns touches into steps, views into screens, and idle time into the way home."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from hall.errors import Refused
from hall.printing.spool import SlipEnd
from hall.views import AgencyView
from kiosk.hall_link import HallLink
from kiosk.hall_watch import HallWatch, Snapshot
from kiosk.hours import UNREADY, day_unready, has_one_reason
from kiosk.idle import LIST_S, STAFF_S, WARNING_S
from kiosk.screen import ClosedNotice, Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.staff import StaffDesk
from kiosk.visit import Visit

SECOND_LANGUAGE = "en"


class KioskPresenter(QObject):
    """Intents come in as plain calls from the window; ``screen_changed`` carries a ``Screen``, ``clock_ticked`` the
    hall's local time at every new minute, ``slip_wanted`` a ``SlipOrder``; ``visitor_given_up`` says, once the store
    is back, that a number may have been made for somebody who has left; ``slip_unwanted`` is the id of one whose slip
    must not come out."""

    screen_changed = Signal(object)
    clock_ticked = Signal(object)
    slip_wanted = Signal(object)
    visitor_given_up = Signal()
    slip_unwanted = Signal(int)

    def __init__(
        self,
        link: HallLink,
        *,
        station: str,
        life: str = "",
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        language: str = "id",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = ScreenState(monotonic, self, language=language)
        self._watch = HallWatch(link, monotonic, self)
        self._visit = Visit(
            link, self._state, station=station, life=life, monotonic=monotonic, new_id=new_id, parent=self
        )
        self.staff = StaffDesk(link, self._state, self)
        self._given_up = False
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._connect()
        self._second.start()

    def _connect(self) -> None:
        self._second.timeout.connect(self.tick)
        self._state.changed.connect(self._on_screen_changed)
        self._watch.seen.connect(self._on_seen)
        self._watch.read_failed.connect(self._on_read_failed)
        self._watch.minute_passed.connect(self.clock_ticked)
        self._visit.slip_wanted.connect(self.slip_wanted)
        self._visit.news_wanted.connect(self.on_hall_changed)
        self._visit.given_up.connect(self._on_given_up)
        self._visit.unwanted.connect(self.slip_unwanted)

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        return self._state.screen

    def close(self) -> None:
        """Stops every timer."""
        self._watch.close()
        self._visit.close()
        self._second.stop()

    # What the hall tells

    def begin(self, zone_id: str) -> None:
        """The store is open and the station known: list the services of its zone, the whole hall's when empty."""
        self._watch.stand_in(zone_id)
        self._watch.refresh()

    @Slot()
    def on_hall_changed(self) -> None:
        """The store has news, was opened, lost or restored: read it; the read tells which."""
        self._watch.refresh()

    @Slot(object)
    def on_open_failed(self, error: Exception) -> None:
        """The store could not be opened; the link tries again by itself."""
        self._show_notice(error)

    @Slot(object)
    def on_slip_ended(self, end: SlipEnd) -> None:
        """The print worker is done with a slip."""
        self._visit.on_slip_ended(end)

    @Slot(bool)
    def on_paperless(self, paperless: bool) -> None:
        """The printer was asked: whether no slip comes out now, which the first page says."""
        self._state.show(paperless=paperless)

    @Slot(object)
    def _on_seen(self, snapshot: Snapshot) -> None:
        self._state.offline = False
        self._state.show(view=snapshot.view)
        gone = self.screen.page is Page.SERVICES and self.screen.agency is None
        unready = day_unready(snapshot.view)
        if unready and self._waits_for_staff:
            pass  # the notice stays, in the language that the visitor chose
        elif gone or self.screen.page in (Page.LOADING, Page.NOTICE) or (unready and self._may_turn):
            self._state.begin_again()
        elif snapshot.ticket is not None:
            self._visit.follow(snapshot.ticket)
        if self._given_up:
            self._given_up = False
            self.visitor_given_up.emit()

    @property
    def _waits_for_staff(self) -> bool:
        """Whether the notice is up that the business day is not ready."""
        return self.screen.page is Page.NOTICE and self.screen.notice == UNREADY

    @property
    def _may_turn(self) -> bool:
        """Whether the visitor stands before a list whose touch is answered, so that a notice may take its place."""
        return self._state.on_list and not self._visit.busy

    @Slot(object)
    def _on_read_failed(self, error: Exception) -> None:
        self._state.offline = self._watch.failures > 1  # a short gap is nobody's business
        if self.screen.page is Page.LOADING or (self._state.on_list and self._state.offline):
            self._show_notice(error)

    @Slot()
    def _on_given_up(self) -> None:
        self._given_up = True
        self._watch.lost()

    def _show_notice(self, error: Exception) -> None:
        if self._state.on_reading or self._visit.busy:
            return
        no_hall = isinstance(error, Refused) and error.code == "no_hall"
        self._state.show(page=Page.NOTICE, notice="no_hall" if no_hall else "unavailable", idle_left=None)

    @Slot(object)
    def _on_screen_changed(self, screen: Screen) -> None:
        self._watch.follow(screen.ticket.token if screen.ticket and self._state.on_reading else "")
        self.screen_changed.emit(screen)

    # What the visitor does

    def touched(self) -> None:
        """Any touch: the visitor is here. On the page with a number it may be the next one, who does not make the page
        of the one before longer."""
        if self.screen.page is not Page.TICKET:
            self._state.stay()

    def key_used(self) -> None:
        """Any key: whoever reads the screen by keys takes longer, and is the one whose page it is."""
        self._state.stay()

    def choose_agency(self, agency_id: str) -> None:
        """An agency's card: its services, its only service's number, or why there is none."""
        agency = self._agency(agency_id)
        if agency is None or not self._accepts():
            return
        if not agency.opening.gives_numbers and has_one_reason(agency):
            self._state.say(ClosedNotice(agency.name, agency.name_en, agency.opening))
        elif len(agency.services) == 1:
            self._visit.take(agency.services[0], busy=agency.id)
        else:
            self._state.show(page=Page.SERVICES, agency_id=agency.id, list_page=0, strip=None)

    def choose_service(self, service_id: str) -> None:
        """A service's row: its number, or why there is none."""
        agency = self.screen.agency
        service = next((found for found in agency.services if found.id == service_id), None) if agency else None
        if service is not None and self._accepts():
            self._visit.take(service, busy=service.id)

    def turn_page(self, page: int) -> None:
        """The pager: to list page ``page``, counted from 0."""
        if page >= 0 and self._accepts():
            self._state.show(list_page=page, strip=None)

    def toggle_priority(self) -> None:
        """The priority switch."""
        if self._state.on_list and self._accepts():
            self._state.show(priority=not self.screen.priority, strip=None)

    def toggle_language(self) -> None:
        """The language key."""
        if self._accepts():
            self._state.show(language=SECOND_LANGUAGE if self.screen.language == "id" else "id")

    def go_back(self) -> None:
        """The back key and Escape: one page back; from the ticket, home; from a question, no."""
        if self.screen.page is Page.SERVICES and self._accepts():
            self._state.show(page=Page.AGENCIES, agency_id="", list_page=0, strip=None)
        elif self.screen.page is Page.TICKET:
            self.finish()
        elif self.screen.page is Page.FAILED:
            self.begin_again()
        elif self.screen.asking:
            self.keep_number()
        else:
            self.leave_staff()

    def ask_staff(self) -> None:
        """Somebody held the hall's name: the staff's page."""
        if (self._state.on_list or self.screen.page is Page.NOTICE) and self._accepts():
            self.staff.ask()

    def leave_staff(self) -> None:
        """The staff are done."""
        if self.staff.open:
            self._state.go_home()

    def finish(self) -> None:
        """The visitor is done with the ticket page."""
        if self.screen.page is Page.TICKET and self._accepts():
            self._state.leave()

    def begin_again(self) -> None:
        """From a page that is read, to the first one: another number, or another try."""
        if self.screen.page in (Page.TICKET, Page.FAILED) and self._accepts():
            self._state.begin_again()

    def report_missing(self) -> None:
        """The slip is said to be out, but the visitor sees no paper."""
        if self._accepts():
            self._visit.report_missing()

    def confirm_photo(self) -> None:
        """The visitor photographed the number: it joins the queue without a slip."""
        if self._accepts():
            self._visit.confirm()

    def ask_cancel(self) -> None:
        """The visitor does not want the number that was not printed: ask once, on the page itself."""
        if self._accepts():
            self._visit.ask_cancel()

    def keep_number(self) -> None:
        """Asked, the visitor keeps the number."""
        if self._accepts():
            self._state.show(asking=False)

    def cancel_number(self) -> None:
        """Asked, the visitor surely does not want the number."""
        if self._accepts():
            self._visit.cancel()

    def _accepts(self) -> bool:
        if self._visit.busy:
            return False
        self.touched()
        return True

    def _agency(self, agency_id: str) -> AgencyView | None:
        view = self.screen.view
        return next((found for found in view.agencies if found.id == agency_id), None) if view else None

    # The seconds

    @Slot()
    def tick(self) -> None:
        """Once a second: idle time, the strip, and a slip that takes too long."""
        if self._visit.busy:
            self._state.idle.touched()
            self._visit.check_reply()
            return
        self._state.expire()
        self.staff.tick()
        self._visit.check_patience()
        if self._state.on_reading:
            self._tick_reading()
        elif self._state.on_list:
            self._tick_list()
        elif self.screen.page is Page.NOTICE and not self._state.idle.left(LIST_S):
            self._state.speak_as_the_hall()
        elif self.staff.open and not self._state.idle.left(STAFF_S):
            self._state.go_home()

    def _tick_reading(self) -> None:
        left = self._state.idle.left(self.screen.seconds_whole)
        if left:
            self._state.show(seconds_left=left)
        else:
            self._state.go_home()

    def _tick_list(self) -> None:
        if self._state.at_rest:
            self._state.idle.touched()
            return
        left = self._state.idle.left(LIST_S)
        if not left:
            self._state.go_home()
        elif left <= WARNING_S:
            self._state.show(idle_left=left)
