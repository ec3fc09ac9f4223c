"""Claims next to other writers, one statement at a time: some seeds here, hundreds by ``make races``."""

from __future__ import annotations

import pytest

from benchmarks.histories.search import check
from benchmarks.races import race, rounds
from hall.access import By
from hall.store.tickets import queue_locks
from tests.hall_samples import BY


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A thread that is not its turn hangs for as long as the others take."""
    monkeypatch.setattr(queue_locks, "PATIENCE", "9s")


def test_what_was_told_in_races_has_a_legal_order(database_url):
    verdict = check(rounds(database_url, range(5)))
    assert verdict.legal, verdict.why


def test_a_seed_gives_the_same_order_again(store, hall_url):
    def steps():
        ticket = store.run(lambda work: work.tickets.issue("B", BY))
        jobs = (
            lambda work: work.counter("2", BY).call_next(),
            lambda work: work.slips.reprint(ticket.id, By.system(station="")),
        )
        _, order = race(hall_url, jobs, 5)
        store.run(lambda work: work.counter("2", BY).call_next())
        return order

    steps()  # from here on there is somebody at the counter, whom the next call ends
    first = steps()
    assert len(set(first)) == 2
    assert steps() == first
