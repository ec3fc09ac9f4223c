"""Calls for a person from a machine: one alarm each, for the desks of its zone, until somebody comes."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.errors import Refused
from hall.help_calls import LASTS, ON_THE_WAY

KIOSK, OTHER = By.kiosk("kiosk-1"), By.kiosk("gang")
CLERK = By.clerk("siti")


def _alarms(store, counter: str = "") -> list[str]:
    with store.read() as view:
        found = view.counter(counter).alarms if counter else view.alarms()
    return [alarm.key for alarm in found if alarm.code == "alarm_help_call"]


def test_a_call_is_one_alarm_however_often_it_is_made_and_survives_its_machine(store, clock):
    first = store.run(lambda w: w.help.call(KIOSK))
    clock.move(minutes=2)
    assert store.run(lambda w: w.help.call(KIOSK)) == first
    assert _alarms(store) == ["alarm_help_call:kiosk-1"]


def test_it_is_for_the_desks_of_its_zone_and_from_a_machine_without_one_for_all(staffed):
    staffed.run(lambda w: w.help.call(KIOSK))
    assert [_alarms(staffed, counter) for counter in ("1", "3")] == [["alarm_help_call:kiosk-1"], []]
    staffed.run(lambda w: w.help.call(OTHER))
    assert _alarms(staffed, "3") == ["alarm_help_call:gang"]


def test_a_clerk_who_goes_there_ends_it_and_a_repeat_changes_nothing(store, clock):
    store.run(lambda w: w.help.call(KIOSK))
    clock.move(minutes=1)
    said = store.run(lambda w: w.help.answer("kiosk-1", CLERK))
    assert (said.answered_at, said.answered_by) == (clock.now(), "clerk:siti")
    assert store.run(lambda w: w.help.answer("kiosk-1", CLERK)) == said
    assert _alarms(store) == []
    for station in ("kiosk-1", "kiosk-9"):
        with pytest.raises(Refused) as refusal:
            store.run(lambda w, station=station: w.help.answer(station, By.clerk("budi")))
        assert refusal.value.code == "help_gone"


def test_while_somebody_is_on_the_way_the_machine_calls_nobody_else(store, clock):
    store.run(lambda w: w.help.call(KIOSK))
    store.run(lambda w: w.help.answer("kiosk-1", CLERK))
    assert store.run(lambda w: w.help.call(KIOSK)).answered_by == "clerk:siti"
    assert _alarms(store) == []
    clock.moment += ON_THE_WAY
    assert store.run(lambda w: w.help.call(KIOSK)).answered_at is None
    assert _alarms(store) == ["alarm_help_call:kiosk-1"]


def test_a_call_that_nobody_answers_is_over_after_an_hour_and_can_be_made_again(store, clock):
    store.run(lambda w: w.help.call(KIOSK))
    clock.moment += LASTS
    assert _alarms(store) == []
    with pytest.raises(Refused):
        store.run(lambda w: w.help.answer("kiosk-1", CLERK))
    again = store.run(lambda w: w.help.call(KIOSK))
    assert again.at == clock.now()
    assert _alarms(store) == ["alarm_help_call:kiosk-1"]


def test_a_supervisor_who_takes_the_alarm_goes_there(store):
    store.run(lambda w: w.help.call(KIOSK))
    taken = store.run(lambda w: w.alarms.take("alarm_help_call:kiosk-1", By.staff("supervisor", "ani")))
    assert taken.taken_by == "clerk:ani"
    assert _alarms(store) == []
    store.each_minute()
    with store.read() as view:
        (record,) = (one for one in view.alarm_log.latest() if one.code == "alarm_help_call")
    assert record.last_seen is not None


def test_it_cannot_be_switched_off(store, structure):
    store.run(lambda w: w.help.call(KIOSK))
    with store.read() as view:
        (alarm,) = (one for one in view.alarms() if one.code == "alarm_help_call")
    assert (alarm.kind, alarm.zone) == ("", "podium")
