"""What those who come later would wait: the queue drawn, and who usually comes."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from hall.calling import Candidate
from hall.estimating.answering import Asked, Picture
from hall.estimating.estimate import Estimate, Unknown
from hall.estimating.forecast import LATER, forecast
from hall.estimating.roll_forward import NEWCOMER, Desk, Standing
from hall.estimating.roll_on import rolled_on
from hall.estimating.shown import Kind, shown
from hall.estimating.waits import Answer, Waits
from hall.structure import Rules

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MIDNIGHT = NOW - timedelta(hours=10)
RULES = Rules()
DAY = ((NOW - timedelta(hours=2), NOW + timedelta(hours=9)),)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def ten(_service: str) -> timedelta:
    return minutes(10)


def waits(number: int, service: str = "A", since: float = 5.0) -> Standing:
    at = NOW - minutes(since)
    return Standing(Candidate(number, at, at, 1, False), service)


def comes(number: int, at: float, service: str = "A") -> Standing:
    return waits(number, service, -at)


def after(found, number: int, came: float) -> float:
    return (found[number].at - NOW).total_seconds() / 60 - came


def said(middle: float = 10.0, low: float = 5.0, high: float = 18.0, unknown: Unknown | None = None) -> Waits:
    estimate = Estimate(2, low, middle, high, unknown) if unknown is None else Estimate(2, unknown=unknown)
    answer = Answer(shown(estimate), estimate, 1, 10.0)
    return Waits(NOW, {"A": (answer, answer)})


def picture(*standing: Standing, desks=None, closes: float | None = None, planned: bool = True) -> Picture:
    there = [Desk("1", {"A": 1}, NOW, DAY)] if desks is None else desks
    asked = Asked("A", len(there), planned, None if closes is None else NOW + minutes(closes))
    return Picture(NOW, MIDNIGHT, RULES, there, standing, [asked])


def later(shape: Picture, usual=None, now: Waits | None = None):
    return forecast(shape, now or said(), {"A": usual or {}}, ten).services["A"]


def test_who_comes_on_the_way_is_before_whoever_comes_later():
    """| 1 2 | one counter, ten minutes each; 3 comes at 5: a newcomer of 6 waits for all three, one of 4 for two."""
    desks = [Desk("1", {"A": 1}, NOW, DAY)]
    coming = [comes(NEWCOMER, 4), comes(3, 5), comes(NEWCOMER - 1, 6)]
    found = rolled_on(desks, [waits(1), waits(2)], coming, ten, RULES, NOW)

    assert (after(found, NEWCOMER, 4), after(found, NEWCOMER - 1, 6)) == (16, 24)
    assert (found[NEWCOMER].ahead, found[NEWCOMER - 1].ahead) == (1, 2)


def test_a_counter_that_had_nobody_calls_whoever_comes_and_only_one_does():
    desks = [Desk(str(n), {"A": 1}, NOW, DAY) for n in (1, 2)]
    coming = [comes(1, 5), comes(2, 5), comes(3, 6), comes(NEWCOMER, 7)]

    found = rolled_on(desks, [], coming, ten, RULES, NOW)
    assert after(found, NEWCOMER, 7) == 8, "two are served until minute 15, the third then"


def test_a_counter_on_its_break_calls_when_it_is_back():
    spans = ((NOW + minutes(30), NOW + minutes(300)),)
    found = rolled_on([Desk("1", {"A": 1}, NOW, spans)], [], [comes(NEWCOMER, 10)], ten, RULES, NOW)

    assert after(found, NEWCOMER, 10) == 20


def test_a_queue_that_nobody_joins_is_gone_in_an_hour_and_a_rush_makes_it_long():
    """| 1 2 3 | and then nobody, or six in each half hour at a counter that serves three."""
    alone = later(picture(*map(waits, (1, 2, 3))))
    rush = later(picture(*map(waits, (1, 2, 3))), dict.fromkeys(range(48), 6.0))

    assert [one.kind for one in alone[1:]] == [Kind.UP_TO] * 3
    assert [one.high for one in alone[1:]] == [5, 5, 5]
    starts = [one.low for one in rush]
    assert starts == sorted(starts)
    assert starts[-1] >= 40


def test_what_the_present_estimate_says_more_than_the_roll_fades():
    """Nobody waits, and usually one comes in ten minutes; but the present estimate says a quarter of an hour."""
    usual = dict.fromkeys(range(48), 2.5)
    plain, moved = (later(picture(waits(1)), usual, said(middle)) for middle in (10.0, 25.0))

    assert moved[0].high > plain[0].high
    assert moved[-1].high - plain[-1].high <= moved[0].high - plain[0].high


def test_the_later_somebody_comes_the_wider_is_the_range():
    """As many come as are served, so that the queue stays as long."""
    found = later(picture(*map(waits, range(1, 4))), dict.fromkeys(range(48), 3.0), said(30.0, 26.0, 34.0))
    highs = [one.high for one in found]

    assert highs == sorted(highs)
    assert highs[-1] > highs[0]


@pytest.mark.parametrize("reason", [Unknown.FEW_CALLS, Unknown.SILENCE, Unknown.NOT_ASKED])
def test_what_is_not_known_now_is_not_known_later(reason):
    assert {one.unknown for one in later(picture(waits(1)), now=said(unknown=reason))} == {reason}


def test_nothing_is_known_of_later_in_a_hall_without_earlier_days():
    found = forecast(picture(waits(1)), said(), None, ten).services["A"]

    assert [one.kind for one in found] == [Kind.UNKNOWN] * len(LATER)


def test_where_nobody_is_planned_any_more_nothing_is_said():
    """The one counter goes in 70 minutes: whoever comes at 90 meets nobody."""
    found = later(picture(desks=[Desk("1", {"A": 1}, NOW, ((NOW, NOW + minutes(70)),))]))

    assert [one.unknown for one in found] == ["", "", "nobody", "nobody"]


def test_a_counter_that_opens_later_is_known_though_nobody_is_there_now():
    spans = ((NOW + minutes(50), NOW + minutes(300)),)
    found = later(picture(desks=[Desk("1", {"A": 1}, NOW, spans)]), now=said(unknown=Unknown.NOBODY))

    assert found[0].low > 0
    assert found[1].kind is Kind.UP_TO


def test_who_comes_after_closing_or_would_be_called_after_it_is_told_so():
    """| 1 to 9 | an hour and a half of visits, and the service closes in 80 minutes."""
    found = later(picture(*map(waits, range(1, 10)), closes=80), now=said(90.0, 60.0, 120.0))

    assert found[0].late
    assert [one.unknown for one in found[2:]] == ["closing", "closing"]


def test_sixty_six_services_at_forty_counters_take_less_than_a_tenth_of_a_second():
    services = [f"s{n}" for n in range(66)]
    desks = [
        Desk(str(n), {services[(n * 5 + k) % 66]: 1 + k % 2 for k in range(6)}, NOW + minutes(n % 10), DAY)
        for n in range(40)
    ]
    standing = [waits(n, services[n % 66], n % 40) for n in range(400)]
    asked = [Asked(one, 2, True, NOW + minutes(300)) for one in services]
    answer = said().services["A"]
    now = Waits(NOW, dict.fromkeys(services, answer))
    usual = {one: dict.fromkeys(range(48), 1.5) for one in services}
    shape = Picture(NOW, MIDNIGHT, RULES, desks, standing, asked)

    def took() -> float:
        begin = time.thread_time()
        assert len(forecast(shape, now, usual, ten).services) == 66
        return time.thread_time() - begin

    assert min(took() for _ in range(3)) < 0.1
