"""Numbers typed from a pad, which of them can wait, and pads that never hold a number that was given."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from hall.errors import Refused
from hall.manual_numbers import PaperNumber, pad_of, refuse_waiting, typed_numbers

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def code_of(job) -> str:
    try:
        job()
    except Refused as refusal:
        return refusal.code
    return "ok"


def test_numbers_are_read_as_they_are_typed():
    wanted = ((52, time(9, 10)), (53, time(9, 15)), (55, None), (56, None), (57, None), (60, time(10, 0)))
    assert typed_numbers(" 52 09.10, 53 9:15;55-57\n60 10.00,") == wanted
    assert typed_numbers("") == ()


@pytest.mark.parametrize("text", ["A52", "52 25.00", "52 9", "57-55", "52 09.10 53"])
def test_what_is_no_list_is_named(text):
    with pytest.raises(Refused, match="no list of numbers"):
        typed_numbers(f"50, {text}")


def test_a_slip_of_the_finger_makes_no_thousand_numbers():
    assert code_of(lambda: typed_numbers("1-1000")) == "paper_many"
    assert code_of(lambda: typed_numbers("1-300, 400-800")) == "paper_many"


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ([(52, 5), (53, 4), (55, None), (57, 1)], "ok"),
        ([(51, None)], "paper_waiting"),
        ([(58, None)], "paper_waiting"),
        ([(53, None), (53, None)], "paper_twice"),
        ([(53, 5), (54, 4), (53, 3)], "paper_twice"),
        ([(54, None), (53, None)], "paper_order"),
        ([(52, 4), (53, 5)], "paper_times"),
        ([(52, -1)], "paper_times"),
    ],
)
def test_numbers_wait_in_their_order_at_times_that_have_been(numbers, code):
    listed = [PaperNumber(number, None if ago is None else NOW - timedelta(minutes=ago)) for number, ago in numbers]
    assert code_of(lambda: refuse_waiting(listed, 52, 57, NOW)) == code


@pytest.mark.parametrize(
    ("given", "first", "count", "found"),
    [
        (51, None, 100, (52, 151)),
        (0, 1, 100, (1, 100)),
        (51, 60, 1, (60, 60)),
        (51, 51, 10, "pad_collides"),
        (0, 1, 501, "pad_count"),
        (0, 999_950, 100, "pad_count"),
    ],
)
def test_a_pad_begins_after_the_numbers_that_were_given(given, first, count, found):
    if isinstance(found, str):
        assert code_of(lambda: pad_of("A", "KTP", given, first=first, count=count)) == found
    else:
        pad = pad_of("A", "KTP", given, first=first, count=count)
        assert (pad.first, pad.last) == found
