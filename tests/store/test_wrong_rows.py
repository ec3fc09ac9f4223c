"""A row that a hand has changed into nonsense: the hall goes on without it, and names it. The whole grid, each column
with each value and each question, is ``make rows``; here each table meets each screen by turns."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from benchmarks.wrong_rows import (
    SCREENS,
    TIME,
    Bench,
    StillClock,
    copy_of,
    faults,
    lively,
    prepare,
)
from benchmarks.wrong_values import Case, cases, must_be_named
from hall.access import By
from hall.errors import Refused, StoreUnavailable
from hall.store import Store, apply_structure, open_store
from hall.store import tables as t
from hall.translator import ENGLISH, Translator
from hall.wrong_rows import BadRow, WrongRow, shown
from tests.hall_samples import BY, small_hall


def _pairs() -> list[Case]:
    """One kind of every column, by turns: of every table each kind."""
    by_column: dict[tuple[str, str], list[Case]] = {}
    for case in cases():
        if case.row == 0:
            by_column.setdefault((case.table, case.column), []).append(case)
    return [kinds[queue_time % len(kinds)] for queue_time, kinds in enumerate(by_column.values())]


PAIRS = _pairs()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("prepared"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Bench:
    return Bench(prepared, tmp_path_factory.mktemp("changed"))


@pytest.fixture(scope="module")
def used_again(bench: Bench) -> Iterator[Store]:
    """One store for all cases: to build the statements again for each would take most of the time."""
    store = open_store(f"sqlite:///{bench.file}", StillClock())
    yield store
    store.close()


@pytest.mark.parametrize("table", [table.name for table in t.metadata.sorted_tables])
def test_every_column_with_a_value_that_does_not_belong_there_is_answered_in_words(table, bench, used_again):
    told = []
    for turn, case in enumerate(case for case in PAIRS if case.table == table):
        if bench.has(case):
            asked = [SCREENS[(3 * turn + place) % len(SCREENS)] for place in range(3)]
            found = faults(used_again, case, reads=asked, writes=False)
            told += [f"{case.name}: {fault}" for fault in found]
    assert told == []


def test_the_grid_holds_every_column_and_most_of_it_must_be_named():
    columns = {(table.name, column.name) for table in t.metadata.sorted_tables for column in table.columns}
    assert {(case.table, case.column) for case in PAIRS} == columns
    assert {(case.table, case.column) for case in cases() if must_be_named(case)} == columns


@pytest.fixture
def changed(prepared: Path, tmp_path: Path):
    """A hall whose file was changed by this SQL."""
    opened = []

    def open_changed(*statements: str) -> Store:
        file = copy_of(prepared, tmp_path)
        with contextlib.closing(sqlite3.connect(file)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        opened.append(open_store(f"sqlite:///{file}", StillClock()))
        return opened[-1]

    yield open_changed
    for store in opened:
        store.close()


def alarms_of(store: Store) -> list[str]:
    with store.read() as view:
        return [alarm.message(ENGLISH) for alarm in view.alarms() if alarm.code.startswith("row_wrong")]


def test_hours_of_a_service_that_cannot_be_read_close_this_service_alone_and_the_alarm_names_them(changed):
    store = changed("UPDATE service SET hours = '[[\"25:00-26:00\"]]' WHERE prefix = 'A'")
    with store.read() as view:
        services = {service.prefix: service.opening.gives_numbers for service in view.services()}
    assert services == {"A": False, "B": True, "2G": True}
    with pytest.raises(Refused, match="Closed today"), store.begin() as work:
        work.tickets.issue("A", BY)
    (alarm,) = alarms_of(store)
    assert "table service, row disdukcapil-a: hours holds" in alarm
    assert "hall apply config.toml" in alarm


def test_a_number_that_cannot_be_read_is_left_out_of_the_queue_and_the_next_one_is_called(changed):
    whole = changed()
    with whole.read() as view:
        first = view.counter("1").next.ticket
    store = changed(f"UPDATE ticket SET queue_time = 'kemarin' WHERE id = {first.id}")
    with store.read() as view:
        seen = view.counter("1")
    assert seen.next is None or seen.next.ticket.id != first.id
    with store.begin() as work:
        called = work.counter("1", BY).call_next()
    assert called is None or called.ticket.id != first.id
    assert any(f"table ticket, row {first.id}: queue_time holds 'kemarin'" in alarm for alarm in alarms_of(store))
    with pytest.raises(WrongRow, match=f"table ticket, row {first.id}: queue_time"), store.read() as view:
        view.tickets.find(first.code)


def test_the_hall_goes_by_the_zone_of_its_latest_day_where_its_own_cannot_be_read(changed):
    store = changed("UPDATE hall SET timezone = 'Asia/Kendari'")
    with store.read() as view:
        assert view.hall().timezone == "Asia/Makassar"
        assert view.status().business_day == TIME.date()
    store = changed("UPDATE hall SET timezone = x'ff'", "UPDATE business_day SET timezone = ''")
    with pytest.raises(WrongRow, match="table hall, row 1: timezone"), store.read() as view:
        view.kiosk()


def test_a_stamp_that_is_no_moment_does_not_keep_everybody_from_acting(changed):
    store = changed("UPDATE day_number SET last_at = 'zzz' WHERE prefix = 'B'")
    with store.begin() as work:
        assert work.tickets.issue("A", BY).state == "waiting"


def test_applying_the_configuration_writes_anew_what_cannot_be_read(changed):
    store = changed(
        "UPDATE hall SET calendar = '7', rules = 'x'",
        "UPDATE zone SET arrows = '[\"sideways\"]' WHERE id = 'podium'",
        "UPDATE station SET roll_m = 'long' WHERE name = 'kiosk-1'",
    )
    assert len(alarms_of(store)) == 4
    url = store.url
    store.close()
    changes = apply_structure(url, lively(small_hall()))
    assert {(change.kind, change.id) for change in changes} >= {("zone", "podium"), ("station", "kiosk-1")}
    assert alarms_of(open_store(url, StillClock())) == []


def test_an_error_that_no_row_explains_stays_what_it_is(changed):
    store = changed()
    with pytest.raises(ZeroDivisionError), store.read():
        _ = 1 / 0


def test_a_number_of_quintillions_does_not_let_the_audit_count_for_ever(changed):
    huge = 4611686018427387904
    one = "id = (SELECT max(id) FROM ticket)"
    store = changed(f"UPDATE day_number SET last = {huge}", f"UPDATE ticket SET number = {huge} WHERE {one}")
    with store.read() as view:
        report = view.days.audit()
    assert {finding.code for finding in report.findings} >= {"row_wrong"}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a\x1b[31m\u202e", "'a\\x1b[31m\\u202e'"),
        (b"\xff\x00", "b'\\xff\\x00'"),
        ("\udcff", "'\\udcff'"),
        ("x" * 500, "'" + "x" * 38 + "…"),
    ],
)
def test_a_value_is_shown_short_and_printable(raw, said):
    assert shown(raw) == said
    row = BadRow("ticket", "1", "queue_time", shown(raw), "a moment")
    assert all(row.message(Translator(language)).isprintable() for language in ("id", "en"))


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE hall SET hours = '7'", "table hall, row 1: hours holds 7"),
        ("UPDATE hall SET calendar = '{\"days\":3}'", "table hall, row 1: calendar holds"),
        ("UPDATE station SET board = '{\"x\":1}' WHERE name = 'kiosk-1'", "table station, row kiosk-1: board holds"),
        ("UPDATE station SET print_mode = 'colour' WHERE name = 'kiosk-1'", "table station, row kiosk-1: print_mode"),
        ("UPDATE business_day SET opened_at = 'infinity'", "table business_day, row"),
        ("UPDATE ticket SET number = 2000000000", "table ticket, row"),
        ("UPDATE call SET reason_params = '{}'", "table call, row"),
        ("UPDATE staff SET pin_hash = 'none'", "table staff, row"),
        ("UPDATE staff SET role = 'king'", "table staff, row"),
    ],
)
def test_what_the_types_of_postgres_let_through_is_named_too(postgres_hall_url, clock, statement, named):
    store = open_store(postgres_hall_url, clock)
    with store.begin() as work:
        work.counter("1", BY).sign_in(work.staff.add("ani", "Ani", "739146", BY).id)
        work.tickets.issue("A", BY)
        work.counter("1", BY).call_next()
    with psycopg.connect(postgres_hall_url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement)
    findings = []
    # Its driver stops at a moment without an end: the audit then names that row and ends.
    with contextlib.suppress(WrongRow), store.read() as view:
        findings = [finding.message(ENGLISH) for finding in view.days.audit().findings]
    if not findings:
        with pytest.raises(WrongRow) as stopped, store.read() as view:
            view.days.audit()
        findings = [str(stopped.value)]
    assert any(named in sentence for sentence in findings), findings
    with contextlib.suppress(WrongRow), store.read() as view:
        view.kiosk(), view.counter("1"), view.board(), view.status()
    store.close()


def test_rows_that_contradict_each_other_are_a_sentence_that_names_the_audit(changed):
    store = changed("UPDATE day_number SET prefix = 'tidak-ada' WHERE prefix = 'A'")
    with pytest.raises(StoreUnavailable, match=r"contradict each other .*`hall audit --all`"), store.begin() as work:
        work.tickets.issue("A", BY)
    store = changed("UPDATE ticket SET token = 'tidak-ada-' || id")
    with pytest.raises(StoreUnavailable, match="contradict each other"), store.begin() as work:
        work.tickets.issue("A", By.system(request_id="issue-1"))
