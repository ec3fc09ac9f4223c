"""How good the estimates of a business day were, as the rows of its numbers tell it, on both databases."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from hall.access import By, Role
from hall.estimating.quality import HeldView
from hall.store import tables as t
from tests.hall_samples import BY

DAY = date(2026, 11, 23)


def issue(store, *, low=None, high=None, middle=None, ahead=1, note="", prefix="A"):
    """A number of which this was said; nothing where no ``ahead`` is given."""
    made = store.run(lambda w: w.tickets.issue(prefix, BY))
    said = {"wait_low": low, "wait_middle": middle, "wait_high": high, "wait_ahead": ahead, "wait_note": note}
    with store.begin() as work:
        work._tx.connection.execute(update(t.ticket).where(t.ticket.c.id == made.id).values(**said))
    return made


def call(store, number, counter="1"):
    return store.run(lambda w: w.counter(counter, BY).call_number(number.id))


def leave(store, counter="1"):
    store.run(lambda w: w.counter(counter, BY).no_show())


def quality(store, day=DAY):
    return store.fetch(lambda reader: reader.estimates.quality(day))


def test_a_day_without_numbers_has_nothing_and_one_that_never_was_is_none(staffed):
    assert quality(staffed) is None
    staffed.run(lambda w: w.tickets.issue("A", BY))

    found = quality(staffed)
    assert (found.day, found.whole.told, dict(found.unknown)) == (DAY, 0, {})


def test_the_first_call_that_stood_is_what_came(staffed, clock):
    one = issue(staffed, low=10, high=20, middle=14)
    clock.move(minutes=5)
    call(staffed, one)
    staffed.run(lambda w: w.counter("1", BY).undo())
    clock.move(minutes=10)
    call(staffed, one)
    clock.move(minutes=30)
    staffed.run(lambda w: w.counter("1", BY).recall())

    whole = quality(staffed).whole
    assert (whole.told, whole.held, whole.mean_error, whole.width) == (1, 1, 1.0, 10.0)


def test_each_service_and_each_reason_stands_by_itself(staffed, clock):
    one = issue(staffed, low=0, high=10, middle=4)
    two = issue(staffed, low=0, high=10, middle=9, prefix="2G")
    issue(staffed, note="few_calls")
    issue(staffed, low=40, middle=60, ahead=9)
    clock.move(minutes=12)
    call(staffed, one)
    call(staffed, two, "3")

    found = quality(staffed)
    assert {name: (each.told, each.later) for name, each in found.services.items()} == {
        "disdukcapil-a": (1, 1),
        "imigrasi-2g": (1, 1),
    }
    assert ({band: each.told for band, each in found.bands.items()}, dict(found.unknown), found.not_called) == (
        {1: 1, 2: 1},
        {"few_calls": 1},
        1,
    )


def test_who_was_sent_elsewhere_or_set_aside_before_the_call_proves_nothing(staffed, clock):
    held, sent, first = (issue(staffed, low=0, high=10, middle=4) for _ in range(3))
    clock.move(minutes=1)
    staffed.run(lambda w: w.tickets.hold(held.id, BY, reason="di luar"))
    staffed.run(lambda w: w.tickets.transfer(sent.id, BY, service="B"))
    staffed.run(lambda w: w.tickets.set_priority(first.id, True, BY, reason="lansia"))
    clock.move(minutes=2)
    staffed.run(lambda w: w.tickets.release(held.id, BY))
    for one in (held, sent, first):
        call(staffed, one)
        leave(staffed)

    found = quality(staffed)
    assert (found.whole.told, found.not_called) == (0, 3)


def test_what_is_set_aside_after_the_call_counts_as_called(staffed, clock):
    one = issue(staffed, low=0, high=10, middle=4)
    clock.move(minutes=6)
    call(staffed, one)
    staffed.run(lambda w: w.counter("1", BY).transfer(service="B"))

    assert dict(quality(staffed).services)["disdukcapil-a"].held == 1


def test_the_supervisor_of_an_agency_sees_that_agency_alone(staffed, clock):
    one = issue(staffed, low=0, high=10, middle=4)
    two = issue(staffed, low=0, high=10, middle=4, prefix="2G")
    clock.move(minutes=4)
    call(staffed, one)
    call(staffed, two, "3")

    by = By(Role.AGENCY_SUPERVISOR, "dina", agency="imigrasi")
    with staffed.read(by) as reader:
        assert list(reader.estimates.quality(DAY).services) == ["imigrasi-2g"]


def judged(store, clock, *, held, missed):
    """So many numbers called within what was said, and so many later."""
    made = [issue(store, low=0, high=10, middle=4) for _ in range(held + missed)]
    for place, one in enumerate(made):
        if place in (0, held):
            clock.move(minutes=11 if place == held else 2)
        call(store, one)
        leave(store)


def alarmed(store, by=None):
    with store.read(by) as reader:
        return {alarm.code: dict(alarm.params) for alarm in reader.alarms()}.get("alarm_estimates")


def test_a_day_of_which_too_few_held_is_an_alarm_to_whoever_answers_for_the_hall(staffed, clock):
    judged(staffed, clock, held=20, missed=9)
    assert alarmed(staffed) is None, "29 are too few to judge"
    clock.move(minutes=6)
    judged(staffed, clock, held=0, missed=1)
    clock.move(minutes=6)

    assert alarmed(staffed) == {"day": DAY, "held": 66, "count": 30}
    assert alarmed(staffed, By(Role.AGENCY_SUPERVISOR, "dina", agency="disdukcapil")) is None
    assert alarmed(staffed, By(Role.CLERK, "user1", agency="disdukcapil")) is None


def test_the_day_that_closed_last_counts_until_the_next_one_can_be_judged(staffed, clock):
    judged(staffed, clock, held=10, missed=20)
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    clock.move(days=1)
    assert alarmed(staffed)["day"] == DAY

    judged(staffed, clock, held=29, missed=0)
    clock.move(minutes=6)
    assert alarmed(staffed)["day"] == DAY
    judged(staffed, clock, held=1, missed=0)
    clock.move(minutes=6)
    assert alarmed(staffed) is None


def test_what_was_said_long_ago_is_no_alarm_any_more(staffed, clock):
    judged(staffed, clock, held=10, missed=20)
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    clock.move(days=6, hours=20)
    assert alarmed(staffed) is not None
    clock.move(days=1)
    assert alarmed(staffed) is None


def test_a_day_is_judged_once_while_screens_read_on(staffed, clock):
    judged(staffed, clock, held=2, missed=0)
    alarmed(staffed)
    statements: list[str] = []
    staffed._connections.watch(lambda statement, _: statements.append(statement))
    alarmed(staffed)
    assert not [one for one in statements if "called_for" in one]
    clock.move(minutes=6)
    alarmed(staffed)
    assert len([one for one in statements if "called_for" in one]) == 1


def floor(store, by=BY):
    return store.fetch(lambda reader: reader.floor.now(by))


def test_the_supervisor_is_told_of_the_last_closed_day_once_there_are_enough(staffed, clock):
    judged(staffed, clock, held=25, missed=5)
    assert floor(staffed).estimates_held is None
    staffed.run(lambda w: w.day.close(BY, reason="selesai"))
    clock.move(hours=20)

    assert floor(staffed).estimates_held == HeldView(DAY, 83)
    rina = staffed.run(lambda w: w.staff.add("rina", "Rina", "407163", BY, role="agency_supervisor", agency="imigrasi"))
    by = By(Role.AGENCY_SUPERVISOR, rina.login, agency="imigrasi")
    assert floor(staffed, by).estimates_held is None, "of none of that agency's numbers anything was said"
