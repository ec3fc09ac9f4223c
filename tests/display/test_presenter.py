from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from display import presenter as module
from display.presenter import BoardPresenter
from hall.errors import Refused, StoreCause, StoreUnavailable
from qtkit.serial_worker import SerialWorker
from tests.display import board_samples as sample


class FakeHall:
    """A store that answers with its calls, or not at all."""

    def __init__(self):
        self.calls = []
        self.now = sample.NOON
        self.trouble = None
        self.reads = 0
        self.zone = sample.PODIUM

    def read(self):
        self.reads += 1
        if self.trouble is not None:
            raise self.trouble
        return sample.view(self.calls, now=self.now, zone=self.zone)


class Seconds:
    def __init__(self):
        self.value = 0.0

    def __call__(self):
        return self.value


class Board:
    def __init__(self, qtbot, worker):
        self.qtbot = qtbot
        self.hall, self.seconds = FakeHall(), Seconds()
        self.pictures: list[Any] = []
        self.called: list[Any] = []
        self.moments: list[Any] = []
        self.presenter = BoardPresenter(worker, self.hall.read, timezone="Asia/Makassar", monotonic=self.seconds)
        self.presenter.picture_changed.connect(self.pictures.append)
        self.presenter.voices.appeared.connect(lambda calls: self.called.extend(call.code for call in calls))
        self.presenter.clock.time_changed.connect(self.moments.append)

    def read(self):
        reads = self.hall.reads
        self.presenter.refresh()
        self.qtbot.waitUntil(lambda: self.hall.reads > reads and not self.presenter.refresher.running)

    def pass_by(self, seconds):
        self.seconds.value += seconds
        self.presenter.on_due()

    @property
    def current_call(self):
        return self.pictures[-1].stage.current_call.code if self.pictures[-1].stage.current_call else None


@pytest.fixture
def board(qtbot, worker):
    board = Board(qtbot, worker)
    yield board
    board.presenter.close()


def test_the_first_reading_shows_what_is_true_without_a_chime(board):
    board.hall.calls = [sample.call(1, "A-001", age=300), sample.call(2, "A-002", age=200)]
    with board.qtbot.waitSignal(board.presenter.connected):
        board.presenter.start()
    assert (board.current_call, board.called) == ("A-002", [])
    assert board.pictures[0].known is False
    assert board.pictures[-1].hall_name == "Mal Pelayanan Publik Kota Kendari"


def test_two_calls_that_come_at_once_are_shown_and_heard_one_after_the_other(board):
    board.read()
    board.hall.calls = [sample.call(seq, f"A-{seq:03d}") for seq in (1, 2)]
    board.read()
    assert (board.current_call, board.called) == ("A-001", ["A-001"])
    board.pass_by(5)
    assert board.called == ["A-001"]
    board.pass_by(5.1)
    assert board.called == ["A-001", "A-002"]
    assert [call.code for call in board.pictures[-1].stage.recent] == ["A-001"]


def test_in_a_burst_calls_share_the_large_place_and_are_heard_in_their_order(board):
    board.read()
    board.hall.calls = [sample.call(seq, f"A-{seq:03d}") for seq in (1, 2, 3, 4)]
    board.read()
    assert [call.code for call in board.pictures[-1].stage.large] == ["A-003", "A-002", "A-001"]
    assert board.called == ["A-001", "A-002", "A-003"]
    board.pass_by(5)
    assert [call.code for call in board.pictures[-1].stage.large] == ["A-004", "A-003", "A-002"]
    assert board.called == ["A-001", "A-002", "A-003", "A-004"]


def test_no_voice_says_a_call_that_is_over(board):
    needless: list[Any] = []
    board.presenter.voices.dealt_with.connect(needless.extend)
    board.read()
    first = sample.call(1, "A-001")
    board.hall.calls = [first]
    board.read()
    board.hall.calls = [replace(first, state="over")]
    board.read()
    assert needless == [1]
    board.hall.calls.append(replace(sample.call(2, "A-002"), state="over"))
    board.read()
    board.pass_by(60)
    assert board.called == ["A-001"]


def test_a_call_that_is_over_is_not_amber_in_the_list_while_another_board_still_says_it(board):
    board.read()
    first = sample.call(1, "A-001")
    board.hall.calls = [said_elsewhere(first, 15.0)]
    board.read()
    board.hall.calls = [replace(said_elsewhere(first, 15.0), state="over")]
    board.read()
    assert board.current_call is None
    assert [call.code for call in board.pictures[-1].stage.recent] == ["A-001"]
    assert board.pictures[-1].said == frozenset()


