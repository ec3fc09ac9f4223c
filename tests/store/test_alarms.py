"""Alarms by rules, since when they last and who sees to them, on both databases."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By, Role
from hall.alarm_rules import AlarmRules
from hall.errors import Refused
from hall.lives import Life
from hall.store import open_store
from hall.store.devices import program_lives
from hall.structure import Obstacle
from hall.translator import ENGLISH
from tests.hall_samples import BY

RINA, ANI = By.staff("supervisor", "rina"), By.staff("supervisor", "ani")
DEWI = By(Role.AGENCY_SUPERVISOR, "dewi", agency="imigrasi")
KEY = "alarm_unattended:2G"


@pytest.fixture(autouse=True)
def supervisors(staffed):
    for login, name in (("rina", "Rina"), ("ani", "Ani")):
        staffed.run(lambda w, login=login, name=name: w.staff.add(login, name, "407163", BY, role="supervisor"))


def issue(store, *prefixes):
    return [store.act(lambda w, prefix=prefix: w.tickets.issue(prefix, BY)) for prefix in prefixes]


def at(store, counter, do):
    return store.run(lambda w: do(w.counter(counter, BY)))


def alarms(store, by: By = RINA):
    with store.read(by) as view:
        return {alarm.key: alarm for alarm in view.alarms()}


def rules(store, structure, **said):
    changed = replace(structure.hall.rules, alarms=AlarmRules(**said))
    store.run(lambda w: w.hall.apply(replace(structure, hall=replace(structure.hall, rules=changed)), BY))


def unattended(store):
    """Somebody waits for 2G, whose only counter has a break."""
    issue(store, "2G")
    at(store, "3", lambda here: here.pause(kind="break"))
    store.each_minute()


def test_a_long_wait_is_a_risk_first_and_then_too_long(staffed, clock):
    issue(staffed, "A")
    clock.move(minutes=23)
    assert alarms(staffed) == {}
    clock.move(minutes=1)
    assert dict(alarms(staffed)["alarm_promise_risk:A"].params)["limit"] == 30
    clock.move(minutes=21)
    (late,) = alarms(staffed).values()
    assert (late.code, dict(late.params)["minutes"], late.agency) == ("alarm_longest_wait", 45, "disdukcapil")


def test_nobody_serving_is_told_once_for_a_service_and_after_a_while_where_that_is_set(staffed, clock, structure):
    unattended(staffed)
    clock.move(minutes=50)
    assert set(alarms(staffed)) == {KEY}
    rules(staffed, structure, unattended_after=timedelta(minutes=60), off=("longest_wait", "promise"))
    assert alarms(staffed) == {}
    clock.move(minutes=10)
    assert set(alarms(staffed)) == {KEY}
    rules(staffed, structure, off=("nobody_serving", "promise"))
    assert set(alarms(staffed)) == {"alarm_longest_wait:2G"}


def test_an_alarm_in_english_names_the_service_in_english(staffed, clock, structure):
    services = tuple(replace(one, name_en=f"English {one.prefix}") for one in structure.services)
    staffed.run(lambda w: w.hall.apply(replace(structure, services=services), BY))
    unattended(staffed)
    assert alarms(staffed)[KEY].message(ENGLISH).startswith("Waiting for English 2G (2G): 1.")
    rules(staffed, replace(structure, services=services), off=("nobody_serving",))
    clock.move(minutes=50)
    assert alarms(staffed)["alarm_longest_wait:2G"].message(ENGLISH).startswith("English 2G (2G):")


def test_who_holds_a_number_of_a_closed_service_is_served_unless_it_only_rests(staffed, clock):
    unattended(staffed)
    clock.move(hours=2, minutes=30)  # 12.30: the hall's break
    assert KEY not in alarms(staffed)
    clock.move(minutes=40)
    assert KEY in alarms(staffed)
    staffed.run(lambda w: w.closures.close("service", BY, "2G", reason="Server pusat mati"))
    assert KEY in alarms(staffed)
    staffed.run(lambda w: w.hall.evacuate(BY, reason="Asap"))
    assert KEY not in alarms(staffed)
    staffed.run(lambda w: w.hall.evacuation_over(BY))
    clock.move(hours=3)  # after the hours
    assert KEY in alarms(staffed)
    at(staffed, "3", lambda here: here.resume())
    assert KEY not in alarms(staffed)


def test_a_counter_that_is_not_back_from_its_break_is_named(staffed, clock):
    issue(staffed, "A")
    at(staffed, "2", lambda here: here.pause(kind="break", until=clock.now() + timedelta(minutes=10)))
    clock.move(minutes=14)
    assert alarms(staffed) == {}
    clock.move(minutes=1)
    assert alarms(staffed)["alarm_late_break:2"].counter == "2"
    at(staffed, "2", lambda here: here.resume())
    assert alarms(staffed) == {}


def test_three_equal_obstacles_of_an_agency_are_an_alarm_until_they_are_a_while_ago(staffed, clock, structure):
    known = replace(structure, obstacles=(Obstacle("pusat", "Sistem pusat", "Central system"),))
    staffed.run(lambda w: w.hall.apply(known, BY))
    issue(staffed, "2G", "2G", "2G", "A")
    for _ in range(3):
        assert "alarm_obstacles" not in {alarm.code for alarm in alarms(staffed).values()}
        at(staffed, "3", lambda here: here.call_next())
        at(staffed, "3", lambda here: here.serve())
        at(staffed, "3", lambda here: here.finish(outcome="not_served", obstacle="pusat"))
        clock.move(minutes=4)
    (alarm,) = alarms(staffed).values()
    assert (alarm.key, alarm.agency) == ("alarm_obstacles:imigrasi:pusat", "imigrasi")
    assert set(alarms(staffed, DEWI)) == {alarm.key}
    clock.move(minutes=5)
    assert alarms(staffed) == {}


def test_a_hall_that_is_open_without_a_business_day_is_told(staffed, clock):
    assert set(alarms(staffed)) == {"alarm_unopened"}
    issue(staffed, "A")
    assert alarms(staffed) == {}
    staffed.run(lambda w: w.day.close(BY, reason="sore"))
    assert alarms(staffed) == {}


def test_a_machine_whose_clock_is_off_is_named(staffed, clock):
    issue(staffed, "A")
    life = Life("kiosk", "kiosk-1")
    for apart, expected in ((119, set()), (-120, {"alarm_machine_clock:kiosk-1"}), (0, set())):
        said = clock.now() + timedelta(seconds=apart)
        staffed._until_done(lambda tx, said=said: program_lives.beat(tx, life, said))
        assert set(alarms(staffed)) == expected


def test_a_disk_that_fills_up_is_told_before_it_is_full(sqlite_store, monkeypatch):
    issue(sqlite_store, "A")
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=499_999_999))
    (low,) = (alarm for alarm in alarms(sqlite_store).values() if alarm.code == "alarm_disk_low")
    assert dict(low.params) == {"count": 499}


def test_first_and_last_seen_are_written_down_once_whoever_looks(staffed, clock):
    before = clock.now()
    unattended(staffed)
    clock.move(minutes=1)
    other = open_store(staffed._url.render_as_string(hide_password=False), clock)
    other.each_minute()
    staffed.each_minute()
    assert alarms(staffed)[KEY].since == before
    clock.move(minutes=1)
    at(staffed, "3", lambda here: here.resume())
    other.each_minute()
    other.close()
    staffed.each_minute()
    with staffed.read() as view:
        (record,) = [one for one in view.alarm_log.latest() if one.key == KEY]
    assert (record.first_seen, record.last_seen) == (before, clock.now())
    at(staffed, "3", lambda here: here.pause(kind="break"))
    assert alarms(staffed)[KEY].since is None
    staffed.each_minute()
    assert alarms(staffed)[KEY].since == clock.now()


def test_an_alarm_is_taken_by_one_given_back_and_ended_by_its_cause_alone(staffed, clock):
    unattended(staffed)
    for _ in range(2):
        staffed.run(lambda w: w.alarms.take(KEY, replace(RINA, request_id="r1")))
    taken = alarms(staffed)[KEY]
    assert (taken.taken_by, taken.taken_at) == ("Rina", clock.now())
    with pytest.raises(Refused) as refusal:
        staffed.run(lambda w: w.alarms.take(KEY, ANI))
    assert (refusal.value.code, refusal.value.params["name"]) == ("alarm_taken", "Rina")
    staffed.run(lambda w: w.alarms.give_back(KEY, ANI))
    with pytest.raises(Refused) as refusal:
        staffed.run(lambda w: w.alarms.give_back(KEY, ANI))
    assert refusal.value.code == "alarm_free"
    staffed.run(lambda w: w.alarms.take(KEY, ANI))
    assert KEY in alarms(staffed)
    at(staffed, "3", lambda here: here.resume())
    staffed.each_minute()
    with pytest.raises(Refused) as refusal:
        staffed.run(lambda w: w.alarms.take(KEY, RINA))
    assert refusal.value.code == "alarm_gone"
    with staffed.read() as view:
        assert view.alarm_log.latest()[0].taken_by == "clerk:ani"


def test_an_alarm_is_taken_before_any_program_has_written_it_down(staffed, clock):
    issue(staffed, "2G")
    at(staffed, "3", lambda here: here.pause(kind="break"))
    staffed.run(lambda w: w.alarms.take(KEY, DEWI))
    assert (alarms(staffed)[KEY].since, alarms(staffed)[KEY].taken_by) == (clock.now(), "clerk:dewi")


def test_each_sees_what_concerns_them(staffed, clock):
    issue(staffed, "2G", "A")
    at(staffed, "3", lambda here: here.pause(kind="break"))
    clock.move(minutes=25)
    staffed.run(lambda w: w.printers.report("kiosk-1", BY, problem="paper_out", detail="", watched=True))
    of_hall = {KEY, "alarm_promise_risk:A", "printer_paper_out:kiosk-1"}
    assert set(alarms(staffed)) == of_hall
    assert set(alarms(staffed, DEWI)) == {KEY}  # the kiosk is in another zone than her counter
    with staffed.read() as view:
        desks = {label: {alarm.key for alarm in view.counter(label).alarms} for label in ("1", "3")}

    assert desks == {"1": {"alarm_promise_risk:A", "printer_paper_out:kiosk-1"}, "3": {KEY}}
