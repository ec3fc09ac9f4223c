"""The hall as its waits are worked out from it: who is there and until when, in breaks, closings and an evacuation."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.access import By, Role
from hall.estimating.roll_forward import HORIZON
from hall.estimating.shown import Kind
from hall.store import apply_structure
from tests.hall_samples import BY, small_hall
from tests.store.estimates.hall_days import A, B, G, here, issue, play, said, service, step

MINUTE = timedelta(minutes=1)
ANI = By.staff(Role.SUPERVISOR, "ani")


def picture(store):
    return store.fetch(lambda reader: reader.estimates.picture(lambda _service: 8 * MINUTE))


def desks(store):
    return {desk.counter: desk for desk in picture(store).desks}


def spans(store, clock, counter="loket-1"):
    """When somebody is at a counter, in minutes from now."""
    now = clock.now()
    return [(round((one - now) / MINUTE), round((other - now) / MINUTE)) for one, other in desks(store)[counter].spans]


def asked(store, service_id=A):
    return next(one for one in picture(store).asked if one.service == service_id)


def test_a_clerk_is_there_during_the_hours_and_not_in_the_noon_between_them(staffed, clock):
    assert spans(staffed, clock) == [(0, 120), (180, 360)]  # it is ten: until twelve, from one to four
    assert (asked(staffed).counters, asked(staffed).planned) == (2, True)
    assert asked(staffed, G).counters == 1


def test_who_serves_on_at_noon_and_in_the_evening_is_there(staffed, clock):
    clock.move(hours=2, minutes=30)
    assert spans(staffed, clock) == [(0, 210)]
    clock.move(hours=4)
    assert spans(staffed, clock) == [(0, HORIZON // MINUTE)]
    assert asked(staffed).counters == 2
    assert asked(staffed).closes is None


def test_whoever_waits_in_the_evening_is_told_of_the_clerk_who_serves_on(staffed, keeper, clock):
    play(staffed, clock, keeper)
    for _ in range(3):
        numbers = issue(staffed)
    clock.move(hours=5, minutes=20)
    play_on = said_of_last(staffed, keeper, numbers)
    assert play_on.unknown != "nobody"


def said_of_last(store, keeper, number):
    step(keeper, store)
    return said(store).tickets[number.id]


def test_an_empty_counter_is_planned_before_the_hours_and_missing_during_them(staffed, keeper, clock):
    clock.move(hours=-3)
    for counter in ("1", "2", "3"):
        here(staffed, "sign_out", counter)
    assert spans(staffed, clock) == [(30, 300), (360, 540)]
    assert (asked(staffed).counters, asked(staffed).planned) == (0, True)
    clock.move(hours=2)
    assert spans(staffed, clock) == []
    assert not asked(staffed).planned
    step(keeper, staffed)
    assert service(staffed).wait.unknown == "nobody"


@pytest.mark.parametrize("kind", ["break", "closed"])
def test_a_pause_with_an_end_lasts_until_then_and_a_little_longer_when_it_is_over(staffed, clock, kind):
    here(staffed, "pause", kind=kind, reason="makan", until=clock.now() + 20 * MINUTE)
    assert spans(staffed, clock) == [(20, 120), (180, 360)]
    clock.move(minutes=19, seconds=30)
    assert spans(staffed, clock)[0][0] == 2
    clock.move(minutes=11)
    assert spans(staffed, clock)[0][0] == 2, "nobody calls there until they are back"
    assert asked(staffed).counters == 1
    here(staffed, "resume")
    assert asked(staffed).counters == 2


def test_a_break_without_an_end_lasts_a_quarter_of_an_hour_and_longer_when_it_does(staffed, clock):
    here(staffed, "pause", kind="break", reason="")
    assert spans(staffed, clock)[0][0] == 15
    clock.move(minutes=14)
    assert spans(staffed, clock)[0][0] == 2
    clock.move(minutes=30)
    assert spans(staffed, clock)[0][0] == 2


def test_a_counter_that_was_closed_has_nobody_until_it_is_opened(staffed, clock):
    here(staffed, "pause", kind="closed", reason="rapat")
    assert spans(staffed, clock) == []
    assert asked(staffed).counters == 1
    here(staffed, "pause", "2", kind="closed", reason="rapat")
    assert (asked(staffed).counters, asked(staffed).planned) == (0, False)


def test_while_all_are_on_a_break_nobody_is_called_at_once_and_silence_says_nothing(staffed, keeper, clock):
    play(staffed, clock, keeper, visits=10, minutes=2)
    for counter in ("1", "2"):
        here(staffed, "finish", counter) if counter == "1" else None
        here(staffed, "pause", counter, kind="break", reason="", until=clock.now() + 60 * MINUTE)
    issue(staffed)
    clock.move(minutes=55)
    step(keeper, staffed)
    wait = service(staffed).wait
    assert wait.kind in (Kind.UP_TO, Kind.RANGE, Kind.OR_MORE)
    clock.move(minutes=7)
    step(keeper, staffed)
    assert service(staffed).wait.kind is not Kind.AT_ONCE, "they are late, and not there"


def test_a_closing_of_a_counter_is_its_absence_and_one_to_come_its_end(staffed, clock):
    def close(**times):
        made = staffed.run(lambda w: w.closures.request("counter", BY, "1", reason="listrik", **times))
        staffed.run(lambda w: w.closures.decide(made.id, BY, approve=True))
        return made

    made = close(starts_at=clock.now() + 30 * MINUTE, ends_at=clock.now() + 60 * MINUTE)
    assert spans(staffed, clock) == [(0, 30), (60, 120), (180, 360)]
    clock.move(minutes=31)
    assert spans(staffed, clock)[0][0] == 29
    staffed.run(lambda w: w.closures.end(made.id, BY))
    close(starts_at=clock.now())
    clock.move(seconds=1)
    assert spans(staffed, clock) == []


def test_a_planned_break_is_left_out_and_who_has_not_gone_is_there(staffed, clock, hall_url):
    apply_structure(hall_url, small_hall(always_open=True))
    staffed.run(lambda w: w.breaks.plan(BY))
    kept = staffed.fetch(lambda view: view.breaks.today()).kept
    turn = next(one for one in kept if one.counter == "loket-1")
    begin, end = (round((one - clock.now()) / MINUTE) for one in (turn.starts_at, turn.ends_at))
    assert end > begin > 0
    assert spans(staffed, clock) == [(0, begin), (end, 1440)]
    clock.moment = turn.starts_at + 5 * MINUTE
    assert spans(staffed, clock)[0] == (0, 1440)


def test_in_an_evacuation_nobody_calls_and_what_is_said_comes_back_after_it(staffed, keeper, clock):
    play(staffed, clock, keeper)
    number = issue(staffed)
    step(keeper, staffed)
    assert said(staffed).tickets[number.id].unknown != "nobody"
    staffed.run(lambda w: w.hall.evacuate(ANI, reason="api"))
    step(keeper, staffed)
    assert spans(staffed, clock) == []
    assert said(staffed).tickets[number.id].unknown == "nobody"
    clock.move(minutes=20)
    staffed.run(lambda w: w.hall.evacuation_over(ANI, note="aman"))
    step(keeper, staffed)
    assert said(staffed).tickets[number.id].unknown != "nobody"


def test_a_service_that_closes_soon_says_that_the_turn_may_come_too_late(staffed, keeper, clock):
    clock.move(hours=4)
    play(staffed, clock, keeper, visits=12, minutes=8)
    for _ in range(9):
        issue(staffed)
    step(keeper, staffed)
    wait = service(staffed).wait
    assert wait.late
    assert service(staffed, "2G").wait.late is False
    clock.move(minutes=20)
    step(keeper, staffed)
    assert (service(staffed).wait.unknown, service(staffed).wait.late) == ("closing", True)


def test_a_closed_service_still_says_when_its_last_numbers_are_called(staffed, keeper, clock):
    play(staffed, clock, keeper)
    numbers = [issue(staffed) for _ in range(3)]
    made = staffed.run(lambda w: w.closures.close("service", ANI, "A", reason="jaringan"))
    step(keeper, staffed)
    assert made.closure.state == "approved"
    assert {said(staffed).tickets[one.id].unknown for one in numbers} == {""}
    assert asked(staffed, B).counters == 2


def test_a_visit_takes_as_long_as_it_usually_does_and_is_never_over_at_once(staffed, clock):
    issue(staffed)
    here(staffed, "call_next")
    free = [desks(staffed)["loket-1"].free - clock.now()]
    clock.move(minutes=6)
    free.append(desks(staffed)["loket-1"].free - clock.now())
    clock.move(minutes=60)
    free.append(desks(staffed)["loket-1"].free - clock.now())
    assert free == [8 * MINUTE, 0.35 * 8 * MINUTE, 0.35 * 8 * MINUTE]
    assert desks(staffed)["loket-2"].free == clock.now()


def test_a_number_that_waits_for_one_counter_waits_for_that_one_alone(staffed, clock):
    number = issue(staffed)
    staffed.run(lambda w: w.tickets.transfer(number.id, BY, to_counter="2"))
    assert [one.counter for one in picture(staffed).standing] == ["loket-2"]
    clock.move(hours=2)
    assert [one.counter for one in picture(staffed).standing] == [""]
