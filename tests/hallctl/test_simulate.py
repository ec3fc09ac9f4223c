"""`hall simulate` and `hall audit`: a day is played through the real operations, and must be honest."""

from __future__ import annotations

import gzip
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from statistics import fmean
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from hall.auditing import TicketSummary
from hall.clock import ScaledClock
from hall.errors import SettingsError
from hall.lifecycle import State
from hall.store import open_store, prepare_store
from hallctl.simulate.csv_demand import RecordedService, RecordedTicket, plan_from_services, prefix_of, read_services
from hallctl.simulate.plan import ServiceTime, Shares, seeded
from hallctl.simulate.run import Staging, simulate
from hallctl.simulate.stage import ActorQueue, LeapingPace, ScaledPace
from hallctl.simulate.sums import served_by_counter, sums_of, waits_of
from hallctl.simulate.synthetic import Demand, sample_plan
from tests.ctrl_c import heard_ctrl_c
from tests.hall_samples import BY, small_hall

MONDAY = date(2026, 11, 23)
HEAD = "office,date,service_id,service,n,arrived_min,called_min,waiting_at_arrival,open_counters,city_estimate_min"
MANY = Shares(unprinted=0.2, leave=0.1, no_show=0.2, recall=0.2, hold=0.2, transfer=0.2, undo=0.3, pressed_twice=0.2)


def silence(*_: object) -> None:
    """Tell nobody."""


def small_plan(seed: int = 1, visitors: int = 40, shares: Shares | None = None):
    demand = Demand(seed, visitors, 0.3, shares or Shares())
    return sample_plan(small_hall(), MONDAY, MONDAY, demand)


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    """Two groups of one office: A queues at two counters, B has nobody waiting; and another day."""
    rows = [f"Kantor,2020-01-08,7,Kartu,{n},{480 + n / 10},{482 + 3 * n},1,2,0" for n in range(1, 13)]
    rows += [f"Kantor,2020-01-08,9,Kasa,{n},{480 + n},{480 + n},0,1,0" for n in range(1, 4)]
    rows += ["Kantor,2020-01-09,7,Kartu,1,480,481,0,2,0"]
    file = tmp_path / "tickets.csv.gz"
    with gzip.open(file, "wt", encoding="utf-8") as sink:
        sink.write("\n".join([HEAD, *rows]) + "\n")
    return file


def test_a_scaled_clock_is_the_same_in_every_process_that_is_given_its_three_values():
    start = datetime(2020, 1, 8, 7, 0, tzinfo=UTC)
    began = time.time() - 10
    one, other = ScaledClock(start, 60, began), ScaledClock(start, 60, began)
    assert abs(one.now() - other.now()) < timedelta(seconds=5)
    assert timedelta(minutes=10) <= one.now() - start < timedelta(minutes=12)
    assert one.real_seconds(timedelta(minutes=1)) == 1
    assert -12 < one.real_seconds_until(start) <= -10
    with pytest.raises(ValueError, match="cannot run 0 times"):
        ScaledClock(start, 0)


def test_actors_go_on_in_the_order_of_their_moments():
    pace = LeapingPace(datetime(2020, 1, 8, tzinfo=UTC))
    stage, said = ActorQueue(pace), []

    def act(name, minutes):
        for _ in range(2):
            said.append((name, pace.time.minute))
            yield pace.time + timedelta(minutes=minutes)

    stage.enter(act("slow", 5), pace.time)
    stage.enter(act("quick", 2), pace.time + timedelta(minutes=1))
    stage.play()
    assert said == [("slow", 0), ("quick", 1), ("quick", 3), ("slow", 5)]


def test_a_play_that_is_stopped_ends_in_the_middle_of_a_wait():
    clock = ScaledClock(datetime(2020, 1, 8, tzinfo=UTC), 1)
    asked: list[float] = []

    def stopped(seconds: float) -> bool:
        asked.append(seconds)
        return len(asked) == 2

    assert not ScaledPace(clock, stopped).reach(clock.now() + timedelta(hours=1))
    assert max(asked) <= 1


