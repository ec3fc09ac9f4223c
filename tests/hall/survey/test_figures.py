"""The figures of a period: who counts, which sample is small, and which period was before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hall.survey.figures import (
    Answers,
    Channel,
    Users,
    months_of,
    part,
    period_after,
    period_before,
    together,
    trait_counts,
)
from hall.survey.regulation import regulation

PERMENPAN = regulation()
WEIGHT = PERMENPAN.weight()


def _answers(people: int, score: int = 4, **more) -> Answers:
    totals = {one.key: people * score for one in PERMENPAN.elements}
    return Answers({Channel.KIOSK: people}, totals, **more)


def _part(people: int, users: Users):
    return part(("", "Balai", "Hall"), _answers(people), users, PERMENPAN, WEIGHT)


def test_enough_respondents_have_a_grade():
    found = _part(44, Users(before=50))
    assert (found.needed, found.is_small, found.index, found.band.grade) == (44, False, Decimal("100.00"), "A")
    assert {one.band.grade for one in found.elements} == {"A"}


def test_a_small_sample_has_an_index_and_no_grade_anywhere():
    found = _part(43, Users(before=50))
    assert (found.needed, found.is_small, found.index, found.band) == (44, True, Decimal("100.00"), None)
    assert {one.band for one in found.elements} == {None}


def test_nobody_has_neither_index_nor_grade():
    found = _part(0, Users())
    assert (found.is_small, found.index, found.band) == (True, None, None)


def test_without_a_period_before_the_sample_is_of_the_period_itself():
    found = _part(10, Users(before=0, now=50))
    assert (found.users, found.users_now, found.needed) == (50, True, 44)


def test_what_was_stopped_is_counted_apart():
    found = part(("", "", ""), _answers(44, incomplete=7), Users(before=50), PERMENPAN, WEIGHT)
    assert (found.respondents, found.incomplete) == (44, 7)


def test_the_weakest_element_comes_first():
    totals = {one.key: 40 for one in PERMENPAN.elements} | {"waktu": 21, "biaya": 30}
    found = part(("", "", ""), Answers({Channel.PAPER: 10}, totals), Users(), PERMENPAN, WEIGHT)
    assert [one.element.key for one in found.weakest[:2]] == ["waktu", "biaya"]


def test_answers_of_parts_add_up():
    both = together([_answers(2, incomplete=1), Answers({Channel.PAPER: 1}, {"waktu": 3}, 2, {("sex", "male"): 1})])
    assert (both.respondents, both.totals["waktu"], both.incomplete) == (3, 11, 3)


def test_what_was_not_answered_of_oneself_is_counted():
    found = trait_counts(_answers(5, chosen={("sex", "male"): 2, ("sex", "female"): 1}), [PERMENPAN.trait["sex"]])
    assert (found[0].counts, found[0].unanswered) == ({"female": 1, "male": 2}, 2)


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), (date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 1, 1), date(2026, 6, 30), (date(2025, 7, 1), date(2025, 12, 31))),
        (date(2026, 1, 1), date(2026, 12, 31), (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2024, 2, 1), date(2024, 2, 29), (date(2024, 1, 1), date(2024, 1, 31))),
        (date(2026, 11, 2), date(2026, 11, 8), (date(2026, 10, 26), date(2026, 11, 1))),
        (date(2026, 11, 23), date(2026, 11, 23), (date(2026, 11, 22), date(2026, 11, 22))),
    ],
)
def test_the_period_before(first, last, before):
    assert period_before(first, last) == before


def test_the_months_of_a_period():
    assert months_of(date(2026, 11, 20), date(2027, 1, 5)) == (
        (date(2026, 11, 20), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 1, 5)),
    )


@pytest.mark.parametrize(
    ("first", "last", "after"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2026, 1, 1), date(2026, 12, 31), (date(2027, 1, 1), date(2027, 12, 31))),
        (date(2025, 12, 1), date(2026, 1, 31), (date(2026, 2, 1), date(2026, 3, 31))),
        (date(2026, 11, 23), date(2026, 11, 29), (date(2026, 11, 30), date(2026, 12, 6))),
        (date(2026, 11, 5), date(2026, 11, 30), (date(2026, 12, 1), date(2026, 12, 26))),
    ],
)
def test_the_period_after_is_as_long(first, last, after):
    assert period_after(first, last) == after
