"""Clocks, moments, sentences and assets: the corners that bigger tests do not reach."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.assets import asset, sample_config
from hall.calling import DIRECTED, Candidate, choose
from hall.clock import ScaledClock, SystemClock
from hall.dates import whole_minutes
from hall.messages import message
from hall.opening import Opening
from hall.structure import Rules
from hall.translator import ENGLISH, INDONESIAN

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_the_machines_clock_is_in_utc():
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_two_processes_with_the_same_three_values_read_the_same_simulated_time():
    began = time.time() - 10
    clocks = [ScaledClock(NOON, 60, began) for _ in range(2)]
    assert timedelta(minutes=10) <= clocks[0].now() - NOON < timedelta(minutes=20)
    assert abs(clocks[0].now() - clocks[1].now()) < timedelta(minutes=1)
    assert clocks[0].real_seconds(timedelta(minutes=1)) == 1
    assert clocks[0].real_seconds_until(NOON) < 0 < clocks[0].real_seconds_until(NOON + timedelta(hours=5))


def test_a_simulated_clock_begins_where_it_is_told_and_must_run():
    assert ScaledClock(NOON, 1).now() - NOON < timedelta(minutes=1)
    with pytest.raises(ValueError, match="0 times"):
        ScaledClock(NOON, 0)


def test_a_wait_is_never_negative():
    assert whole_minutes(timedelta(seconds=119)) == 1
    assert whole_minutes(timedelta(seconds=-5)) == 0


def test_a_refusal_says_the_state_of_the_hall_in_the_readers_language():
    closed = Opening(False, "break", NOON, NOON.replace(hour=5).astimezone(ZoneInfo("Asia/Makassar")))
    assert (
        message("closed_now", INDONESIAN, service="KTP", why=closed)
        == "KTP tidak memberi nomor: Istirahat sampai 13.00."
    )
    said = message("closed_now", ENGLISH, service="KTP", why=closed)
    assert said == "KTP is not giving numbers now: Break until 13:00."


def test_a_number_that_was_sent_to_the_counter_says_so():
    sent = Candidate(1, NOON, NOON, DIRECTED, False)
    older = Candidate(2, NOON - timedelta(minutes=5), NOON, 1, False)
    choice = choose([older, sent], 0, Rules(), NOON + timedelta(minutes=1))
    assert (choice.ticket, choice.reason.code) == (sent, "directed")


def test_a_missing_asset_says_what_to_do():
    assert asset("sounds").is_dir()
    assert sample_config().name == "config.toml"
    with pytest.raises(FileNotFoundError, match="install the package again"):
        asset("sounds/none.wav")


def test_a_booking_before_its_slot_is_called_when_nobody_else_waits():
    early = Candidate(1, NOON + timedelta(minutes=20), NOON, 1, True, booked=True)
    regular = Candidate(2, NOON, NOON, 1, False)
    now = NOON + timedelta(minutes=1)
    assert choose([early, regular], 0, Rules(), now).ticket == regular
    assert choose([early], 0, Rules(), now).reason.message(ENGLISH) == "A booking, here before its slot"
