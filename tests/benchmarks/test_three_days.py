"""The rules of the three days: what counts as growth, what is due when, which paper belongs to which number."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from benchmarks.three_days.fleet import Sample
from benchmarks.three_days.growth import a_day, hourly, judged
from benchmarks.three_days.judging import _parts, days_between
from benchmarks.three_days.place import MONDAY
from benchmarks.three_days.timetable import JUDGED, OTHER, What, timetable
from benchmarks.three_days.weighing import Weight, explained

BEGIN = MONDAY + timedelta(hours=6)


def samples(grows_kb_a_day: float, handles_a_day: float = 0.0) -> list[Sample]:
    """Three days that are lived at twelve looks an hour, 6 MB heavier by day than by night."""
    found = []
    for look in range(72 * 12):
        hour = look / 12
        own = 100_000 + 6_000 * (hour % 24 < 10) + grows_kb_a_day * hour / 24
        found.append(Sample(JUDGED[0], 1, hour, 0, int(own), 0, int(20 + handles_a_day * hour / 24), 7))
    return found


@pytest.mark.parametrize(("grows", "handles", "wrong"), [(0, 0, 0), (1_500, 0, 0), (3_000, 0, 1), (0, 3, 1)])
def test_growth_is_told_from_the_wave_of_a_day(grows: int, handles: int, wrong: int) -> None:
    lines, findings = judged(samples(grows, handles), JUDGED[:1], 24)
    assert len(findings) == wrong, lines
    assert f", {grows:+.1f} a day" in lines[0]


def test_the_day_in_which_a_program_fills_its_caches_is_held_against_no_other() -> None:
    fresh = [replace(one, own=one.own + 4_000 * (one.hour > 30)) for one in samples(0)]
    restarted = [replace(one, life=2 if one.hour >= 11 else 1) for one in fresh]
    assert not judged(restarted, JUDGED[:1], 12)[1]
    late = [replace(one, own=one.own + 4_000 * (one.hour > 50)) for one in restarted]
    assert [one for one in judged(late, JUDGED[:1], 12)[1] if "own memory" in one]


def test_only_hours_of_the_same_work_are_held_against_each_other() -> None:
    def taking_over(hour: float) -> list[Sample]:
        added = ((one, one.hour >= hour) for one in samples(0))
        return [replace(one, keeps=on, own=one.own + 6_000 * on, handles=one.handles + 3 * on) for one, on in added]

    assert not judged(taking_over(41.5), JUDGED[:1], 12)[1]
    lines, findings = judged(taking_over(47.5), JUDGED[:1], 12)
    assert len(findings) == 3, lines
    assert "nothing to hold against each other" in findings[0]


def test_a_short_run_is_judged_by_its_slope() -> None:
    values = hourly([one for one in samples(2_400) if 11 <= one.hour < 20], "own")
    assert a_day(values, 11, slope=False) is None
    assert a_day(values, 11) == pytest.approx(2_400, rel=0.1)


def test_whoever_is_judged_lives_for_two_days_and_each_night_is_saved() -> None:
    for seed in range(20):
        plan = timetable(BEGIN, 72, random.Random(seed))
        killed = [entry for entry in plan if entry.what is What.KILL]
        assert {entry.name for entry in killed if entry.hour >= 12} == {OTHER}
        assert {entry.name for entry in killed} == {*JUDGED, OTHER}
        assert [entry.hour for entry in plan if entry.what is What.BACKUP] == [17.5, 41.5, 65.5]
        assert [entry.hour for entry in plan if entry.what is What.DRILL] == [43.0]


def test_the_three_days_end_by_themselves() -> None:
    assert list(days_between(BEGIN, BEGIN + timedelta(hours=72))) == [date(2026, 11, day) for day in (23, 24, 25)]


def test_a_slip_is_known_by_the_name_of_its_picture() -> None:
    assert _parts("A-001-WTDUXLD2") == ("A-001", "WTDUXLD2", "")
    assert _parts("2A-1001-WTDUXLD2-copy1") == ("2A-1001", "WTDUXLD2", "copy1")


def test_bytes_without_rows_are_a_finding() -> None:
    weights = [Weight(0, 100, {}, 1_000_000, 0, 0, 0, 0), Weight(24, 1_100, {}, 1_900_000, 0, 0, 0, 0)]
    assert not list(explained(weights))
    assert list(explained([*weights, Weight(48, 1_200, {}, 3_000_000, 0, 0, 0, 0)]))
