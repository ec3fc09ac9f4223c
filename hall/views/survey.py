"""A questionnaire of the satisfaction survey as a kiosk fills it in, and imports of paper forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """The questionnaire of a visit: of which ``regulation`` (key), and what is answered of it, by keys, without the
    answers: who types the number of a slip next sees none of another's. ``ask`` are the questions about the respondent
    that the hall asks for."""

    id: int
    code: str
    service_name: str
    service_name_en: str
    regulation: str
    answered: tuple[str, ...] = ()
    described: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    complete: bool = False


@dataclass(frozen=True, slots=True)
class SurveyScores:
    """A complete questionnaire as it is listed: the agency and the service (ids; no service where a form says none),
    how it came in, and its scores by element. It has neither a day nor a number: nobody can tell whose it is."""

    agency: str
    service: str
    channel: str
    scores: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SurveyImport:
    """A file of paper forms that was taken in; ``withdrawn_at`` when it was taken back."""

    id: int
    at: datetime
    actor: str
    forms: int
    withdrawn_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SurveyComment:
    """What somebody wrote on a paper form of that day."""

    day: date
    text: str
