"""What a visitor decides about a number: it was photographed, is kept or not wanted, or its paper is missing."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from hall.access import By
from hall.lifecycle import State
from hall.views import TicketView
from kiosk.screen import Page, PaperState, PlainNotice
from kiosk.screen_state import ScreenState
from kiosk.visitor_command import VisitorCommand


class Decision:
    """Each method without a ticket answers one touch, which counts when ``accepts`` says so."""

    def __init__(
        self,
        state: ScreenState,
        command: VisitorCommand,
        *,
        station: str,
        new_id: Callable[[], str],
        accepts: Callable[[], bool],
    ) -> None:
        self._state, self._command, self._accepts = state, command, accepts
        self._station, self._new_id = station, new_id
        # Numbers that are in the queue or over: their slips are not waited for any more.
        self._decided: deque[int] = deque(maxlen=20)

    def is_made(self, ticket_id: int) -> bool:
        """Whether that number is in the queue or over."""
        return ticket_id in self._decided

    def note(self, ticket_id: int) -> None:
        """That number is in the queue or over."""
        self._decided.append(ticket_id)

    def confirm(self) -> None:
        """The visitor photographed the number: it joins the queue without a slip."""
        ticket = self._troubled()
        if ticket is None:
            return
        if ticket.state is not State.PRINTING:
            self.show_photographed(ticket)
            return
        by, ticket_id = self._by(), ticket.id
        self._command.send(lambda work: work.tickets.confirm(ticket_id, by), self.show_photographed, busy="confirm")

    def ask_cancel(self) -> None:
        """The visitor does not want the number: is that so? Whoever only hears is asked about a printed one too."""
        screen = self._state.screen
        if self._troubled() is not None:
            self._state.show(asking=True, notice_bar=None)
        elif screen.page is Page.TICKET and screen.modes.spoken and screen.ticket is not None and self._accepts():
            self._state.show_reading(page=Page.TROUBLE, outcome="", asking=True)

    def keep(self) -> None:
        """The visitor was asked, and keeps the number."""
        if not self._accepts():
            return
        if self._state.screen.slip is PaperState.FAILED:
            self._state.show(asking=False)
        else:
            self._state.show_reading(page=Page.TICKET)

    def cancel(self) -> None:
        """The visitor was asked, and does not want the number."""
        ticket = self._troubled()
        if ticket is None or not self._state.screen.asking:
            return
        by, ticket_id = self._by(), ticket.id
        self._command.send(
            lambda work: work.tickets.cancel(ticket_id, by, reason="visitor at the kiosk"),
            self.show_cancelled,
            busy="cancel",
        )

    def report_missing(self) -> None:
        """The slip is said to be out, but the visitor sees no paper: the staff are notified, the number stays."""
        screen, ticket = self._state.screen, self._state.screen.ticket
        out = screen.page is Page.TICKET and screen.slip is PaperState.OUT
        if not self._accepts() or ticket is None or not out:
            return
        by, ticket_id = By.kiosk(self._station), ticket.id
        self.show_trouble(ticket, "missing")
        self._command.send(lambda work: work.slips.missing(ticket_id, by), self._on_staff_notified, busy="missing")

    def show_photographed(self, ticket: TicketView) -> None:
        """The number is in the queue without a slip."""
        self.note(ticket.id)
        self._state.show_reading(page=Page.TICKET, ticket=ticket, slip=PaperState.PHOTO)

    def show_cancelled(self, ticket: TicketView) -> None:
        """The number is over."""
        self.note(ticket.id)
        self._state.leave(PlainNotice("cancelled", ticket.code))

    def show_trouble(self, ticket: TicketView | None, outcome: str) -> None:
        """Its slip did not come out: what is to be done?"""
        self._state.show_reading(page=Page.TROUBLE, ticket=ticket, slip=PaperState.FAILED, outcome=outcome)

    def _by(self) -> By:
        """Who acts: this kiosk, once however often it is sent."""
        return By.kiosk(self._station, request_id=self._new_id())

    def _troubled(self) -> TicketView | None:
        """The number whose slip did not come out, when its page is shown and a touch counts."""
        return self._state.screen.ticket if self._accepts() and self._state.screen.page is Page.TROUBLE else None

    def _on_staff_notified(self, ticket: TicketView) -> None:
        self._state.show(busy="", notice_bar=None, ticket=ticket, outcome="told")