def test_visits_are_as_long_as_their_mean_says():
    times = ServiceTime(timedelta(minutes=10))
    drawn = [times.draw(seeded("test", n)).total_seconds() / 60 for n in range(3000)]
    assert 9.5 < fmean(drawn) < 10.5
    assert min(drawn) >= 40 / 60


def test_the_same_seed_makes_the_same_demand_and_another_one_another():
    assert small_plan(1).arrivals == small_plan(1).arrivals
    assert small_plan(1).arrivals != small_plan(2).arrivals


def test_a_synthetic_day_keeps_the_hours_of_its_hall_and_peaks_in_the_morning():
    plan = small_plan(visitors=500)
    local = [arrival.at.time() for arrival in plan.arrivals]
    assert all(clock_time(7, 30) <= at < clock_time(12) or clock_time(13) <= at < clock_time(16) for at in local)
    assert sum(at < clock_time(10) for at in local) > sum(at >= clock_time(13, 30) for at in local)
    assert 0.2 < fmean(arrival.priority for arrival in plan.arrivals) < 0.4


def test_a_closed_day_cannot_be_chosen_and_without_a_choice_the_next_open_one_is():
    saturday = date(2026, 11, 28)
    with pytest.raises(SettingsError, match="closed on 2026-11-28"):
        sample_plan(small_hall(), saturday, saturday, Demand())
    assert sample_plan(small_hall(), None, saturday, Demand()).begin.date() == date(2026, 11, 30)


def test_kiosks_and_workers_share_the_day_without_losing_anybody():
    plan = small_plan(visitors=60)
    parts = [plan.kiosk_part(n, 3) for n in range(3)]
    assert sorted(a.at for part in parts for a in part) == [arrival.at for arrival in plan.arrivals]
    assert {post for n in range(2) for post in plan.posts_part(n, 2)} == set(plan.posts)


def test_a_csv_becomes_services_with_as_many_counters_as_were_open(csv_file):
    groups = read_services(csv_file, "Kantor", date(2020, 1, 8))
    plan = plan_from_services(groups, "Kantor", date(2020, 1, 8), seed=1, priority=0.2, shares=Shares())
    assert plan.structure is not None
    assert [(s.prefix, s.name) for s in plan.structure.services] == [("A", "Kartu"), ("B", "Kasa")]
    assert [post.services for post in plan.posts] == [("service-7",), ("service-7",), ("service-9",)]
    assert len(plan.arrivals) == 15
    assert len(plan.real_waits["A"]) == 12
    assert plan.real_waits["B"] == (0, 0, 0)


def test_the_length_of_visits_is_fitted_to_the_gaps_between_calls():
    queue = tuple(RecordedTicket(480, 482 + 3 * n, 2) for n in range(10))
    assert RecordedService("7", "a call every 3 minutes at 2 counters", queue).service_minutes == 6
    idle = tuple(RecordedTicket(480 + 7 * n, 480 + 7 * n, 2) for n in range(10))
    assert RecordedService("8", "nobody ever waited", idle).service_minutes == 7
    assert RecordedService("9", "a single visitor", idle[:1]).service_minutes == 8


def test_services_beyond_the_alphabet_have_prefixes_too():
    prefixes = [prefix_of(place) for place in range(60)]
    assert prefixes[:2] + prefixes[25:28] == ["A", "B", "Z", "AA", "AB"]
    assert len(set(prefixes)) == 60


