"""One paper form, as a file of them brings it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hall.errors import Refused
from hall.survey.regulation import Regulation

LONGEST_COMMENT = 500
"""Characters of what is written on a form."""
MOST_FORMS = 10_000
"""More forms in one file point to a wrong file."""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A questionnaire that was filled in on paper: its ``day``, the ``agency`` (id), the ``service`` (id) where it says
    so, scores by element, choices by question about the respondent, and what was written."""

    day: date
    agency: str
    service: str = ""
    scores: Mapping[str, int] = field(default_factory=dict)
    traits: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""


def refuse_answer(regulation: Regulation, element: str, score: int) -> None:
    """Raise Refused("survey_unknown_answer") unless the element is the regulation's and has such a score."""
    if element not in regulation.element or not 1 <= score <= regulation.scale:
        raise Refused("survey_unknown_answer", question=element, answer=score)


def refuse_choice(regulation: Regulation, trait: str, choice: str) -> None:
    """Raise Refused("survey_unknown_answer") unless the question about the respondent has such an answer."""
    found = regulation.trait.get(trait)
    if found is None or choice not in [one.key for one in found.choices]:
        raise Refused("survey_unknown_answer", question=trait, answer=choice)


def refuse_form(regulation: Regulation, form: PaperForm, today: date) -> None:
    """Raise Refused when a form cannot be one: ("survey_form_empty") without any score, ("survey_form_day") for a day
    that is still to come, and as the functions above."""
    if form.day > today:
        raise Refused("survey_form_day", day=form.day)
    if not form.scores:
        raise Refused("survey_form_empty")
    for element, score in form.scores.items():
        refuse_answer(regulation, element, score)
    for trait, choice in form.traits.items():
        refuse_choice(regulation, trait, choice)
