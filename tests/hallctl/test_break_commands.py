"""`hall breaks`: the plan, its check and its exit code."""

from __future__ import annotations

import pytest

from tests.hallctl.conftest import morning_zone

MORE = """
[[counter]]
id = "loket-8"
label = "8"
zone = "podium"
agency = "disdukcapil"
services = ["A", "B"]
"""


@pytest.fixture(autouse=True)
def morning(folder):
    """The hall is where it is eight o'clock now: breaks are planned for what is to come."""
    config = folder / "config.toml"
    config.write_text(config.read_text("utf-8").replace("Asia/Makassar", morning_zone()), encoding="utf-8")


def test_a_service_of_one_counter_stops_and_the_check_says_so(hall):
    planned = hall("breaks", "plan", "--json")
    assert planned.code == 0
    assert [one["counter"] for one in planned.json["breaks"]] == ["7"]
    checked = hall("breaks", "check")
    assert checked.code == 1
    assert "it has one counter" in checked.out
    assert {one["why"] for one in hall("breaks", "check", "--json").json["stops"]} == {"one_counter"}


def test_two_counters_keep_a_service_going(hall, folder):
    config = folder / "config.toml"
    more = (
        '\n[[counter]]\nid = "loket-8"\nlabel = "8"\nzone = "podium"\nagency = "disdukcapil"\nservices = ["A", "B"]\n'
    )
    config.write_text(config.read_text("utf-8") + more, encoding="utf-8")
    kept = hall("breaks", "plan", "--keep")
    assert kept.code == 0
    assert "No service stops." in kept.out
    assert "11:30-12:30" in kept.out
    assert hall("breaks", "check").code == 0
    hall("breaks", "move", "7", "12:30")
    hall("breaks", "move", "8", "12:30")
    assert hall("breaks", "check").code == 1
