"""People who come with a booking or a number: a code that is typed or scanned, and what it leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hall.access import By
from hall.bookings import LONGEST_REFERENCE, Arrival
from hall.errors import Refused
from hall.numbering import is_code, typed_code
from hall.views import TicketView
from kiosk.arrival_screen import ArrivalScreen, Found
from kiosk.help_screen import HelpScreen
from kiosk.screen import ARRIVAL, LISTS, Page, PaperState, PlainNotice, Screen
from kiosk.screen_state import ScreenState
from kiosk.survey import Survey
from kiosk.visit import Visit
from kiosk.visitor_command import Waiting

if TYPE_CHECKING:
    from hall.store import UnitOfWork

_WAITING = Waiting(slow="arrival_wait", lost="arrival_lost")
_SCANS = frozenset({Page.ATTRACT, *LISTS, *ARRIVAL, Page.TICKET, Page.FAILED, Page.SURVEY_NUMBER, Page.SURVEY_DONE})
"""Pages that a scan may leave: no number in trouble, and no question of the survey."""
_NAMED = 12
"""What is longer and unknown is not shown: a scanner reads whatever it is given, such as somebody's identity number."""
TAKES_A_NUMBER = frozenset({Arrival.ON_TIME, Arrival.LATE, Arrival.LAPSED})
"""With such a booking the number can be had at once."""


