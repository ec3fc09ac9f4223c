"""How counters are named in few words."""

from __future__ import annotations

import pytest

from hall.wording import counter_ranges


@pytest.mark.parametrize(
    ("labels", "text"),
    [
        ((), ""),
        (("7",), "7"),
        (("5", "6", "7", "8", "9"), "5–9"),
        (("3", "5", "6", "7"), "3, 5–7"),
        (("10", "2", "1", "9"), "1–2, 9–10"),
        (("5", "5", "6"), "5–6"),
        (("A1", "A2", "A3", "B4"), "A1–A3, B4"),
        (("12A", "12B", "13"), "12A, 12B, 13"),
        (("01", "02", "03"), "01–03"),
        (("Kasir", "1", "2"), "1–2, Kasir"),
        ((" 4 ", "", "5"), "4–5"),
    ],
)
def test_neighbouring_counters_are_joined_and_others_listed_in_natural_order(
    labels: tuple[str, ...], text: str
) -> None:
    assert counter_ranges(labels) == text