def test_a_database_that_is_away_for_long_is_told_calmly_and_the_board_stays(board):
    board.hall.calls = [sample.call(1, "A-001", age=100)]
    board.read()
    board.hall.trouble = StoreUnavailable("the server does not answer")
    board.read()
    assert board.pictures[-1].away is False
    assert (board.presenter.away_timer.isActive(), board.presenter.away_timer.interval()) == (True, module.AWAY_MS)
    board.presenter.away_timer.start(0)  # it is away for long
    board.qtbot.waitUntil(lambda: board.pictures[-1].away)
    assert board.current_call == "A-001"
    board.hall.trouble = None
    board.qtbot.waitUntil(lambda: not board.pictures[-1].away)


def test_a_short_absence_is_never_told(board):
    board.read()
    board.hall.trouble = StoreUnavailable("restarting")
    board.read()
    board.hall.trouble = None
    board.qtbot.waitUntil(lambda: board.hall.reads >= 3)
    board.qtbot.waitUntil(lambda: not board.presenter.refresher.running)
    assert not any(picture.away for picture in board.pictures)
    assert not board.presenter.away_timer.isActive()


def test_a_feed_that_lost_the_database_counts_as_away_until_it_is_back(board, monkeypatch):
    monkeypatch.setattr(module, "AWAY_MS", 30)
    board.read()
    board.presenter.on_lost()
    board.qtbot.waitUntil(lambda: board.pictures[-1].away)
    board.presenter.on_restored()
    board.qtbot.waitUntil(lambda: not board.pictures[-1].away)


def test_calls_made_during_an_outage_are_listed_and_those_still_awaited_are_announced(board):
    board.read()
    board.presenter.on_lost()
    board.hall.calls = [
        sample.call(1, "A-041", age=500),
        sample.call(2, "A-042", age=400),
        sample.call(3, "X-001", age=300),
    ]
    board.presenter.on_restored()
    board.qtbot.waitUntil(lambda: board.current_call == "A-042")
    assert board.called == ["A-042"]
    assert {call.code for call in board.pictures[-1].stage.recent} == {"A-041", "X-001"}


def test_the_clock_is_that_of_the_store_and_of_the_halls_zone_and_goes_on_by_itself(board):
    board.hall.now = datetime(2026, 11, 23, 23, 59, 30, tzinfo=UTC)
    board.read()
    assert (board.moments[-1].day, board.moments[-1].hour, board.moments[-1].minute) == (24, 7, 59)
    board.seconds.value += 31
    board.presenter.clock.tick()
    assert (board.moments[-1].hour, board.moments[-1].minute) == (8, 0)


def test_a_refusal_is_logged_once_and_tried_again(board, caplog):
    board.hall.trouble = Refused("no_hall")
    board.read()
    board.read()
    assert caplog.text.count("the database cannot be used") == 1


def test_why_the_database_cannot_be_used_is_one_of_the_boards_troubles_until_it_answers(board):
    board.hall.trouble = StoreUnavailable("no", StoreCause.PASSWORD)
    board.read()
    assert board.pictures[-1].trouble == "store_password"
    board.hall.trouble = StoreUnavailable("no answer")
    board.read()
    assert board.pictures[-1].trouble == ""
    board.hall.trouble = StoreUnavailable("old", StoreCause.SCHEMA_OLD)
    board.read()
    board.hall.trouble = None
    board.read()
    assert board.pictures[-1].trouble == ""


def test_an_unknown_time_zone_does_not_stop_the_board(board, caplog):
    odd = replace(sample.HALL, timezone="Asia/Atlantis")
    board.presenter.on_view(sample.view([sample.call(1, "A-001", age=90)], hall=odd))
    assert board.current_call == "A-001"
    assert "Atlantis" in caplog.text


def test_a_call_the_window_cannot_draw_makes_room(board):
    board.hall.calls = [sample.call(1, "A-001", age=90)]
    board.read()
    board.hall.calls.append(sample.call(2, "A-002"))
    board.read()
    board.presenter.on_unshowable(2)
    assert board.current_call == "A-001"


def test_the_end_of_the_day_brings_the_welcome_back(board):
    board.hall.calls = [sample.call(1, "A-001", age=90)]
    board.read()
    board.hall.calls, board.hall.now = [], sample.NOON + timedelta(hours=9)
    board.read()
    assert board.current_call is None
    assert board.pictures[-1].known


