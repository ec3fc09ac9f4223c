"""Guessing a PIN: tries are counted before they are looked at, pauses grow, and nobody is locked out by a stranger."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from hall.access import By
from hall.clock import SinceBoot
from hall.errors import Refused
from hall.guessing import ELSEWHERE, OWN, STATION
from hall.store import open_store
from hall.store.staff import members
from hall.translator import ENGLISH, INDONESIAN
from tests.at_once import together
from tests.hall_samples import BY

PIN, WRONG = "407163", "518274"


@pytest.fixture
def siti(store):
    return store.run(lambda work: work.staff.add("siti", "Siti", PIN, BY))


def tried(store, login="siti", pin=WRONG, station="lain"):
    """``in``, or why not: ``wrong_pin`` when the PIN was looked at, ``pin_locked`` when not."""
    try:
        store.check_pin(login, pin, station=station)
    except Refused as refused:
        return refused.code
    return "in"


def seconds_left(store, login="siti", station="lain"):
    with pytest.raises(Refused) as refusal:
        store.check_pin(login, WRONG, station=station)
    assert refusal.value.code == "pin_locked"
    return refusal.value.params["seconds"]


def test_wrong_pins_bring_pauses_that_double_and_end_with_the_right_one(store, siti, clock):
    assert [tried(store) for _ in range(5)] == ["wrong_pin"] * 5
    for length in (30, 60, 120):
        assert seconds_left(store) == length
        assert tried(store, pin=PIN) == "pin_locked", "not even the right one is looked at"
        clock.move(seconds=length)
        assert tried(store) == "wrong_pin"
    clock.move(seconds=240)
    assert tried(store, pin=PIN) == "in"
    assert [tried(store) for _ in range(5)] == ["wrong_pin"] * 5


def test_the_wrong_pin_says_which_pause_follows(store, siti):
    pauses = []
    for _ in range(5):
        with pytest.raises(Refused) as refusal:
            store.check_pin("siti", WRONG, station="lain")
        pauses.append(refusal.value.params["seconds"])
    assert pauses == [0, 0, 0, 0, 30]


def test_tries_in_a_pause_are_not_counted(store, siti, clock):
    for _ in range(5):
        tried(store)
    for _ in range(50):
        assert tried(store) == "pin_locked"
    clock.move(seconds=30)
    assert tried(store, pin=PIN) == "in"


def test_pauses_outlast_a_restart(store, siti, hall_url, clock):
    for _ in range(5):
        tried(store)
    with closing(open_store(hall_url, clock)) as again:
        assert seconds_left(again) == 30


def test_twenty_four_tries_at_once_do_not_all_pass(store, siti, hall_url, clock):
    stores = [open_store(hall_url, clock) for _ in range(4)]
    jobs = [lambda s=stores[n % 4], n=n: tried(s, station=f"pc-{n % 4}") for n in range(24)]
    answers = together(*jobs)
    for one in stores:
        one.close()
    assert sorted(answers) == ["pin_locked"] * 19 + ["wrong_pin"] * 5


def test_the_try_is_counted_before_the_hash_is_computed(store, siti, monkeypatch):
    def power_cut(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(members, "verify_pin", power_cut)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            store.check_pin("siti", WRONG, station="lain")
    assert seconds_left(store) == 30


def test_no_hash_is_computed_inside_a_transaction(store, siti, hall_url, clock, monkeypatch):
    verify = members.verify_pin
    with closing(open_store(hall_url, clock)) as other:

        def somebody_else_writes(*words):
            other.run(lambda work: work.tickets.issue("A", BY))
            return verify(*words)

        monkeypatch.setattr(members, "verify_pin", somebody_else_writes)
        assert tried(store, pin=PIN) == "in"


def test_a_login_that_nobody_has_is_answered_counted_and_hashed_like_a_wrong_pin(store, siti, monkeypatch):
    hashed: list[Any] = []
    monkeypatch.setattr(members, "hash_for_nobody", hashed.append)
    refusals = {}
    for login in ("siti", "nobody"):
        answers = []
        for _ in range(6):
            with pytest.raises(Refused) as refusal:
                store.check_pin(login, WRONG, station=f"pc-{login}")
            answers.append((refusal.value.message(INDONESIAN), refusal.value.code, refusal.value.params.get("seconds")))
        refusals[login] = answers
    assert refusals["siti"] == refusals["nobody"]
    assert hashed == [WRONG] * 5


def test_a_strangers_tries_lock_nobody_out_of_their_own_desk(store, siti, clock):
    assert tried(store, pin=PIN, station="meja-1") == "in"
    for _ in range(40):
        tried(store, station="lobi")
        clock.move(minutes=1)
    assert seconds_left(store, station="lobi") > 60
    assert tried(store, pin=PIN, station="meja-1") == "in"
    assert seconds_left(store, station="lobi") > 60, "the right PIN at the own desk ends no pause elsewhere"


def test_the_own_desk_has_pauses_of_its_own_and_is_forgotten_after_fourteen_days(store, siti, clock):
    assert tried(store, pin=PIN, station="meja-1") == "in"
    assert [tried(store, station="meja-1") for _ in range(6)] == ["wrong_pin"] * 5 + ["pin_locked"]
    assert tried(store, pin=PIN, station="lain") == "in", "and they lock nobody out elsewhere"
    clock.move(days=14)
    for _ in range(5):
        tried(store, station="lobi")
    assert tried(store, pin=PIN, station="meja-1") == "pin_locked"


def test_only_the_latest_three_stations_are_a_logins_own(store, siti, clock):
    for station in ("pc-1", "pc-2", "pc-3", "pc-4"):
        assert tried(store, pin=PIN, station=station) == "in"
        clock.move(minutes=1)
    for _ in range(5):
        tried(store, station="lobi")
    answers = {station: tried(store, pin=PIN, station=station) for station in ("pc-1", "pc-2", "pc-3", "pc-4")}
    assert answers == {"pc-1": "pin_locked", "pc-2": "in", "pc-3": "in", "pc-4": "in"}


def test_one_pin_tried_on_every_login_is_slowed_by_its_station_and_not_for_the_people_of_that_desk(store, siti):
    assert tried(store, pin=PIN, station="meja-1") == "in"
    answers = [tried(store, login=f"petugas{n}", station="meja-1") for n in range(15)]
    assert answers == ["wrong_pin"] * STATION.free + ["pin_locked"] * 5
    assert tried(store, pin=PIN, station="meja-1") == "in"
    assert tried(store, login="petugas99", station="lain") == "wrong_pin"


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1), timedelta(days=4000)])
def test_a_clock_that_goes_back_makes_no_pause_longer(store, siti, clock, back):
    for _ in range(5):
        tried(store)
    clock.move(seconds=-back.total_seconds())
    assert seconds_left(store) == 30
    clock.move(seconds=20)
    assert seconds_left(store) == 10, "it counts from the first look at the new clock"
    clock.move(seconds=10)
    assert tried(store, pin=PIN) == "in"


def test_a_clock_set_forward_ends_no_pause_that_began_on_this_machine(store, siti, clock):
    running = [100.0]
    store.since_boot = lambda: SinceBoot("boot-1", running[0])
    for _ in range(5):
        tried(store)
    clock.move(days=3000)
    assert seconds_left(store) == 30
    running[0] += 29.5
    assert seconds_left(store) == 1
    running[0] += 0.5
    assert tried(store, pin=PIN) == "in"


def test_after_a_start_of_the_machine_the_halls_clock_counts(store, siti, clock):
    store.since_boot = lambda: SinceBoot("boot-1", 90_000.0)
    for _ in range(5):
        tried(store)
    store.since_boot = lambda: SinceBoot("boot-2", 5.0)
    assert seconds_left(store) == 30
    clock.move(seconds=30)
    assert tried(store, pin=PIN) == "in"


def test_each_jump_of_the_clock_forward_wins_one_try_at_most(store, siti, clock):
    looked_at = 0
    for _ in range(10):
        looked_at += sum(tried(store) == "wrong_pin" for _ in range(8))
        clock.move(days=30)
    assert looked_at == 5 + 9


def test_the_pauses_end_when_a_supervisor_says_so(store, siti):
    for _ in range(5):
        tried(store)
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.staff.unlock("siti", By.clerk("siti")))
    assert refusal.value.code == "needs_supervisor"
    assert store.run(lambda work: work.staff.unlock(" SITI ", By.staff("supervisor", "ani"))) == 1
    assert tried(store, pin=PIN) == "in"
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.staff.unlock("nobody", BY))
    assert refusal.value.code == "unknown_user"


def test_a_new_pin_ends_the_pauses(store, siti):
    for _ in range(5):
        tried(store)
    store.run(lambda work: work.staff.set_pin("siti", "830562", BY))
    assert tried(store, pin="830562") == "in"


def test_a_station_pin_opens_its_own_page_and_nothing_else(store, siti, clock):
    with pytest.raises(Refused) as refusal:
        store.check_station_pin("kiosk-1", "820694")
    assert refusal.value.code == "no_station_pin"
    store.run(lambda work: work.staff.set_station_pin("Kiosk-1", "820694", BY))
    store.run(lambda work: work.staff.set_station_pin("kiosk-2", "739148", BY))
    store.check_station_pin("KIOSK-1", "820694")
    with pytest.raises(Refused):
        store.check_station_pin("kiosk-1", "739148")
    assert tried(store, login="kiosk-1", pin="820694") == "wrong_pin"
    assert tried(store, login="kiosk", pin="820694") == "wrong_pin"
    with store.read() as view:
        assert [view.stations.has_pin(name) for name in ("kiosk-1", "KIOSK-2", "kiosk-3")] == [True, True, False]


def test_a_staff_page_has_pauses_of_its_own(store, siti, clock):
    store.run(lambda work: work.staff.set_station_pin("kiosk-1", "820694", BY))
    codes = []
    for _ in range(7):
        with pytest.raises(Refused) as refusal:
            store.check_station_pin("kiosk-1", WRONG)
        codes.append(refusal.value.code)
    assert codes == ["wrong_pin"] * 5 + ["pin_locked"] * 2
    assert tried(store, pin=PIN, station="kiosk-1") == "in"
    store.run(lambda work: work.staff.unlock_station("kiosk-1", BY))
    store.check_station_pin("kiosk-1", "820694")


def test_failures_pauses_and_changes_are_history_with_who_where_and_when(store, clock):
    store.run(lambda work: work.staff.add("siti", "Siti", PIN, By.technician("root")))
    for _ in range(5):
        tried(store, station="lobi")
    tried(store, login="tidak-ada", station="lobi")
    store.run(lambda work: work.staff.set_pin("siti", "830562", By.technician("root")))
    store.run(lambda work: work.staff.unlock("siti", By.technician("root")))
    store.run(lambda work: work.staff.set_station_pin("kiosk-1", "820694", By.technician("root")))
    with store.read() as view:
        lines = view.staff.events(100)
        assert {line.action for line in view.staff.events(100, "SITI")} == {
            "added",
            "failed",
            "paused",
            "pin",
            "unlocked",
        }
    told = [(line.action, line.login, line.station, line.actor, line.detail) for line in reversed(lines)]
    failed = ("failed", "siti", "lobi", "station:lobi", "")
    assert told == [
        ("added", "siti", "", "cli:root", "clerk"),
        *[failed] * 5,
        ("paused", "siti", "lobi", "system", "30 s"),
        ("failed", "", "lobi", "station:lobi", "unknown login"),
        ("pin", "siti", "", "cli:root", ""),
        ("unlocked", "siti", "", "cli:root", ""),
        ("station_pin", "", "kiosk-1", "cli:root", ""),
    ]
    assert {line.at for line in lines} == {clock.now()}


def test_what_somebody_typed_as_a_login_that_nobody_has_is_kept_nowhere(store, siti, clock):
    tried(store, login="830562", pin="siti")
    with store.read() as view:
        lines = view.staff.events(10)
        kept = view._tx.connection.exec_driver_sql("SELECT login FROM pin_try").scalars().all()
    assert "830562" not in str(lines) + str(kept)
    clock.move(days=2)
    tried(store)
    with store.read() as view:
        kept = view._tx.connection.exec_driver_sql("SELECT login FROM pin_try").scalars().all()
    assert sorted(kept) == ["", "siti"], "the station and Siti; the stranger is forgotten"


def test_guessing_is_an_alarm_until_the_pin_is_right_or_half_a_day_is_over(store, siti, clock):
    def told():
        with store.read() as view:
            return [alarm.message(ENGLISH) for alarm in view.alarms() if alarm.code.startswith("alarm_pin")]

    for _ in range(4):
        tried(store, station="lobi")
    assert told() == []
    tried(store, station="lobi")
    (alarm,) = told()
    assert alarm.startswith("The PIN of siti was wrong 5 times, the last time at lobi.")
    clock.move(seconds=30)
    assert tried(store, pin=PIN, station="lobi") == "in"
    assert told() == []
    store.run(lambda work: work.staff.set_station_pin("kiosk-1", "820694", BY))
    for _ in range(5):
        with pytest.raises(Refused):
            store.check_station_pin("kiosk-1", WRONG)
    assert "staff page of kiosk-1 was wrong 5 times" in told()[0]
    clock.move(hours=12)
    assert told() == []


def test_a_month_of_guessing_at_other_stations_and_the_owner_at_the_own_desk(store, siti, clock):
    """A guesser who waits for every pause, at four stations, against the owner who comes every morning."""
    assert tried(store, pin=PIN, station="meja-1") == "in"
    begun, guesses, mornings = clock.now(), 0, 0
    while clock.now() - begun < timedelta(days=31):
        if tried(store, station=f"pc-{guesses % 4}") == "wrong_pin":
            guesses += 1
        if clock.now() - begun >= timedelta(days=mornings):
            assert tried(store, pin=PIN, station="meja-1") == "in"
            mornings += 1
        clock.move(seconds=max(1, ELSEWHERE.pause_after(guesses).total_seconds()))
    assert mornings == 31
    assert guesses <= 137
    assert OWN.longest < ELSEWHERE.longest
