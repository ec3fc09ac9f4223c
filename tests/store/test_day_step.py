"""What a supervisor is offered about the business day is what then happens."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from hall.access import By
from hall.business_day import DayAction
from hall.day_steps import DAY_ALARMS, DayStep, StepKind, step_about
from hall.lifecycle import State
from hall.store import tables as t
from hall.store.day import day_alarms
from tests.hall_samples import BY

SUNDAY, MONDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)


def steps(store):
    with store.read() as view:
        return view.counter("1").day_steps


def issue(store, count=1):
    for _ in range(count):
        ticket = store.run(lambda work: work.tickets.issue("A", BY))
    return ticket


def confirm(store):
    return store.run(lambda work: work.day.confirm(By.staff("supervisor", "andi")))


def expire(store, clock):
    """Two looks at a clock that is past the end of the day."""
    for _ in range(2):
        store.settle_day()
        clock.move(minutes=4)


def test_nothing_is_offered_on_an_ordinary_day(store):
    assert steps(store) == ()
    issue(store)
    assert steps(store) == ()


def test_a_day_that_was_not_closed_ends_with_the_numbers_that_were_named(store, clock):
    issue(store, 2)
    store.run(lambda work: work.counter("1", BY).call_next())
    clock.move(days=1)
    assert steps(store) == (DayStep(StepKind.CONFIRM, TUESDAY, ends=MONDAY, count=2),)
    floor = store.fetch(lambda view: view.floor.now(BY))
    (told,) = (alarm for alarm in floor.alarms if alarm.code == "alarm_day_over")
    assert step_about(told.code, told.params, floor.day_steps) == steps(store)[0]
    assert confirm(store) == TUESDAY
    with store.read() as view:
        assert view.status().business_day == TUESDAY
        assert sum(count for _, count in view.status().counts) == 0


def test_numbers_given_since_the_end_are_named_apart_and_go_along(store, clock):
    issue(store, 3)
    clock.move(days=1)
    store.settle_day()
    issue(store, 2)
    assert steps(store) == (DayStep(StepKind.CONFIRM, TUESDAY, ends=MONDAY, count=3, carried=2),)
    assert confirm(store) == TUESDAY
    with store.read() as view:
        assert dict(view.status().counts)[State.WAITING] == 2


def test_a_day_that_is_ahead_of_the_clock_is_offered_today_s_date(store, clock):
    clock.move(days=1)
    issue(store)
    clock.move(days=-1)
    assert steps(store) == (DayStep(StepKind.CONFIRM, MONDAY, before=TUESDAY, early=1),)
    assert confirm(store) == MONDAY
    with store.read() as view:
        assert (view.status().business_day, view.tickets.find("A-001").state) == (MONDAY, State.WAITING)


def test_a_date_that_has_had_its_day_is_opened_again_for_what_waits_in_the_one_ahead(store, clock):
    issue(store)
    store.run(lambda work: work.day.close(BY, reason="tutup"))
    clock.move(days=1)
    issue(store)
    clock.move(days=-1)
    (step,) = steps(store)
    assert (step.day, step.joins, step.carried, step.renamed) == (MONDAY, TUESDAY, 1, (("A-001", "A-002"),))
    assert confirm(store) == MONDAY


@pytest.mark.parametrize("days", [400, -3])
def test_before_the_first_number_of_a_wrong_date_today_is_offered(store, clock, days):
    issue(store)
    store.run(lambda work: work.day.close(BY, reason="tutup"))
    clock.move(days=days)
    today = date.fromordinal(MONDAY.toordinal() + days)
    assert steps(store) == (DayStep(StepKind.CONFIRM, today),)
    assert confirm(store) == today
    assert issue(store).business_day == today


def test_a_day_that_ended_by_itself_comes_back_with_as_many_numbers_as_were_named(store, clock):
    issue(store, 2)
    clock.move(hours=13, minutes=5)
    expire(store, clock)
    assert steps(store) == (DayStep(StepKind.REOPEN, MONDAY, back=2),)
    assert store.run(lambda work: work.day.open(By.staff("supervisor", "andi"), day=MONDAY, confirm=True)) == MONDAY
    with store.read() as view:
        assert dict(view.status().counts)[State.WAITING] == 2
    assert steps(store) == ()


def test_when_another_day_is_open_the_numbers_of_the_one_that_ended_can_come_into_it(store, clock):
    issue(store, 2)
    clock.move(hours=13, minutes=5)
    expire(store, clock)
    clock.move(hours=9)
    issue(store)
    assert steps(store) == (DayStep(StepKind.BRING, MONDAY, back=2),)


def test_the_reason_that_was_typed_stands_in_the_history_of_the_day(store, clock):
    issue(store)
    clock.move(days=1)
    store.run(lambda work: work.day.confirm(By.staff("supervisor", "andi"), reason="jam sudah dicek"))
    opened = _latest_note(store)
    assert (opened.action, opened.date, opened.actor) == (DayAction.OPEN, TUESDAY, "clerk:andi")
    assert opened.reason == "jam sudah dicek"
    store.run(lambda work: work.day.confirm(By.staff("supervisor", "andi"), reason="dicek lagi"))
    assert (_latest_note(store).action, _latest_note(store).reason) == (DayAction.CONFIRM, "dicek lagi")


def _latest_note(store):
    with store._connections.snapshot() as link:
        return link.sql.execute(select(t.day_event).order_by(t.day_event.c.id.desc()).limit(1)).one()


def test_every_alarm_of_day_and_clock_is_shown_before_anybody_has_signed_in():
    made = set(re.findall(r'"(alarm_\w+)"', Path(day_alarms.__file__).read_text("utf-8")))
    assert made == DAY_ALARMS
