"""The figures of the survey for a period, as one value: what reports, screens and commands show. Pure.

Completed questionnaires make the index; one that was stopped is counted apart. A part of a period (an agency, a month)
with fewer respondents than its sample needs has an index, which is marked, and no grade.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hall.incidents import FollowUp
from hall.survey import scoring
from hall.survey.regulation import Band, Element, Regulation, Trait, Weight

MOST_LISTED = 2000
"""More questionnaires than these are not listed one by one: their sums say what can still be read."""


class Channel(StrEnum):
    """How a questionnaire came in."""

    KIOSK = "kiosk"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Answers:
    """What some questionnaires add up to: completed ones by channel, the sum of their scores by element, how many were
    stopped before the last question, and how many chose what of what they were asked about themselves."""

    complete: Mapping[str, int] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)
    incomplete: int = 0
    chosen: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def respondents(self) -> int:
        """How many questionnaires are complete."""
        return sum(self.complete.values())


@dataclass(frozen=True, slots=True)
class ElementScore:
    """An element: the ``total`` of its scores, their mean (NRR), that times the weight, and the mean on the scale of
    the index; None without a respondent. ``band`` is None in a small sample too."""

    element: Element
    total: int
    mean: Decimal | None
    weighted: Decimal | None
    index: Decimal | None
    band: Band | None


@dataclass(frozen=True, slots=True)
class SurveyPart:
    """A hall, an agency, a service or a month. ``id`` is empty for the whole.

    ``users`` were served in the period before (``users_now``: in the period itself, as there was nobody before), and
    ask for ``needed`` respondents. ``band`` is None without a respondent and for a small sample.
    """

    id: str
    name: str
    name_en: str
    respondents: int
    incomplete: int
    kiosk: int
    paper: int
    users: int
    users_now: bool
    needed: int
    index: Decimal | None
    band: Band | None
    elements: tuple[ElementScore, ...]

    @property
    def is_small(self) -> bool:
        """Whether there are fewer respondents than the sample needs."""
        return self.respondents < self.needed or not self.respondents

    @property
    def weakest(self) -> tuple[ElementScore, ...]:
        """The elements from the lowest mean to the highest; none without a respondent."""
        known = [one for one in self.elements if one.mean is not None]
        return tuple(sorted(known, key=lambda one: (one.total, one.element.key)))


@dataclass(frozen=True, slots=True)
class SurveyMonth:
    """A calendar month of the period, as far as the period holds it."""

    first: date
    last: date
    part: SurveyPart


@dataclass(frozen=True, slots=True)
class TraitCount:
    """How many completed questionnaires chose each answer to a question about the respondent, by the choice's key, and
    how many did not answer it."""

    trait: Trait
    counts: Mapping[str, int]
    unanswered: int


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """The survey from ``first`` to ``last`` (business days, both included), of the hall or of an ``agency`` (id).

    ``weight`` is the one that was used. ``before`` is the period whose users the sample is drawn from. ``traits`` are
    those that the hall asks for. ``others`` completed a questionnaire of another regulation, which is in no figure;
    ``comments`` counts the texts of the period, of the whole hall. ``follow_up`` is that of the findings: of the plans
    that were written in the period or the one after, or are older and were open when it began.
    """

    regulation: Regulation
    weight: Weight
    first: date
    last: date
    before: tuple[date, date]
    agency: str
    whole: SurveyPart
    agencies: tuple[SurveyPart, ...] = ()
    services: tuple[SurveyPart, ...] = ()
    months: tuple[SurveyMonth, ...] = ()
    traits: tuple[TraitCount, ...] = ()
    others: int = 0
    comments: int = 0
    follow_up: FollowUp = field(default_factory=FollowUp)


@dataclass(frozen=True, slots=True)
class Users:
    """Visits that ended as served: in the period before, and in the period itself."""

    before: int = 0
    now: int = 0


def part(
    of: tuple[str, str, str], answers: Answers, users: Users, regulation: Regulation, weight: Weight
) -> SurveyPart:
    """The part of a period with this id, name and English name."""
    people = answers.respondents
    base = users.before or users.now
    needed = scoring.needed(base, regulation)
    found = scoring.index(answers.totals, people, regulation, weight)
    is_full = bool(people) and people >= needed
    return SurveyPart(
        *of,
        respondents=people,
        incomplete=answers.incomplete,
        kiosk=answers.complete.get(Channel.KIOSK, 0),
        paper=answers.complete.get(Channel.PAPER, 0),
        users=base,
        users_now=not users.before,
        needed=needed,
        index=found,
        band=scoring.grade(found, regulation) if found is not None and is_full else None,
        elements=tuple(
            _element(one, answers.totals.get(one.key, 0), people, regulation, weight, graded=is_full)
            for one in regulation.elements
        ),
    )


def trait_counts(answers: Answers, traits: Iterable[Trait]) -> tuple[TraitCount, ...]:
    """What completed questionnaires say of their respondents."""
    found = []
    for trait in traits:
        counts = {choice.key: answers.chosen.get((trait.key, choice.key), 0) for choice in trait.choices}
        found.append(TraitCount(trait, counts, answers.respondents - sum(counts.values())))
    return tuple(found)


def together(all_answers: Iterable[Answers]) -> Answers:
    """The sum of them."""
    complete: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    chosen: Counter[tuple[str, str]] = Counter()
    incomplete = 0
    for one in all_answers:
        complete.update(one.complete)
        totals.update(one.totals)
        chosen.update(one.chosen)
        incomplete += one.incomplete
    return Answers(complete, totals, incomplete, chosen)


def period_before(first: date, last: date) -> tuple[date, date]:
    """The period before, whose users a sample is drawn from: as many whole months before whole months, else as many
    days. It counts whole, also while the period from ``first`` to ``last`` goes on: what is needed does not grow day by
    day."""
    end = first - timedelta(days=1)
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
        return date(year, month + 1, 1), end
    return first - (last - first) - timedelta(days=1), end


def period_after(first: date, last: date) -> tuple[date, date]:
    """The period after: as many whole months after whole months, else as many days."""
    start = last + timedelta(days=1)
    if first.day == 1 and start.day == 1:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        return start, date(year, month + 1, 1) - timedelta(days=1)
    return start, start + (last - first)


def months_of(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The calendar months from ``first`` to ``last``, each as far as it lies between them."""
    found, start = [], first
    while start <= last:
        end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
        found.append((start, min(end, last)))
        start = end + timedelta(days=1)
    return tuple(found)


def _element(
    element: Element, total: int, people: int, regulation: Regulation, weight: Weight, *, graded: bool
) -> ElementScore:
    found = scoring.element_index(total, people, regulation)
    band = scoring.grade(found, regulation) if graded and found is not None else None
    means = scoring.mean(total, people), scoring.weighted(total, people, weight)
    return ElementScore(element, total, *means, found, band)
