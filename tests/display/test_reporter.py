"""What was painted reaches the database once, in batches, through outages."""

from __future__ import annotations

import pytest

from display.board_link import Health
from display.reporter import Reporter
from hall.errors import StoreUnavailable
from tests.display import board_samples as sample


class Hall:
    def __init__(self):
        self.reports = []
        self.queued = []
        self.trouble = None

    def report(self, health, painted, queued):
        if self.trouble is not None:
            raise self.trouble
        self.reports.append((health, painted))
        self.queued += queued

    @property
    def painted(self):
        return [seq for _, batch in self.reports for seq, _ in batch]


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def reporter(qtbot, worker, hall):
    made = Reporter(worker, hall.report, lambda: sample.NOON, every_ms=30)
    yield made
    made.close()
    qtbot.waitUntil(lambda: worker.idle)


def test_a_board_says_that_it_is_there_as_soon_as_the_database_is(reporter, hall, qtbot):
    reporter.painted([1])
    assert hall.reports == []
    reporter.start()
    qtbot.waitUntil(lambda: hall.reports == [(Health(), ((1, sample.NOON),))])


def test_what_is_painted_within_a_moment_is_written_together_and_once(reporter, hall, qtbot):
    reporter.start()
    qtbot.waitUntil(lambda: len(hall.reports) == 1)
    for seq in (1, 2, 3):
        reporter.painted([seq])
    qtbot.waitUntil(lambda: hall.painted == [1, 2, 3] and reporter.waiting == 0)
    assert len(hall.reports) == 2


def test_what_could_not_be_written_waits_for_the_next_try(reporter, hall, qtbot, monkeypatch):
    monkeypatch.setattr("display.reporter.RETRY_MS", 20)
    reporter.start()
    qtbot.waitUntil(lambda: len(hall.reports) == 1)
    hall.trouble = StoreUnavailable("away")
    reporter.painted([1])
    reporter.painted([2])
    qtbot.wait(100)
    assert reporter.waiting == 2
    hall.trouble = None
    qtbot.waitUntil(lambda: hall.painted == [1, 2] and reporter.waiting == 0)


def test_calls_that_wait_are_told_too_unless_they_are_painted_meanwhile(reporter, hall, qtbot):
    reporter.start()
    qtbot.waitUntil(lambda: len(hall.reports) == 1)
    reporter.queued([7, 8])
    reporter.painted([7])
    qtbot.waitUntil(lambda: hall.painted == [7])
    assert hall.queued == [8]
    reporter.painted([9])
    qtbot.waitUntil(lambda: hall.painted == [7, 9])
    assert hall.queued == [8]


def test_a_change_of_health_is_told_and_no_change_is_not(reporter, hall, qtbot):
    reporter.start()
    qtbot.waitUntil(lambda: len(hall.reports) == 1)
    reporter.set_health(Health())
    reporter.set_health(Health("no_device", "There is no audio device."))
    qtbot.waitUntil(lambda: len(hall.reports) == 2)
    assert hall.reports[-1][0].sound == "no_device"


def test_a_closed_reporter_tells_nothing_more(reporter, hall, qtbot):
    reporter.start()
    qtbot.waitUntil(lambda: len(hall.reports) == 1)
    reporter.close()
    reporter.painted([1])
    qtbot.wait(80)
    assert len(hall.reports) == 1
