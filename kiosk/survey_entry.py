"""The page before the satisfaction survey: the number whose visit it is about, typed or scanned."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hall.numbering import typed_code
from kiosk.screen import Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.survey_screen import SurveyScreen
from kiosk.visit import Visit

LONGEST = 24
"""Signs of a number as it is typed, or of what a scanner reads from a slip."""


class SurveyEntry:
    """Each method answers one touch or key; ``begin_of`` begins the survey of a number."""

    def __init__(self, state: ScreenState, visit: Visit, begin_of: Callable[[str], None]) -> None:
        self._state, self._visit, self._begin_of = state, visit, begin_of

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    def open(self) -> None:
        """The survey's key on the first page."""
        if self._state.on_list and self._screen.surveys and self._visit.accepts():
            self._state.show_reading(page=Page.SURVEY_NUMBER, survey=SurveyScreen())

    def type(self, sign: str) -> None:
        """A key of the number."""
        if self._accepts():
            self._show(self._screen.survey.typed + sign)

    def erase(self) -> None:
        """The last sign goes."""
        if self._accepts():
            self._show(self._screen.survey.typed[:-1])

    def begin(self) -> None:
        """The number is typed: its questionnaire."""
        number = self._screen.survey.typed
        if number and self._accepts():
            self._begin_of(number)

    def scan(self, text: str) -> None:
        """A scanner has read a slip on this page."""
        if self._accepts():
            self._show(typed_code(text))
            self.begin()

    def _accepts(self) -> bool:
        return self._screen.page is Page.SURVEY_NUMBER and self._visit.accepts()

    def _show(self, typed: str) -> None:
        survey = replace(self._screen.survey, typed=typed[:LONGEST])
        self._state.show_reading(page=Page.SURVEY_NUMBER, survey=survey)
