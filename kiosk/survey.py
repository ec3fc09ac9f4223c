"""The satisfaction survey at a kiosk: the number of a slip, then question by question, each answer kept at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hall.access import By
from hall.survey.regulation import known
from hall.views import SurveySheet
from kiosk.screen import SURVEY, Page, Screen
from kiosk.screen_state import ScreenState
from kiosk.survey_entry import SurveyEntry
from kiosk.survey_screen import SurveyQuestion, SurveyScreen, questions_of
from kiosk.visit import Visit
from kiosk.visitor_command import Waiting

_WAITING = Waiting(slow="survey_wait", lost="survey_lost")


class Survey:
    """Each method answers one touch or key; a touch does not count while a command is not answered."""

    def __init__(self, state: ScreenState, visit: Visit, *, station: str, new_id: Callable[[], str]) -> None:
        self._state, self._visit = state, visit
        self._station, self._new_id = station, new_id
        self._sitting = ""
        self.entry = SurveyEntry(state, visit, self.begin_of)

    @property
    def _screen(self) -> Screen:
        return self._state.screen

    @property
    def is_open(self) -> bool:
        """Whether a page of the survey is up."""
        return self._screen.page in SURVEY

    def begin_of(self, number: str) -> None:
        """The questionnaire of a number, or of the token on its slip."""
        by, sitting = self._by(), self._new_id()
        self._visit.command.send(
            lambda work: work.survey.begin(number, sitting, by),
            lambda sheet: self._on_begun(sheet, sitting),
            busy="survey-begin",
            waiting=_WAITING,
        )

    def answer(self, place: int) -> None:
        """An answer of the question that is up, by its place from 0."""
        question, sheet = self._screen.survey.question, self._screen.survey.sheet
        if question is None or sheet is None or not self._accepts(Page.SURVEY) or place >= len(question.answers):
            return
        by, sitting, number = self._by(), self._sitting, sheet.id
        if question.is_trait:
            choice = known(sheet.regulation).trait[question.key].choices[place].key
            job = lambda work: work.survey.describe(number, sitting, question.key, choice, by)  # noqa: E731
        else:
            job = lambda work: work.survey.answer(number, sitting, question.key, place + 1, by)  # noqa: E731
        self._visit.command.send(
            job, lambda kept: self._on_kept(kept, question, place), busy="survey-answer", waiting=_WAITING
        )

    def back(self) -> None:
        """The question before, of those that this visitor has seen."""
        if self._accepts(Page.SURVEY) and self._screen.survey.at > 0:
            self._show(at=self._screen.survey.at - 1)

    def skip(self) -> None:
        """The next question, without an answer to this one."""
        if self._accepts(Page.SURVEY):
            self._go_on(self._screen.survey)

    def stop(self) -> None:
        """The visitor stops; what was answered is kept."""
        if self._accepts(Page.SURVEY):
            self._thank(self._screen.survey)

    def leave(self) -> None:
        """To the first page: from the number for whoever is there, from the thanks for the next visitor."""
        if self._screen.page is Page.SURVEY_NUMBER and self._visit.accepts():
            self._state.begin_again()
        elif self._screen.page is Page.SURVEY_DONE and self._visit.accepts():
            self._state.leave()

    def go_back(self) -> None:
        """Escape: the question before; from the first one, and elsewhere, away."""
        if self._screen.page is not Page.SURVEY:
            self.leave()
        elif self._screen.survey.at > 0:
            self.back()
        else:
            self.stop()

    def _accepts(self, page: Page) -> bool:
        return self._screen.page is page and self._visit.accepts()

    def _by(self) -> By:
        """Who acts: this kiosk, once however often it is sent."""
        return By.kiosk(self._station, request_id=self._new_id())

    def _show(self, **changes: object) -> None:
        survey = replace(self._screen.survey, **changes)  # type: ignore[arg-type]
        self._state.show_reading(page=self._screen.page, survey=survey)

    def _on_begun(self, sheet: SurveySheet, sitting: str) -> None:
        self._sitting = sitting
        questions = questions_of(sheet)
        before = len(sheet.answered) + len(sheet.described)
        survey = SurveyScreen(sheet=sheet, questions=questions, before=before)
        self._state.show_reading(page=Page.SURVEY if questions else Page.SURVEY_DONE, survey=survey)

    def _on_kept(self, sheet: SurveySheet, question: SurveyQuestion, place: int) -> None:
        survey = self._screen.survey
        chosen = {**survey.chosen, question.key: place}
        self._go_on(replace(survey, sheet=sheet, chosen=chosen))

    def _go_on(self, survey: SurveyScreen) -> None:
        if survey.at + 1 < len(survey.questions):
            self._state.show_reading(page=Page.SURVEY, survey=replace(survey, at=survey.at + 1))
        else:
            self._thank(survey)

    def _thank(self, survey: SurveyScreen) -> None:
        self._sitting = ""
        self._state.show_reading(page=Page.SURVEY_DONE, survey=replace(survey, questions=(), chosen={}))
