"""What must not happen when many act at once, and what a late, lost or wrong message may not do."""

from __future__ import annotations

import time
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pytest

from hall.access import By
from hall.errors import Refused, StoreUnavailable
from hall.lifecycle import State
from hall.store import apply_structure, open_store, prepare_store
from hall.structure import Counter, CounterService
from hall.translator import INDONESIAN
from tests.at_once import meanwhile, together
from tests.hall_samples import BY, small_hall


def wide_hall(counters: int = 8):
    """Counters 1.. that all serve A first and B after it; always open."""
    hall = small_hall(always_open=True)
    served = (CounterService("disdukcapil-a", 1), CounterService("disdukcapil-b", 2))
    places = tuple(Counter(f"loket-{n}", str(n), "podium", "disdukcapil", served) for n in range(1, counters + 1))
    return replace(hall, counters=places, services=hall.services[:2], agencies=hall.agencies[:1])


@pytest.fixture
def wide(database_url):
    store = prepare_store(database_url, wide_hall())
    yield store
    store.close()


def test_a_day_closes_while_eight_counters_call(wide):
    def issue_many(work):
        for _ in range(60):
            work.tickets.issue("A", BY)

    wide.run(issue_many)

    def press(counter):
        calls = 0
        while wide.run(lambda work: work.counter(counter, BY).call_next()) is not None:
            calls += 1
        return calls

    def close():
        return wide.run(lambda work: work.day.close(BY, reason="tutup"))

    *calls, cancelled = together(*(lambda n=n: press(str(n)) for n in range(1, 9)), close)
    assert sum(calls) + cancelled == 60
    with wide.read() as view:
        states = [view.tickets.find(f"A-{n:03d}").state for n in range(1, 61)]
    assert set(states) <= {State.DONE, State.NO_SHOW, State.CANCELLED}


def test_eight_counters_never_take_the_second_rank_while_the_first_waits(wide):
    def fill(work):
        for _ in range(40):
            work.tickets.issue("A", BY)
        for _ in range(5):
            work.tickets.issue("B", BY)

    wide.run(fill)
    calls = together(
        *(
            lambda n=n: [wide.run(lambda work: work.counter(str(n), BY).call_next()).ticket.prefix for _ in range(5)]
            for n in range(1, 9)
        )
    )
    assert [prefix for part in calls for prefix in part] == ["A"] * 40


def test_eight_counters_on_eight_people_never_hear_nobody(wide):
    for _ in range(5):
        wide.run(lambda work: [work.tickets.issue("A", BY) for _ in range(8)])
        calls = together(
            *(lambda n=n: wide.run(lambda work: work.counter(str(n), BY).call_next()) for n in range(1, 9))
        )
        assert len({call.ticket.code for call in calls}) == 8


def test_numbers_asked_for_after_the_day_has_run_its_time_are_all_given(hall_url, clock):
    with ExitStack() as opened:
        stores = [opened.enter_context(closing(open_store(hall_url, clock))) for _ in range(4)]
        for store in stores:
            store.run(lambda work: work.tickets.issue("A", BY))
        clock.move(hours=24)
        assert stores[0].settle_day() is None  # the first look
        clock.move(minutes=3)
        jobs = [lambda s=store: s.run(lambda work: work.tickets.issue("A", BY)).code for store in stores]
        codes = together(*jobs, stores[0].settle_day)[:4]
    assert sorted(codes) == ["A-001", "A-002", "A-003", "A-004"]


def test_a_program_that_waits_to_close_the_old_day_leaves_the_new_one_open(store, hall_url, clock):
    store.run(lambda work: work.tickets.issue("A", BY))
    clock.move(hours=24)
    with closing(open_store(hall_url, clock)) as other:
        with store.begin() as work:
            assert work.day.close(BY, reason="closed by another program") == 1
            work.day.open(BY)
            work.tickets.issue("A", BY)
            settled = meanwhile(other.settle_day, hall_url)
        assert settled() is None
        with other.read() as view:
            assert view.tickets.find("A-001").state is State.WAITING
            assert view.status().business_day == clock.now().date()


def test_one_person_signing_in_everywhere_at_once_ends_at_one_counter(wide):
    user = wide.run(lambda work: work.staff.add("siti", "Siti", "407163", BY))
    together(
        *(
            lambda n=n: wide.run(lambda work: work.counter(str(n), By.system(station=f"pc-{n}")).sign_in(user.id))
            for n in range(1, 9)
        )
    )
    with wide.read() as view:
        assert [info.clerk_name for info in view.counters()].count("Siti") == 1


def test_opening_a_day_from_everywhere_opens_it_once(wide):
    answers = together(*(lambda: wide.run(lambda work: work.day.open(BY)) for _ in range(6)))
    refusals = [answer for answer in answers if isinstance(answer, Refused)]
    assert [refusal.code for refusal in refusals] == ["day_already_open"] * 5


def test_a_repeat_after_closing_time_gets_its_number(store, clock):
    clock.move(hours=5, minutes=59)
    first = store.run(lambda work: work.tickets.issue("A", By.system(request_id="touch-1")))
    clock.move(minutes=2)
    assert store.run(lambda work: work.tickets.issue("A", By.system(request_id="touch-1"))).id == first.id
    clock.move(hours=18)
    assert store.run(lambda work: work.tickets.issue("A", By.system(request_id="touch-1"))).id == first.id
    with store.read() as view:
        assert view.status().business_day == first.business_day


def test_an_archived_counter_calls_nobody_more(store, hall_url, structure):
    store.run(lambda work: work.tickets.issue("A", BY))
    with store.read() as view:
        assert len(view.counters()) == 3
    apply_structure(hall_url, replace(structure, counters=structure.counters[:1] + structure.counters[2:]))
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.counter("2", BY).call_next())
    assert refusal.value.code == "unknown_counter"


