from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from display.call_queue import MOST_LARGE, MOST_WAITING, CallQueue
from display.shown_calls import CURRENT_CALL_SECONDS, HURRIED_SECONDS, LEAST_SECONDS
from hall.views import BoardCall
from tests.display.board_samples import NOON, call
from tests.display.queue_board import Board


def seqs(calls: Sequence[BoardCall]) -> list[int]:
    return [call.seq for call in calls]


def test_an_empty_day_has_no_hero_and_no_list():
    board = Board()
    board.take()
    assert (board.current_call, board.recent, board.queue.due_in(board.at)) == (None, [], None)


def test_at_the_start_old_calls_are_listed_and_the_newest_is_hero_without_announcement():
    board = Board()
    board.take(call(1, "A-001", age=300), call(2, "A-002", age=200), call(3, "A-003", age=100))
    assert (board.current_call, board.recent, board.announced) == ("A-003", ["A-002", "A-001"], [])


def test_at_the_start_calls_of_the_last_minute_are_announced_and_the_newest_stands_at_once():
    board = Board()
    board.take(call(1, "A-001", age=90), call(2, "A-002", age=30), call(3, "A-003", age=10))
    assert (board.large, board.recent, board.announced) == (["A-003", "A-002"], ["A-001"], [2, 3])
    board.wait(CURRENT_CALL_SECONDS)
    assert (board.large, board.recent) == (["A-003"], ["A-002", "A-001"])


def test_a_new_call_replaces_a_hero_that_was_only_found_at_once():
    board = Board()
    board.take(old := call(1, "A-001", age=90))
    board.take(old, call(2, "A-002"))
    assert (board.current_call, board.announced) == ("A-002", [2])


def test_a_hero_stays_ten_seconds_before_the_next():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"))
    board.wait(1)
    board.take(first, call(2, "A-002"))
    board.wait(CURRENT_CALL_SECONDS - 1.1)
    assert board.current_call == "A-001"
    board.wait(0.2)
    assert (board.current_call, board.recent) == ("A-002", ["A-001"])


@pytest.mark.parametrize("count", [3, 4, 5, 9, 20])
def test_in_a_burst_three_share_the_large_place_and_each_stands_there_for_five_seconds(count):
    board = Board()
    board.take()
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, count + 1)))
    assert board.large == ["A-003", "A-002", "A-001"]
    board.wait(LEAST_SECONDS - 0.1)
    assert board.large == ["A-003", "A-002", "A-001"]
    board.wait(100)
    assert board.announced == list(range(1, count + 1))
    assert min(board.stood.values()) >= LEAST_SECONDS
    assert board.most == MOST_LARGE
    assert board.large == [f"A-{count:03d}"]


def test_the_fourth_of_a_burst_stands_large_after_five_seconds_in_the_place_of_the_first():
    board = Board()
    board.take()
    board.take(*(call(seq, f"A-{seq:03d}") for seq in (1, 2, 3, 4)))
    board.wait(LEAST_SECONDS)
    assert (board.large, board.recent) == (["A-004", "A-003", "A-002"], ["A-001"])


def test_a_call_that_comes_while_two_stand_large_joins_them_at_once():
    board = Board()
    board.take()
    calls = [call(seq, f"A-{seq:03d}") for seq in (1, 2, 3, 4)]
    board.take(calls[0])
    board.wait(4)
    board.take(*calls[:3])
    assert board.large == ["A-003", "A-002", "A-001"]
    board.wait(CURRENT_CALL_SECONDS - 4)
    assert board.large == ["A-003", "A-002"]
    board.take(*calls)
    assert board.large == ["A-004", "A-003", "A-002"]


def test_beside_a_word_of_the_staff_two_share_the_place():
    board = Board()
    board.queue.room = 2
    board.take()
    board.take(*(call(seq, f"A-{seq:03d}") for seq in (1, 2, 3)))
    assert board.large == ["A-002", "A-001"]
    board.wait(100)
    assert board.announced == [1, 2, 3]
    assert min(board.stood.values()) >= LEAST_SECONDS


