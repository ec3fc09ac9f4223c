"""Reading again: never two reads at once, never a stale last view, pauses that grow."""

import threading
from typing import Any

import pytest

from hall.errors import StoreUnavailable
from qtkit.poll import PeriodicTask, Refresher, Retry
from qtkit.serial_worker import SerialWorker


@pytest.fixture
def worker(qtbot):
    made = SerialWorker()
    yield made
    made.close()


def test_many_requests_during_a_read_lead_to_one_more_read(worker, qtbot):
    begun = threading.Event()
    go = threading.Event()
    reads: list[Any] = []
    views: list[Any] = []

    def read():
        begun.set()
        go.wait(5)
        reads.append(1)
        return len(reads)

    refresher = Refresher(worker, read, views.append, views.append)
    refresher.request()
    assert begun.wait(5)
    for _ in range(50):
        refresher.request()
    go.set()
    qtbot.waitUntil(lambda: not refresher.running)
    assert views == [1, 2]


def test_the_last_view_was_read_after_the_last_request(worker, qtbot):
    state = [0]
    views: list[Any] = []
    refresher = Refresher(worker, lambda: state[0], views.append, views.append)
    for value in range(1, 30):
        state[0] = value
        refresher.request()
    qtbot.waitUntil(lambda: not refresher.running)
    assert views[-1] == 29


def test_an_error_is_reported_and_the_next_request_reads_again(worker, qtbot):
    answers = [StoreUnavailable("away"), "state"]
    views: list[Any] = []
    errors: list[Any] = []

    def read():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    refresher = Refresher(worker, read, views.append, errors.append)
    refresher.request()
    qtbot.waitUntil(lambda: not refresher.running)
    refresher.request()
    qtbot.waitUntil(lambda: not refresher.running)
    assert (views, len(errors)) == (["state"], 1)


def test_a_request_after_the_end_does_nothing(worker):
    worker.close()
    refresher = Refresher(worker, lambda: 1, lambda _: None, lambda _: None)
    refresher.request()
    assert not refresher.running


def test_pauses_grow_to_the_longest_and_start_anew_after_a_success(qtbot):
    tries = []
    retry = Retry(lambda: tries.append(1), pauses_ms=(1, 2, 5))
    pauses = []
    for count in range(1, 6):
        pauses.append(retry.later())
        qtbot.waitUntil(lambda count=count: len(tries) == count)
    assert pauses == [1, 2, 5, 5, 5]
    retry.succeeded()
    assert retry.later() == 1
    retry.succeeded()
    assert not retry.waiting


def test_a_second_failure_during_the_pause_sets_no_second_try(qtbot):
    retry = Retry(lambda: None, pauses_ms=(1000, 9000))
    assert [retry.later(), retry.later()] == [1000, 1000]
    retry.succeeded()


def test_a_chore_comes_round_also_after_a_failure(worker, qtbot, caplog):
    rounds = []

    def job():
        rounds.append(1)
        raise StoreUnavailable("away")

    chore = PeriodicTask(worker, job, every_ms=10)
    chore.start()
    qtbot.waitUntil(lambda: len(rounds) >= 3)
    chore.close()
    assert "away" in caplog.text


def test_a_chore_that_takes_long_is_not_joined_by_a_second(worker, qtbot):
    go, rounds = threading.Event(), []

    def job():
        rounds.append(1)
        go.wait(5)

    chore = PeriodicTask(worker, job, every_ms=5)
    chore.start()
    qtbot.waitUntil(lambda: rounds == [1])
    qtbot.wait(100)
    assert rounds == [1]
    go.set()
    qtbot.waitUntil(lambda: len(rounds) >= 2)
    chore.close()
