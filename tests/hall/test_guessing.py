"""How long a PIN rests after wrong tries, and which PINs nobody may have."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate

import pytest

from hall.guessing import ELSEWHERE, OWN, OWN_STATIONS, STATION, STATION_PIN, Wait, pause_left, too_easy
from hall.translator import ENGLISH, INDONESIAN

MONTH = timedelta(days=31)
TENTH = 1000
"""A tenth of the PINs of four digits."""


def guesses_within(pace, span):
    """How many wrong PINs are looked at in ``span`` when every pause is waited for and no longer."""
    moments = accumulate(pace.pause_after(tries) for tries in range(1, TENTH + 1))
    return 1 + sum(moment <= span for moment in moments)


def test_a_tenth_of_four_digits_takes_more_than_a_month_at_all_stations_together_the_own_ones_too():
    together = guesses_within(ELSEWHERE, MONTH) + OWN_STATIONS * guesses_within(OWN, MONTH)
    assert guesses_within(ELSEWHERE, MONTH) == 137
    assert together == 917
    assert together < TENTH


def test_a_tenth_of_four_digits_of_a_staff_page_takes_more_than_a_month():
    assert guesses_within(STATION_PIN, MONTH) == 754


def test_pauses_begin_after_some_slips_of_the_hand_and_double_up_to_their_longest():
    seconds = [OWN.pause_after(tries).total_seconds() for tries in range(1, 9)]
    assert seconds == [0, 0, 0, 0, 30, 60, 120, 240]
    assert OWN.pause_after(10**9) == OWN.longest
    assert [STATION.pause_after(tries).total_seconds() for tries in (9, 10, 11, 99)] == [0, 30, 60, 900]


def test_a_pause_whose_start_lies_ahead_is_its_own_length_and_no_longer():
    length = timedelta(seconds=30)
    assert pause_left(length, timedelta(days=-400)) == length
    assert pause_left(length, timedelta(seconds=12)) == timedelta(seconds=18)
    assert pause_left(length, timedelta(days=9)) == timedelta(0)


@pytest.mark.parametrize(
    ("seconds", "words", "english"),
    [
        (1, "1 detik", "1 seconds"),
        (99, "99 detik", "99 seconds"),
        (100, "2 menit", "2 min"),
        (5940, "99 menit", "99 min"),
        (6000, "1 jam 40 menit", "1 h 40 min"),
        (21600, "6 jam", "6 h"),
    ],
)
def test_a_pause_is_said_in_units_that_people_read(seconds, words, english):
    assert (Wait(seconds).message(INDONESIAN), Wait(seconds).message(ENGLISH)) == (words, english)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        *((pin, "weak_pin") for pin in ("123", "1234567890123", "12a456", "", "١٢٣٤٥٦")),
        *((pin, "pin_short") for pin in ("4071", "40716")),
        *((pin, "pin_common") for pin in ("111111", "121212", "123123", "112233", "123321", "123456", "654321")),
        *((pin, "pin_common") for pin in ("890123", "246802", "170845", "311299", "159753", "17081945", "25802580")),
        ("198503", "pin_common"),
    ],
)
def test_a_pin_that_is_easily_guessed_is_refused(pin, code):
    refused = too_easy(pin, "198503121", 6)
    assert refused is not None
    assert refused.code == code


@pytest.mark.parametrize(
    "pin", ["1985", "2001", "1708", "1004", "2580", "1379", "7777", "1313", "2468", "1122", "1221"]
)
def test_four_digits_that_are_a_year_a_day_or_a_pattern_are_refused_where_four_are_enough(pin):
    assert too_easy(pin, "siti", 4).code == "pin_common"


@pytest.mark.parametrize("pin", ["407163", "830562", "592817", "39581746", "997261"])
def test_others_are_not(pin):
    assert too_easy(pin, "petugas07", 6) is None


def test_most_pins_are_left():
    assert sum(too_easy(f"{pin:04d}", "siti", 4) is None for pin in range(10_000)) > 9000
