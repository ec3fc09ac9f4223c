"""Rows that are found by what is typed into their list."""

from __future__ import annotations

import pytest

from qtkit.desk.typed_search import TypedSearch, found_at

SERVICES = [
    ("A  Perekaman KTP-el", "Disdukcapil", "ID card enrolment"),
    ("H  Paspor baru", "Imigrasi", "New passport"),
    ("P  Perpanjangan", "Imigrasi", "Renewal"),
    ("2G  Paspor hilang", "Imigrasi", "Lost passport"),
    ("W  Surat kehilangan", "Polres", "Report of a loss"),
]


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
        ("passport", 1),
        ("lost", 3),
        ("imigrasi", 1),
        ("duk", 0),
        ("imigrasi hilang", 3),
        ("paspot", None),
    ],
)
def test_first_letters_go_before_words_and_words_before_parts(typed, found):
    assert found_at(SERVICES, typed) == found


def test_letters_that_fit_nothing_begin_no_other_search():
    search = TypedSearch()
    assert [search.type(letter, SERVICES) for letter in "kehi"] == [0, 4, 4, 4]
    assert search.type("a", SERVICES) is None
    assert search.type("p", SERVICES) is None
    assert search.typed == "kehiap"
    assert [search.erase(SERVICES) for _ in range(6)] == [None, 4, 4, 4, 0, None]
    assert search.type("p", SERVICES) == 2