class Arrivals:
    """Each method answers one touch, key or scan; it does not count while a command is not answered."""

    def __init__(
        self, state: ScreenState, visit: Visit, survey: Survey, *, station: str, new_id: Callable[[], str]
    ) -> None:
        self._state, self._visit, self._survey = state, visit, survey
        self._station, self._new_id = station, new_id

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    @property
    def is_open(self) -> bool:
        """Whether one of these pages is up."""
        return self._screen.page in ARRIVAL

    def open(self) -> None:
        """The key on the first page: a code is going to be typed or scanned."""
        if self._state.on_list and self._screen.checks_in and self._visit.accepts():
            self._state.show_reading(page=Page.CHECK_IN, arrival=ArrivalScreen())

    def type(self, sign: str) -> None:
        """A key of the code."""
        if self._accepts(Page.CHECK_IN):
            self._show(typed=(self._screen.arrival.typed + sign)[:LONGEST_REFERENCE])

    def erase(self) -> None:
        """The last sign goes."""
        if self._accepts(Page.CHECK_IN):
            self._show(typed=self._screen.arrival.typed[:-1])

    def enter(self) -> None:
        """The code is typed."""
        typed = self._screen.arrival.typed
        if typed and self._accepts(Page.CHECK_IN):
            self._look_up(typed)

    def scan(self, typed: str, pressed: str) -> None:
        """A scanner has read a code; ``pressed`` is what its keys are on an American keyboard."""
        printing = self._screen.page is Page.TICKET and self._screen.slip is PaperState.PRINTING
        if self._screen.page not in _SCANS or printing or not self._visit.accepts():
            return
        if self._screen.page is Page.SURVEY_NUMBER:
            self._survey.entry.scan(pressed if is_code(pressed) else typed)
            return
        code = typed_code(typed)
        shown = ArrivalScreen(typed=code if len(code) <= _NAMED else "")
        self._state.show_reading(page=Page.CHECK_IN, ticket=None, arrival=shown, help=HelpScreen())
        self._look_up(typed, pressed)

    def take_number(self) -> None:
        """The holder of the booking that is shown takes its number."""
        booking = self._screen.arrival.booking
        if booking is not None and booking.arrival in TAKES_A_NUMBER and self._accepts(Page.BOOKING):
            self._visit.check_in(booking)

    def ask_cancel(self) -> None:
        """Whoever has the slip does not want the number any more: is that so?"""
        shown = self._screen.arrival
        if shown.holds_slip and shown.can_be_cancelled and self._accepts(Page.MY_NUMBER):
            self._state.show_reading(page=Page.MY_NUMBER)
            self._state.show(asking=True)

    def keep(self) -> None:
        """Whoever was asked keeps the number."""
        if self._accepts(Page.MY_NUMBER):
            self._state.show_reading(page=Page.MY_NUMBER)

    def cancel(self) -> None:
        """Whoever was asked does not want the number."""
        number = self._screen.arrival.number
        if number is None or not self._screen.asking or not self._accepts(Page.MY_NUMBER):
            return
        by, ticket_id = By.kiosk(self._station, request_id=self._new_id()), number.id
        self._visit.command.send(
            lambda work: work.tickets.cancel(ticket_id, by, reason="visitor at the kiosk"),
            lambda gone: self._state.leave(PlainNotice("cancelled", gone.code)),
            busy="cancel",
            waiting=_WAITING,
        )

    def answer_survey(self) -> None:
        """The visit of the number that is shown is over: its survey."""
        shown = self._screen.arrival
        if shown.is_served and self._screen.surveys and self._accepts(Page.MY_NUMBER):
            self._survey.begin_of(shown.token if shown.holds_slip else shown.number.code if shown.number else "")

    def leave(self) -> None:
        """To the first page; for whoever is there from a number that was heard."""
        if self.is_open and self._visit.accepts():
            if self._screen.page is Page.MY_NUMBER and not self._screen.modes.spoken:
                self._state.leave()
            else:
                self._state.begin_again()

    def go_back(self) -> None:
        """Escape: from the question, no; else away."""
        if self._screen.asking:
            self.keep()
        else:
            self.leave()

    def follow(self, fresh: TicketView) -> None:
        """The number that is shown may have been called or ended meanwhile."""
        shown = self._screen.arrival
        known = shown.number is not None and shown.number.id == fresh.id
        if known and self._screen.page is Page.MY_NUMBER and not self._visit.command.busy:
            self._state.show(arrival=replace(shown, number=fresh))
            if not self._screen.arrival.can_be_cancelled:
                self._state.show(asking=False)

    def _accepts(self, page: Page) -> bool:
        return self._screen.page is page and self._visit.accepts()

    def _show(self, **changes: object) -> None:
        arrival = replace(self._screen.arrival, **changes)  # type: ignore[arg-type]
        self._state.show_reading(page=self._screen.page, arrival=arrival)

    def _look_up(self, *texts: str) -> None:
        self._visit.command.send(lambda work: look_up(work, texts), self._on_found, busy="arrival", waiting=_WAITING)

    def _on_found(self, found: Found) -> None:
        page = Page.BOOKING if found.booking is not None else Page.MY_NUMBER
        arrival = ArrivalScreen("", found.booking, found.number, found.holds_slip)
        self._state.show_reading(page=page, arrival=arrival)


def look_up(work: UnitOfWork, texts: tuple[str, ...]) -> Found:
    """What one of ``texts`` is of: the slip of a number, else a booking, else a number; a booking that was used is its
    number. Raises Refused("unknown_arrival"), ("unknown_long_arrival") and ("ambiguous_number")."""
    for text in dict.fromkeys(filter(None, texts)):
        try:
            return _found(work, text)
        except Refused as unknown:
            if unknown.code not in ("unknown_booking", "unknown_ticket"):
                raise
    text = typed_code(texts[0])
    raise Refused("unknown_arrival", text=text) if len(text) <= _NAMED else Refused("unknown_long_arrival")


def _found(work: UnitOfWork, text: str) -> Found:
    if is_code(text):
        return Found(number=work.tickets.find(text), holds_slip=True)
    try:
        booking = work.bookings.find(text)
    except Refused as unknown:
        if unknown.code != "unknown_booking":
            raise
        return Found(number=work.tickets.find(text))
    if booking.arrival is not Arrival.USED:
        return Found(booking)
    return Found(number=work.tickets.find(booking.ticket_token), holds_slip=True)
