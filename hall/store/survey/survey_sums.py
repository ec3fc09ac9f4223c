"""What the questionnaires of some business days add up to, and how many visits ended as served on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, cast, func, select

from hall.lifecycle import Outcome, State
from hall.store import tables as t
from hall.store.aggregates.keeping import fresh_days
from hall.store.aggregates.naming import hall_code
from hall.store.database.readable import whole_rows
from hall.store.database.transaction import Transaction
from hall.survey.figures import Answers
from hall.views import SurveyScores

_R, _A, _T = t.survey_response.c, t.survey_answer.c, t.survey_trait.c
_C, _D, _S, _G = t.ticket.c, t.business_day.c, t.service.c, t.aggregate_service.c
Days = tuple[date, date]
Served = Mapping[tuple[date, str], int]
"""Visits that ended as served, by business day and service (id)."""


class Group(NamedTuple):
    """Questionnaires of an agency and service (ids; no service where a form says none) in a month (``2026-11``)."""

    agency: str
    service: str
    month: str


def answers(tx: Transaction, days: Days, agency: str, regulation: str) -> dict[Group, Answers]:
    """What questionnaires of a regulation add up to, of one agency or of all. One without any answer is none."""
    within = _within(days, agency, regulation)
    group = _R.agency_id, _R.service_id, _month()
    any_answer = select(_A.response_id).where(_A.response_id == _R.id).exists()
    counts = select(*group, _R.channel, _R.complete, func.count().label("forms")).where(*within, any_answer)
    complete: dict[Group, dict[str, int]] = {}
    incomplete: dict[Group, int] = {}
    for row in whole_rows(tx.connection.execute(counts.group_by(*group, _R.channel, _R.complete))):
        key = Group(row.agency_id, row.service_id or "", row.month)
        if row.complete:
            complete.setdefault(key, {})[row.channel] = row.forms
        else:
            incomplete[key] = incomplete.get(key, 0) + row.forms
    # Not of the column's type, which takes nothing beyond the highest score.
    sums = select(*group, _A.element, func.sum(_A.score, type_=Integer).label("total"))
    sums = sums.select_from(t.survey_response.join(t.survey_answer, _A.response_id == _R.id))
    totals: dict[Group, dict[str, int]] = {}
    for row in whole_rows(tx.connection.execute(sums.where(*within, _R.complete).group_by(*group, _A.element))):
        totals.setdefault(Group(row.agency_id, row.service_id or "", row.month), {})[row.element] = int(row.total)
    groups = complete.keys() | incomplete.keys()
    return {one: Answers(complete.get(one, {}), totals.get(one, {}), incomplete.get(one, 0)) for one in groups}


def chosen(tx: Transaction, days: Days, agency: str, regulation: str) -> dict[tuple[str, str], int]:
    """How often each answer to a question about the respondent was chosen in completed questionnaires."""
    query = (
        select(_T.trait, _T.choice, func.count().label("people"))
        .select_from(t.survey_response.join(t.survey_trait, _T.response_id == _R.id))
        .where(*_within(days, agency, regulation), _R.complete)
        .group_by(_T.trait, _T.choice)
    )
    return {(row.trait, row.choice): row.people for row in whole_rows(tx.connection.execute(query))}


def scores(tx: Transaction, days: Days, agency: str, regulation: str) -> list[SurveyScores]:
    """The complete questionnaires of a regulation, by agency, service and scores: in no order that tells of time."""
    query = (
        select(_R.id, _R.agency_id, _R.service_id, _R.channel, _A.element, _A.score)
        .select_from(t.survey_response.join(t.survey_answer, _A.response_id == _R.id))
        .where(*_within(days, agency, regulation), _R.complete)
        .order_by(_R.id, _A.element)
    )
    found: dict[int, SurveyScores] = {}
    given: dict[int, dict[str, int]] = {}
    for row in whole_rows(tx.connection.execute(query)):
        mine = given.setdefault(row.id, {})
        mine[row.element] = row.score
        found.setdefault(row.id, SurveyScores(row.agency_id, row.service_id or "", row.channel, mine))
    return sorted(found.values(), key=lambda one: (one.agency, one.service, one.channel, *sorted(one.scores.items())))


def of_others(tx: Transaction, days: Days, agency: str, regulation: str) -> int:
    """How many completed a questionnaire of another regulation."""
    query = select(func.count()).select_from(t.survey_response)
    return tx.number(query.where(*_of_days(days, agency), _R.regulation != regulation, _R.complete))


def served(tx: Transaction, days: Days, agency: str) -> dict[tuple[date, str], int]:
    """Visits that ended as served, of one agency or of all: of days that are added up from that, of others from their
    numbers. Numbers may be gone by then, and a year has a million of them."""
    fresh = frozenset(row.id for row in fresh_days(tx, *days))
    hall, found = hall_code(tx.structure.structure.hall), Counter[tuple[date, str]]()
    kept = select(_G.day_id, _G.date, _G.service, _G.served).where(_G.hall == hall, _G.date.between(*days))
    kept = kept.join(t.service, _S.id == _G.service).where(*_of_agency(agency))
    for row in whole_rows(tx.connection.execute(kept)):
        if row.served and row.day_id not in fresh:
            found[row.date, row.service] += row.served
    for row in whole_rows(tx.connection.execute(_from_numbers(fresh, agency))):
        found[row.date, row.service_id] += row.visits
    return dict(found)


def served_in_all(tx: Transaction, days: Days, agency: str) -> int:
    """How many visits ended as served, as ``served`` counts them by day and service."""
    fresh = frozenset(row.id for row in fresh_days(tx, *days))
    hall = hall_code(tx.structure.structure.hall)
    kept = select(func.coalesce(func.sum(_G.served, type_=Integer), 0)).join(t.service, _S.id == _G.service)
    kept = kept.where(_G.hall == hall, _G.date.between(*days), _G.day_id.not_in(fresh), *_of_agency(agency))
    visits = _from_numbers(fresh, agency).subquery().c.visits
    return tx.number(kept) + tx.number(select(func.coalesce(func.sum(visits, type_=Integer), 0)))


def _from_numbers(days: Collection[int], agency: str) -> Select[Any]:
    return (
        select(_D.date, _C.service_id, func.count().label("visits"))
        .select_from(t.business_day.join(t.ticket, _C.day_id == _D.id).join(t.service, _S.id == _C.service_id))
        .where(_D.id.in_(days), *_of_agency(agency))
        .where(_C.state == t.written(State.DONE), _C.outcome == t.written(Outcome.SERVED))
        .group_by(_D.date, _C.service_id)
    )


def _of_agency(agency: str) -> tuple[ColumnElement[bool], ...]:
    return (_S.agency_id == agency,) if agency else ()


def _of_days(days: Days, agency: str) -> tuple[ColumnElement[bool], ...]:
    own = (_R.agency_id == agency,) if agency else ()
    return (_R.day.between(*days), *own)


def _within(days: Days, agency: str, regulation: str) -> tuple[ColumnElement[bool], ...]:
    return (*_of_days(days, agency), _R.regulation == regulation)


def _month() -> Any:
    """``2026-11`` of the day: both databases write a date so."""
    return func.substr(cast(_R.day, String), 1, 7, type_=String).label("month")
