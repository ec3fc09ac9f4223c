"""Eight counters on eight waiting people: nobody is told "empty", nobody gets another's number."""

from __future__ import annotations

from benchmarks.eight_counters import Rounds, play


def test_a_few_rounds_find_nothing(database_url):
    played = play(database_url, 12)
    assert (len(played.codes), played.empties, played.doubles) == (12, 0, 0)
    assert len({code for codes in played.codes for code in codes}) == 96


def test_empties_and_doubles_are_counted():
    played = Rounds((("A-001", ""), ("A-001", "A-002")), 0.0)
    assert (played.empties, played.doubles) == (1, 1)
