"""Reading a number back where one prefix begins another."""

from __future__ import annotations

import pytest

from hall.numbering import meant, readings, typed_code

PREFIXES = ("A", "A1", "7", "A10")


@pytest.mark.parametrize(
    ("typed", "ranks"),
    [
        ("A142", ((("A", 142),), (("A1", 42),))),
        ("a1042", ((("A1", 42), ("A", 1042)), (("A10", 42),))),
        ("A10042", ((("A10", 42),), (("A1", 42),))),
        ("A1-042", ((("A1", 42),),)),
        ("a 1042", ((("A", 1042),),)),
        ("A01", ((("A", 1),),)),
        ("7042", ((("7", 42),),)),
        ("742", ((("7", 42),),)),
        ("b12", ()),
        ("A1", ((("A", 1),),)),
    ],
)
def test_a_code_is_read_as_it_is_printed_first(typed, ranks):
    found = readings(typed, PREFIXES)
    assert tuple(tuple(rank) for rank in found if rank) == ranks


def test_a_number_alone_is_one_of_the_own_prefixes():
    assert readings("42", PREFIXES, own=("A", "B")) == ((("A", 42), ("B", 42)),)
    assert readings("7042", PREFIXES, own=("A",)) == ((("A", 7042), ("7", 42)),)


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ({("A", 142)}, (("A", 142),)),
        ({("A1", 42)}, (("A1", 42),)),
        ({("A", 142), ("A1", 42)}, (("A", 142),)),
        (set(), ()),
    ],
)
def test_the_reading_that_exists_is_meant(there, found):
    assert meant(readings("A142", PREFIXES), there.__contains__) == found


def test_two_printed_readings_that_exist_are_both_meant():
    both = {("A", 1042), ("A1", 42)}
    assert set(meant(readings("A1042", PREFIXES), both.__contains__)) == both


@pytest.mark.parametrize("mark", ["]Q1", "]Q3", "]C1", "]d2", " ]C0"])
def test_what_a_scanner_says_of_its_code_is_no_part_of_it(mark):
    assert typed_code(f"{mark}MPP:K7Q2M5XW4TABCDEF\r\n") == "K7Q2M5XW4TABCDEF"
    assert typed_code(f"{mark}A-042") == "A-042"


@pytest.mark.parametrize("typed", ["\uff21\uff0d042", "A\u2011042", "A\u2013042", "A\u00a0042", "\u200bA-042\ufeff"])
def test_other_forms_of_the_same_code_are_the_same(typed):
    assert readings(typed, ("A",)) == ((("A", 42),),)
