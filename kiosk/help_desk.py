"""Panggil petugas: whoever needs a person calls one to this machine, and is told that they come."""

from __future__ import annotations

import logging

from hall.access import By
from hall.errors import Refused
from hall.views import HelpCall
from kiosk.help_screen import HelpScreen, HelpState
from kiosk.screen_state import ScreenState
from qtkit.store_link import StoreLink

log = logging.getLogger(__name__)
STAYS_S = 30.0
"""So long the card stays when nobody touches it."""
WAITS_S = 120.0
"""So long a visit without sight lasts at least after a call: whoever called waits at this machine."""


class HelpDesk:
    """Each method answers one touch or key. The call is no number: it waits for none, and none waits for it."""

    def __init__(self, link: StoreLink, state: ScreenState, *, station: str) -> None:
        self._link, self._state, self._station = link, state, station
        self._until = self._waits_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the card lies over the page."""
        return self._state.screen.help.is_open

    def ask(self) -> None:
        """The key in the header: shall a person come? Whoever waits for one is told how the call stands."""
        if not self._state.screen.calls_staff or self.is_open:
            return
        if self._state.now() < self._waits_until:
            self._send()
        else:
            self._show(HelpState.ASKS)

    def call(self) -> None:
        """Yes: the staff are told."""
        if self._state.screen.help.asks:
            self._send()

    def close(self) -> None:
        """The card goes; a call that was made lasts."""
        if self.is_open and self._state.screen.help.state is not HelpState.CALLS:
            self._show(HelpState.CLOSED)

    def tick(self) -> None:
        """Once a second: nobody looks at the card any more, or somebody who hears waits for a person."""
        now = self._state.now()
        if not self._state.screen.modes.spoken:
            self._waits_until = 0.0
        if now < self._waits_until:
            self._state.hear()
        asked = self._state.screen.modes.spoken and self._state.screen.help.asks  # lasts as long as the page below it
        if self.is_open and now >= self._until and not asked:
            self._state.show(help=HelpScreen())

    def staff_came(self) -> None:
        """Somebody of the staff opened this machine's page: whoever called is seen to."""
        by, station = By.kiosk(self._station), self._station
        self._link.write(
            lambda work: work.help.answer(station, by), lambda call: log.info("the call is seen to"), self._on_nobody
        )

    def _send(self) -> None:
        self._show(HelpState.CALLS)
        by = By.kiosk(self._station)
        self._link.write(lambda work: work.help.call(by), self._on_called, self._on_failed)

    def _show(self, state: HelpState) -> None:
        self._until = self._state.now() + STAYS_S
        self._state.stay()
        self._state.show(help=HelpScreen(state), choosing_language=False, choosing_modes=False)

    def _on_called(self, call: HelpCall) -> None:
        if self._state.screen.modes.spoken:
            self._waits_until = self._state.now() + WAITS_S
        if self._state.screen.help.state is HelpState.CALLS:
            self._show(HelpState.CALLED if call.answered_at is None else HelpState.COMING)

    def _on_failed(self, error: Exception) -> None:
        log.warning("nobody can be called: %s", error)
        if self._state.screen.help.state is HelpState.CALLS:
            self._show(HelpState.FAILED)

    def _on_nobody(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            log.warning("the call cannot be answered: %s", error)