def test_a_board_that_is_moved_to_another_zone_lists_what_is_true_there_at_once(board):
    board.hall.calls = [sample.call(1, "A-001", age=300), sample.call(2, "A-002", age=200)]
    board.presenter.start()
    board.read()
    assert board.current_call == "A-002"
    here, board.hall.calls, board.hall.zone = board.hall.calls, [], sample.MENARA
    board.read()
    assert board.current_call is None
    board.hall.calls, board.hall.zone = here, sample.PODIUM
    board.read()
    assert board.current_call == "A-002"
    assert board.called == []


def test_calls_that_wait_for_their_turn_are_told_of_once(board):
    told: list[Any] = []
    board.presenter.voices.queued.connect(told.append)
    board.presenter.start()
    board.read()
    board.hall.calls = [sample.call(seq, f"A-{seq:03d}") for seq in (1, 2, 3, 4, 5)]
    board.read()
    board.read()
    assert told == [(4, 5)]


def said_elsewhere(call, seconds):
    return replace(call, speaking=True, spoken_until=sample.NOON + timedelta(seconds=seconds))


def test_a_call_stays_while_another_board_says_it_and_no_longer_than_that_one_has_the_voice(board):
    board.read()
    first, second = sample.call(1, "A-001"), sample.call(2, "A-002")
    board.hall.calls = [said_elsewhere(first, 14.0), second]
    board.read()
    board.pass_by(13.9)
    assert board.current_call == "A-001"
    board.pass_by(0.2)  # nothing was heard of the end: the board that spoke has died perhaps
    assert board.current_call == "A-002"


def test_a_call_that_another_board_says_makes_room_as_soon_as_its_end_is_read_or_many_wait(board):
    board.read()
    first, second = sample.call(1, "A-001"), sample.call(2, "A-002")
    board.hall.calls = [said_elsewhere(first, 20.0), second]
    board.read()
    board.pass_by(11)
    assert board.current_call == "A-001"
    board.hall.calls, board.hall.now = [replace(first, voiced=True), second], sample.NOON + timedelta(seconds=11)
    board.read()
    assert board.current_call == "A-002"
    board.hall.calls = [replace(first, voiced=True), said_elsewhere(second, 40.0)]
    board.hall.calls += [sample.call(seq, f"A-{seq:03d}") for seq in range(3, 10)]
    board.read()
    board.pass_by(2)
    assert board.current_call != "A-002"


def test_a_board_of_the_whole_hall_holds_only_the_call_that_it_shows(board):
    board.read()
    here, there = sample.call(1, "A-001"), sample.call(2, "M-001", zone=sample.MENARA)
    board.hall.calls = [replace(here, voiced=True), said_elsewhere(there, 20.0)]
    board.read()
    board.pass_by(2.1)
    assert board.current_call == "M-001"


def test_a_listed_call_is_marked_while_it_is_said_here_or_elsewhere(board):
    board.read()
    first, second = sample.call(1, "A-001"), sample.call(2, "A-002", "8")
    board.hall.calls = [first, second]
    board.read()
    board.pass_by(10)
    assert (board.current_call, board.presenter.picture.said) == ("A-002", frozenset())
    board.hall.calls, board.hall.now = [said_elsewhere(first, 15.0), second], sample.NOON + timedelta(seconds=10)
    board.read()
    assert board.presenter.picture.said == {1}
    board.pass_by(5.1)  # nothing was heard of the end
    board.presenter.on_due()
    assert board.presenter.picture.said == frozenset()
    board.presenter.voices.on_spoken(1)
    assert board.presenter.picture.said == {1}
    board.presenter.voices.on_spoken(2)
    assert board.presenter.picture.said == frozenset()  # the current call is large already


def test_the_end_of_a_voice_that_was_not_heard_of_is_waited_for_and_no_longer(board, monkeypatch):
    board.read()
    board.hall.calls = [said_elsewhere(sample.call(1, "A-001"), 0.2), sample.call(2, "A-002")]
    monkeypatch.setattr("display.shown_calls.CURRENT_CALL_SECONDS", 0.05)
    board.read()
    assert board.current_call == "A-001"
    board.seconds.value += 0.21
    board.qtbot.waitUntil(lambda: board.current_call == "A-002")


def test_a_board_in_another_time_zone_shows_no_clock_until_it_knows_the_halls(qtbot, monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    worker = SerialWorker()
    hall = FakeHall()
    moments: list[Any] = []
    presenter = BoardPresenter(worker, hall.read)
    presenter.clock.time_changed.connect(moments.append)
    try:
        presenter.clock.tick()
        assert moments == []
        presenter.start()
        qtbot.waitUntil(lambda: bool(moments))
        assert moments[0].utcoffset() == timedelta(hours=8)
    finally:
        presenter.close()
        worker.close()
        monkeypatch.undo()
        time.tzset()
