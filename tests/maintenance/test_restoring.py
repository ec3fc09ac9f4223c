"""A hall back from a backup, on both databases: nothing mixed, nothing half, no number twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hall.errors import BackupError
from hall.maintenance.backups import Source, make
from hall.maintenance.restoring.given import Proof
from hall.maintenance.restoring.restore import Order, Restore, own_journals
from hall.maintenance.restoring.staging import refuse_living
from hall.printing.journal import SlipJournal
from hall.store import open_store
from hall.store.maintenance import restored
from tests.hall_samples import BY

KIOSKS = ("kiosk-1", "kiosk-2")
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("server_programs")


@pytest.fixture
def place(request, hall_url, tmp_path):
    """An empty place of the same kind of database."""
    if hall_url.startswith("sqlite"):
        (tmp_path / "new").mkdir()
        return f"sqlite:///{tmp_path / 'new' / 'hall.db'}"
    return request.getfixturevalue("postgres_url")


class Kiosks:
    """Two kiosks that print what they give, each with its journal on its own disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._given = folder, 0
        self.journals = [SlipJournal.of(name, folder / name / "logs", "life") for name in KIOSKS]
        for journal in self.journals:
            journal._seconds = LONG_AGO.timestamp
            journal.begin()

    def give(self, store, service: str) -> str:
        """The code of a slip that the next kiosk has printed."""
        which, self._given = self._given % 2, self._given + 1
        by = BY.kiosk(KIOSKS[which])
        ticket = store.run(lambda w: w.tickets.issue(service, by, to_print=True))
        code = ticket.prefix, ticket.number
        assert self.journals[which].sent(ticket.token, 0, ticket.business_day, code)
        store.run(lambda w: w.slips.out(ticket.id, by, verified=True))
        self.journals[which].done(ticket.token)
        return ticket.code

    def proofs(self, *names: str):
        """The journals of these kiosks."""
        return tuple(one for name in names for one in own_journals(self.folder / name))

    def close(self) -> None:
        """They are off."""
        for journal in self.journals:
            journal.close()


@pytest.fixture
def kiosks(tmp_path):
    with closing(Kiosks(tmp_path / "kiosks")) as made:
        yield made


def backed_up(url, clock, tmp_path):
    return make(Source(url, tmp_path / "config.toml"), tmp_path / "backups", clock.now()).path


def findings(store):
    with store.read() as reader:
        return [str(one) for one in reader.days.audit().findings]


def brought_back(order, clock):
    with Restore(order, BY, clock) as found:
        seen = found.look()
        assert found.finish().ahead.jumps == seen.ahead.jumps
    return seen


def nothing_left(place: str, tmp_path: Path) -> bool:
    if place.startswith("sqlite"):
        return [path.name for path in (tmp_path / "new").iterdir() if "lock" not in path.name] == []
    return restored.tables_in(place) == ()


@pytest.mark.parametrize("proof", ["all journals", "one journal", "typed", "nothing"])
def test_a_hall_that_comes_back_at_noon_from_last_night_gives_no_number_twice(
    store, hall_url, place, clock, tmp_path, kiosks, proof
):
    clock.move(days=-3)  # the Friday before, for a history
    for number in range(30):
        kiosks.give(store, "A" if number % 3 else "B")
        clock.move(minutes=2)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    clock.move(hours=9)
    backup = backed_up(hall_url, clock, tmp_path)
    clock.moment = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # Monday, 8.00
    printed = []
    for number in range(40):
        printed.append(kiosks.give(store, "A" if number % 4 else "B"))
        clock.move(minutes=5)
    assert clock.now() == datetime(2026, 11, 23, 3, 20, tzinfo=UTC)

    names = {"all journals": KIOSKS, "one journal": KIOSKS[:1]}.get(proof, ())
    typed = {"A": 30, "B": 10} if proof == "typed" else {}
    seen = brought_back(Order(place, backup, journals=kiosks.proofs(*names), typed=typed), clock)
    assert seen.ahead.day == date(2026, 11, 23)
    ends = {jump.prefix: (jump.last, jump.proof) for jump in seen.ahead.jumps}
    if proof in ("all journals", "typed"):
        assert (ends["A"][0], ends["B"][0]) == (30, 10)
    else:
        assert ends["A"][1] is ends["B"][1] is Proof.RATE
        assert seen.ahead.missing == (KIOSKS if proof == "nothing" else KIOSKS[1:])
    with closing(open_store(place, clock)) as again:
        for number in range(20):
            printed.append(kiosks.give(again, "A" if number % 3 else "B"))
            clock.move(seconds=90)
        assert findings(again) == []
        with again.read() as reader:
            assert {gap.reason for gap in reader.sheets.of(BY).gaps} == {
                "restored from the backup of Friday, 20 November 2026, 20:00"
            }
        late = again.run(lambda w: w.tickets.import_manual("A", 30, BY, waiting_from=29))
        assert [ticket.code for ticket in late] == ["A-029", "A-030"]
        assert findings(again) == []
    assert len(printed) == len(set(printed)) == 60


