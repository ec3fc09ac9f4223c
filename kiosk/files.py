"""How many files or persons one number is for, asked before it is made."""

from __future__ import annotations

from dataclasses import replace

from hall.numbering import MOST_FILES
from kiosk.files_screen import FilesScreen
from kiosk.screen import Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.visit import Visit


class FilesDesk:
    """Each method answers one touch or key; a touch does not count while a command is not answered."""

    def __init__(self, state: ScreenState, visit: Visit) -> None:
        self._state, self._visit = state, visit

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    @property
    def is_open(self) -> bool:
        """Whether it is being asked."""
        return self._screen.page is Page.FILES

    def change(self, by: int) -> None:
        """One more, or one less; from 1 to ``MOST_FILES``."""
        count = self._screen.files.count + by
        if self.is_open and 1 <= count <= MOST_FILES and self._visit.accepts():
            self._state.show(files=replace(self._screen.files, count=count), notice_bar=None)

    def take(self) -> None:
        """The number for so many; that of a booking where the question came from one."""
        asked, booking = self._screen.files, self._screen.arrival.booking
        found = self._screen.offered_service(asked.service_id)
        if not self.is_open or found is None or not self._visit.accepts():
            return
        if booking is not None and asked.back == Page.BOOKING:
            self._visit.check_in(booking, files=asked.count)
        else:
            self._visit.issue(found[1], busy=found[1].id, files=asked.count)

    def leave(self) -> None:
        """Back to where the service was chosen."""
        if self.is_open and self._visit.accepts():
            self._state.show_page(Page(self._screen.files.back), files=FilesScreen())
