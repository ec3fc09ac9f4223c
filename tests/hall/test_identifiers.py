"""What looks the same is the same name, however it was typed."""

from __future__ import annotations

import pytest

from hall.identifiers import key_of, plain_of, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("siti", "  SITI "),
        ("si\u0301ti", "s\u00edti"),
        ("\uff53\uff49\uff54\uff49", "siti"),
        ("siti rahma", "siti\u00a0\u2009 rahma"),
        ("siti", "si\u200bti\ufeff"),
        ("siti", "si\u00adti\u2060"),
        ("siti", "\u202asiti\u202c"),
        ("kiosk-1", "Kiosk\u20111"),
        ("kiosk-1", "kiosk\u22121"),
        ("12B", "\uff11\uff12b"),
        ("stra\u00dfe", "STRASSE"),
        ("ﬁrma", "firma"),
    ],
)
def test_what_looks_the_same_is_the_same(one, other):
    assert same(one, other)
    assert key_of(one) == key_of(key_of(other))


@pytest.mark.parametrize(("one", "other"), [("siti", "sit1"), ("A", "A1"), ("abc", "\u202ecba"), ("siti", "")])
def test_what_looks_different_is_not(one, other):
    assert not same(one, other)


def test_the_case_that_was_typed_can_be_kept():
    assert plain_of(" Loket\u00a0 12B\u200b ") == "Loket 12B"
