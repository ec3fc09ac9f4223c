"""A clock that is wrong for one look takes nobody's turn, and what a day ended by itself comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from benchmarks.clock_nemesis import OPERATIONS, SHIFTS, findings
from hall.access import By
from hall.errors import Refused
from hall.lifecycle import State
from hall.store import open_store
from hall.store.day import looking
from hall.translator import Translator
from tests.hall_samples import BY

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def issue(store, service: str = "A", by: By = BY, **how):
    return store.run(lambda work: work.tickets.issue(service, by, **how))


def states(store, *codes: str) -> list[State]:
    with store.read() as view:
        return [view.tickets.find(code).state for code in codes]


def alarms(store) -> dict[str, dict[str, object]]:
    with store.read() as view:
        found = view.status().alarms
        assert all(alarm.message(Translator(language)).endswith(".") for alarm in found for language in ("id", "en"))
        of_clock_and_day = [alarm for alarm in found if not alarm.services and alarm.code != "alarm_unopened"]
        return {alarm.code: dict(alarm.params) for alarm in of_clock_and_day}


def end_by_itself(store, clock) -> None:
    """The clock passes the end of the day and two looks find it so."""
    clock.move(hours=14)
    assert store.settle_day() is None
    clock.move(minutes=3)
    assert store.settle_day() is not None


@pytest.mark.parametrize("error", SHIFTS)
def test_no_operation_under_a_wrong_clock_takes_a_turn_on_sqlite(sqlite_hall_url, error):
    at = list(SHIFTS).index(error)
    assert findings(sqlite_hall_url, list(OPERATIONS)[at % 4 :: 4], SHIFTS[error]) == []


@pytest.mark.parametrize("error", SHIFTS)
def test_no_operation_under_a_wrong_clock_takes_a_turn_on_postgres(postgres_hall_url, error):
    at = list(SHIFTS).index(error)
    assert findings(postgres_hall_url, list(OPERATIONS)[at::8], SHIFTS[error]) == []


def test_a_day_that_ended_on_one_look_would_be_found(sqlite_hall_url, monkeypatch):
    monkeypatch.setattr(looking, "is_confirmed", lambda *_: True)
    assert findings(sqlite_hall_url, ["look"], SHIFTS["past day_close"])


def test_opening_the_same_day_again_brings_every_number_back_in_its_turn_and_state(staffed, clock):
    store = staffed
    codes = ["A-001", "A-002", "A-003", "A-004", "A-005"]
    for _ in codes[:4]:
        issue(store)
        clock.move(minutes=1)
    issue(store, by=By.kiosk("kiosk-1"), to_print=True)
    store.run(lambda w: w.counter("1", BY).call_next())
    store.run(lambda w: w.counter("1", BY).serve())
    store.run(lambda w: w.counter("2", BY).call_next())
    store.run(lambda w: w.counter("2", BY).hold(reason="fotokopi"))
    store.run(lambda w: w.counter("2", BY).call_next())
    before = states(store, *codes)
    assert before == [State.SERVING, State.HELD, State.CALLED, State.WAITING, State.PRINTING]
    with store.read() as view:
        turns = [view.tickets.find(code).queue_time for code in codes]
    end_by_itself(store, clock)
    assert states(store, *codes) == [
        State.DONE,
        State.CANCELLED,
        State.NO_SHOW,
        State.CANCELLED,
        State.CANCELLED,
    ]
    assert store.run(lambda w: w.day.open(BY, day=MONDAY, confirm=True)) == MONDAY
    assert states(store, *codes) == before
    with store.read() as view:
        assert [view.tickets.find(code).queue_time for code in codes] == turns
        assert [view.counter(label).current.code for label in ("1", "2")] == ["A-001", "A-003"]
        assert [slip.ticket.code for slip in view.slips.missing()] == ["A-005"]
        assert view.days.audit().findings == ()
    store.run(lambda w: w.counter("2", BY).finish())
    assert store.run(lambda w: w.counter("2", BY).call_next()).ticket.code == "A-004"


def test_what_a_person_closed_stays_cancelled_when_the_day_is_opened_again(store):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    store.run(lambda w: w.day.open(BY, confirm=True))
    assert states(store, "A-001") == [State.CANCELLED]


def test_a_day_that_a_clock_ahead_ended_goes_on_by_itself_when_the_clock_is_right_again(store, clock):
    first, second = issue(store), issue(store)
    end_by_itself(store, clock)
    assert set(alarms(store)) == {"alarm_day_closed_late"}
    clock.move(hours=-14)
    with store.read() as view:
        assert view.kiosk().opening.is_open
    third = issue(store)
    assert (third.number, third.business_day, third.ahead) == (3, MONDAY, 2)
    assert states(store, first.code, second.code) == [State.WAITING, State.WAITING]
    assert "alarm_day_closed_late" not in alarms(store)


def test_a_program_that_just_started_ends_no_day(store, hall_url, clock):
    issue(store)
    clock.move(hours=22)
    store.settle_day()
    clock.move(minutes=3)
    fresh = open_store(hall_url, clock)
    assert fresh.settle_day() is None
    assert states(fresh, "A-001") == [State.WAITING]
    clock.move(minutes=4)
    assert fresh.settle_day() is not None
    fresh.close()


def test_a_first_look_that_the_clock_took_back_confirms_nothing(store, clock):
    issue(store)
    clock.move(hours=14)
    store.settle_day()
    clock.move(hours=-14)
    store.settle_day()
    clock.move(hours=13, minutes=10)
    assert store.settle_day() is None
    assert states(store, "A-001") == [State.WAITING]


def test_numbers_given_before_the_look_is_confirmed_go_along_to_the_new_day(staffed, clock):
    store = staffed
    for _ in range(3):
        issue(store)
    clock.move(hours=22)
    store.settle_day()
    early = issue(store, by=By.system(request_id="early"))
    called = issue(store)
    store.run(lambda w: w.tickets.issue("B", BY, priority=True))
    assert [early.code, called.code] == ["A-004", "A-005"]
    assert store.run(lambda w: w.counter("1", BY).call_number(called.id)).ticket.code == "A-005"
    assert alarms(store)["alarm_day_over"] == {"day": MONDAY, "count": 6, "minutes": 2}
    clock.move(minutes=3)
    assert "A-004, A-005, B-001 were taken along" in store.settle_day()
    assert states(store, "A-004", "A-005", "B-001") == [State.WAITING, State.CALLED, State.WAITING]
    following = issue(store)
    assert (following.code, following.business_day, following.ahead) == ("A-006", TUESDAY, 1)
    assert issue(store, by=By.system(request_id="early")).business_day == TUESDAY
    assert issue(store, "2G").code == "2G-001"
    with store.read() as view:
        assert [call.code for call in view.board().calls] == ["A-005"]
        assert view.days.audit(MONDAY).findings == view.days.audit(TUESDAY).findings == ()
        visits = view.days.visits(MONDAY)
    assert [(visit.number, visit.state) for visit in visits] == [(n, State.CANCELLED) for n in (1, 2, 3)]
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.day.open(BY, day=WEDNESDAY, confirm=True))
    assert refusal.value.code == "day_already_open"


def test_a_day_dated_ahead_goes_on_until_the_night_and_then_gets_its_date(store, clock):
    clock.move(days=3)
    assert issue(store).business_day == date(2026, 11, 26)
    clock.move(days=-3)
    assert issue(store).code == "A-002"
    assert alarms(store)["alarm_day_ahead"] == {"day": date(2026, 11, 26), "today": MONDAY}
    clock.move(days=1)
    first = issue(store)
    assert (first.code, first.business_day) == ("A-001", TUESDAY)
    assert alarms(store) == {
        "alarm_day_in_doubt": {"day": MONDAY},
        "alarm_day_closed_late": {"day": MONDAY, "count": 2},
    }
    assert store.run(lambda w: w.day.confirm(BY)) == TUESDAY
    assert set(alarms(store)) == {"alarm_day_closed_late"}
    clock.move(days=2)
    store.settle_day()
    clock.move(minutes=3)
    thursday = issue(store)
    assert (thursday.code, thursday.business_day) == ("A-001", date(2026, 11, 26))


def test_a_person_gives_a_day_dated_ahead_the_right_date(store, clock):
    clock.move(days=3)
    issue(store)
    clock.move(days=-3)
    assert store.run(lambda w: w.day.redate(MONDAY, BY, reason="jam salah")) == date(2026, 11, 26)
    second = issue(store)
    assert (second.code, second.business_day) == ("A-002", MONDAY)
    assert "alarm_day_ahead" not in alarms(store)
    clock.move(hours=14)
    store.settle_day()
    clock.move(minutes=3)
    assert store.settle_day() is not None
    clock.move(hours=8)
    assert issue(store).business_day == TUESDAY


def test_numbers_never_repeat_within_a_date(store, clock):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    issue(store)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.day.redate(MONDAY, BY, reason="salah"))
    assert refusal.value.code == "date_used"
    store.run(lambda w: w.day.close(BY, reason="sore"))
    store.run(lambda w: w.day.open(BY, day=MONDAY, confirm=True, reason="dicoba"))
    assert issue(store).code == "A-002"


def test_the_word_of_a_person_ends_the_old_day_at_once_and_opens_todays(store, clock):
    issue(store)
    clock.move(days=1)
    assert store.run(lambda w: w.day.confirm(By.system(request_id="once"))) == TUESDAY
    assert store.run(lambda w: w.day.confirm(By.system(request_id="once"))) == TUESDAY
    first = issue(store)
    assert (first.code, first.business_day) == ("A-001", TUESDAY)


def test_a_clock_far_ahead_is_told_before_the_first_visitor_and_a_person_may_confirm_it(store, clock):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=15)
    assert set(alarms(store)) == {"alarm_day_far_ahead"}
    with store.read() as view:
        services = [service for agency in view.kiosk().agencies for service in agency.services]
        assert {service.opening.code for service in services} == {"day_unready"}
        assert not any(service.opening.gives_numbers for service in services)
    with pytest.raises(Refused) as refusal:
        issue(store)
    for language in ("id", "en"):
        assert "`" not in refusal.value.message(Translator(language))
    assert store.run(lambda w: w.day.confirm(By.system())) == date(2026, 12, 8)
    assert issue(store).code == "A-001"


def test_a_first_number_years_off_has_a_way_back(store, clock):
    right = clock.moment
    clock.moment = datetime(2031, 3, 5, 2, 0, tzinfo=UTC)
    issue(store)
    clock.moment = right
    assert issue(store).code == "A-002"
    assert "alarm_day_ahead" in alarms(store)
    assert store.run(lambda w: w.day.confirm(BY)) == MONDAY
    third = issue(store)
    assert (third.code, third.business_day) == ("A-003", MONDAY)


def test_a_clock_that_lost_its_time_is_told_before_the_first_number(store, clock):
    clock.moment = datetime(2010, 1, 1, 2, 0, tzinfo=UTC)
    assert set(alarms(store)) == {"alarm_clock_lost"}


def test_an_open_day_that_was_skipped_is_told_before_the_first_number(store, clock):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    assert alarms(store) == {}
    clock.move(days=1)
    assert alarms(store) == {"alarm_days_skipped": {"last": MONDAY, "today": WEDNESDAY}}
    issue(store)
    assert alarms(store) == {}


def test_the_evening_look_of_a_person_ends_the_day_and_opens_none(store, clock):
    issue(store)
    clock.move(hours=13, minutes=5)
    assert store.run(lambda w: w.day.confirm(BY)) == MONDAY
    with store.read() as view:
        assert view.status().business_day is None
    clock.move(hours=9)
    assert issue(store).code == "A-001"


def test_a_doubtful_date_can_be_confirmed_after_the_day_was_closed(store, clock):
    clock.move(days=3)
    issue(store)
    clock.move(days=-3)
    issue(store)
    clock.move(days=1)
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    assert store.run(lambda w: w.day.confirm(BY)) == TUESDAY
    with store.read() as view:
        assert view.status().business_day is None
    assert "alarm_day_in_doubt" not in alarms(store)


def test_an_open_day_whose_numbers_have_nowhere_to_go_stays_open(store, clock):
    issue(store)
    clock.move(hours=13, minutes=5)
    store.settle_day()
    late = store.run(lambda w: w.tickets.import_manual("A", 9, BY, waiting_from=9))
    clock.move(minutes=3)
    assert store.settle_day() is None
    assert states(store, late[0].code) == [State.WAITING]
    clock.move(hours=2)
    assert "A-009 were taken along to Tuesday, 24 November 2026" in store.settle_day()
    assert states(store, late[0].code) == [State.WAITING]


def test_a_day_dated_ahead_that_a_person_closes_gets_the_date_on_which_it_was_used(store, clock):
    clock.move(days=1)
    issue(store)
    clock.move(days=-1)
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    assert set(alarms(store)) >= {"alarm_day_in_doubt"}
    with pytest.raises(Refused) as refusal:
        issue(store)
    assert refusal.value.code == "day_closed"
    clock.move(days=1)
    first = issue(store)
    assert (first.code, first.business_day) == ("A-001", TUESDAY)
    with store.read() as view:
        assert view.days.audit().findings == ()


def test_a_day_dated_ahead_that_was_closed_goes_on_on_its_date_where_todays_is_taken(store, clock):
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    issue(store)
    clock.move(days=-1)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=1)
    second = issue(store)
    assert (second.code, second.business_day) == ("A-002", TUESDAY)


def test_a_clock_that_is_a_year_behind_opens_no_day_of_then(store, clock):
    clock.move(days=-364)
    issue(store)
    end_by_itself(store, clock)
    clock.move(days=364, hours=-14)
    store.run(lambda w: w.day.confirm(BY))
    issue(store)
    store.run(lambda w: w.day.close(BY, reason="sore"))
    clock.move(days=-364)
    assert "alarm_day_not_later" in alarms(store)
    with store.read() as view:
        services = [service for agency in view.kiosk().agencies for service in agency.services]
        assert {service.opening.code for service in services} == {"day_unready"}
    with pytest.raises(Refused) as refusal:
        issue(store)
    assert refusal.value.code == "day_not_later"