def test_a_call_follows_a_label_that_moved(store, hall_url, structure):
    store.run(lambda work: work.tickets.issue("B", BY))
    with store.read() as view:
        assert view.counters()[0].label == "1"
    one, two, three = structure.counters
    apply_structure(hall_url, replace(structure, counters=(replace(one, label="2"), replace(two, label="1"), three)))
    assert store.run(lambda work: work.counter("1", BY).call_next()).counter_id == "loket-2"


def test_a_structure_that_was_rolled_back_is_not_remembered(store, structure):
    other = replace(structure, services=(replace(structure.services[0], name="Lain"), *structure.services[1:]))

    def apply_and_fail(work):
        work.hall.apply(other, BY)
        work.tickets.issue("A", BY)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), store.begin() as work:
        apply_and_fail(work)
    third = replace(structure, services=(replace(structure.services[0], name="Ketiga"), *structure.services[1:]))
    with store.begin() as work:
        work.hall.apply(third, BY)
    with store.read() as view:
        assert view.services()[0].name == "Ketiga"


def test_a_clock_far_ahead_cancels_nobody(store, clock):
    store.run(lambda work: work.tickets.issue("A", BY))
    clock.move(days=400)
    for attempt in (store.settle_day, lambda: store.run(lambda work: work.tickets.issue("A", BY))):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.code == "clock_far_ahead"
    clock.move(days=-400)
    assert store.run(lambda work: work.tickets.issue("A", BY)).code == "A-002"


def test_a_closed_day_shows_as_closed_and_a_person_can_open_it_again(store, clock):
    store.run(lambda work: work.tickets.issue("A", BY))
    store.run(lambda work: work.day.close(BY, reason="salah tekan"))
    with store.read() as view:
        opening = view.kiosk().agencies[0].services[0].opening
        assert (opening.is_open, opening.code) == (False, "day_ended")
        assert "07.30" in opening.message(INDONESIAN)
    with pytest.raises(Refused) as refusal:
        store.run(lambda work: work.tickets.issue("A", BY))
    assert "Senin, 23 November 2026" in refusal.value.message(INDONESIAN)
    store.run(lambda work: work.day.open(BY, confirm=True))
    assert store.run(lambda work: work.tickets.issue("A", BY)).code == "A-002"


def test_a_moved_database_is_noticed_and_never_replaced_by_an_empty_one(sqlite_store, sqlite_hall_url, tmp_path: Path):
    sqlite_store.run(lambda work: work.tickets.issue("A", BY))
    file, away = tmp_path / "hall.db", tmp_path / "away.db"
    file.rename(away)
    with pytest.raises(StoreUnavailable, match="is gone"):
        sqlite_store.run(lambda work: work.tickets.issue("A", BY))
    with pytest.raises(StoreUnavailable, match="journal"):
        prepare_store(sqlite_hall_url, small_hall())
    away.rename(file)
    assert sqlite_store.run(lambda work: work.tickets.issue("A", BY)).code == "A-002"


def test_a_replaced_database_is_followed(sqlite_store, sqlite_hall_url, tmp_path: Path, small_hall_file: Path, clock):
    sqlite_store.run(lambda work: work.tickets.issue("A", BY))
    fresh = tmp_path / "fresh.db"
    fresh.write_bytes(small_hall_file.read_bytes())
    for name in ("hall.db-wal", "hall.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    fresh.replace(tmp_path / "hall.db")
    assert sqlite_store.run(lambda work: work.tickets.issue("B", BY)).code == "B-001"
    other = open_store(sqlite_hall_url, clock)
    with other.read() as view:
        assert view.tickets.find("B-001").state is State.WAITING
    other.close()


def test_a_file_that_is_no_database_is_said_plainly(tmp_path: Path):
    junk = tmp_path / "junk.db"
    junk.write_text("not a database at all, but long enough to be read as one " * 40)
    with pytest.raises(StoreUnavailable, match="restore it from a backup"):
        open_store(f"sqlite:///{junk}")


def test_no_action_at_a_counter_scans_the_history(sqlite_store):
    statements: list[tuple[str, object]] = []
    sqlite_store._connections.watch(lambda statement, parameters: statements.append((statement, parameters)))
    user = sqlite_store.run(lambda work: work.staff.add("siti", "Siti", "407163", BY))

    def a_visit(work):
        work.tickets.issue("A", BY)
        work.tickets.issue("A", By.system(station="kiosk-1"), to_print=True)
        work.counter("1", By.system(station="pc-1")).sign_in(user.id)
        work.counter("1", BY).call_next()
        work.counter("1", BY).recall()
        work.counter("1", BY).serve()
        work.counter("1", BY).finish()
        work.counter("1", BY).sign_out()

    sqlite_store.run(a_visit)
    with sqlite_store.read() as view:
        view.kiosk()
        view.counter("1")
        view.counters()
        view.board()
        view.slips.unfinished("kiosk-1")
        connection = view._tx.connection
        for statement, parameters in list(statements):
            if statement.split()[0] in ("SELECT", "UPDATE"):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
                scans = [row[3] for row in plan if row[3] in ("SCAN ticket", "SCAN call", "SCAN ticket_event")]
                assert not scans, statement


def test_a_store_gives_up_on_a_lock_that_never_ends_with_a_sentence(sqlite_store, tmp_path: Path):
    from hall.store.database.write_lock import write_lock

    began = time.monotonic()
    with (
        write_lock(tmp_path / "other.lock"),
        pytest.raises(StoreUnavailable, match="has been writing to the database for"),
        write_lock(tmp_path / "other.lock", patience=0.2),
    ):
        pytest.fail("the lock was given twice")
    assert time.monotonic() - began < 30
