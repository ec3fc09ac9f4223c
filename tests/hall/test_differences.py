"""What differs between two versions of a hall is said key by key, and never as two sides that look the same."""

from __future__ import annotations

import pytest

from hall.differences import difference_text, differences
from hall.structure import Difference

WEEK = [["07:30-12:00"]] * 5 + [[], []]


def texts(old, new):
    return [difference_text(one) for one in differences(old, new)]


def test_only_the_keys_of_a_table_that_differ_are_said():
    old = {"name": "MPP", "voice": {"repeat": 2, "chime": True, "languages": ["id"]}}
    new = {"name": "MPP", "voice": {"repeat": 3, "chime": True, "languages": ["id", "en"]}}
    assert texts(old, new) == ["voice.repeat: 2 -> 3", 'voice.languages: ["id"] -> ["id", "en"]']


def test_texts_switches_and_nothing_are_said_as_in_the_file():
    old = {"board": {"layout": "calls", "voice": True}, "zone_id": "", "quota": None}
    new = {"board": {"layout": "media", "voice": False}, "zone_id": "podium", "quota": 20}
    assert texts(old, new) == [
        "board.layout: calls -> media", "board.voice: true -> false", 'zone: "" -> podium', "quota: none -> 20"
    ]  # fmt: skip


def test_hours_differ_by_the_day_and_profiles_by_their_name():
    later = [*WEEK[:4], ["08:00-11:30"], *WEEK[5:]]
    ramadan = {"name": "Ramadan", "first": "2027-02-08", "last": "2027-03-09", "hours": WEEK}
    assert texts({"hours": WEEK}, {"hours": later}) == ['hours.friday: ["07:30-12:00"] -> ["08:00-11:30"]']
    old = {"profiles": [ramadan]}
    new = {"profiles": [{**ramadan, "last": "2027-03-10", "hours": later}]}
    assert [one.key for one in differences(old, new)] == ["profiles.Ramadan.last", "profiles.Ramadan.hours.friday"]
    (added,) = differences({"profiles": []}, old)
    assert (added.key, added.before, added.after) == ("profiles.Ramadan", None, ramadan)


def test_a_table_that_an_older_program_did_not_write_is_new_key_by_key():
    assert texts({"voice": {}}, {"voice": {"repeat": 2}}) == ["voice.repeat: none -> 2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([f"file-{n}.mp4" for n in range(20)], [f"file-{n}.mp4" for n in range(21)]),
        ("x" * 200 + "a", "x" * 200 + "b"),
        ("x" * 80, "x" * 90),
        ("a" * 200, "b" * 200),
    ],
)
def test_long_values_are_short_and_never_look_the_same(before, after):
    text = difference_text(Difference("media", before, after))
    one, two = text.removeprefix("media: ").split(" -> ")
    assert one != two
    assert max(len(one), len(two)) <= 62


def test_a_long_value_ends_in_an_ellipsis():
    text = difference_text(Difference("media", [], [f"file-{n}.mp4" for n in range(20)]))
    assert text.startswith('media: [] -> ["file-0.mp4", "file-1.mp4"')
    assert text.endswith("…")


def test_a_logo_is_a_picture_and_no_letters():
    assert difference_text(Difference("slip.logo", "", "iVBO")) == 'slip.logo: "" -> a picture'
    assert difference_text(Difference("slip.logo", "iVBO", "iVBP")) == "slip.logo: a picture -> another picture"
