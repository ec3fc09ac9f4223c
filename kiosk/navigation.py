"""Where the visitor goes: from page to page, to another language, and to the staff's page."""

from __future__ import annotations

from hall.translator import Translator
from kiosk.arrivals import Arrivals
from kiosk.details import ServiceDetails
from kiosk.files import FilesDesk
from kiosk.finding.finder import Finder
from kiosk.help_desk import HelpDesk
from kiosk.hours import has_one_reason
from kiosk.screen import ClosedNotice, Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.staff import StaffDesk
from kiosk.survey import Survey
from kiosk.visit import Visit


class Navigation:
    """Each method answers one touch or key; a touch does not count while a command is not answered."""

    def __init__(
        self,
        state: ScreenState,
        visit: Visit,
        staff: StaffDesk,
        survey: Survey,
        arrivals: Arrivals,
        finder: Finder,
        help_desk: HelpDesk,
        translate: Translator,
    ) -> None:
        self._state, self._visit, self._staff, self._translate = state, visit, staff, translate
        self._survey, self._arrivals, self._finder, self._help = survey, arrivals, finder, help_desk
        self.details = ServiceDetails(state, visit)
        self.files = FilesDesk(state, visit)

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    def choose_agency(self, agency_id: str) -> None:
        """An agency's card: its services, or its only service's number; of a closed one, what can be read."""
        view = self._screen.view
        agency = next((found for found in view.agencies if found.id == agency_id), None) if view else None
        if agency is None or not self._visit.accepts():
            return
        gives = agency.opening.gives_numbers
        if len(agency.services) != 1:
            there = self._screen.list_page
            self._state.show(page=Page.SERVICES, agency_id=agency.id, list_page=0, agencies_page=there, notice_bar=None)
        elif gives:
            self.details.number(agency.services[0], busy=agency.id)
        else:
            self.details.open(agency.services[0].id)
        if not gives and has_one_reason(agency):
            self._state.say(ClosedNotice(agency.name, agency.name_en, agency.opening))

    def choose_service(self, service_id: str) -> None:
        """A service's row: its number, what is to be read first, or why there is none."""
        found = self._screen.offered_service(service_id)
        if found is not None and self._state.on_list and self._visit.accepts():
            self.details.number(found[1], busy=service_id)

    def show_list_page(self, page: int) -> None:
        """The pager: to list page ``page``, counted from 0."""
        if page >= 0 and self._visit.accepts():
            self._state.show(list_page=page, notice_bar=None)

    def toggle_priority(self) -> None:
        """The priority switch."""
        if self._state.on_list and self._visit.accepts():
            self._state.show(priority=not self._screen.priority, notice_bar=None)

    def ask_language(self) -> None:
        """The language button: the other language, or the list of all where there are more than two."""
        if not self._visit.accepts():
            return
        if len(self._translate.languages) > 2:
            self._state.show(choosing_language=not self._screen.choosing_language, choosing_modes=False)
        else:
            self._state.show(language=self._translate.in_language(self._screen.language).following().language)

    def choose_language(self, language: str) -> None:
        """A language of the list."""
        if self._visit.accepts():
            self._state.show(language=language, choosing_language=False)

    def go_back(self) -> None:
        """The back button and Escape: one page back; from the ticket, home; from a question, no."""
        if self._help.is_open:
            self._help.close()
        elif self._screen.choosing_language or self._screen.choosing_modes:
            self._state.show(choosing_language=False, choosing_modes=False)
        elif self._screen.page is Page.SERVICES and self._visit.accepts():
            there = self._screen.agencies_page
            self._state.show(page=Page.AGENCIES, agency_id="", list_page=there, agencies_page=0, notice_bar=None)
        elif self._screen.page is Page.DETAILS:
            self.details.leave()
        elif self.files.is_open:
            self.files.leave()
        elif self._finder.is_open:
            self._finder.go_back()
        elif self._survey.is_open:
            self._survey.go_back()
        elif self._arrivals.is_open:
            self._arrivals.go_back()
        elif self._screen.page is Page.TICKET:
            self.finish()
        elif self._screen.page is Page.FAILED:
            self.begin_again()
        elif self._screen.asking:
            self._visit.decision.keep()
        else:
            self.leave_staff()

    def ask_staff(self) -> None:
        """Somebody held the hall's name: the staff's page."""
        if (self._state.on_list or self._screen.page is Page.NOTICE) and self._visit.accepts():
            self._staff.ask()

    def leave_staff(self) -> None:
        """The staff are done."""
        if self._staff.open:
            self._state.go_home()

    def finish(self) -> None:
        """The visitor is done with the ticket page."""
        if self._screen.page is Page.TICKET and self._visit.accepts():
            self._state.leave()

    def begin_again(self) -> None:
        """From a page that is read, to the first one: another number, or another try."""
        if self._screen.page in (Page.TICKET, Page.FAILED) and self._visit.accepts():
            self._state.begin_again()
