"""Every write that takes a request id: a repeat has one effect and the first answer, other arguments are refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import create_engine, update

from hall.access import By, Operation
from hall.errors import Refused
from hall.store import open_store
from hall.store import tables as t
from hall.structure import Obstacle
from tests.hall_samples import BY
from tests.reused_postgres import ReusedPostgres
from tests.store.full_hall import Facts, make_full_hall
from tests.store.repeated_operations import BEFORE, OPERATIONS
from tests.store.written_rows import written


@pytest.fixture(scope="module")
def facts() -> dict[str, Facts]:
    """What the rows of the hall are known by on each kind of database."""
    return {}


@pytest.fixture(scope="module")
def small_hall_file(facts, migrated_file: Path, tmp_path_factory) -> Path:
    """The full hall in the small one's place: to make it for every test would take most of the time."""
    file: Path = tmp_path_factory.mktemp("full-hall") / "hall.db"
    shutil.copy(migrated_file, file)
    facts["sqlite"] = make_full_hall(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="module")
def small_hall_on_postgres(facts, reused_postgres) -> Iterator[ReusedPostgres]:
    """The same on Postgres."""
    with reused_postgres(lambda url: facts.update(postgres=make_full_hall(url))) as database:
        yield database


@pytest.fixture
def hall(hall_url: str, facts) -> Facts:
    """What is in the full hall, which ``store`` opens."""
    return dict(facts["sqlite" if hall_url.startswith("sqlite") else "postgres"])


UNREPEATABLE = frozenset(
    operation
    for operation in Operation
    if operation.startswith(
        (
            *("boards.", "printers.", "hall.apply", "staff.unlock", "staff.set_station"),
            *("aggregates.", "estimates.", "retention."),
        )
    )
) - {Operation.ANNOUNCE, Operation.END_ANNOUNCEMENT} | {
    Operation.SLIP_SENDING,
    Operation.SLIP_FAILED,
    Operation.SLIP_MISSING,
    Operation.REPRINT,
    Operation.SHEET_BEGUN,
    Operation.SHEET_ENDED,
    Operation.IMPORT_BOOKINGS,
    Operation.CALL_HELP,
    Operation.ANSWER_HELP,
}
"""Operations that take no request id: to repeat them changes nothing that matters."""


def test_the_table_has_every_operation_that_takes_a_request_id():
    assert set(OPERATIONS) == set(Operation) - UNREPEATABLE


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_a_repeat_has_one_effect_and_the_first_answer(store, hall, name):
    job, other = OPERATIONS[name]
    if name in BEFORE:
        store.run(lambda w: BEFORE[name](w, hall))
    first = store.run(lambda w: job(w, hall, "once"))
    after = _counts(store)
    again = store.run(lambda w: job(w, hall, "once"))
    assert _counts(store) == after
    assert _core(again) == _core(first)
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: other(w, hall, "once"))
    assert refusal.value.code == "request_reused"
    assert _counts(store) == after


def test_a_refusal_is_not_kept(store, hall):
    with pytest.raises(Refused):
        store.run(lambda w: w.counter("2", By.system(request_id="later")).finish())
    store.run(lambda w: w.counter("2", BY).call_number(hall["waiting"]))
    assert store.run(lambda w: w.counter("2", By.system(request_id="later")).finish()).id == hall["waiting"]


COUNTERS = tuple(name for name in OPERATIONS if name.startswith("counter."))
SERVICES = ("tickets.issue", "bookings.check_in", "tickets.import_manual", "bookings.book")


@pytest.mark.parametrize("name", [*COUNTERS, *SERVICES])
def test_a_repeat_is_answered_though_counters_and_services_were_archived_since(store, hall, structure, name):
    job, _ = OPERATIONS[name]
    first = store.run(lambda w: job(w, hall, "once"))
    store.run(lambda w: w.day.close(BY, reason="sore"))
    store.run(lambda w: w.hall.apply(_only(structure, "2G", "9"), BY))
    assert _core(store.run(lambda w: job(w, hall, "once"))) == _core(first)


