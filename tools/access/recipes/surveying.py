"""Pages of the satisfaction survey."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hall.survey.regulation import regulation
from hall.views import SurveySheet
from kiosk.screen import Page, Screen
from kiosk.survey_screen import SurveyScreen, questions_of
from tools.access.recipes.shared import plain_notices, refused_notice
from tools.access.sample_hall import SampleHall


def survey_number(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The number of the slip is typed."""
    usual = Screen(page=Page.SURVEY_NUMBER, view=hall.view, seconds_left=70, seconds_whole=80)
    typed = SurveyScreen(typed=hall.ticket.code.replace("-", ""))
    yield "empty", usual
    yield "typed", replace(usual, survey=typed)
    yield "busy", replace(usual, survey=typed, busy="survey-begin")
    yield (
        "bar refused",
        replace(usual, survey=typed, notice_bar=refused_notice("unknown_ticket", "survey", number="Z-9")),
    )
    yield "warned", replace(usual, seconds_left=12)


def survey(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """The first question, each that is about the respondent, the one with the longest text, and what is said."""
    law, number = regulation(), hall.ticket
    sheet = SurveySheet(
        1, number.code, number.service_name, number.service_name_en, law.key, ask=tuple(one.key for one in law.traits)
    )
    questions = questions_of(sheet)
    whole = SurveyScreen(sheet=sheet, questions=questions)
    usual = Screen(page=Page.SURVEY, view=hall.view, survey=whole, seconds_left=70, seconds_whole=80)
    yield "first", usual
    longest = max(range(len(questions)), key=lambda at: len(questions[at].text.name))
    yield "longest", replace(usual, survey=replace(whole, at=longest))
    chosen = {questions[0].key: 1}
    yield "answered", replace(usual, survey=replace(whole, chosen=chosen))
    for at, question in enumerate(questions):
        if question.is_trait:
            yield question.key, replace(usual, survey=replace(whole, at=at, chosen=chosen))
    yield "busy", replace(usual, busy="survey-answer")
    yield "warned", replace(usual, seconds_left=12)
    for name, bar in plain_notices("survey"):
        yield name, replace(usual, notice_bar=bar)


def survey_done(hall: SampleHall) -> Iterator[tuple[str, Screen]]:
    """Thanks."""
    yield "thanks", Screen(page=Page.SURVEY_DONE, view=hall.view, seconds_left=20)
