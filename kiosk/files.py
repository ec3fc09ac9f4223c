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
        """The number for so many."""
        asked = self._screen.files
        found = self._screen.offered_service(asked.service_id)
        if self.is_open and found is not None and self._visit.accepts():
            self._visit.issue(found[1], busy=found[1].id, files=asked.count)

    def leave(self) -> None:
        """Back to where the service was chosen."""
        if self.is_open and self._visit.accepts():
            self._state.show(page=Page(self._screen.files.back), files=FilesScreen(), notice_bar=None)