@pytest.mark.parametrize("name", COUNTERS)
def test_a_repeat_is_answered_though_its_label_means_another_counter_by_now(store, hall, structure, name):
    job, _ = OPERATIONS[name]
    first = store.run(lambda w: job(w, hall, "once"))
    one, two, three = structure.counters
    moved = (replace(one, label="2"), replace(two, label="3"), replace(three, label="1"))
    store.run(lambda w: w.hall.apply(replace(structure, counters=moved), BY))
    after = _counts(store)
    assert _core(store.run(lambda w: job(w, hall, "once"))) == _core(first)
    assert _counts(store) == after


def test_a_repeat_is_answered_though_its_obstacle_was_archived_since(store, hall, structure):
    with_obstacle = replace(structure, obstacles=(Obstacle("berkas", "Berkas kurang", "Papers missing"),))
    store.run(lambda w: w.hall.apply(with_obstacle, BY))
    first = store.run(lambda w: w.counter("1", By.system(request_id="once")).finish(obstacle="berkas"))
    store.run(lambda w: w.hall.apply(structure, BY))
    assert store.run(lambda w: w.counter("1", By.system(request_id="once")).finish(obstacle="berkas")).id == first.id


def test_another_counter_under_the_same_request_is_refused_though_it_is_archived(store, hall, structure):
    store.run(lambda w: w.counter("1", By.system(request_id="once")).serve())
    store.run(lambda w: w.day.close(BY, reason="sore"))
    store.run(lambda w: w.hall.apply(_only(structure, "2G", "9"), BY))
    with pytest.raises(Refused) as refusal:
        store.run(lambda w: w.counter("2", By.system(request_id="once")).serve())
    assert refusal.value.code == "unknown_counter"


def test_a_request_that_was_stored_by_the_counters_id_alone_is_answered(store, hall, hall_url):
    first = store.run(lambda w: w.counter("1", By.system(request_id="once")).serve())
    engine = create_engine(hall_url)
    with engine.begin() as connection:
        connection.execute(update(t.request).values(fingerprint="counter.serve|loket-1"))
    engine.dispose()
    assert store.run(lambda w: w.counter("1", By.system(request_id="once")).serve()).id == first.id


def _only(structure, prefix, label):
    """The hall with one service and one counter, neither of which had to do with the requests."""
    kept = tuple(service for service in structure.services if service.prefix == prefix)
    place = replace(structure.counters[2], id="loket-9", label=label)
    return replace(structure, services=kept, counters=(place,))


def test_one_request_sent_by_eight_at_once_gives_one_number(hall_url, store, hall, clock):
    gate, codes = Barrier(8), []

    def press() -> None:
        own = open_store(hall_url, clock)
        gate.wait(30)
        codes.append(own.run(lambda w: w.tickets.issue("A", By.system(request_id="one"))).code)
        own.close()

    threads = [Thread(target=press) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(codes) == 8
    assert len(set(codes)) == 1


def _counts(store) -> tuple[object, ...]:
    """What a second effect would change: rows of any table, a number, or what is shown."""
    rows = written(store)
    with store.read() as view:
        return (
            rows,
            view.counters(),
            view.closures.listed(),
            view.staff.users(),
            view.staff.events(99),
            view.overrides.listed(),
            view.incidents.listed(),
            view.plans.listed(ended=True),
            view.survey.of(view.days.latest(), view.days.latest()),
            view.survey.imports(),
        )


def _core(result: object) -> object:
    """What an answer is about; people ahead and the like may have moved on."""
    if isinstance(result, tuple):
        return tuple(_core(one) for one in result)
    for name in ("seq", "id", "code"):
        if hasattr(result, name):
            return type(result).__name__, getattr(result, name)
    return result
