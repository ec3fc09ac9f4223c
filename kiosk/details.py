"""A service in detail: what it publishes, which papers are there, and its number."""

from __future__ import annotations

from dataclasses import replace

from hall.views import KioskView, ServiceView
from kiosk.attendance import served_now
from kiosk.details_screen import DetailsScreen
from kiosk.screen import FINDING, Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.visit import Visit


def asks_papers(view: KioskView | None, service: ServiceView) -> bool:
    """Whether the visitor is asked which papers of ``service`` are there before its number is made."""
    if view is None or not service.requirements:
        return False
    return view.hall.kiosk.ask_papers if service.ask_papers is None else service.ask_papers


def is_read_first(screen: Screen, service: ServiceView) -> bool:
    """Whether a touch of ``service`` opens it in detail, and makes no number yet: its papers are asked for, or it was
    found and nobody serves it now, and its row has no key for that."""
    if screen.page in FINDING and not served_now(service):
        return True
    return service.opening.gives_numbers and asks_papers(screen.view, service)


class ServiceDetails:
    """Each method answers one touch or key; a touch does not count while a command is not answered."""

    def __init__(self, state: ScreenState, visit: Visit) -> None:
        self._state, self._visit = state, visit

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    def open(self, service_id: str) -> None:
        """The key beside a service."""
        if self._state.on_list and self._screen.offered_service(service_id) is not None and self._visit.accepts():
            self._show(service_id)

    def open_booked(self) -> None:
        """The service of the booking that is shown, for an ordinary number; the first page where this kiosk does not
        have it."""
        booking = self._screen.arrival.booking
        if self._screen.page is not Page.BOOKING or booking is None or not self._visit.accepts():
            return
        if self._screen.offered_service(booking.service_id) is None:
            self._state.begin_again()
        else:
            self._show(booking.service_id)

    def number(self, service: ServiceView, *, busy: str) -> None:
        """A service was chosen: its number, or first what it is where that is to be read; ``busy`` is the id of what
        was touched."""
        if is_read_first(self._screen, service):
            self._show(service.id)
        else:
            self._visit.issue(service, busy=busy)

    def tick(self, place: int) -> None:
        """A paper, counted from 0, is there, or is not."""
        if self._screen.page is Page.DETAILS and self._visit.accepts():
            details = self._screen.details
            self._state.show(details=replace(details, ticked=details.ticked ^ {place}), notice_bar=None)

    def take(self) -> None:
        """The number of this service, whichever papers are there."""
        found = self._screen.offered_service(self._screen.details.service_id)
        if self._screen.page is Page.DETAILS and found is not None and self._visit.accepts():
            self._visit.issue(found[1], busy=found[1].id)

    def leave(self) -> None:
        """Back to where the service was chosen."""
        if self._screen.page is Page.DETAILS and self._visit.accepts():
            self._state.show_page(Page(self._screen.details.back), details=DetailsScreen())

    def _show(self, service_id: str) -> None:
        back = self._screen.page.value
        self._state.show(page=Page.DETAILS, details=DetailsScreen(service_id, back=back), notice_bar=None)
