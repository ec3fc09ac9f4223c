"""The first visitor after every long holiday, by the product's own calendar (`make clocks` lives through ten years)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from benchmarks.clock_calendar import calendar_of, hall_of, live
from hall.store import open_store, prepare_store
from tests.hall_samples import BY, small_hall

ZONE = ZoneInfo("Asia/Makassar")
LEBARAN = [("2025-03-27", "2025-04-08"), ("2026-03-17", "2026-03-25"), ("2027-03-05", "2027-03-16")]
"""The last open day before and the first one after."""


@pytest.fixture(scope="module")
def hall():
    return hall_of(small_hall(), calendar_of(20261129))


def at(day: str, hour: int, minute: int) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE).replace(hour=hour, minute=minute)


@pytest.mark.parametrize(("last", "first"), LEBARAN)
@pytest.mark.parametrize("closed_by_hand", [True, False])
def test_the_hall_opens_after_lebaran(sqlite_url, clock, hall, last, first, closed_by_hand):
    prepare_store(sqlite_url, hall).close()
    clock.moment = at(last, 9, 0)
    store = open_store(sqlite_url, clock)
    store.run(lambda work: work.tickets.issue("A", BY))
    if closed_by_hand:
        store.run(lambda work: work.day.close(BY, reason="libur"))
    for minute in (0, 4):
        clock.moment = at(first, 7, minute)
        store.settle_day()
    with store.read() as view:
        day_alarms = [alarm.code for alarm in view.status().alarms if alarm.code != "alarm_unattended"]
    assert day_alarms in ([], ["alarm_day_closed_late"])
    clock.moment = at(first, 8, 15)
    ticket = store.run(lambda work: work.tickets.issue("A", BY))
    assert (ticket.code, ticket.business_day) == ("A-001", date.fromisoformat(first))
    store.close()


def test_no_first_visitor_of_two_months_is_surprised(tmp_path: Path, hall):
    tally = live(f"sqlite:///{tmp_path / 'hall.db'}", hall, date(2026, 2, 23), date(2026, 4, 17), seed=7)
    assert tally.surprises == []
    assert tally.days >= 30
    assert tally.first > tally.days // 2
