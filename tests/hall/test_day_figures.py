"""A business day added up: how much of its schedule counts while it goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.auditing import ShiftRow
from hall.figures import DayFacts, DayTerms, day_aggregate

OPENED = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
HOURS = (
    (OPENED + timedelta(hours=1), OPENED + timedelta(hours=5)),
    (OPENED + timedelta(hours=6), OPENED + timedelta(hours=8)),
)


def presence(minutes: int, *, closed: bool = False):
    """Somebody signed in half an hour after the schedule began; the day closed, or is looked at, after ``minutes``."""
    until = OPENED + timedelta(minutes=minutes)
    shift = ShiftRow(1, "c1", OPENED + timedelta(minutes=90), "sign_in", "clerk:ani", "", "ani", "", 0)
    terms = DayTerms(counters={"c1": frozenset({"a"})}, hours={"c1": HOURS})
    facts = DayFacts(
        OPENED.date(), ZoneInfo("Asia/Makassar"), OPENED, until if closed else None, until, terms, shifts=(shift,)
    )
    return day_aggregate(facts).presence


@pytest.mark.parametrize(
    ("minutes", "scheduled", "opened"), [(90, 30, 0), (120, 60, 30), (330, 240, 210), (600, 360, 330)]
)
def test_of_a_day_that_goes_on_the_schedule_until_now_counts(minutes, scheduled, opened):
    (one,) = presence(minutes)
    assert (one.scheduled, one.open) == (scheduled, opened)
    assert one.begins == HOURS[0][0]


def test_before_the_schedule_begins_there_is_nothing_to_say():
    assert presence(45) == ()


def test_a_day_that_was_closed_early_has_its_whole_schedule():
    (one,) = presence(120, closed=True)
    assert (one.scheduled, one.open) == (360, 30)
