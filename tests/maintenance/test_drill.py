"""A drill: a backup is restored into a scratch database and held against the hall, on both databases."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hall.errors import BackupError
from hall.figures.drilled import DayFacts, DrillFacts
from hall.maintenance.backups import Source, make
from hall.maintenance.drill import differences, drill, older_differences
from hall.maintenance_runs import RunKind
from hall.store import open_store
from hallctl.main import main
from hallctl.simulate.plan import Shares
from hallctl.simulate.run import Staging, simulate
from hallctl.simulate.synthetic import Demand, sample_plan
from tests.hall_samples import BY, small_hall

pytestmark = pytest.mark.usefixtures("server_programs")
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MANY = Shares(unprinted=0.2, leave=0.1, no_show=0.2, recall=0.2, hold=0.2, transfer=0.2, undo=0.3)


@pytest.fixture
def machine(tmp_path) -> Path:
    """The configuration of a machine."""
    file = tmp_path / "machine" / "config.toml"
    file.parent.mkdir()
    file.write_text("", "utf-8")
    return file


def scratches(url: str) -> list[str]:
    """The scratch databases on the server of a Postgres hall."""
    import psycopg

    if url.startswith("sqlite"):
        return []
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        rows = connection.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'hall\_drill\_%'").fetchall()
        return [name for (name,) in rows]


def test_after_a_day_of_simulated_work_all_is_equal(database_url, machine, capsys):
    plan = sample_plan(small_hall(), MONDAY, MONDAY, Demand(7, 80, 0.3, MANY))
    played = simulate(plan, Staging(database_url, 0.0), lambda line: None, lambda tally, at: None)
    assert played.good
    capsys.readouterr()
    assert main(["--database", database_url, "--json", "drill"]) == 0
    found = json.loads(capsys.readouterr().out)["drill"]
    assert (found["good"], found["differs"], found["hall_worked"]) == (True, [], False)
    assert found["business_days"] == 1
    assert found["numbers"] == played.tally.operations["issue"] >= 60
    assert set(found["seconds"]) == {"backup", "restore", "compare"}
    with closing(open_store(database_url)) as store:
        run = store.fetch(lambda reader: reader.maintenance.last(RunKind.DRILL))
    assert run.ok
    assert scratches(database_url) == []


def test_a_hall_that_works_meanwhile_is_not_stopped_and_nothing_differs(store, hall_url, clock, machine):
    over, codes = threading.Event(), []

    def work():
        while not over.is_set():
            codes.append(store.run(lambda w: w.tickets.issue("A", BY)).code)
            if len(codes) % 3 == 0:
                store.run(lambda w: w.counter("1", BY).call_next())
                store.run(lambda w: w.counter("1", BY).finish())

    worker = threading.Thread(target=work)
    worker.start()
    try:
        while len(codes) < 4:
            over.wait(0.01)
        done = drill(Source(hall_url, machine), lambda url: open_store(url, clock), clock.now())
    finally:
        over.set()
        worker.join()
    assert done.worked
    assert done.differs == ()
    assert len(codes) == len(set(codes))
    assert scratches(hall_url) == []


def test_a_backup_of_earlier_is_the_halls_own_past(store, hall_url, clock, machine, tmp_path):
    source = Source(hall_url, machine)
    for _ in range(3):
        store.run(lambda w: w.tickets.issue("A", BY))
    backup = make(source, tmp_path / "backups", clock.now()).path
    for _ in range(3):
        store.run(lambda w: w.tickets.issue("B", BY))
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    done = drill(source, lambda url: open_store(url, clock), clock.now(), backup=backup)
    assert (done.differs, done.fresh, done.found.events) == ((), False, 3)


def test_a_backup_of_another_hall_is_not(store, hall_url, clock, machine, tmp_path, request):
    other = tmp_path / "other" / "hall.db" if hall_url.startswith("sqlite") else None
    url = request.getfixturevalue("postgres_url") if other is None else f"sqlite:///{other}"
    if other is not None:
        other.parent.mkdir()
    from hall.store import prepare_store

    with closing(prepare_store(url, small_hall(), clock)) as another:
        for _ in range(4):
            another.run(lambda w: w.tickets.issue("2G", BY))
    backup = make(Source(url, machine), tmp_path / "backups", clock.now()).path
    store.run(lambda w: w.tickets.issue("A", BY))
    done = drill(Source(hall_url, machine), lambda url: open_store(url, clock), clock.now(), backup=backup)
    assert not done.good
    assert "the last number of 2G on 2026-11-23 is 4 in the backup, and 0" in done.differs


def test_a_damaged_backup_is_a_drill_that_failed_and_the_hall_remembers_it(
    store, hall_url, clock, machine, tmp_path, capsys
):
    backup = make(Source(hall_url, machine), tmp_path / "backups", clock.now()).path
    content = bytearray(backup.read_bytes())
    content[len(content) // 3] ^= 8
    backup.write_bytes(content)
    assert main(["--database", hall_url, "drill", str(backup)]) == 1
    assert "The drill has failed" in capsys.readouterr().out
    run = store.fetch(lambda reader: reader.maintenance.last(RunKind.DRILL))
    assert (run.ok, str(backup) in run.file) == (False, True)
    assert scratches(hall_url) == []
    with pytest.raises(BackupError):
        drill(Source(hall_url, machine), open_store, datetime.now(UTC), backup=backup)


def test_a_file_that_was_named_wrongly_is_no_drill_that_failed(sqlite_store, sqlite_hall_url, tmp_path, capsys):
    words = ["--database", sqlite_hall_url, "drill", str(tmp_path / "gone.zip")]
    assert main(words) == 1
    assert "gone.zip cannot be read" in capsys.readouterr().out
    assert sqlite_store.fetch(lambda reader: reader.maintenance.last(RunKind.DRILL)) is None


def test_the_newest_backup_is_this_halls_own(sqlite_store, sqlite_hall_url, machine, capsys):
    machine.write_text(f'[database]\nurl = "{sqlite_hall_url}"\n[backup]\nfolder = "backups"\n', encoding="utf-8")
    command = ["--config", str(machine), "drill", "--newest"]
    assert main(command) == 1
    assert "There is no backup of this hall in" in capsys.readouterr().err
    made = make(Source(sqlite_hall_url, machine), machine.parent / "backups", datetime.now(UTC)).path
    (made.parent / "other-hall-20991231-000000Z.zip").write_bytes(b"of another hall")
    assert main(command) == 0, capsys.readouterr()
    assert "Equal: it is the hall's own past" in capsys.readouterr().out
    assert main([*command, str(made)]) == 2


def test_the_newest_that_the_halls_passphrase_does_not_open_is_a_drill_that_failed(
    sqlite_store, sqlite_hall_url, machine, capsys
):
    machine.write_text(f'[database]\nurl = "{sqlite_hall_url}"\n[backup]\nfolder = "backups"\n', encoding="utf-8")
    source = Source(sqlite_hall_url, machine)
    made = make(source, machine.parent / "backups", datetime.now(UTC), passphrase="kata sandi", work=4).path
    command = ["--config", str(machine), "drill"]
    assert main([*command, str(made)]) == 1
    assert sqlite_store.fetch(lambda reader: reader.maintenance.last(RunKind.DRILL)) is None
    assert main([*command, "--newest"]) == 1
    assert "it is encrypted" in capsys.readouterr().out
    assert not sqlite_store.fetch(lambda reader: reader.maintenance.last(RunKind.DRILL)).ok


def test_only_the_technician_drills(sqlite_store, sqlite_hall_url, capsys):
    assert main(["--database", sqlite_hall_url, "--as", "ani", "drill"]) == 2
    assert "technician" in capsys.readouterr().err


DAY = DayFacts(MONDAY, closed=False, tickets=3, codes="c", stand="s", last=(("A", 3),))
FACTS = DrillFacts(9, (DAY,), (("ktp", ("A-002", "A-003")),), frozenset({"A-001", "A-002", "A-003"}), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"events": 8}, "the history has 9 lines, and 8 in the backup"),
        ({"days": (replace(DAY, stand="t"),)}, "the numbers of 2026-11-23 are others than in the backup"),
        ({"days": ()}, "the numbers of 2026-11-23 are others than in the backup"),
        ({"queue": (("ktp", ("A-003", "A-002")),)}, "who waits for ktp is not the same, or in another order"),
        ({"given": frozenset({"A-001"})}, "the open business day has other codes"),
        ({"queue": (*FACTS.queue, ("kk", ("B-001",)))}, "people wait for other services"),
    ],
)
def test_each_difference_of_a_hall_that_rests_is_said(change, said):
    assert list(differences(FACTS, FACTS, FACTS)) == []
    assert said in list(differences(FACTS, replace(FACTS, **change), FACTS))


LATER = replace(
    FACTS,
    events=12,
    days=(replace(DAY, tickets=5, codes="d", stand="u", last=(("A", 5),)),),
    queue=(("ktp", ("A-003", "A-004", "A-005")),),
    given=FACTS.given | {"A-004", "A-005"},
)
BETWEEN = replace(
    FACTS,
    events=10,
    days=(replace(DAY, tickets=4, codes="e", stand="v", last=(("A", 4),)),),
    queue=(("ktp", ("A-003", "A-004")),),
    given=FACTS.given | {"A-004"},
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"events": 13}, "the history has 13 lines, and had 9 before and 12 after"),
        ({"given": BETWEEN.given - {"A-002"}}, "the backup lacks A-002"),
        ({"given": BETWEEN.given | {"A-009"}}, "the backup has A-009, which the hall has not"),
        ({"days": ()}, "the business day 2026-11-23 is not in the backup"),
        ({"days": (replace(DAY, last=(("A", 2),)),)}, "the last number of A on 2026-11-23 is 2, and was 3 before"),
        ({"queue": ()}, "who waits for ktp is not the same, or in another order"),
    ],
)
def test_of_a_hall_that_works_what_was_there_is_in_the_backup_and_nothing_else(change, said):
    assert list(differences(FACTS, BETWEEN, LATER)) == []
    assert said in list(differences(FACTS, replace(BETWEEN, **change), LATER))


def test_a_closed_day_that_has_other_numbers_now_is_not_the_same_hall():
    closed = replace(FACTS, days=(replace(DAY, closed=True),))
    assert list(older_differences(closed, closed)) == []
    assert list(older_differences(closed, replace(closed, days=(replace(DAY, closed=True, codes="x"),)))) == [
        "the numbers of 2026-11-23 are others than in the backup"
    ]
    gone = replace(closed, days=(replace(DAY, closed=True, tickets=0, codes="x", last=()),))
    assert list(older_differences(closed, gone)) == [], "deleted after its time"
    assert list(older_differences(closed, replace(closed, days=()))) == ["the hall has no business day 2026-11-23"]
