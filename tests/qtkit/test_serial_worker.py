"""The serial worker: one thread, results on the GUI thread, nothing after it is closed."""

import logging
import threading
import time
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import StoreUnavailable
from qtkit.serial_worker import SerialWorker


@pytest.fixture
def worker(qtbot):
    made = SerialWorker()
    yield made
    made.close()


def test_a_result_arrives_on_the_gui_thread(worker, qtbot):
    seen = []
    worker.run(threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: worker.idle)
    worker, gui = seen[0]
    assert gui == threading.get_ident()
    assert worker != gui


def test_all_jobs_run_in_one_thread_and_in_order(worker, qtbot):
    seen: list[Any] = []
    for number in range(20):
        worker.run(lambda number=number: (number, threading.get_ident()), seen.append)
    assert not worker.idle
    qtbot.waitUntil(lambda: worker.idle)
    assert [number for number, _ in seen] == list(range(20))
    assert len({ident for _, ident in seen}) == 1


def test_an_error_of_the_hall_reaches_failed_and_leaves_no_traceback(worker, qtbot, caplog):
    def job():
        raise StoreUnavailable("the database is away")

    seen: list[Any] = []
    worker.run(job, None, seen.append)
    qtbot.waitUntil(lambda: worker.idle)
    assert [str(error) for error in seen] == ["the database is away"]
    assert not caplog.records


def test_a_bug_in_a_job_reaches_failed_and_the_log(worker, qtbot, caplog):
    seen: list[Any] = []
    with caplog.at_level(logging.ERROR):
        worker.run(lambda: 1 // 0, None, seen.append)
        qtbot.waitUntil(lambda: worker.idle)
    assert isinstance(seen[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text


def test_the_lane_goes_on_after_a_failed_job(worker, qtbot):
    seen: list[Any] = []
    worker.run(lambda: 1 // 0)
    worker.run(lambda: "well", seen.append)
    qtbot.waitUntil(lambda: worker.idle)
    assert seen == ["well"]


def test_a_closed_lane_calls_nobody_back_and_takes_no_job(worker, qtbot):
    begun = threading.Event()
    go = threading.Event()
    seen: list[Any] = []

    def job():
        begun.set()
        go.wait(5)
        return "late"

    worker.run(job, seen.append, seen.append)
    worker.run(lambda: "never begun", seen.append, seen.append)
    assert begun.wait(5)
    go.set()
    assert worker.close()
    worker.run(lambda: "after", seen.append)
    qtbot.wait(20)
    assert seen == []
    assert worker.idle


def test_closing_says_when_a_job_is_stuck(qtbot, caplog):
    worker, begun, go = SerialWorker(), threading.Event(), threading.Event()

    def job():
        begun.set()
        go.wait(5)

    worker.run(job)
    assert begun.wait(5)
    started = time.monotonic()
    assert not worker.close(timeout_ms=50)
    assert time.monotonic() - started < 2
    assert "did not end" in caplog.text
    go.set()
    assert worker.close()


def test_a_callback_may_run_the_next_job(worker, qtbot):
    seen: list[Any] = []
    worker.run(lambda: 1, lambda one: worker.run(lambda: one + 1, seen.append))
    qtbot.waitUntil(lambda: worker.idle)
    assert seen == [2]


class _Counter(QObject):
    told = Signal(bool)

    def __init__(self):
        super().__init__()
        self.count = 0
        self.told.connect(self._on_told)

    @Slot(bool)
    def _on_told(self, truth):
        self.count += truth


def test_twenty_thousand_signals_leave_the_program_alive(qtbot):
    """PySide6 6.12.0 on Python 3.11 lost a reference to True at every emit and aborted within hundreds."""
    counter = _Counter()
    for _ in range(20_000):
        counter.told.emit(True)
    assert counter.count == 20_000


def test_a_closed_lane_still_says_last_words_and_drops_what_else_has_not_begun(worker):
    began, go_on, said = threading.Event(), threading.Event(), []

    def busy():
        began.set()
        go_on.wait(10)

    worker.run(busy)
    assert began.wait(10)
    worker.run(lambda: said.append("a look"))
    worker.run(lambda: said.append("the voice is free"), last_word=True)
    worker.run(lambda: said.append("another look"))
    threading.Timer(0.1, go_on.set).start()
    assert worker.close(timeout_ms=10_000)
    assert said == ["the voice is free"]
