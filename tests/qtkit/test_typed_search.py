"""Rows that are found by what is typed into their list."""

from __future__ import annotations

import pytest

from qtkit.desk.typed_search import TypedSearch, found_at

SERVICES = ["A  Perekaman KTP-el", "H  Paspor baru", "P  Perpanjangan", "2G  Paspor hilang", "W  Surat kehilangan"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("p", 2),
        ("paspor", 1),
        ("PASPOR H", 3),
        ("2g", 3),
        ("a perek", 0),
        ("el", 0),
        ("hilangan", 4),
        ("xyz", None),
    ],
)
def test_first_letters_go_before_words_and_words_before_parts(typed, found):
    assert found_at(SERVICES, typed) == found


def test_letters_one_after_the_other_are_one_search_until_they_fit_nothing():
    search = TypedSearch()
    assert [search.type(letter, SERVICES) for letter in "kehi"] == [0, 4, 4, 4]
    assert search.under_way
    assert search.type("a", SERVICES) == 0
    assert search.type("z", SERVICES) is None
    assert not search.under_way
