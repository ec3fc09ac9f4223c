"""One visitor's number: made at the touch, printed, and confirmed or cancelled when its slip does not come out."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from hall.errors import Refused
from hall.lifecycle import State
from hall.printing.spool import SlipEnd, SlipOrder
from hall.views import ServiceView, TicketView
from kiosk.hall_link import HallLink, WorkLike
from kiosk.screen import ClosedNotice, Page, PlainNotice, RefusedNotice, Slip
from kiosk.screen_state import ScreenState
from kiosk.writer import VisitWriter

log = logging.getLogger(__name__)

FOR_STAFF = frozenset({"no_hall", "clock_far_ahead", "day_far_ahead", "day_not_later", "date_used"})
"""Refusals that only the staff can do something about: a visitor reads no command and no date of a computer's
clock."""
SLIP_PATIENCE_S = 20.0
SLOW_MS = 400
LONG_S = 5.0
"""From then on the visitor hears that it takes longer than usual."""


class Visit(QObject):
    """Writes for the visitor in front and shows what came of it. ``slip_wanted`` carries a ``SlipOrder``;
    ``news_wanted`` asks to read the hall; ``given_up`` says that a touch was never answered; ``unwanted`` carries the
    id of a number that was made for nobody, whose slip must not come out."""

    slip_wanted = Signal(object)
    news_wanted = Signal()
    given_up = Signal()
    unwanted = Signal(int)

    def __init__(
        self,
        link: HallLink,
        state: ScreenState,
        *,
        station: str,
        life: str,
        monotonic: Callable[[], float],
        new_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._station = station
        self._life = life
        self._actor = f"kiosk:{station}"
        self._monotonic = monotonic
        self._new_id = new_id
        self._link = link
        self._writer = VisitWriter(link, monotonic, self)
        self._last: TicketView | None = None
        self._language = state.screen.language
        self._decided: deque[int] = deque(maxlen=20)
        self._slip_since = 0.0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self._on_slow)

    @property
    def busy(self) -> bool:
        """True while a write is not answered: nothing else may be touched."""
        return self._writer.busy

    def close(self) -> None:
        """Stops the timer."""
        self._slow.stop()

    def take(self, service: ServiceView, *, busy: str) -> None:
        """Makes a number of ``service``, or says why there is none; ``busy`` is the id of what was touched."""
        if not service.opening.gives_numbers:
            self._state.say(ClosedNotice(service.name, service.name_en, service.opening))
            return
        request, priority = self._new_id(), self._state.screen.priority
        actor, station, life, service_id = self._actor, self._station, self._life, service.id

        def job(work: WorkLike) -> TicketView:
            return work.issue(
                service_id,
                priority=priority,
                request_id=request,
                actor=actor,
                station=station,
                to_print=True,
                life=life,
            )

        self._write(job, self._on_issued, busy=busy, late=self._on_issued_late)

    def confirm(self) -> None:
        """The visitor photographed the number: it joins the queue without a slip."""
        ticket = self._state.screen.ticket
        if ticket is None or self._state.screen.page is not Page.TROUBLE:
            return
        if ticket.state is not State.PRINTING:
            self._show_photographed(ticket)
            return
        request, actor, ticket_id = self._new_id(), self._actor, ticket.id
        self._write(
            lambda work: work.confirm(ticket_id, actor=actor, request_id=request),
            self._show_photographed,
            busy="confirm",
        )

    def ask_cancel(self) -> None:
        """The visitor does not want the number that was not printed: is that so?"""
        if self._state.screen.page is Page.TROUBLE:
            self._state.show(asking=True, strip=None)

    def cancel(self) -> None:
        """The visitor was asked, and does not want the number that was not printed."""
        ticket = self._state.screen.ticket
        if ticket is None or self._state.screen.page is not Page.TROUBLE or not self._state.screen.asking:
            return
        request, actor, ticket_id = self._new_id(), self._actor, ticket.id
        self._write(
            lambda work: work.cancel(ticket_id, reason="visitor at the kiosk", actor=actor, request_id=request),
            self._on_cancelled,
            busy="cancel",
        )

    def report_missing(self) -> None:
        """The slip is said to be out, but the visitor sees no paper: the staff are told, the number stays."""
        ticket = self._state.screen.ticket
        if ticket is None or self._state.screen.page is not Page.TICKET or self._state.screen.slip is not Slip.OUT:
            return
        actor, ticket_id = self._actor, ticket.id
        self._show_trouble(ticket, "missing")
        self._write(lambda work: work.slip_missing(ticket_id, actor=actor), self._on_staff_told, busy="missing")

    def check_reply(self) -> None:
        """A write that is not answered is told after 5 s, and given up after 20."""
        if self._writer.waited_s >= LONG_S and self._state.screen.strip != PlainNotice("long"):
            self._state.say(PlainNotice("long"))
        self._writer.check_patience()

    def check_patience(self) -> None:
        """A slip that takes too long counts as trouble, until it comes."""
        screen = self._state.screen
        waited = self._monotonic() - self._slip_since
        if screen.page is Page.TICKET and screen.slip is Slip.PRINTING and waited >= SLIP_PATIENCE_S:
            self._show_trouble(screen.ticket, "slow")

    @Slot(object)
    def on_slip_ended(self, end: SlipEnd) -> None:
        """The print worker is done with a slip."""
        ticket = self._state.screen.ticket
        mine = ticket is not None and ticket.id == end.ticket_id and self._state.on_reading
        if mine and end.joined:
            self._show_out()
        elif end.ticket_id in self._decided:
            pass  # photographed or cancelled: what the printer says later is nobody's trouble any more
        elif mine and self._state.screen.page is Page.TROUBLE:
            self._state.show(outcome=end.outcome)  # tried again: the visitor's time goes on as it was
        elif mine:
            self._show_trouble(ticket, end.outcome)
        elif not end.joined and self._just_left(end.ticket_id):
            self._state.show(language=self._language)
            self._show_trouble(self._last, end.outcome)
        self.news_wanted.emit()

    def _show_out(self) -> None:
        """The slip is out, and has the whole time of its page to be taken, however late it came."""
        self._state.show_reading(page=Page.TICKET, slip=Slip.OUT)

    def follow(self, fresh: TicketView) -> None:
        """The staff may have confirmed, cancelled or called the number that is on the screen."""
        screen = self._state.screen
        if screen.ticket is None or screen.ticket.id != fresh.id or not self._state.on_reading or self.busy:
            return
        before = screen.ticket.state
        self._state.show(ticket=fresh)
        if fresh.state is not State.PRINTING:
            self._decide(fresh)
        if fresh.state is State.CANCELLED and before is not State.CANCELLED:
            self._on_cancelled(fresh)
        elif screen.page is Page.TROUBLE and before is State.PRINTING and fresh.state is not State.PRINTING:
            self._show_photographed(fresh)

    def _write(
        self,
        job: Callable[[WorkLike], TicketView],
        done: Callable[[TicketView], None],
        *,
        busy: str,
        late: Callable[[TicketView], None] | None = None,
    ) -> None:
        self._state.show(busy=busy, strip=None, idle_left=None)
        self._slow.start()
        self._writer.write(job, done, self._on_refused, self._on_given_up, late)

    @Slot()
    def _on_slow(self) -> None:
        if self.busy:
            self._state.say(PlainNotice("wait"))

    def _on_issued(self, ticket: TicketView) -> None:
        view = self._state.screen.view
        assert view is not None, "a number is chosen from a view"
        self._last, self._language = ticket, self._state.screen.language
        self._slip_since = self._monotonic()
        # The slip first: it is made while the page is painted.
        self.slip_wanted.emit(SlipOrder(ticket, view.hall, self._state.screen.language))
        self._state.show_reading(page=Page.TICKET, ticket=ticket, slip=Slip.PRINTING)

    def _on_issued_late(self, ticket: TicketView) -> None:
        """The number was made after all: whoever still reads that there is none gets it; else it is nobody's."""
        if self._state.screen.page is Page.FAILED:
            self._on_issued(ticket)
            return
        actor, ticket_id = self._actor, ticket.id
        self.unwanted.emit(ticket_id)
        self._link.write(
            lambda work: work.cancel(
                ticket_id, reason="made after the visitor had been told of a failure", actor=actor
            ),
            lambda gone: log.info("%s was made for nobody, and is cancelled", gone.code),
            lambda error: log.warning("%s was made for nobody, and cannot be cancelled: %s", ticket.code, error),
        )

    def _on_refused(self, error: Refused) -> None:
        log.info("refused: %s", error)
        self._state.idle.touched()
        self._state.show(busy="", asking=False)
        self._state.say(PlainNotice("unready") if error.code in FOR_STAFF else RefusedNotice(error))
        self.news_wanted.emit()

    def _on_given_up(self) -> None:
        self._state.idle.touched()
        self._state.show(busy="", strip=None)
        if self._state.on_reading:
            self._state.say(PlainNotice("staff"))
        else:
            self._state.show_reading(page=Page.FAILED, ticket=None)
        self.given_up.emit()

    def _decide(self, ticket: TicketView) -> None:
        """The number is in the queue or over: its slip is not waited for any more."""
        self._decided.append(ticket.id)

    def _on_cancelled(self, ticket: TicketView) -> None:
        self._decide(ticket)
        self._state.leave(PlainNotice("cancelled", ticket.code))

    def _on_staff_told(self, ticket: TicketView) -> None:
        self._state.show(busy="", strip=None, ticket=ticket, outcome="told")

    def _show_photographed(self, ticket: TicketView) -> None:
        self._decide(ticket)
        self._state.show_reading(page=Page.TICKET, ticket=ticket, slip=Slip.PHOTO)

    def _show_trouble(self, ticket: TicketView | None, outcome: str) -> None:
        self._state.show_reading(page=Page.TROUBLE, ticket=ticket, slip=Slip.FAILED, outcome=outcome)

    def _just_left(self, ticket_id: int) -> bool:
        return self._last is not None and self._last.id == ticket_id and self._state.untouched
