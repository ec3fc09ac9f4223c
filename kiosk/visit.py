"""One visitor's number: made at the touch, and printed; what becomes of it when its slip does not come out."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from hall.access import By
from hall.lifecycle import State
from hall.printing.spool import PrintRequest, SlipEnd
from hall.translator import Translator
from hall.views import BookingView, ServiceView, TicketView
from kiosk.decision import Decision
from kiosk.files_screen import FilesScreen, asks_files
from kiosk.screen import ClosedNotice, Page, PaperState
from kiosk.screen_state import ScreenState
from kiosk.visitor_command import VisitorCommand, Waiting
from qtkit.store_link import StoreLink

log = logging.getLogger(__name__)

SLIP_PATIENCE_S = 20.0
_OF_A_BOOKING = Waiting(lost="check_in_lost")


class Visit(QObject):
    """Writes for the visitor in front and shows the results. ``slip_wanted`` carries a ``PrintRequest``;
    ``news_wanted`` asks to read the hall; ``unwanted`` carries the id of a number that was made for nobody, whose slip
    must not come out."""

    slip_wanted = Signal(object)
    news_wanted = Signal()
    unwanted = Signal(int)

    def __init__(
        self,
        link: StoreLink,
        state: ScreenState,
        translate: Translator,
        *,
        station: str,
        life: str,
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._translate = translate
        self._station = station
        self._life = life
        self._monotonic = monotonic
        self._new_id = new_id
        self._link = link
        self.command = VisitorCommand(link, state, monotonic, self)
        self.command.refused.connect(self.news_wanted)
        self._last: TicketView | None = None
        self._language = state.screen.language
        self.decision = Decision(state, self.command, station=station, new_id=new_id, accepts=self.accepts)
        self._slip_since = 0.0

    def accepts(self) -> bool:
        """Whether a touch counts now: not while the command before is not answered. Notes that the visitor is here."""
        if self.command.busy:
            return False
        self._state.touched()
        return True

    def issue(self, service: ServiceView, *, busy: str, files: int = 0) -> None:
        """Makes a number of ``service`` for so many ``files``, or says why there is none; ``busy`` is the id of what
        was touched. Where nobody has said how many (0), and the hall wants to know, that is asked first."""
        screen = self._state.screen
        if not service.opening.gives_numbers:
            self._state.say(ClosedNotice(service.name, service.name_en, service.opening))
            return
        if not files and asks_files(screen.view, service):
            asked = FilesScreen(service.id, back=screen.page.value)
            self._state.show(page=Page.FILES, files=asked, notice_bar=None)
            return
        more: dict[str, int] = {"files": files} if files > 1 else {}
        by, life, service_id, priority, language = self._by(), self._life, service.id, screen.priority, screen.language

        self.command.send(
            lambda work: work.tickets.issue(
                service_id, by, priority=priority, to_print=True, life=life, language=language, **more
            ),
            self._on_issued,
            busy=busy,
            late=self._on_issued_late,
        )

    def check_in(self, booking: BookingView, *, files: int = 0) -> None:
        """Makes the number of a booking, whose holder is here; how many ``files`` it is for is asked as in ``issue``.
        One that comes too late stays the holder's: its slip is printed all the same, and its booking leads to it."""
        screen, code = self._state.screen, booking.code
        found = screen.offered_service(booking.service_id)
        if not files and found is not None and asks_files(screen.view, found[1]):
            asked = FilesScreen(booking.service_id, back=screen.page.value)
            self._state.show(page=Page.FILES, files=asked, notice_bar=None)
            return
        more: dict[str, int] = {"files": files} if files > 1 else {}
        by, life, priority, language = self._by(), self._life, screen.priority, screen.language
        self.command.send(
            lambda work: work.bookings.check_in(
                code, by, priority=priority, to_print=True, life=life, language=language, **more
            ),
            self._on_issued,
            busy="check-in",
            late=self._on_checked_in_late,
            waiting=_OF_A_BOOKING,
        )

    def check_patience(self) -> None:
        """A slip that takes too long counts as trouble, until it comes."""
        screen = self._state.screen
        waited = self._monotonic() - self._slip_since
        if screen.page is Page.TICKET and screen.slip is PaperState.PRINTING and waited >= SLIP_PATIENCE_S:
            self.decision.show_trouble(screen.ticket, "slow")

    @Slot(object)
    def on_slip_ended(self, end: SlipEnd) -> None:
        """The print worker is done with a slip."""
        ticket = self._state.screen.ticket
        mine = ticket is not None and ticket.id == end.ticket_id and self._state.on_reading
        out = {"slip": PaperState.OUT, "slip_at": "" if end.printer == self._station else end.printer}
        if mine and end.joined and self._state.screen.asking and self._state.screen.slip is not PaperState.FAILED:
            self._state.show(**out)  # the question about a number that was on its way stays
        elif mine and end.joined:  # the slip has the whole time of its page to be taken, however late it came
            self._state.show_reading(page=Page.TICKET, **out)
        elif self.decision.is_made(end.ticket_id):
            pass  # photographed or cancelled: what the printer says later is nobody's trouble any more
        elif mine and self._state.screen.page is Page.TROUBLE:
            self._state.show(
                outcome=end.outcome, slip=PaperState.FAILED
            )  # tried again: the visitor's time goes on as it was
        elif mine:
            self.decision.show_trouble(ticket, end.outcome)
        elif not end.joined and self._just_left(end.ticket_id):
            self._state.show(language=self._language)
            self.decision.show_trouble(self._last, end.outcome)
        self.news_wanted.emit()

    def follow(self, fresh: TicketView) -> None:
        """The staff may have confirmed, cancelled or called the number that is on the screen."""
        screen = self._state.screen
        if screen.ticket is None or screen.ticket.id != fresh.id or not self._state.on_reading or self.command.busy:
            return
        before = screen.ticket.state
        self._state.show(ticket=fresh)
        if fresh.state is not State.PRINTING:
            self.decision.note(fresh.id)
        if fresh.state is State.CANCELLED and before is not State.CANCELLED:
            self.decision.show_cancelled(fresh)
        elif (
            screen.slip is PaperState.FAILED
            and screen.page is Page.TROUBLE
            and before is State.PRINTING
            and fresh.state is not State.PRINTING
        ):
            self.decision.show_photographed(fresh)

    def _on_issued(self, ticket: TicketView) -> None:
        view = self._state.screen.view
        assert view is not None, "a number is chosen from a view"
        self._last, self._language = ticket, self._state.screen.language
        self._slip_since = self._monotonic()
        # The slip first: it is made while the page is painted.
        self.slip_wanted.emit(PrintRequest(ticket, view.hall, self._translate.in_language(self._language)))
        self._state.show_reading(page=Page.TICKET, ticket=ticket, slip=PaperState.PRINTING, slip_at="")

    def _on_issued_late(self, ticket: TicketView) -> None:
        """The number was made after all: whoever still reads that there is none gets it; else it is nobody's."""
        if self._state.screen.page is Page.FAILED:
            self._on_issued(ticket)
            return
        by, ticket_id = By.kiosk(self._station), ticket.id
        self.unwanted.emit(ticket_id)
        self._link.write(
            lambda work: work.tickets.cancel(ticket_id, by, reason="made after the visitor had been told of a failure"),
            lambda gone: log.info("%s was made for nobody, and is cancelled", gone.code),
            lambda error: log.warning("%s was made for nobody, and cannot be cancelled: %s", ticket.code, error),
        )

    def _on_checked_in_late(self, ticket: TicketView) -> None:
        if self._state.screen.page in (Page.BOOKING, Page.FILES):
            self._on_issued(ticket)

    def _by(self) -> By:
        """Who acts: this kiosk, once however often it is sent."""
        return By.kiosk(self._station, request_id=self._new_id())

    def _just_left(self, ticket_id: int) -> bool:
        return self._last is not None and self._last.id == ticket_id and self._state.untouched
