"""The arithmetic of the survey: golden cases, and an independent computation in fractions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.errors import SettingsError
from hall.survey import scoring
from hall.survey.regulation import names, read, regulation

PERMENPAN = regulation()
NINTH, HUNDREDTHS = PERMENPAN.weight("1/9"), PERMENPAN.weight("0.11")


def _decimal(exact: Fraction) -> Decimal:
    """Rounded half up to two places, in whole hundredths."""
    return Decimal(floor(exact * 100 + Fraction(1, 2))) / 100


def _totals(points: int) -> dict[str, int]:
    """Points shared out among the elements."""
    keys = [one.key for one in PERMENPAN.elements]
    return {key: points // 9 + (place < points % 9) for place, key in enumerate(keys)}


def test_the_regulation_has_its_nine_elements_with_four_answers_each():
    keys = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana"]
    assert [one.key for one in PERMENPAN.elements] == keys
    assert (PERMENPAN.name, PERMENPAN.scale) == ("PermenPANRB 14/2017", 4)


@pytest.mark.parametrize(("weight", "index"), [(NINTH, "91.48"), (HUNDREDTHS, "90.56")])
def test_29_respondents_with_955_points(weight, index):
    assert scoring.index(_totals(955), 29, PERMENPAN, weight) == Decimal(index)


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        *(("100.00", "A"), ("88.31", "A"), ("88.30", "B"), ("76.61", "B"), ("76.60", "C")),
        *(("65.00", "C"), ("64.99", "D"), ("25.00", "D")),
    ],
)
def test_a_band_begins_at_its_least_index(index, grade):
    assert scoring.grade(Decimal(index), PERMENPAN).grade == grade


@pytest.mark.parametrize(
    ("users", "sample"), [(0, 0), (1, 1), (50, 44), (200, 132), (500, 217), (1000, 278), (10_000, 370)]
)
def test_the_sample_that_is_needed(users, sample):
    assert scoring.needed(users, PERMENPAN) == sample


@given(st.lists(st.lists(st.integers(1, 4), min_size=9, max_size=9), min_size=1, max_size=60))
def test_index_and_means_equal_those_of_fractions(rows):
    totals = {one.key: sum(row[place] for row in rows) for place, one in enumerate(PERMENPAN.elements)}
    for weight, share in ((NINTH, Fraction(1, 9)), (HUNDREDTHS, Fraction(11, 100))):
        exact = Fraction(sum(sum(row) for row in rows), len(rows)) * share * 25
        assert scoring.index(totals, len(rows), PERMENPAN, weight) == _decimal(exact)
    for total in totals.values():
        mean = Fraction(total, len(rows))
        assert scoring.mean(total, len(rows)) == _decimal(mean)
        assert scoring.element_index(total, len(rows), PERMENPAN) == _decimal(mean * 25)


@given(st.integers(1, 1_000_000))
def test_the_sample_equals_that_of_fractions_and_no_more_than_all(users):
    spread = Fraction(3841, 4000)
    exact = spread * users / (Fraction(1, 400) * (users - 1) + spread)
    assert scoring.needed(users, PERMENPAN) == floor(exact + Fraction(1, 2)) <= users


def test_nobody_has_no_index():
    assert scoring.index({}, 0, PERMENPAN, NINTH) is None
    assert scoring.mean(0, 0) is scoring.weighted(0, 0, NINTH) is scoring.element_index(0, 0, PERMENPAN) is None


def test_an_unknown_regulation_is_refused_with_those_that_there_are():
    with pytest.raises(SettingsError, match="permenpanrb-14-2017"):
        regulation("permenpanrb-99-2099")


@pytest.mark.parametrize("key", names())
def test_every_regulation_of_the_program_can_be_read(key):
    made = regulation(key)
    named = [(one.name, one.name_en) for part in (made.elements, made.bands, made.traits) for one in part]
    texts = [text for one in made.elements for text in (one.question, *one.answers)]
    assert all(map(all, named))
    assert all(text.name and text.name_en for text in texts)


def test_a_regulation_of_another_shape_is_counted_by_its_own_file():
    words = {"id": "Ya", "en": "Yes"}
    element = {"name": words, "question": words, "answers": [words] * 5}
    made = read(
        "other",
        {
            "name": "Lain",
            "weights": ["1/2"],
            "factor": "20",
            "sample": {"chi_square": "3.841", "share": "0.5", "margin": "0.05"},
            "band": [{"grade": "A", "least": "50", "name": words}, {"grade": "B", "least": "20", "name": words}],
            "element": [{"key": "one", **element}, {"key": "two", **element}],
        },
    )
    assert scoring.index({"one": 5, "two": 4}, 1, made, made.weight()) == Decimal("90.00")
