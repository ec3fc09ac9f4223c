"""Each start of a program is a life: two of one name are noticed, and the name goes on when a life is over."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import timedelta
from typing import Any

import pytest

from hall.access import By
from hall.call_delivery import VOICE_MARGIN, Voiced
from hall.lives import BEAT, DEAD_AFTER, Life
from hall.processes import Machine, Process, this_machine, this_process
from hall.store import open_store
from hall.translator import ENGLISH, INDONESIAN
from tests.hall_samples import BY

A, B = Machine("02aaaaaaaaaa", "boot-a", "pid:[1]"), Machine("02bbbbbbbbbb", "boot-b", "pid:[1]")
SECOND = timedelta(seconds=1)


def life(machine=A, program="display", station="board-1", place="", process=None, **more):
    return Life(program, station, place, machine, process or this_process(), **more)


def same_name(store):
    with store.read() as view:
        return [alarm for alarm in view.alarms() if alarm.code == "alarm_same_name"]


def test_the_second_machine_of_a_name_is_refused_and_the_staff_are_told_while_both_beat(store, clock):
    first, second = life(A), life(B)
    assert store.beat(first).admitted
    assert same_name(store) == []
    refused = store.beat(second)
    assert not refused.admitted
    assert refused.refusal.code == "same_name_elsewhere"
    assert "board-1" in str(refused.refusal)
    assert "02:aa:aa:aa:aa:aa" in str(refused.refusal)
    (alarm,) = same_name(store)
    assert "2 machines call themselves board-1" in alarm.message(ENGLISH)
    for _ in range(10):
        clock.move(seconds=BEAT.total_seconds())
        assert store.beat(first).admitted
        assert not store.beat(second).admitted
    store.end_life(second.id)
    assert same_name(store) == []


def test_a_machine_that_fell_silent_loses_the_name_and_does_not_get_it_back_from_the_next(store, clock):
    first, second = life(A), life(B)
    store.beat(first)
    assert not store.beat(second).admitted
    clock.move(seconds=DEAD_AFTER.total_seconds())
    assert not store.beat(second).admitted
    clock.move(seconds=1)
    assert store.beat(second).admitted
    assert not store.beat(first).admitted
    assert len(same_name(store)) == 1


def test_a_program_that_ends_gives_the_name_back_at_once(store):
    first = life(A)
    store.beat(first)
    store.end_life(first.id)
    assert store.beat(life(B)).admitted


def test_a_start_on_the_same_machine_takes_over_at_once_from_a_process_that_was_killed(store):
    killed = subprocess.Popen([sys.executable, "-c", "pass"])
    killed.wait()
    here = this_machine()
    assert store.beat(life(here, process=Process(killed.pid, 1))).admitted
    assert store.beat(life(here)).admitted
    assert same_name(store) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells whether a process runs")
def test_a_start_on_the_same_machine_is_refused_while_the_first_one_runs(store):
    here = this_machine()
    assert store.beat(life(here)).admitted
    refused = store.beat(life(here)).refusal
    assert refused.code == "same_name_here"
    assert str(os.getpid()) in refused.message(INDONESIAN)


def test_a_machine_that_was_started_again_takes_over_at_once(store):
    assert store.beat(life(A, process=Process(1, 1))).admitted
    assert store.beat(life(Machine(A.hardware, "boot-a2", A.space))).admitted


def test_two_containers_of_one_machine_are_two_machines(store):
    assert store.beat(life(A)).admitted
    assert not store.beat(life(Machine(A.hardware, A.boot, "pid:[2]"))).admitted


@pytest.mark.parametrize(
    ("other", "admitted"),
    [
        ({"station": "board-2"}, True),
        ({"program": "kiosk"}, True),
        ({"place": "menara"}, False),
        ({"machine": A, "place": "menara"}, True),
    ],
    ids=["another name", "another program", "another zone elsewhere", "another zone here"],
)
def test_who_excludes_whom(store, other, admitted):
    store.beat(life(A))
    assert store.beat(life(**{"machine": B, **other})).admitted is admitted


def test_counters_of_one_station_name_at_two_places_are_no_double(store):
    assert store.beat(life(A, "counter", "loket", "7")).admitted
    assert store.beat(life(B, "counter", "loket", "8")).admitted
    assert not store.beat(life(B, "counter", "loket", "7")).admitted


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])
def test_a_clock_that_goes_back_lends_a_dead_life_the_name_no_longer(store, clock, back):
    store.beat(life(A))
    clock.move(seconds=-back.total_seconds())
    second = life(B)
    assert not store.beat(second).admitted
    clock.move(seconds=DEAD_AFTER.total_seconds() + 1)
    assert store.beat(second).admitted


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])
def test_a_life_that_goes_on_keeps_its_name_when_the_clock_goes_back(store, clock, back):
    first, second = life(A), life(B)
    store.beat(first)
    clock.move(seconds=-back.total_seconds())
    assert not store.beat(second).admitted
    for _ in range(4):
        assert store.beat(first).admitted
        clock.move(seconds=BEAT.total_seconds())
        assert not store.beat(second).admitted


def test_two_that_begin_at_one_moment_do_not_both_get_the_name(hall_url):
    for number in range(5):
        gate = threading.Barrier(2)
        given: list[Any] = []

        def begin(machine, number=number, gate=gate, given=given):
            store = open_store(hall_url)
            gate.wait(30)
            given.append(store.beat(life(machine, station=f"board-{number}")).admitted)
            store.close()

        threads = [threading.Thread(target=begin, args=(machine,)) for machine in (A, B)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(given) == [False, True]


def call(store, label="1"):
    store.run(lambda work: work.tickets.issue("A", BY))
    return store.run(lambda work: work.counter(label, BY).call_next()).seq


def claim(store, seq, life_id, board="board-1"):
    return store.run(lambda work: work.boards.claim_voice(By.board(board), seq, seconds=8.0, life=life_id))


def test_of_two_boards_with_one_name_one_speaks_and_only_it_ends_its_words(staffed):
    seq = call(staffed)
    assert claim(staffed, seq, "one").granted
    assert claim(staffed, seq, "other").wait > 8
    staffed.run(lambda work: work.boards.voice_ended(By.board("board-1"), seq, Voiced.SPOKEN, life="other"))
    assert claim(staffed, seq, "other").wait > 8
    staffed.run(lambda work: work.boards.voice_ended(By.board("board-1"), seq, Voiced.SPOKEN, life="one"))
    assert claim(staffed, seq, "other").done


def test_a_board_that_was_killed_and_started_again_says_its_call_at_once(staffed):
    killed = subprocess.Popen([sys.executable, "-c", "pass"])
    killed.wait()
    here = this_machine()
    before, again = life(here, process=Process(killed.pid, 1)), life(here)
    seq = call(staffed)
    staffed.beat(before)
    assert claim(staffed, seq, before.id).granted
    assert claim(staffed, seq, again.id).wait > 0
    staffed.beat(again)
    assert claim(staffed, seq, again.id).granted


@pytest.mark.parametrize("back", [timedelta(hours=1), timedelta(days=1)], ids=["an hour", "a day"])
def test_a_dead_board_holds_its_zone_no_longer_when_the_clock_goes_back(staffed, clock, back):
    length = timedelta(seconds=8) + VOICE_MARGIN
    seq = call(staffed)
    claim(staffed, seq, "dead")
    clock.move(seconds=-back.total_seconds())
    asked = claim(staffed, seq, "other", "board-2")
    assert not asked.granted
    assert timedelta(seconds=asked.wait) <= length
    with staffed.read() as view:
        (shown,) = view.board(board="board-2").calls
        assert shown.spoken_until is None or shown.spoken_until - clock.now() <= length
    clock.move(seconds=asked.wait)
    assert claim(staffed, seq, "other", "board-2").granted


def _last(store):
    with store.read() as view:
        return [(one.life.station, one.life.program, one.life.version) for one in view.health.lives()]


def test_the_last_life_of_each_station_says_its_version_for_two_months(store, clock):
    store.beat(life(A, version="1.0"))
    store.beat(life(B, "kiosk", "kiosk-1", version="1.0"))
    clock.move(days=1)
    store.beat(life(B, "kiosk", "kiosk-1", process=Process(7), version="1.1"))
    clock.move(days=30)
    store.beat(life(A, "counter", "pc-1", place="7", version="1.2"))
    seen = [("board-1", "display", "1.0"), ("kiosk-1", "kiosk", "1.1"), ("pc-1", "counter", "1.2")]
    assert _last(store) == seen
    clock.move(days=31)
    store.beat(life(A, "counter", "pc-1", place="8", version="1.2"))
    assert _last(store) == [("pc-1", "counter", "1.2")]


def test_a_counter_machine_that_moved_counts_once_and_two_of_one_name_twice(store, clock):
    store.beat(life(A, "counter", "pc", place="7", version="1.0"))
    clock.move(days=1)
    store.beat(life(A, "counter", "pc", place="8", version="1.1"))
    store.beat(life(B, "counter", "pc", place="9", version="1.0"))
    assert _last(store) == [("pc", "counter", "1.1"), ("pc", "counter", "1.0")]