def test_a_number_that_was_committed_late_is_shown_although_a_higher_one_was_shown_before():
    board = Board()
    board.take()
    board.take(second := call(2, "A-002"))
    board.wait(1)
    board.take(second, call(1, "A-001"))
    board.wait(20)
    assert (board.current_call, board.announced) == ("A-001", [2, 1])


def test_a_recall_of_the_number_shown_does_not_wait_for_its_ten_seconds():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=7))
    board.wait(1)
    board.take(first, call(2, "A-001", ticket=7, kind="recall"))
    assert board.announced == [1]
    board.wait(HURRIED_SECONDS - 0.9)
    assert (board.announced, board.recent) == ([1, 2], [])


def test_a_recall_behind_another_number_waits_for_its_turn():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=7))
    board.take(first, call(2, "A-002", ticket=8), call(3, "A-001", ticket=7, kind="recall"))
    assert (board.announced, board.large) == ([1, 2], ["A-002", "A-001"])
    board.wait(HURRIED_SECONDS)
    assert (board.announced, board.large) == ([1, 2, 3], ["A-001", "A-002"])
    assert board.queue.stage.current_call.kind == "recall"


def test_a_recall_is_hero_again_and_its_ticket_stands_once_in_the_list():
    board = Board()
    board.take()
    first, other = call(1, "A-001", ticket=7), call(2, "A-002", ticket=8)
    board.take(first, other)
    board.wait(30)
    board.take(first, other, again := call(3, "A-001", ticket=7, kind="recall"))
    assert (board.current_call, board.recent) == ("A-001", ["A-002"])
    board.take(first, other, again, call(4, "A-004", ticket=9))
    board.wait(30)
    assert (board.current_call, board.recent, board.announced) == ("A-004", ["A-001", "A-002"], [1, 2, 3, 4])


def test_a_call_that_was_taken_back_is_no_longer_shown():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"), call(2, "A-002"), third := call(3, "A-003"))
    board.wait(100)
    board.take(first, third)
    assert (board.current_call, board.recent) == ("A-003", ["A-001"])
    board.take(first)
    assert (board.current_call, board.recent) == ("A-001", [])
    board.take()
    assert (board.current_call, board.recent) == (None, [])


def test_a_call_that_was_taken_back_before_its_turn_is_never_shown():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001"), call(2, "A-002"))
    board.take(first)
    board.wait(100)
    assert board.announced == [1]


def test_a_call_that_cannot_be_read_is_skipped_and_the_others_are_shown():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), replace(call(2), code=" "), replace(call(3), counter_label=""), call(4, "A-004"))
    board.wait(100)
    assert board.announced == [1, 4]


def test_a_hero_that_cannot_be_drawn_makes_room_for_the_one_before_it():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), call(2, "A-002"))
    board.wait(50)
    board.queue.drop(2)
    assert (board.current_call, board.recent) == ("A-001", [])


def test_after_an_interruption_old_calls_are_listed_unless_their_visitor_is_still_expected():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", age=900), now=NOON - timedelta(seconds=895))
    board.queue.interrupted()
    board.take(first, call(2, "A-002", age=500), call(3, "A-003", age=400), expected=frozenset({"A-002"}))
    assert (board.current_call, board.recent, board.announced) == ("A-002", ["A-003", "A-001"], [1, 2])


def test_a_database_that_was_set_up_anew_counts_from_one_again():
    board = Board()
    board.take()
    board.take(call(1, "A-001"))
    board.take()
    board.take(replace(call(1, "B-001"), at=NOON + timedelta(hours=1)), now=NOON + timedelta(hours=1))
    assert (board.current_call, board.announced) == ("B-001", [1])


def test_the_list_holds_six_and_no_more():
    board = Board()
    board.take(*(call(seq, f"A-{seq:03d}", age=600 - seq) for seq in range(1, 20)))
    assert board.recent == ["A-018", "A-017", "A-016", "A-015", "A-014", "A-013"]


def test_the_greatest_burst_leaves_the_last_half_minute_s_calls_their_time_and_lists_the_others_soon():
    board = Board()
    board.take()
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, 41)))
    board.wait(1.9)
    assert board.shown == list(range(1, 41 - MOST_WAITING))
    board.wait(LEAST_SECONDS * MOST_WAITING / MOST_LARGE)
    assert board.announced == [1, 2, 3, *range(41 - MOST_WAITING, 41)]
    board.wait(100)
    assert min(board.stood.values()) >= LEAST_SECONDS


