"""What a visitor does who does not know the agency: types, or chooses what happens in a life."""

from __future__ import annotations

from collections.abc import Iterator

from hall.finding import Index, Subject
from hall.views import KioskView
from kiosk.finding.finding_screen import FindingScreen
from kiosk.finding.needs import Needs
from kiosk.screen import FINDING, Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.visit import Visit

LONGEST = 40
"""Signs that are kept of what is typed."""


class Finder:
    """Each method answers one touch or key; a touch does not count while a command is not answered. The index is made
    again when names or words of services have changed, and not while somebody types."""

    def __init__(self, state: ScreenState, visit: Visit) -> None:
        self._state, self._visit = state, visit
        self._subjects: tuple[Subject, ...] = ()
        self._index: Index | None = None
        self._language = ""
        self.needs = Needs(state, visit)

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    @property
    def is_open(self) -> bool:
        """Whether a page of the search or of the needs is up."""
        return self._screen.page in FINDING

    def follow(self, view: KioskView) -> None:
        """The hall was read: what can be found may be new."""
        subjects = tuple(subjects_of(view))
        if subjects != self._subjects:
            self._subjects, self._index = subjects, None
            if self._screen.page is Page.SEARCH and self._screen.finding.text:
                self._look(self._screen.finding.text)

    def prepare(self) -> None:
        """Makes the index before somebody waits for it."""
        if self._index is None and self._subjects:
            self._index = Index(self._subjects)

    def open(self) -> None:
        """The search field of the first page."""
        if self._state.on_list and self._screen.finds and self._visit.accepts():
            self.prepare()
            self._show(FindingScreen(), page=Page.SEARCH)

    def type(self, sign: str) -> None:
        """A key of the keyboard."""
        if self._is_typing and self._visit.accepts():
            self._look((self._screen.finding.text + sign).lstrip().replace("  ", " ")[:LONGEST])

    def erase(self) -> None:
        """The last sign goes."""
        if self._is_typing and self._visit.accepts():
            self._look(self._screen.finding.text[:-1])

    def clear(self) -> None:
        """All that is typed goes."""
        if self._screen.page is Page.SEARCH and self._visit.accepts():
            self._look("")

    def choose_text(self, text: str) -> None:
        """A search that stands ready."""
        if self._is_typing and self._visit.accepts():
            self._look(text)

    def list_all(self) -> None:
        """All hits, or all services where nothing is typed."""
        finding = self._screen.finding
        if self._is_typing and (finding.hits or not finding.text) and self._visit.accepts():
            self._list(listing=True)

    def type_again(self) -> None:
        """From the list back to the keyboard."""
        if self._screen.page is Page.SEARCH and self._visit.accepts():
            self._list(listing=False)

    def leave(self) -> None:
        """To the first page, as the visitor left it."""
        if self.is_open and self._visit.accepts():
            self._show(FindingScreen(), page=Page.AGENCIES)

    def go_back(self) -> None:
        """One step back: from the list to the keyboard, from a need to all of them, else to the first page."""
        if self._screen.page is Page.SEARCH and self._screen.finding.listing:
            self.type_again()
        elif self._screen.page is Page.NEED:
            self.needs.go_back()
        else:
            self.leave()

    def speaks(self, screen: Screen) -> bool:
        """Whether the hits of ``screen`` are in its language; those in another one are looked for again."""
        if screen.page is not Page.SEARCH or not screen.finding.text or screen.language == self._language:
            return True
        self._look(screen.finding.text)
        return self._state.screen is screen

    @property
    def _is_typing(self) -> bool:
        return self._screen.page is Page.SEARCH and not self._screen.finding.listing

    def _show(self, finding: FindingScreen, *, page: Page) -> None:
        self._state.show(page=page, finding=finding, agency_id="", list_page=0, notice_bar=None)

    def _list(self, *, listing: bool) -> None:
        finding = self._screen.finding
        shown = FindingScreen(finding.text, finding.hits, finding.meant, listing=listing)
        self._show(shown, page=Page.SEARCH)

    def _look(self, text: str) -> None:
        self.prepare()
        self._language = self._screen.language
        found = None if self._index is None else self._index.find(text, self._language)
        hits, meant = ((), "") if found is None else (found.hits, found.meant)
        self._show(FindingScreen(text, hits, meant), page=Page.SEARCH)


def subjects_of(view: KioskView) -> Iterator[Subject]:
    """All services that this kiosk has, as they can be found."""
    for agency in view.agencies:
        names = (agency.name, agency.name_en)
        words = (*agency.words, agency.full_name)
        for service in agency.services:
            yield Subject(service.id, service.name, service.name_en, service.words, names, words)
