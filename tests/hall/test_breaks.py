from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.breaks import Demand, Post, Turn, Window, gaps, next_turn, plan, unattended

ZONE = ZoneInfo("Asia/Makassar")
DAY = date(2026, 11, 23)
WINDOW = Window.on(DAY, ZONE, time(11, 30), time(13, 30), timedelta(minutes=60))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=ZONE)


def posts(**serves: str) -> list[Post]:
    return [Post(f"loket-{name}", name, "dinas", frozenset(of.split())) for name, of in serves.items()]


def drawn(found) -> dict[str, str]:
    """Each counter's break, a letter a quarter of an hour."""
    return {
        turn.label: "".join("x" if turn.starts_at <= step < turn.ends_at else "." for step in WINDOW.steps)
        for turn in found.turns
    }


def test_two_counters_of_a_service_go_one_after_the_other():
    found = plan(posts(a="A", b="A"), WINDOW, {})
    assert found.gaps == ()
    assert drawn(found) == {"a": "xxxx....", "b": "....xxxx"}


def test_everybody_has_one_break_of_the_whole_length_inside_the_window():
    found = plan(posts(a="A", b="A B", c="B", d="C", e="C B"), WINDOW, {"A": Demand((4.0,) * 8)})
    assert sorted(turn.label for turn in found.turns) == ["a", "b", "c", "d", "e"]
    assert all(turn.ends_at - turn.starts_at == WINDOW.length for turn in found.turns)
    assert all(WINDOW.first <= turn.starts_at and turn.ends_at <= WINDOW.last for turn in found.turns)
    assert found.gaps == ()


def test_a_service_of_one_counter_stops_and_is_named():
    found = plan(posts(a="A", b="A", c="C"), WINDOW, {})
    assert [(gap.service, gap.code, gap.ends_at - gap.starts_at) for gap in found.gaps] == [
        ("C", "one_counter", WINDOW.length)
    ]


def test_breaks_are_taken_when_few_people_come():
    late = Demand((0.0, 0.0, 0.0, 0.0, 6.0, 6.0, 6.0, 6.0), 10.0)
    found = plan(posts(a="A", b="A", c="A"), WINDOW, {"A": late})
    assert found.gaps == ()
    away_late = [turn.label for turn in found.turns if turn.ends_at > at(12, 30)]
    assert len(away_late) == 1
    assert found.wait_without <= found.wait <= found.wait_together


def test_what_breaks_do_to_the_wait():
    found = plan(posts(a="A", b="A"), WINDOW, {"A": Demand((2.0,) * 8, 10.0)})
    assert found.wait_without == pytest.approx(0.0)
    assert 5 < found.wait < found.wait_together


def test_a_plan_that_lets_all_go_together_is_found_out():
    both = posts(a="A", b="A")
    late = [*plan(both[:1], WINDOW, {}).turns, *plan(both[1:], WINDOW, {}).turns]
    assert [(gap.service, gap.code, gap.starts_at, gap.ends_at) for gap in gaps(both, late, WINDOW)] == [
        ("A", "together", at(11, 30), at(12, 30))
    ]


def test_a_service_that_nobody_serves_at_all_is_named():
    assert [(gap.service, gap.code) for gap in unattended(("A", "B"), posts(a="A"), WINDOW)] == [("B", "no_counter")]


def test_a_window_that_is_too_short_plans_nothing():
    short = Window.on(DAY, ZONE, time(12), time(12, 30), timedelta(minutes=60))
    assert plan(posts(a="A"), short, {}).turns == ()


def test_no_break_begins_in_the_past():
    late = replace(WINDOW, now=at(12, 10))
    found = plan(posts(a="A", b="A"), late, {})
    assert {turn.starts_at for turn in found.turns} <= {at(12, 15), at(12, 30)}
    assert [gap.code for gap in found.gaps] == ["together"]
    assert plan(posts(a="A"), replace(WINDOW, now=at(12, 49)), {}).turns == ()


def test_a_break_that_has_begun_stays_and_the_others_are_planned_around_it():
    three = posts(a="A", b="A", c="A")
    short = replace(WINDOW, length=timedelta(minutes=30))
    begun = Turn("loket-b", "b", "dinas", at(12, 5), at(12, 35))
    found = plan(three, replace(short, now=at(12, 10)), {"A": Demand((4.0,) * 8)}, (begun,))
    assert begun in found.turns
    assert all(turn.starts_at >= at(12, 30) for turn in found.turns if turn is not begun)
    assert len(found.turns) == 3


def test_who_goes_next_at_a_counter_and_beside_it():
    turns = plan(posts(a="A", b="A"), WINDOW, {}).turns
    own, other = next_turn(turns, "loket-a", "dinas", at(11))
    assert own is not None
    assert other is not None
    assert (own.label, own.starts_at, other.label, other.starts_at) == ("a", at(11, 30), "b", at(12, 30))
    assert next_turn(turns, "loket-a", "dinas", at(12, 30)) == (None, None)


def test_forty_counters_are_planned_at_once():
    many = posts(**{f"c{n}": f"S{n % 20} S{(n + 1) % 20}" for n in range(40)})
    found = plan(many, WINDOW, {f"S{n}": Demand((3.0,) * 8, 12.0) for n in range(20)})
    assert len(found.turns) == 40
    assert found.gaps == ()
