"""A clock is even while it parts from the monotonic one by little, and must run for a while to be believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hall.clock import ClockWatch

START = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)


class Machine:
    """A machine's two clocks: the one on the wall, which may jump, and the monotonic one."""

    def __init__(self) -> None:
        self.wall, self.seconds = START, 5000.0

    def run(self, seconds: float, *, jump: timedelta = timedelta(0)) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds) + jump

    def monotonic(self) -> float:
        return self.seconds


def test_a_clock_is_steady_for_as_long_as_it_was_looked_at():
    machine = Machine()
    watch = ClockWatch(machine.monotonic)
    assert watch.steady(machine.wall) == timedelta(0)
    for _ in range(3):
        machine.run(60)
        watch.steady(machine.wall)
    assert watch.steady(machine.wall) == timedelta(minutes=3)


def test_a_jump_back_begins_from_nothing():
    machine = Machine()
    watch = ClockWatch(machine.monotonic)
    machine.run(600)
    watch.steady(machine.wall)
    machine.run(60, jump=timedelta(hours=-8))
    assert watch.steady(machine.wall) == timedelta(0)
    machine.run(60)
    assert watch.steady(machine.wall) == timedelta(minutes=1)


def test_a_clock_that_jumped_ahead_is_not_even_until_it_is_set_back():
    for jump in (timedelta(minutes=2), timedelta(hours=8), timedelta(days=1)):
        machine = Machine()
        watch = ClockWatch(machine.monotonic)
        watch.steady(machine.wall)
        machine.run(60, jump=jump)
        for _ in range(6 * 60):
            machine.run(60)
            assert watch.steady(machine.wall) == timedelta(0)
        machine.run(60, jump=-jump)
        assert watch.steady(machine.wall) == timedelta(0)
        machine.run(240)
        assert watch.steady(machine.wall) == timedelta(minutes=4)


def test_two_jumps_ahead_are_set_back_by_both():
    machine = Machine()
    watch = ClockWatch(machine.monotonic)
    watch.steady(machine.wall)
    for jump in (timedelta(hours=2), timedelta(hours=8), timedelta(hours=-8)):
        machine.run(60, jump=jump)
        watch.steady(machine.wall)
    machine.run(600)
    assert watch.steady(machine.wall) == timedelta(0)
    machine.run(60, jump=timedelta(hours=-2))
    watch.steady(machine.wall)
    machine.run(600)
    assert watch.steady(machine.wall) == timedelta(minutes=10)


def test_a_jump_ahead_that_stood_for_half_a_day_is_believed():
    machine = Machine()
    watch = ClockWatch(machine.monotonic)
    watch.steady(machine.wall)
    machine.run(60, jump=timedelta(hours=8))
    watch.steady(machine.wall)
    machine.run(12 * 3600 - 60)
    assert watch.steady(machine.wall) == timedelta(0)
    machine.run(60)
    assert watch.steady(machine.wall) == timedelta(hours=12)
    machine.run(60)
    assert watch.steady(machine.wall) == timedelta(hours=12, minutes=1)


def test_a_clock_that_the_network_corrects_by_seconds_stays_steady():
    machine = Machine()
    watch = ClockWatch(machine.monotonic)
    watch.steady(machine.wall)
    for _ in range(60):
        machine.run(60, jump=timedelta(seconds=2))
        watch.steady(machine.wall)
    assert watch.steady(machine.wall) == timedelta(hours=1)


def test_a_clock_that_was_given_is_measured_by_itself():
    watch = ClockWatch(monotonic=None)
    assert watch.steady(START) == timedelta(0)
    assert watch.steady(START + timedelta(days=1)) == timedelta(days=1)
    assert watch.steady(START - timedelta(hours=1)) == timedelta(0)
