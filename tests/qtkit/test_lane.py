"""The lane: one thread, results on the GUI thread, nothing after it is closed."""

import logging
import threading
import time

import pytest
from PySide6.QtCore import QObject, Signal, Slot

from hall.errors import StoreUnavailable
from qtkit.serial_worker import Lane


@pytest.fixture
def lane(qtbot):
    made = Lane()
    yield made
    made.close()


def test_a_result_arrives_on_the_gui_thread(lane, qtbot):
    seen = []
    lane.run(threading.get_ident, lambda ident: seen.append((ident, threading.get_ident())))
    qtbot.waitUntil(lambda: lane.idle)
    worker, gui = seen[0]
    assert gui == threading.get_ident()
    assert worker != gui


def test_all_jobs_run_in_one_thread_and_in_order(lane, qtbot):
    seen = []
    for number in range(20):
        lane.run(lambda number=number: (number, threading.get_ident()), seen.append)
    assert not lane.idle
    qtbot.waitUntil(lambda: lane.idle)
    assert [number for number, _ in seen] == list(range(20))
    assert len({ident for _, ident in seen}) == 1


def test_an_error_of_the_hall_reaches_failed_and_leaves_no_traceback(lane, qtbot, caplog):
    def job():
        raise StoreUnavailable("the database is away")

    seen = []
    lane.run(job, None, seen.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert [str(error) for error in seen] == ["the database is away"]
    assert not caplog.records


def test_a_bug_in_a_job_reaches_failed_and_the_log(lane, qtbot, caplog):
    seen = []
    with caplog.at_level(logging.ERROR):
        lane.run(lambda: 1 // 0, None, seen.append)
        qtbot.waitUntil(lambda: lane.idle)
    assert isinstance(seen[0], ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text


def test_the_lane_goes_on_after_a_failed_job(lane, qtbot):
    seen = []
    lane.run(lambda: 1 // 0)
    lane.run(lambda: "well", seen.append)
    qtbot.waitUntil(lambda: lane.idle)
    assert seen == ["well"]


def test_a_closed_lane_calls_nobody_back_and_takes_no_job(lane, qtbot):
    begun, go, seen = threading.Event(), threading.Event(), []

    def job():
        begun.set()
        go.wait(5)
        return "late"

    lane.run(job, seen.append, seen.append)
    lane.run(lambda: "never begun", seen.append, seen.append)
    assert begun.wait(5)
    go.set()
    assert lane.close()
    lane.run(lambda: "after", seen.append)
    qtbot.wait(20)
    assert seen == []
    assert lane.idle


def test_closing_says_when_a_job_is_stuck(qtbot, caplog):
    lane, begun, go = Lane(), threading.Event(), threading.Event()
    lane.run(lambda: (begun.set(), go.wait(5)))
    assert begun.wait(5)
    started = time.monotonic()
    assert not lane.close(timeout_ms=50)
    assert time.monotonic() - started < 2
    assert "did not end" in caplog.text
    go.set()
    assert lane.close()


def test_a_callback_may_run_the_next_job(lane, qtbot):
    seen = []
    lane.run(lambda: 1, lambda one: lane.run(lambda: one + 1, seen.append))
    qtbot.waitUntil(lambda: lane.idle)
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


def test_a_closed_lane_still_says_last_words_and_drops_what_else_has_not_begun(lane):
    began, go_on, said = threading.Event(), threading.Event(), []

    def busy():
        began.set()
        go_on.wait(10)

    lane.run(busy)
    assert began.wait(10)
    lane.run(lambda: said.append("a look"))
    lane.run(lambda: said.append("the voice is free"), last_word=True)
    lane.run(lambda: said.append("another look"))
    threading.Timer(0.1, go_on.set).start()
    assert lane.close(timeout_ms=10_000)
    assert said == ["the voice is free"]
