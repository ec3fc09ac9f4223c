"""A day that a clock ahead opened gives its numbers back to today's, and what it wrote down gets a moment that was."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from hall.access import By
from hall.day_steps import StepKind
from hall.errors import Refused
from hall.lifecycle import State
from tests.hall_samples import BY

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def issue(store, service: str = "A", by: By = BY, **how):
    return store.run(lambda work: work.tickets.issue(service, by, **how))


def call(store, counter: str = "1"):
    called = store.run(lambda work: work.counter(counter, BY).call_next())
    return None if called is None else called.ticket.code


def states(store, *codes: str) -> list[State]:
    with store.read() as view:
        return [view.tickets.find(code).state for code in codes]


def alarms(store) -> dict[str, dict[str, object]]:
    with store.read() as view:
        of_clock_and_day = [one for one in view.status().alarms if not one.services and one.code != "alarm_unopened"]
        return {alarm.code: dict(alarm.params) for alarm in of_clock_and_day}


def steps(store):
    with store.read() as view:
        return view.counter("1").day_steps


def confirm(store) -> date:
    return store.run(lambda work: work.day.confirm(BY))


def audit(store):
    with store.read() as view:
        return view.days.audit().findings


def ahead_for_a_while(store, clock, *given: str):
    """The clock jumps to tomorrow, the day ends by itself, numbers are given, and the clock comes back."""
    clock.move(days=1)
    store.settle_day()
    codes = [issue(store, service).code for service in given]
    clock.move(minutes=3)
    assert store.settle_day() is not None
    return codes


@pytest.fixture
def back(staffed, clock):
    """Three wait and one is called; a clock that is a day ahead for some minutes ends the day, with one number taken
    along and one given after it. Then the clock is right again."""
    store = staffed
    for _ in range(4):
        issue(store)
        clock.move(minutes=1)
    assert call(store, "1") == "A-001"
    assert ahead_for_a_while(store, clock, "A") == ["A-005"]
    assert issue(store).code == "A-006"
    clock.move(days=-1)
    return store


def test_one_step_brings_back_the_day_and_all_who_wait(back, clock):
    assert alarms(back)["alarm_day_ahead"] == {"day": TUESDAY, "today": MONDAY}
    (step,) = steps(back)
    assert (step.day, step.joins, step.back, step.carried) == (MONDAY, TUESDAY, 3, 2)
    assert (step.renamed, step.early) == ((), 2)
    assert confirm(back) == MONDAY
    codes = [f"A-{number:03}" for number in range(1, 7)]
    assert states(back, *codes) == [State.CALLED, *[State.WAITING] * 5]
    assert "alarm_day_ahead" not in alarms(back)
    assert steps(back) == ()
    clock.move(minutes=1)
    following = issue(back)
    assert (following.code, following.business_day, following.ahead) == ("A-007", MONDAY, 5)
    assert following.issued_at == clock.moment
    assert audit(back) == ()
    back.run(lambda work: work.counter("1", BY).finish())
    assert [call(back, counter) for counter in ("1", "2")] == ["A-002", "A-003"]
    assert audit(back) == ()


def test_opening_the_same_day_again_is_that_step_too(back, clock):
    assert back.run(lambda w: w.day.open(BY, day=MONDAY, confirm=True, reason="jam salah")) == MONDAY
    assert states(back, "A-002", "A-005", "A-006") == [State.WAITING] * 3


def test_the_next_day_goes_on_behind_the_numbers_that_stand_on_paper_with_its_date(back, clock):
    confirm(back)
    back.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    first = issue(back)
    assert (first.code, first.business_day) == ("A-007", TUESDAY)
    assert audit(back) == ()


def test_numbers_of_two_days_that_both_counted_from_one_get_codes_that_nobody_holds(staffed, clock):
    store = staffed
    for _ in range(3):
        issue(store)
    ahead_for_a_while(store, clock)
    assert [issue(store).code for _ in range(4)] == ["A-001", "A-002", "A-003", "A-004"]
    assert call(store) == "A-001"
    clock.move(days=-1)
    (step,) = steps(store)
    renamed = (("A-001", "A-005"), ("A-002", "A-006"), ("A-003", "A-007"), ("A-004", "A-008"))
    assert (step.carried, step.back, step.renamed) == (4, 3, renamed)
    confirm(store)
    assert alarms(store)["alarm_codes_changed"] == {
        "count": 4,
        "codes": "A-001 → A-005, A-002 → A-006, A-003 → A-007, A-004 → A-008",
    }
    with store.read() as view:
        assert view.counter("1").current.code == "A-005"
    store.run(lambda work: work.counter("1", BY).finish())
    assert [call(store, counter) for counter in ("1", "2")] == ["A-001", "A-002"]
    assert issue(store).code == "A-009"
    assert audit(store) == ()


def test_a_day_that_a_person_closed_under_the_wrong_clock_goes_on_when_it_is_right(store, clock):
    issue(store)
    clock.move(days=1)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    assert [issue(store).code, issue(store).code] == ["A-001", "A-002"]
    clock.move(days=-1)
    with pytest.raises(Refused, match="has had its own business day"):
        store.run(lambda w: w.day.redate(MONDAY, BY, reason="salah"))
    assert confirm(store) == MONDAY
    assert states(store, "A-001", "A-003", "A-004") == [State.CANCELLED, State.WAITING, State.WAITING]
    assert audit(store) == ()


def test_days_that_were_opened_one_after_the_other_all_come_back(store, clock):
    issue(store)
    ahead_for_a_while(store, clock, "A")
    ahead_for_a_while(store, clock, "B")
    assert issue(store, "2G").business_day == WEDNESDAY
    clock.move(days=-2)
    assert confirm(store) == MONDAY
    assert states(store, "A-001", "A-002", "B-001", "2G-001") == [State.WAITING] * 4
    assert audit(store) == ()


def test_who_was_called_at_a_counter_that_went_on_waits_again_and_who_was_served_there_stays_served(staffed, clock):
    store = staffed
    for _ in range(3):
        issue(store)
    call(store, "1"), call(store, "2")
    store.run(lambda w: w.counter("2", BY).serve())
    ahead_for_a_while(store, clock, "A", "A")
    assert [call(store, counter) for counter in ("1", "2")] == ["A-004", "A-005"]
    clock.move(days=-1)
    confirm(store)
    assert states(store, *(f"A-{number:03}" for number in range(1, 6))) == [
        State.WAITING,
        State.DONE,
        State.WAITING,
        State.CALLED,
        State.CALLED,
    ]
    store.run(lambda work: work.counter("1", BY).finish())
    assert call(store, "1") == "A-001"
    assert audit(store) == ()


def test_moments_to_come_are_put_right_when_the_day_itself_went_on(staffed, clock):
    store = staffed
    issue(store)
    clock.move(hours=1)
    issue(store), issue(store)
    assert call(store, "1") == "A-001"
    clock.move(hours=-1)
    assert alarms(store)["alarm_clock_behind"] == {"minutes": 60}
    (step,) = steps(store)
    assert (step.day, step.early, step.joins) == (MONDAY, 3, None)
    confirm(store)
    assert alarms(store) == {}
    with store.read() as view:
        tickets = [view.tickets.find(code) for code in ("A-002", "A-003")]
        assert [ticket.issued_at for ticket in tickets] == [clock.moment] * 2
        assert tickets[0].queue_time < tickets[1].queue_time
    clock.move(minutes=5)
    assert issue(store).issued_at == clock.moment
    store.run(lambda work: work.counter("1", BY).finish())
    assert call(store, "1") == "A-002"
    assert audit(store) == ()


def test_a_booking_keeps_the_turn_of_its_slot(staffed, clock):
    store = staffed
    issue(store)
    slot = clock.now() + timedelta(minutes=90)
    booking = store.run(lambda w: w.bookings.book("A", slot, BY))
    clock.move(minutes=70)
    code = store.run(lambda w: w.bookings.check_in(booking.code, BY)).code
    with store.read() as view:
        queue_time = view.tickets.find(code).queue_time
    assert queue_time > clock.moment
    assert steps(store) == ()
    assert confirm(store) == MONDAY
    with store.read() as view:
        assert view.tickets.find(code).queue_time == queue_time


def test_who_expired_with_a_day_that_a_clock_behind_opened_comes_into_todays(staffed, clock):
    store = staffed
    clock.move(days=-7)
    issue(store), issue(store)
    clock.move(days=7)
    assert confirm(store) == MONDAY
    assert issue(store).code == "A-001"
    (step,) = steps(store)
    assert (step.kind, step.day, step.back) == (StepKind.BRING, date(2026, 11, 16), 2)
    assert set(alarms(store)) == {"alarm_day_closed_late"}
    assert store.run(lambda w: w.day.open(BY, day=step.day, confirm=True, reason="jam salah")) == MONDAY
    assert states(store, "A-001", "A-003", "A-004") == [State.WAITING] * 3
    assert alarms(store)["alarm_codes_changed"]["codes"] == "A-001 → A-003, A-002 → A-004"
    assert steps(store) == ()
    assert [call(store), issue(store).code] == ["A-003", "A-005"]
    assert audit(store) == ()


def test_of_two_days_that_wrong_clocks_ended_both_come_back_though_one_was_confirmed_first(staffed, clock):
    store = staffed
    issue(store)
    ahead_for_a_while(store, clock)
    issue(store), issue(store, "B")
    ahead_for_a_while(store, clock)
    clock.move(days=-2)
    assert [step.kind for step in steps(store)] == [StepKind.CONFIRM, StepKind.REOPEN, StepKind.REOPEN]
    assert confirm(store) == MONDAY
    (step,) = steps(store)
    assert (step.kind, step.day, step.back) == (StepKind.BRING, TUESDAY, 2)
    store.run(lambda w: w.day.open(BY, day=TUESDAY, confirm=True, reason="jam salah"))
    assert states(store, "A-001", "A-002", "B-001") == [State.WAITING] * 3
    assert steps(store) == ()
    assert audit(store) == ()


def test_who_was_called_when_a_wrong_day_ended_by_itself_can_be_brought_back_too(staffed, clock):
    store = staffed
    clock.move(days=-3)
    issue(store)
    call(store)
    clock.move(days=3)
    store.settle_day()
    clock.move(minutes=3)
    assert store.settle_day() is not None
    issue(store, "B")
    (step,) = steps(store)
    assert (step.kind, step.back) == (StepKind.BRING, 1)
    store.run(lambda w: w.day.open(BY, day=step.day, confirm=True, reason="jam salah"))
    assert states(store, "A-001") == [State.CALLED]
    assert audit(store) == ()


def test_a_code_that_was_served_under_the_wrong_clock_is_not_given_again(staffed, clock):
    store = staffed
    issue(store)
    ahead_for_a_while(store, clock, "A")
    assert call(store) == "A-002"
    store.run(lambda work: work.counter("1", BY).finish())
    clock.move(days=-1)
    confirm(store)
    assert issue(store).code == "A-003"
    assert audit(store) == ()


def test_the_audit_is_clean_right_after_codes_have_changed(staffed, clock):
    store = staffed
    issue(store)
    clock.move(days=1)
    assert confirm(store) == TUESDAY
    issue(store)
    store.run(lambda w: w.tickets.import_manual("B", 5, BY, waiting_from=5))
    clock.move(days=-1)
    issue(store, "B")
    assert confirm(store) == MONDAY
    assert audit(store) == ()


def test_a_day_that_closes_after_its_clock_was_ahead_for_a_call_ends_after_that_call(staffed, clock):
    store = staffed
    issue(store)
    clock.move(minutes=3)
    call(store)
    clock.move(minutes=-3)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    assert audit(store) == ()


def test_the_word_of_a_person_that_the_clock_is_right_does_not_open_a_day_that_a_person_closed(store):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    with pytest.raises(Refused) as refusal:
        confirm(store)
    assert refusal.value.code == "day_closed"


def test_a_day_that_was_opened_again_under_the_wrong_clock_ends_in_its_own_evening(store, clock):
    issue(store)
    clock.move(hours=13, minutes=5)
    store.settle_day()
    clock.move(minutes=3)
    assert store.settle_day() is not None
    store.run(lambda w: w.day.open(BY, day=MONDAY, confirm=True, reason="terlalu awal"))
    clock.move(hours=-13, minutes=-8)
    store.settle_day()
    clock.move(hours=22)
    store.settle_day()
    clock.move(minutes=4)
    assert store.settle_day() is not None
    assert issue(store).business_day == TUESDAY
