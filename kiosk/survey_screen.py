"""What the pages of the satisfaction survey show, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hall.survey.regulation import Choice, Regulation, known
from hall.views import SurveySheet
from hall.wording import BothNames


@dataclass(frozen=True, slots=True)
class SurveyQuestion:
    """One page: the ``key`` of an element or of a question about the respondent, and its answers in their order."""

    key: str
    text: BothNames
    answers: tuple[BothNames, ...]
    is_trait: bool = False


@dataclass(frozen=True, slots=True)
class SurveyScreen:
    """The survey: what is ``typed`` of a number; then the ``sheet``, the ``questions`` that this visitor is asked, the
    one that is up (``at``), and what was answered here, by question, as the place of the answer from 0. ``before``
    counts what an earlier sitting has answered."""

    typed: str = ""
    sheet: SurveySheet | None = None
    questions: tuple[SurveyQuestion, ...] = ()
    at: int = 0
    before: int = 0
    chosen: Mapping[str, int] = field(default_factory=dict)

    @property
    def question(self) -> SurveyQuestion | None:
        """The question that is up."""
        return self.questions[self.at] if self.at < len(self.questions) else None

    @property
    def count(self) -> int:
        """How many questions the survey has."""
        return self.before + len(self.questions)


def questions_of(sheet: SurveySheet) -> tuple[SurveyQuestion, ...]:
    """The questions of a questionnaire that have no answer yet: its elements, then what the hall asks of the
    respondent."""
    law: Regulation = known(sheet.regulation)
    elements = [SurveyQuestion(one.key, one.question, one.answers) for one in law.elements]
    traits = [law.trait[key] for key in sheet.ask if key in law.trait]
    asked = [SurveyQuestion(one.key, one.question, _names(one.choices), is_trait=True) for one in traits]
    done = {*sheet.answered, *sheet.described}
    return tuple(one for one in (*elements, *asked) if one.key not in done)


def _names(choices: tuple[Choice, ...]) -> tuple[BothNames, ...]:
    return tuple(BothNames(one.name, one.name_en) for one in choices)