def test_a_call_that_went_to_the_list_unpainted_waits_once_more():
    queue = CallQueue()
    queue.take([], NOON)
    queue.take([call(seq, f"A-{seq:03d}") for seq in range(30, 0, -1)], NOON)
    queue.advance(0.0)
    assert queue.stage.recent == ()  # nothing overtakes the large ones
    assert queue.painted([1, 2, 3]) == (1, 2, 3)
    queue.advance(0.0)
    assert seqs(queue.stage.recent) == [7, 6, 5, 4]
    assert queue.painted([6, 7]) == (6, 7)
    assert queue.due_in(0.5) == 1.5
    queue.advance(5.0)
    assert seqs(queue.stage.large) == [8, 5, 4]
    assert seqs(queue.stage.recent) == [7, 6, 3, 2, 1]


def test_a_painted_call_speaks_for_earlier_ones_of_the_same_number_at_the_same_counter():
    queue = CallQueue()
    queue.take([], NOON)
    first, again = call(1, "A-001", ticket=5), call(2, "A-001", ticket=5, kind="recall")
    queue.take([again, first], NOON)
    queue.advance(0.0)
    queue.advance(30.0)
    assert queue.stage.current_call == again
    assert queue.painted([2]) == (1, 2)
    assert queue.painted([1, 2]) == ()


def test_a_call_that_this_board_has_shown_in_an_earlier_life_is_listed_and_said_only_if_nobody_did():
    board = Board()
    board.take(replace(call(1, "A-001", age=20), seen=True, voiced=True), replace(call(2, "A-002", age=10), seen=True))
    assert (board.announced, board.shown, board.said) == ([], [], [2])
    assert (board.current_call, board.recent) == ("A-002", ["A-001"])


def test_a_board_that_does_not_speak_keeps_step_with_the_voice_of_another():
    board = Board()
    board.take()
    calls = [call(seq, f"A-{seq:03d}") for seq in (1, 2)]
    board.take(*calls)
    board.wait(1)
    assert board.large == ["A-001"]
    board.take(replace(calls[0], voiced=True), replace(calls[1], speaking=True))
    assert board.large == ["A-002", "A-001"]
    board.wait(CURRENT_CALL_SECONDS - 1)
    assert board.large == ["A-002"]


def test_a_recall_of_the_number_at_the_top_does_not_wait_for_its_first_words():
    board = Board()
    board.take()
    board.take(first := call(1, "A-001", ticket=5))
    board.queue.said = frozenset({1})
    board.wait(3)
    board.take(first, call(2, "A-001", ticket=5, kind="recall"))
    assert board.queue.stage.current_call.kind == "recall"


def test_calls_that_were_out_of_sight_for_a_while_are_found_again():
    board = Board()
    board.take()
    calls = [call(1, "A-001", age=200), call(2, "A-002", age=100)]
    board.take(*calls)
    board.wait(60)
    board.take()
    assert (board.current_call, board.recent) == (None, [])
    board.queue.interrupted()
    board.take(*(replace(made, seen=True) for made in calls))
    assert (board.current_call, board.recent) == ("A-002", ["A-001"])
    assert len(board.announced) == 2


def test_a_hero_stays_while_it_is_spoken_unless_many_wait():
    board = Board()
    board.take()
    board.take(call(1, "A-001"), call(2, "A-002"))
    board.queue.said = frozenset({1})
    board.wait(29)
    assert board.current_call == "A-001"
    board.queue.said = frozenset()
    board.wait(0)
    assert board.current_call == "A-002"
    board.queue.said = frozenset({2})
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, 6)))
    board.wait(LEAST_SECONDS)
    assert board.large == ["A-004", "A-003", "A-002"]
    board.take(*(call(seq, f"A-{seq:03d}") for seq in range(1, 13)))
    board.wait(0)
    assert board.large == ["A-007", "A-006", "A-005"]