def test_in_the_same_day_numbers_go_on_behind_what_was_given_since_the_backup(
    store, hall_url, place, clock, tmp_path, kiosks
):
    codes = [kiosks.give(store, "A") for _ in range(5)]
    backup = backed_up(hall_url, clock, tmp_path)
    clock.move(minutes=20)
    codes += [kiosks.give(store, "A") for _ in range(4)]
    seen = brought_back(Order(place, backup, journals=kiosks.proofs(*KIOSKS)), clock)
    (moved,) = seen.ahead.moved
    assert (moved.prefix, moved.before, moved.last) == ("A", 5, 9)
    assert seen.loss.numbers == 4
    with closing(open_store(place, clock)) as again:
        with again.read() as reader:
            assert [reader.tickets.find(code).state for code in codes[:5]] == ["waiting"] * 5
        assert kiosks.give(again, "A") == "A-010"
        assert findings(again) == []


def test_a_number_of_a_desk_is_in_no_journal_and_so_no_journal_proves_the_end(
    store, hall_url, place, clock, tmp_path, kiosks
):
    kiosks.give(store, "A")
    kiosks.give(store, "B")
    store.run(lambda w: w.tickets.issue("B", BY))
    store.run(lambda w: w.tickets.import_manual("A", 5, BY, waiting_from=4))
    backup = backed_up(hall_url, clock, tmp_path)
    clock.move(minutes=10)
    seen = brought_back(Order(place, backup, journals=kiosks.proofs(*KIOSKS)), clock)
    assert {one.prefix: (one.before, one.last, one.hourly) for one in seen.ahead.jumps} == {
        "A": (5, 5, 0),
        "B": (2, 4, 2),
        "2G": (0, 0, 0),
    }


def test_the_old_database_says_exactly_what_is_newer(store, hall_url, place, clock, tmp_path, kiosks):
    kiosks.give(store, "A")
    backup = backed_up(hall_url, clock, tmp_path)
    for _ in range(3):
        kiosks.give(store, "A")
    with Restore(Order(place, backup, old=hall_url), BY, clock) as found:
        seen = found.look()
    assert seen.loss.newer is not None
    assert seen.loss.newer["ticket"] == 3
    assert next(one for one in seen.ahead.jumps if one.prefix == "A").proven == 4
    assert nothing_left(place, tmp_path)


def test_looking_and_leaving_leaves_nothing(store, hall_url, place, clock, tmp_path):
    backup = backed_up(hall_url, clock, tmp_path)
    with Restore(Order(place, backup), BY, clock) as found:
        found.look({"A": 7})
        assert next(one for one in found.look().ahead.jumps if one.prefix == "A").last == 7
    assert nothing_left(place, tmp_path)


def test_a_place_with_a_living_database_is_refused(store, hall_url, clock, tmp_path):
    backup = backed_up(hall_url, clock, tmp_path)
    with pytest.raises(BackupError, match=r"hall\.db|tables"), Restore(Order(hall_url, backup), BY, clock):
        pass
    assert store.run(lambda w: w.tickets.issue("A", BY)).code == "A-001"


