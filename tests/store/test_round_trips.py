"""The hot paths stay short: every round trip on Postgres lengthens the time that a row is locked."""

from __future__ import annotations

from hall.store import open_store
from tests.hall_samples import BY


def test_an_issue_takes_one_statement_and_a_call_three_on_postgres(postgres_hall_url, clock):
    store = open_store(postgres_hall_url, clock)
    with store.begin() as work:
        work.tickets.issue("A", BY)
    statements: list[str] = []
    ends = ("BEGIN ISOLATION LEVEL READ COMMITTED", "COMMIT")
    store._connections.watch(lambda statement, _: statements.append(statement) if statement not in ends else None)
    with store.begin() as work:
        work.tickets.issue("A", BY)
    assert len(statements) == 1, statements
    statements.clear()
    with store.begin() as work:
        assert work.counter("1", BY).call_next() is not None
    assert len(statements) == 3, statements
    store.close()
