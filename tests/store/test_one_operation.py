"""An operation that is alone in its unit of work: others wait for what it writes, and not for its answer."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from hall.access import By
from hall.errors import Refused, StoreUnavailable, Withdrawn
from hall.store import open_store
from hall.store.database import existence_marker, file_locks
from hall.store.database.engine import sqlite_path


def issue(work):
    return work.tickets.issue("A", By.system(request_id="one"))


def call(work):
    return work.counter("1", By.system()).call_next()


def numbers(store):
    """Those that were given, by what the audit counts."""
    with store.read() as view:
        report = view.days.audit()
    assert report.findings == ()
    return report.tickets


def seen_of(store):
    """The first words of the statements that run from now on."""
    seen = []
    store._connections.watch(lambda statement, _: seen.append(" ".join(statement.split()[:2])))
    return seen


@pytest.fixture
def known(store):
    """A hall that has given a number before: what the next one is given on is known."""
    store.act(lambda work: work.tickets.issue("A", By.system()))
    return store


def test_the_next_one_may_write_while_the_answer_is_formed(sqlite_store):
    sqlite_store.act(lambda work: work.tickets.issue("A", By.system()))
    free, path = {}, sqlite_path(sqlite_store._url)
    assert path is not None

    def look(statement, _):
        with existence_marker.lock_file(path).open("rb") as lock:
            free[" ".join(statement.split()[:2])] = file_locks.is_free(lock.fileno())

    sqlite_store._connections.watch(look)
    assert sqlite_store.act(issue).ahead == 1
    assert free == {
        "BEGIN IMMEDIATE": False,
        "INSERT INTO": False,
        "COMMIT": False,
        "SELECT count(*)": True,
    }


def test_on_postgres_a_number_is_one_statement_that_is_its_own_transaction(known):
    seen = seen_of(known)
    known.act(issue)
    if known._lock is None:
        assert seen == ["WITH ground"]
    else:
        assert seen[0] == "BEGIN IMMEDIATE"
        assert "COMMIT" in seen


def test_in_a_unit_of_several_operations_nothing_is_kept_before_the_last(known):
    with pytest.raises(ValueError, match="invalid literal"):
        known.run(lambda work: (issue(work), int("x")))
    assert numbers(known) == 1


def test_a_second_operation_finds_the_unit_over_and_the_first_is_kept(known):
    with pytest.raises(RuntimeError, match="one operation"):
        known.act(lambda work: (issue(work), issue(work)))
    assert numbers(known) == 2
    assert known.act(issue).code == "A-002"


def test_a_call_is_kept_before_its_answer_is_formed(known, monkeypatch):
    monkeypatch.setattr("hall.store.tickets.calls.CallView", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        known.act(call)
    with known.read() as view:
        assert view.counter("1").current.code == "A-001"


def test_what_is_kept_is_not_done_again_when_its_answer_cannot_be_read(sqlite_store):
    sqlite_store.act(lambda work: work.tickets.issue("A", By.system()))
    link = sqlite_store._connections.take()
    link.driver = _FailsToCount(link.driver)
    sqlite_store._connections.give(link)
    with pytest.raises(StoreUnavailable):
        sqlite_store.act(lambda work: work.tickets.issue("A", By.system()))
    assert link.driver.failures == 1
    assert numbers(sqlite_store) == 2


class _FailsToCount:
    def __init__(self, driver):
        self._driver = driver
        self.failures = 0

    def execute(self, statement, *values):
        if statement.startswith("SELECT count"):
            self.failures += 1
            raise sqlite3.OperationalError("database is locked")
        return self._driver.execute(statement, *values)

    def __getattr__(self, name):
        return getattr(self._driver, name)


def test_a_number_given_on_what_is_not_true_any_more_is_given_anew(known, hall_url, structure):
    renamed = replace(structure, services=tuple(replace(s, name=f"{s.name} baru") for s in structure.services))
    with closing(open_store(hall_url)) as other:
        other.run(lambda work: work.hall.apply(renamed, By.system()))
    ticket = known.act(issue)
    assert ticket.service_name.endswith(" baru")
    assert (ticket.code, numbers(known)) == ("A-002", 2)


def refuse():
    raise Withdrawn


@pytest.mark.parametrize("warm", [False, True])
def test_what_is_withdrawn_at_the_last_moment_leaves_nothing_and_may_be_sent_again(store, warm):
    if warm:  # then it is one statement
        store.act(lambda work: work.tickets.issue("A", By.system()))
    before = numbers(store)
    with pytest.raises(Withdrawn):
        store.act(issue, refuse)
    assert numbers(store) == before
    assert not store.run(lambda work: work.has_done("one"))
    store.act(issue, lambda: None)
    assert store.run(lambda work: work.has_done("one"))
    assert numbers(store) == before + 1


def test_a_refusal_needs_no_permit(store):
    with pytest.raises(Refused):
        store.act(lambda work: work.tickets.issue("nothing", By.system(request_id="two")), refuse)