def test_a_csv_that_cannot_be_played_says_why(tmp_path, csv_file):
    with pytest.raises(SettingsError, match="holds no ticket of Kantor on 2020-02-01"):
        read_services(csv_file, "Kantor", date(2020, 2, 1))
    other = tmp_path / "other.csv"
    other.write_text("office,date\nKantor,2020-01-08\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="no column service_id"):
        read_services(other, "Kantor", date(2020, 1, 8))
    with pytest.raises(SettingsError, match=r"none\.csv"):
        read_services(tmp_path / "none.csv", "Kantor", date(2020, 1, 8))


def test_waits_are_summed_up_by_service_and_class_beside_the_real_ones():
    taken = datetime(2020, 1, 8, 8, tzinfo=UTC)

    def visit(number, minutes, *, priority=False, counter="loket-1"):
        called = None if minutes is None else taken + timedelta(minutes=minutes)
        state = State.CANCELLED if minutes is None else State.DONE
        return TicketSummary("A", number, priority, state, taken, called, None if minutes is None else counter)

    visits = [visit(1, 4), visit(2, 8, counter="loket-2"), visit(3, 1, priority=True), visit(4, None)]
    service, everybody = sums_of(visits, {"A": "Kartu"}, {"A": (2, 6)})
    assert (service.taken, service.called, service.name) == (4, 3, "Kartu")
    assert (service.regular.mean, service.regular.longest, service.priority.count) == (6, 8, 1)
    assert service.real is not None
    assert service.real.mean == 4
    assert everybody.everybody.median == 4
    assert served_by_counter(visits) == {"loket-1": 2, "loket-2": 1}
    assert waits_of([]).count == 0
    assert waits_of(range(11)).p90 == 9


def test_a_day_full_of_rare_things_is_honest_on_both_databases(database_url):
    plan = small_plan(shares=MANY)
    played = simulate(plan, Staging(database_url, speed=0), silence, silence)
    assert played.audit.good, played.audit.findings
    assert played.good
    assert played.ended == "all served"
    assert played.audit.tickets == played.tally.arrived == 40
    assert played.tally.turned_away == 0
    done = played.tally.operations
    assert {"issue", "confirm", "slip_failed", "cancel", "call_next", "recall", "serve", "finish"} <= set(done)
    assert {"no_show", "hold", "transfer", "undo", "a request sent twice"} <= set(done)
    assert played.services[-1].called <= 40
    assert sum(played.counters.values()) == dict(played.audit.states)[State.DONE]
    with closing(open_store(database_url)) as store, store.read() as view:
        assert view.status().business_day is None


def test_the_same_seed_leads_to_the_same_waits(tmp_path):
    def sums(name):
        return simulate(small_plan(), Staging(f"sqlite:///{tmp_path}/{name}.db", speed=0), silence, silence).services

    assert sums("one") == sums("two")


def test_kiosks_and_counters_in_processes_of_their_own_play_an_honest_day(csv_file, postgres_url):
    day = date(2020, 1, 8)
    plan = plan_from_services(
        read_services(csv_file, "Kantor", day), "Kantor", day, seed=1, priority=0.2, shares=Shares()
    )
    plan = replace(plan, times={service: ServiceTime(timedelta(minutes=2)) for service in plan.times})
    played = simulate(plan, Staging(postgres_url, speed=600, workers=2), silence, silence)
    assert played.good, (played.tally.problems, played.audit.findings)
    assert played.ended == "all served"
    assert played.audit.tickets == 15
    assert {row.prefix for row in played.services} == {"A", "B", "*"}


def test_the_command_plays_a_csv_and_answers_with_one_document(new_hall, csv_file, sqlite_url):
    words = ("simulate", "--speed", "max", "--csv", str(csv_file), "--office", "Kantor", "--date", "2020-01-08")
    answer = new_hall(*words, "--database", sqlite_url, "--json")
    assert answer.code == 0
    document = answer.json["simulation"]
    assert document["good"]
    assert document["business_day"] == "2020-01-08"
    assert document["audit"]["tickets"] == 15
    assert document["services"][0]["real"]["count"] == 12
    assert "15 of 15 came" in answer.err
    audited = new_hall("audit", "--database", sqlite_url, "--json")
    assert (audited.code, audited.json["audit"]["found"]) == (0, 0)


def test_an_audit_that_finds_something_ends_with_1_and_says_it(new_hall, csv_file, sqlite_url):
    words = ("simulate", "--speed", "max", "--csv", str(csv_file), "--office", "Kantor", "--date", "2020-01-08")
    told = new_hall(*words, "--database", sqlite_url)
    assert told.code == 0
    assert "Nothing found" in told.out
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE ticket SET number = 99 WHERE prefix = 'A' AND number = 3"))
    engine.dispose()
    answer = new_hall("audit", "--day", "2020-01-08", "--database", sqlite_url)
    assert answer.code == 1
    assert "A-003 is missing without a logged cause." in answer.out
    assert new_hall("audit", "--all", "--database", sqlite_url).code == 1


def test_an_audit_of_a_new_hall_finds_nothing(hall):
    answer = hall("audit")
    assert answer.code == 0
    assert "Audit of none: 0 tickets" in answer.out


def test_a_hall_that_gave_numbers_is_only_played_in_when_told_so(hall, sqlite_url):
    prepare_store(sqlite_url, replace(small_hall(always_open=True))).close()
    hall("ticket", "issue", "A", "--database", sqlite_url)
    words = ("simulate", "--speed", "max", "--visitors", "5", "--hours", "0.2", "--database", sqlite_url)
    refused = hall(*words)
    assert refused.code == 2
    assert "--into-existing" in refused.err
    played = hall(*words, "--into-existing")
    assert played.code == 0, played.out + played.err
    assert "Audit of" in played.out


def test_a_counter_where_somebody_sits_is_left_alone(hall, sqlite_url):
    store = prepare_store(sqlite_url, small_hall(always_open=True))
    store.run(lambda work: work.counter("3", BY).sign_in(work.staff.add("siti", "Siti", "639174", BY).id))
    store.close()
    answer = hall("simulate", "--speed", "max", "--visitors", "6", "--hours", "0.2", "--database", sqlite_url, "--json")
    assert answer.code == 0, answer.out
    assert "3" not in answer.json["simulation"]["served_by_counter"]
    assert sum(row["taken"] for row in answer.json["simulation"]["services"] if row["prefix"] == "2G") == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--speed", "fast"), "no speed"),
        (("--speed", "-3"), "no speed"),
        (("--date", "08.13.2020"), "no date"),
        (("--csv", "tickets.csv"), "needs --office and --date"),
    ],
)
def test_a_wrong_option_is_explained(hall, words, said):
    answer = hall("simulate", *words)
    assert answer.code == 2
    assert said in answer.err


