"""A SQLite file that is away: nothing takes its place, until somebody says that the hall shall begin again."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from hall.errors import StoreUnavailable
from hall.store import apply_structure, migrate_store, open_store, prepare_store, start_store, visit_store
from hall.store.database.engine import make_engine, parse_url, translated
from hall.store.database.existence_marker import lock_file
from hall.store.database.write_lock import write_lock
from tests.hall_samples import BY, small_hall

HALL = small_hall(always_open=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the hall's database is to be."""
    return tmp_path / "a hall #1" / "hall.db"


@pytest.fixture
def url(file: Path) -> str:
    file.parent.mkdir()
    return f"sqlite:///{file}"


def _move_all(file: Path) -> Path:
    """As ``mv hall.db* ../away/`` does."""
    away = file.parents[1] / "away"
    away.mkdir()
    for one in file.parent.glob("hall.db*"):
        one.replace(away / one.name)
    return away


def test_a_program_that_starts_while_the_file_is_away_makes_no_other_hall(file: Path, url):
    start_store(url, HALL).close()
    file.rename(away := file.with_name("away.db"))
    for attempt in (lambda: start_store(url, HALL), lambda: migrate_store(url), lambda: apply_structure(url, HALL)):
        with pytest.raises(StoreUnavailable, match=r"hall\.db is gone; hall\.db\.lock .* Put it back"):
            attempt()
    assert not file.exists()
    away.rename(file)
    start_store(url, HALL).close()


def test_the_hall_begins_anew_when_the_word_of_it_is_deleted(file: Path, url):
    with_number = start_store(url, HALL)
    with_number.run(lambda work: work.tickets.issue("A", BY))
    with_number.close()
    file.unlink()
    lock_file(file).unlink()
    anew = start_store(url, HALL)
    assert anew.run(lambda work: work.tickets.issue("A", BY)).code == "A-001"
    anew.close()


@pytest.mark.parametrize("reads", [True, False], ids=["reads", "writes"])
def test_a_running_program_keeps_the_place_when_everything_beside_the_file_was_moved_too(file: Path, url, reads):
    running = start_store(url, HALL)
    running.run(lambda work: work.tickets.issue("A", BY))
    away = _move_all(file)
    looks = running.settle_day if reads else lambda: running.run(lambda work: work.tickets.issue("A", BY))
    with pytest.raises(StoreUnavailable, match="is gone"):
        looks()
    with pytest.raises(StoreUnavailable, match="because a hall was"):
        start_store(url, HALL)
    assert not file.exists()
    for one in away.iterdir():
        one.replace(file.with_name(one.name))
    assert running.run(lambda work: work.tickets.issue("A", BY)).code == "A-002"
    running.close()


def test_a_lock_file_alone_does_not_keep_a_new_hall_from_beginning(file: Path, url):
    lock_file(file).touch()  # of a first start that died before it had made the database
    start_store(url, HALL).close()
    assert file.exists()


def test_a_hall_of_an_older_program_leaves_its_word_at_the_next_start(file: Path, url):
    prepare_store(url, HALL).close()
    lock_file(file).write_bytes(b"")
    start_store(url, HALL).close()
    file.unlink()
    with pytest.raises(StoreUnavailable, match="is gone"):
        start_store(url, HALL)


def test_the_lock_is_still_one_when_it_holds_the_word(file: Path, url):
    store = start_store(url, HALL)
    with store.begin() as work:
        work.tickets.issue("A", BY)
        with pytest.raises(StoreUnavailable, match="has been writing"), write_lock(lock_file(file), patience=0.05):
            pass
    store.close()


def test_what_only_looks_at_a_hall_makes_none(file: Path, url):
    for attempt in (open_store, visit_store):
        with pytest.raises(StoreUnavailable, match=r"there is no database at .*hall\.db; put the file back"):
            attempt(url)
    assert list(file.parent.iterdir()) == []
    file.touch()
    with pytest.raises(StoreUnavailable, match="holds no hall yet"):
        visit_store(url)
    assert file.stat().st_size == 0


def test_a_connection_of_a_running_program_never_makes_a_file(file: Path, url):
    parsed = parse_url(url)
    with pytest.raises(StoreUnavailable, match="cannot be used"), translated(parsed), make_engine(parsed).connect():
        pass
    assert not file.exists()


def test_another_file_in_place_of_the_hall_is_said_in_the_log(file: Path, url, caplog):
    running = start_store(url, HALL)
    running.run(lambda work: work.tickets.issue("A", BY))
    _move_all(file)
    start_store(url, HALL).close()
    with caplog.at_level(logging.WARNING), running.read() as view:
        view.status()
    assert "another database file stands at" in caplog.text
    running.close()
