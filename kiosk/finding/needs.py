"""What a visitor does who knows what happened in a life, and no agency for it."""

from __future__ import annotations

from kiosk.finding.finding_screen import FindingScreen
from kiosk.screen import Page
from kiosk.screen_state import ScreenState
from kiosk.visit import Visit


class Needs:
    """Each method answers one touch or key; a touch does not count while a command is not answered."""

    def __init__(self, state: ScreenState, visit: Visit) -> None:
        self._state, self._visit = state, visit

    def open(self) -> None:
        """The key for what happens in a life."""
        if self._state.on_list and self._state.screen.needs and self._visit.accepts():
            self._show(Page.NEEDS)

    def choose(self, need_id: str) -> None:
        """A card of what happens in a life: its services."""
        if self._state.screen.page is Page.NEEDS and self._visit.accepts():
            self._show(Page.NEED, need_id)

    def go_back(self) -> None:
        """From one of them to all."""
        if self._state.screen.page is Page.NEED and self._visit.accepts():
            self._show(Page.NEEDS)

    def _show(self, page: Page, need_id: str = "") -> None:
        finding = FindingScreen(need_id=need_id)
        self._state.show(page=page, finding=finding, agency_id="", list_page=0, notice_bar=None)