def test_a_process_that_is_killed_breaks_the_play_off_and_the_day_is_still_honest(csv_file, tmp_path):
    day = date(2020, 1, 8)
    plan = plan_from_services(
        read_services(csv_file, "Kantor", day), "Kantor", day, seed=1, priority=0.2, shares=Shares()
    )

    def kill_one(tally, now):
        for child in multiprocessing.active_children():
            if tally.arrived and child.name == "counters-1":
                child.kill()

    played = simulate(plan, Staging(f"sqlite:///{tmp_path}/hall.db", speed=100, workers=2), silence, kill_one)
    assert played.ended == "broken off"
    assert played.tally.problems == ["the process counters-1 died"]
    assert not played.good
    assert played.audit.good


@contextmanager
def _all_of_it(command, environment):
    """A process with all its children, none of which outlives the test: another one would be blamed for it."""
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, start_new_session=True, **pipes) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def test_ctrl_c_ends_every_process_and_still_audits(tmp_path, environment, csv_file):
    if sys.platform == "win32":
        pytest.skip("Windows has no SIGINT for one process")
    url = f"sqlite:///{tmp_path}/hall.db"
    words = ["--speed", "1", "--csv", str(csv_file), "--office", "Kantor", "--date", "2020-01-08", "--workers", "1"]
    command = [sys.executable, "-m", "hallctl", "simulate", *words, "--database", url]
    with heard_ctrl_c(), _all_of_it(command, environment) as process:
        assert process.stderr is not None
        assert "0 of 15 came" in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=240)
    assert process.returncode == 130, out + err
    assert "interrupted" in out
    assert "Nothing found" in out
    assert "Traceback" not in err