@pytest.mark.parametrize("end", ["-wal", "-shm", "-journal", ""])
def test_any_file_of_a_database_at_the_place_is_named(tmp_path, end):
    (tmp_path / f"hall.db{end}").write_bytes(b"")
    with pytest.raises(BackupError, match=rf"hall\.db{end}"):
        refuse_living(f"sqlite:///{tmp_path / 'hall.db'}")


def test_a_place_that_a_program_holds_is_refused(tmp_path):
    from hall.store.database.write_lock import write_lock

    with write_lock(tmp_path / "hall.db.lock"), pytest.raises(BackupError, match="end all programs"):
        refuse_living(f"sqlite:///{tmp_path / 'hall.db'}")


def test_a_backup_goes_back_to_its_own_kind_of_database(sqlite_store, sqlite_hall_url, postgres_url, clock, tmp_path):
    backup = backed_up(sqlite_hall_url, clock, tmp_path)
    with (
        pytest.raises(BackupError, match="SQLite, and the place is on Postgres"),
        Restore(Order(postgres_url, backup), BY, clock),
    ):
        pass


def test_a_damaged_backup_brings_nothing_back(store, hall_url, place, clock, tmp_path):
    backup = backed_up(hall_url, clock, tmp_path)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with pytest.raises(BackupError), Restore(Order(place, backup), BY, clock):
        pass
    assert nothing_left(place, tmp_path)


def test_the_marker_says_that_a_hall_is_there(sqlite_store, sqlite_hall_url, clock, tmp_path):
    backup = backed_up(sqlite_hall_url, clock, tmp_path)
    place = tmp_path / "new" / "hall.db"
    place.parent.mkdir()
    brought_back(Order(f"sqlite:///{place}", backup), clock)
    assert b"the database was made next to this file" in (place.parent / "hall.db.lock").read_bytes()
    assert sorted(path.name for path in place.parent.iterdir()) == ["hall.db", "hall.db.lock", "hall.db.lock-queue"]
    assert place.stat().st_mode & 0o777 == 0o600


def test_one_that_another_begins_meanwhile_is_refused_and_disturbs_nothing(store, hall_url, place, clock, tmp_path):
    backup = backed_up(hall_url, clock, tmp_path)
    with Restore(Order(place, backup), BY, clock) as found:
        seen = found.look()
        with pytest.raises(BackupError, match="another restore "), Restore(Order(place, backup), BY):
            pass
        assert found.finish().ahead.jumps == seen.ahead.jumps
    with closing(open_store(place, clock)) as again:
        assert findings(again) == []


KILLED = """
import sys, os, signal
from pathlib import Path
from hall.access import By
from hall.maintenance.restoring.restore import Order, Restore
with Restore(Order(sys.argv[1], Path(sys.argv[2]), typed={"A": 40, "B": 0, "2G": 0}), By.technician("root")) as one:
    one.look()
    print("looked", flush=True)
    one.finish()
print("done", flush=True)
"""


@pytest.mark.parametrize("wait", [0.0, 0.02, 0.06, 0.15])
def test_one_that_is_killed_leaves_nothing_or_a_whole_hall_and_can_be_done_again(
    store, hall_url, place, clock, tmp_path, wait
):
    store.run(lambda w: w.tickets.issue("A", BY))
    backup = backed_up(hall_url, clock, tmp_path)
    order = [sys.executable, "-c", KILLED, place, str(backup)]
    with subprocess.Popen(order, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "looked\n"
        time.sleep(wait)  # where it is killed, not what is waited for
        process.send_signal(signal.SIGKILL)
        said = process.stdout.read()
    whole = said == "done\n" or not _is_empty(place)
    if not whole:
        brought_back(Order(place, backup, typed={"A": 40, "B": 0, "2G": 0}), clock)
    with closing(open_store(place, clock)) as again:
        days = again.fetch(lambda reader: reader.drill.facts().days)
        assert ("A", 40) in [one for day in days for one in day.last], "never a hall without its numbers ahead"
        assert findings(again) == []


def _is_empty(place: str) -> bool:
    try:
        refuse_living(place)
    except BackupError:
        return False
    return True
